import API
import Domain

/// Whether a transcript is the one that the runner wrote: each frame's digest covers all frames before it.
enum TranscriptCheck {
    /// What is wrong, in words; nil if nothing is.
    static func defect(_ frames: [FrameView], _ attempt: AttemptView) -> String? {
        var head = FrameChain.start
        for (index, frame) in frames.enumerated() {
            guard frame.sequence == Int64(index + 1) else {
                return "frame \(index + 1) is missing; frame \(frame.sequence) stands in its place"
            }
            head = FrameChain.next(after: head, sequence: frame.sequence, kind: frame.kind, body: frame.body)
            guard head == frame.digest else { return "frame \(frame.sequence) does not have the digest it came with" }
        }
        // More may have come in since the attempt was asked for.
        guard frames.count >= Int(attempt.frameCount) else {
            return "\(frames.count) frames are there, \(attempt.frameCount) were recorded"
        }
        if frames.count == Int(attempt.frameCount) && head != attempt.frameHead {
            return "the chain does not end in the digest that was recorded for the attempt"
        }
        return nil
    }
}
