import API
import Domain
import Testing

/// What is promised when something dies in the middle: nothing that was acknowledged is lost, nothing is done twice. One
/// after the other, because each starts services and runners of its own.
@Suite(.serialized) enum CrashTests {
    /// Writes a numbered line every 20 ms until the test lets it finish.
    static func talkative(_ installation: Installation) -> String {
        """
        #!/bin/bash
        for ((line = 1; line <= 4000; line++)); do
            echo "line $line"
            if [[ -e \(installation.folder)/finish ]]; then
                echo "# Recap of $line lines" > "$COUNTERSIGN_OUTPUT/release-notes.md"
                exit 0
            fi
            sleep 0.02
        done
        exit 1
        """
    }

    /// The transcript is one chain, and the agent's lines are all there, once, in order.
    static func checkTranscript(_ frames: [FrameView], begins known: [FrameView]) {
        #expect(frames.prefix(known.count).map(\.digest) == known.map(\.digest))
        var previous = FrameChain.start
        for (index, frame) in frames.enumerated() {
            previous = FrameChain.next(
                after: previous, sequence: Int64(index) + 1, kind: frame.kind, body: frame.body)
            #expect(frame.digest == previous, "frame \(frame.sequence)")
        }
        let lines = frames.filter { $0.kind == "stdout" }.map(\.body)
        #expect(lines == (1...max(1, lines.count)).map { "line \($0)" })
    }
}
