import API
import Domain
import FoundationEssentials
import Glibc
import Platform
import Testing

@testable import RunnerDaemon

/// The hook as agents use it: the built program, its output and its exit status.
@Suite struct HookTests {
    /// Built beside the tests.
    private static var hook: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return tests.prefix(upTo: try #require(tests.lastIndex(of: "/"))) + "/countersign-hook"
        }
    }

    /// What an agent that runs these commands prints: each hook's output, then its status.
    private func said(_ commands: String, of service: StubService) async throws -> [String] {
        let script = """
            #!/bin/sh
            hook() { '\(try Self.hook)' "$@" 2>&1; echo "= $?"; }
            \(commands)
            """
        service.offer(script: script)
        try await RunnerBench(service).run()
        return service.said("stdout").map { String($0.dropFirst("stdout: ".count)) }
    }

    @Test func sayingAndAsking() async throws {
        let service = StubService()
        service.look {
            $0.answersToQuestions = [
                QuestionView(
                    id: "qst_1", run: "run_1", text: "", options: [], state: .answered,
                    askedAt: Timestamp(microsecondsSince1970: 0), deadline: Timestamp(microsecondsSince1970: 0),
                    answer: "a \"quoted\"\n\u{1F600} \u{1} answer", answeredBy: "ada")
            ]
        }
        let said = try await said(
            #"hook say 'a "word" \ and'; hook ask 'Which?' --option a --option 'b c'"#, of: service)
        #expect(said == ["= 0", "a \"quoted\"", "\u{1F600} \u{1} answer", "= 0"])
        #expect(service.said("say") == ["say: a \"word\" \\ and"])
        #expect(service.look { $0.questions.first?.options } == ["a", "b c"])
    }

    @Test(arguments: [
        (ActionState.executed, "= 0"), (.allowed, "= 0"), (.denied, "= 2"),
        (.failed, "= 2"), (.indeterminate, "= 2"),
    ])
    func actingEndsWithTheDecision(state: ActionState, status: String) async throws {
        let service = StubService()
        service.look {
            $0.answersToActions = [
                ActionView(
                    id: "act_1", run: "run_1", action: "x", actionClass: .write, isReversible: true, state: state,
                    requestedBy: "r", requestedAt: Timestamp(microsecondsSince1970: 0),
                    deadline: Timestamp(microsecondsSince1970: 0), target: "t", arguments: [:], preview: "p",
                    digest: FrameChain.start, canonical: "{}", claim: "", reasons: ["why"], outcome: "policy",
                    signOffs: [], history: [])
            ]
        }
        let said = try await said(
            #"printf '{"a":\n"b"}' | hook act x --claim 'because' -; hook act x '{"c":1}'"#, of: service)
        #expect(said.filter { $0.hasPrefix("= ") } == [status, status])
        #expect(said.first?.hasPrefix(#"{"decision":""#) == true)
        let asked = service.look { $0.actions }
        #expect(asked.map(\.arguments) == [["a": "b"], ["c": 1]])
        #expect(asked.map(\.claim) == ["because", ""])
    }

    @Test func whateverGoesWrongIsANo() async throws {
        let service = StubService()
        service.look { $0.actionRefusal = Failure(.actionUnknown, "no such action") }
        let said = try await said(
            """
            hook act x '{'
            hook act x '{}, "do": "say", "text": "x"'
            hook act unknown
            hook; hook sing x; hook say; hook ask x --option; hook act x --claim
            (unset COUNTERSIGN_SOCKET; hook act x); (COUNTERSIGN_SOCKET=/nowhere; hook act x)
            """, of: service)
        #expect(said.filter { $0.hasPrefix("= ") } == Array(repeating: "= 2", count: 10))
        #expect(said.filter { $0.contains("no such action") }.count >= 1)
    }

    /// A runner that ends, or answers what cannot be read, has not said yes.
    @Test(arguments: [
        "", "{", "no json\n",
        "{\"ok\":tru}\n", "{\"ok\":true}\n", "{\"ok\":true,\"decision\":\"held\"}\n",
    ])
    func aRunnerThatIsNotOne(answer: String) throws {
        let folder = try TemporaryFolder()
        let socket = try AgentSocket(path: folder.path + "/s") { connection in
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) == 1, byte != 10 {}
            _ = write(connection, answer, answer.utf8.count)
        }
        defer { socket.stop() }
        let outcome = try Subprocess(
            Self.hook, ["act", "x"], environment: ["COUNTERSIGN_SOCKET": folder.path + "/s"], deadlineSeconds: 20
        ).run()
        #expect(outcome.end == .exited(2))
        #expect(!outcome.errors.bytes.isEmpty)
    }
}
