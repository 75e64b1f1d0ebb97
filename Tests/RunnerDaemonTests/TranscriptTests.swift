import API
import Domain
import Platform
import Synchronization
import TestSupport
import Testing

@testable import RunnerDaemon

@Suite struct TranscriptTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func transcript(limitBytes: Int = 1 << 20) throws -> Transcript {
        let observer = Observer(log: Log(level: .error, format: .text))
        return Transcript(
            spool: try Spool(path: folder.path + "/spool", observer: observer), waitingLimitBytes: limitBytes)
    }

    @Test func framesAreChained() throws {
        let transcript = try transcript()
        transcript.add(.say, "one")
        transcript.add(.stdout, "")
        let frames = try #require(transcript.nextBatch())
        let first = Digest.of(
            [UInt8](repeating: 0, count: 32) + Array(#"{"body":"one","kind":"say","sequence":1}"#.utf8))
        let second = Digest.of(first.bytes + Array(#"{"body":"","kind":"stdout","sequence":2}"#.utf8))
        #expect(frames.map(\.digest) == [first, second])
        #expect(frames.map(\.sequence) == [1, 2])
    }

    @Test func whatIsNotAcknowledgedIsInTheSpool() throws {
        let transcript = try transcript()
        transcript.add(.say, "one")
        #expect(folder.read("spool")?.hasPrefix(#"{"body":"one","digest":"sha256:"#) == true)
        transcript.acknowledge(upTo: 1)
        #expect(folder.read("spool") == "")
    }

    @Test func batchesAreBounded() throws {
        let transcript = try transcript(limitBytes: 64 << 20)
        for number in 1...150 { transcript.add(.say, "\(number)") }
        #expect(transcript.nextBatch()?.count == 100)
        transcript.acknowledge(upTo: 150)
        for _ in 1...100 { transcript.add(.say, String(repeating: "\u{1}", count: 16 << 10)) }
        #expect(transcript.nextBatch()?.count == 4)
    }

    @Test func tooMuchThatIsNotAcknowledgedMakesTheWriterWait() async throws {
        let transcript = try transcript(limitBytes: 1000)
        let counted = Counted()
        let writer = try OwnThreadWork {
            for _ in 1...20 {
                transcript.add(.say, String(repeating: "x", count: 500))
                counted.add()
            }
        }
        #expect(try await eventually { counted.value == 2 })
        transcript.acknowledge(upTo: 1)
        #expect(try await eventually { counted.value == 3 })
        transcript.fail(Failure(.leaseLost, "over"))
        try await writer.value()
        #expect(counted.value == 20)
    }

    private final class Counted: Sendable {
        private let count = Mutex(0)
        func add() { count.withLock { $0 += 1 } }
        var value: Int { count.withLock { $0 } }
    }

    @Test(arguments: [
        ("", [""]), ("short", ["short"]), ("a\0b", ["a\u{2400}b"]),
        (String(repeating: "x", count: 16_384), [String(repeating: "x", count: 16_384)]),
        (String(repeating: "x", count: 16_385), [String(repeating: "x", count: 16_384), "x"]),
        (
            String(repeating: "x", count: 16_383) + "é",
            [String(repeating: "x", count: 16_383), "é"]
        ),
    ])
    func longTextsAreCutBetweenCharacters(text: String, pieces: [String]) {
        #expect(Transcript.pieces(of: text).map { Array($0.utf8) } == pieces.map { Array($0.utf8) })
    }

    @Test(
        arguments: [
            ([[97, 10, 98]], ["a", "b"]), ([[97], [98, 13, 10], [10]], ["ab", ""]),
            ([[0xff, 0xfe, 10]], ["\u{FFFD}\u{FFFD}"]), ([[0xc3], [0xa9, 10]], ["é"]), ([[]], []),
            ([Array(repeating: 97, count: 16_385)], [String(repeating: "a", count: 16_384), "a"]),
            ([Array(repeating: 97, count: 16_383) + [0xc3, 0xa9]], [String(repeating: "a", count: 16_383), "é"]),
            ([Array(repeating: 97, count: 16_384) + [10]], [String(repeating: "a", count: 16_384)]),
        ] as [([[UInt8]], [String])])
    func streamsAreCutIntoLines(pieces: [[UInt8]], lines: [String]) {
        let taken = Taken()
        let cutter = LineCutter { taken.take($0) }
        for piece in pieces { cutter.add(piece) }
        cutter.finish()
        #expect(taken.lines.map { Array($0.utf8) } == lines.map { Array($0.utf8) })
    }

    private final class Taken: Sendable {
        private let all = Mutex<[String]>([])
        func take(_ line: String) { all.withLock { $0.append(line) } }
        var lines: [String] { all.withLock { $0 } }
    }
}
