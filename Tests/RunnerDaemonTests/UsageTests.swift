import Domain
import FoundationEssentials
import Glibc
import Harness
import Testing

@testable import RunnerDaemon

/// What an agent says it used, from its file to the service.
@Suite struct UsageTests {
    /// The file's content, read; or why it is not.
    private func read(_ text: String) throws -> Result<ClaimedUsage?, Failure> {
        let path = "/tmp/countersign-usage-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        return Result { try UsageFile.read(path) }.mapError { Failure(wrapping: $0) }
    }

    @Test(arguments: [
        (
            #"{"model": "opus-5", "input_tokens": 41200, "output_tokens": 3100, "turns": 14, "cost_dollars": 0.3124}"#,
            ClaimedUsage(
                model: "opus-5", inputTokens: 41200, outputTokens: 3100, turns: 14, costMicrodollars: 312_400)
        ),
        (#"{"cost_dollars": 0}"#, ClaimedUsage(costMicrodollars: 0)),
        (#"{"cost_dollars": 0.0000014, "model": null}"#, ClaimedUsage(costMicrodollars: 1)),
        (#"{"output_tokens": 1e3}"#, ClaimedUsage(outputTokens: 1000)),
        (#"{"input_tokens": 9007199254740991}"#, ClaimedUsage(inputTokens: ClaimedUsage.limit)),
        ("{}", nil),
    ])
    func figuresAreRead(text: String, usage: ClaimedUsage?) throws {
        #expect(try read(text).get() == usage)
    }

    @Test(arguments: [
        ("", "a value is missing"), ("{", "a member's name is missing"), ("[1]", "it is no JSON object"),
        (#"{"input_tokens": -1}"#, "input tokens: -1 is not from 0 to 9007199254740991"),
        (#"{"input_tokens": 9007199254740992}"#, "input tokens: 9007199254740992 is not from 0"),
        (#"{"turns": 1.5}"#, "`turns` must be a whole number"), (#"{"turns": "3"}"#, "`turns` must be a whole number"),
        (#"{"turns": 1e30}"#, "`turns` must be a whole number"), (#"{"turns": NaN}"#, "NaN"),
        (#"{"cost_dollars": -0.01}"#, "cost: -10000 is not from 0"),
        (#"{"cost_dollars": 1e300}"#, "`cost_dollars` must be a number of dollars"),
        (#"{"cost_dollars": 1e12}"#, "cost: 1000000000000000000 is not from 0"),
        (#"{"cost_dollars": "0.1"}"#, "`cost_dollars` must be a number of dollars"),
        (#"{"model": 5}"#, "`model` must be a text"), (#"{"model": ""}"#, "model: a name has 1 to 100"),
        (#"{"model": "a\u001b[31m"}"#, "model: a name has 1 to 100 printable ASCII"),
        (#"{"model": "оpus"}"#, "model: a name has 1 to 100 printable ASCII"),
        (#"{"tokens": 5}"#, "there is no `tokens`; it may say model, input_tokens"),
        ("{\"model\": \"" + String(repeating: "x", count: 70_000) + "\"}", "it has more than 65536 bytes"),
    ])
    func badFiguresAreRefusedWithTheirReason(text: String, reason: String) throws {
        guard case .failure(let failure) = try read(text) else { return #expect(Bool(false), "\(text) was read") }
        #expect(failure.code == .invalidInput)
        let start = "what the agent says it used is not recorded: usage.json: "
        #expect(failure.message.hasPrefix(start) && (reason == "NaN" || failure.message.contains(reason)))
    }

    @Test func onlyAPlainFileIsRead() throws {
        #expect(try UsageFile.read("/tmp/countersign-no-such-file") == nil)
        #expect(throws: Failure.self) { try UsageFile.read("/tmp") }
        #expect(throws: Failure.self) { try UsageFile.read("/dev/zero") }
        let link = "/tmp/countersign-usage-link-\(getpid())"
        symlink("/etc/hostname", link)
        defer { unlink(link) }
        #expect(throws: Failure.self) { try UsageFile.read(link) }
    }

    private static let usage = #"echo '{"model": "m-1", "turns": 3, "cost_dollars": 0.5}' > $COUNTERSIGN_USAGE"#
    private static let claimed = ClaimedUsage(model: "m-1", turns: 3, costMicrodollars: 500_000)

    @Test func itComesWithTheSubmission() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\n\(Self.usage)\n")
        try await RunnerBench(service).run()
        let submitted = service.look { $0.submitted }
        #expect(submitted?.harness == "script" && submitted?.claimed == Self.claimed)
        #expect(service.said("status") == ["status: started on bench", "status: ended"])
    }

    @Test func itComesWithTheFailure() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\n\(Self.usage)\nexit 3\n")
        try await RunnerBench(service).run()
        let failed = service.look { $0.failed }
        #expect(failed?.harness == "script" && failed?.claimed == Self.claimed)
    }

    @Test func theRunGoesOnWithoutWhatCannotBeRead() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\necho '{\"turns\": -3}' > $COUNTERSIGN_USAGE\n")
        let bench = try RunnerBench(service)
        try await bench.run()
        let (submitted, frames) = service.look { ($0.submitted, $0.frames.count) }
        #expect(submitted != nil && submitted?.claimed == nil && submitted?.frameCount == Int64(frames))
        #expect(
            service.said("status") == [
                "status: started on bench", "status: ended",
                "status: what the agent says it used is not recorded: usage.json: turns: -3 is not from 0 to "
                    + "9007199254740991",
            ])
        #expect(bench.logged("usage_unreadable").count == 1)
    }
}
