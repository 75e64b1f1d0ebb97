import API
import Domain
import Glibc
import Harness
import Testing

@testable import RunnerDaemon

@Suite struct AgentSocketTests {
    private static func question(_ state: QuestionState, answer: String? = nil) -> QuestionView {
        QuestionView(
            id: "qst_1", run: "run_1", text: "Which?", options: ["a", "b"], state: state,
            askedAt: Timestamp(microsecondsSince1970: 0), deadline: Timestamp(microsecondsSince1970: 0), answer: answer,
            answeredBy: answer.map { _ in "ada" })
    }

    private static func action(
        _ state: ActionState, outcome: String? = nil, reason: String? = nil, executor: String? = "command",
        effect: EffectView? = nil
    ) -> ActionView {
        ActionView(
            id: "act_1", run: "run_1", action: "team.notify", actionClass: .communicate, isReversible: false,
            state: state, requestedBy: "runner:1", requestedAt: Timestamp(microsecondsSince1970: 0),
            deadline: Timestamp(microsecondsSince1970: 0), target: "t", arguments: [:], preview: "p",
            digest: FrameChain.start, canonical: "{}", claim: "",
            reasons: ["rule one", "rule two"], outcome: outcome,
            outcomeReason: reason, signOffs: [], effect: effect, history: [], executor: executor)
    }

    private static let effect = EffectView(
        state: .finished, executor: "command", startedAt: Timestamp(microsecondsSince1970: 0), result: ["exit": 0])

    /// Runs an agent that sends these lines over one connection and prints the answers.
    private func answers(to lines: [String], of service: StubService) async throws -> [String] {
        let sent = lines.map { $0 + "\n" }.joined()
        service.offer(
            template: [
                (
                    "scripts/run",
                    """
                    #!/usr/bin/env python3
                    import os, socket
                    lines = open(os.environ["COUNTERSIGN_TEMPLATE"] + "/lines", "rb").read()
                    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as s:
                        s.connect(os.environ["COUNTERSIGN_SOCKET"])
                        s.sendall(lines)
                        answers = s.makefile("rb")
                        for _ in range(lines.count(b"\\n")):
                            print(answers.readline().decode().rstrip("\\n"), flush=True)
                    """, true
                ), ("lines", sent, false),
            ])
        try await RunnerBench(service).run()
        return service.said("stdout").map { String($0.dropFirst("stdout: ".count)) }
    }

    @Test func sayingBecomesAFrame() async throws {
        let service = StubService()
        let answers = try await answers(to: [#"{"do":"say","text":"zero \u0000, é"}"#], of: service)
        #expect(answers == [#"{"ok":true}"#])
        #expect(service.said("say") == ["say: zero \u{2400}, é"])
    }

    @Test func aQuestionWaitsForItsAnswer() async throws {
        let service = StubService()
        service.look {
            $0.answersToQuestions = [Self.question(.open), Self.question(.open), Self.question(.answered, answer: "b")]
        }
        let answers = try await answers(
            to: [#"{"do":"ask","question":"Which?","options":["a","b"],"timeout_seconds":60}"#], of: service)
        #expect(answers == [#"{"answer":"b","by":"ada","ok":true}"#])
        #expect(service.said("question", "answer") == ["question: Which? [a | b]", "answer: b"])
        let asked = service.look { $0.questions.first }
        #expect(
            asked?.text == "Which?" && asked?.options == ["a", "b"] && asked?.timeoutSeconds == 60 && asked?.term == 7)
    }

    @Test func noAnswerIsSaidSo() async throws {
        let service = StubService()
        service.look { $0.answersToQuestions = [Self.question(.expired)] }
        let answers = try await answers(to: [#"{"do":"ask","question":"Which?"}"#], of: service)
        #expect(answers == [#"{"code":"expired","message":"nobody answered in time","ok":false}"#])
    }

    @Test(arguments: [
        (action(.executed, outcome: "signed", effect: effect), "executed", "signed", #"{"exit":0}"#),
        (action(.allowed, outcome: "policy", executor: nil), "allowed", "policy", "null"),
        (action(.signed, outcome: "signed", executor: nil), "allowed", "signed", "null"),
        (action(.denied, outcome: "denied_by", reason: "no, says ada"), "denied", "denied_by", "null"),
        (action(.denied, outcome: "timed_out", reason: ""), "denied", "timed_out", "null"),
        (action(.failed, outcome: "signed"), "failed", "signed", "null"),
        (action(.indeterminate, outcome: "signed"), "indeterminate", "signed", "null"),
    ])
    func anActionWaitsForItsDecision(end: ActionView, decision: String, reason: String, effect: String) async throws {
        let service = StubService()
        service.look { $0.answersToActions = [Self.action(.held), Self.action(.executing), end] }
        let answers = try await answers(
            to: [#"{"do":"act","action":"team.notify","arguments":{"text":"hi"},"claim":"why"}"#], of: service)
        let message = reason == "denied_by" ? "no, says ada" : "rule one; rule two"
        let expected =
            #"{"decision":"\#(decision)","effect":\#(effect),"message":"\#(message)","ok":true,"reason":"\#(reason)"}"#
        #expect(answers == [expected])
        #expect(service.said("decision") == ["decision: " + expected])
        #expect(
            service.said("action") == [#"action: {"action":"team.notify","arguments":{"text":"hi"},"claim":"why"}"#])
    }

    private static let overdue: [(ActionView, ActionView?, ActionDecision.Outcome, String)] = [
        (action(.held), action(.denied, outcome: "withdrawn"), .denied, "withdrawn"),
        (action(.held), action(.denied, outcome: "timed_out"), .denied, "timed_out"),
        (action(.held), action(.executed, outcome: "signed", effect: effect), .executed, "signed"),
        (action(.held), action(.signed, outcome: "signed"), .indeterminate, "timed_out"),
        (action(.signed), nil, .indeterminate, "timed_out"), (action(.allowed), nil, .indeterminate, "timed_out"),
        (action(.executing), nil, .indeterminate, "timed_out"),
    ]

    /// What the runner says at its limit is what the service says after the withdrawal.
    @Test(arguments: overdue)
    func anActionThatIsNotDecidedInTime(
        before: ActionView, after: ActionView?, outcome: ActionDecision.Outcome, reason: String
    ) throws {
        let service = StubService()
        service.offer(script: "")
        service.look { $0.answersToActions = [before] }
        service.look { $0.answerToWithdrawal = after }
        let run = try #require(service.look { $0.claimable })
        let attempt = AttemptLink(
            run: run, lease: Lease(run.lease, sentAt: 0, now: { 0 }), link: try service.link)
        let folder = try TemporaryFolder()
        let transcript = Transcript(
            spool: try Spool(path: folder.path + "/s", observer: .init(log: .init(level: .error, format: .text))))
        let desk = AgentDesk(
            attempt: attempt, transcript: transcript, actLimitMilliseconds: 30, actGraceMilliseconds: 30,
            pollMilliseconds: 10)
        let answer = desk.answer(Array(#"{"do":"act","action":"x"}"#.utf8), try attempt.client())
        #expect(answer["decision"] == .string(outcome.rawValue))
        #expect(answer["reason"] == .string(reason))
        #expect(service.look { $0.withdrawals.map(\.term) } == (after == nil ? [] : [7]))
    }

    /// The one after each is understood again.
    @Test(arguments: [
        ("", "not valid JSON"), ("{", "not valid JSON"), ("[1]", "a JSON object"), ("{}", "`do` is missing"),
        (#"{"do":"sign"}"#, "`do` is `sign`"), (#"{"do":"say"}"#, "`text`"), (#"{"do":"say","text":3}"#, "`text`"),
        (#"{"do":"say","text":""}"#, "`text`"), (#"{"do":"ask","question":"x","options":[1]}"#, "`options`"),
        (#"{"do":"ask","question":"x","timeout_seconds":0}"#, "`timeout_seconds`"),
        (#"{"do":"act","action":"x","arguments":[]}"#, "`arguments`"),
        (#"{"do":"say","text":""# + String(repeating: "x", count: 256 << 10) + #""}"#, "at most 262144 bytes"),
    ])
    func whatIsNoRequestIsRefused(line: String, reason: String) async throws {
        let answers = try await answers(to: [line, #"{"do":"say","text":"still here"}"#], of: StubService())
        #expect(answers.count == 2)
        let first = try JSON(text: answers.first ?? "")
        #expect(first["code"] == "bad_request" && first["ok"] == false)
        #expect(first["message"]?.string?.contains(reason) == true, "\(first)")
        #expect(answers.last == #"{"ok":true}"#)
    }

    @Test func severalConnectionsAtOnceAndOnlyForUs() async throws {
        let service = StubService()
        service.look { $0.answersToQuestions = [Self.question(.open), Self.question(.answered, answer: "b")] }
        service.offer(
            script: """
                #!/usr/bin/env python3
                import json, os, socket, stat
                def connect():
                    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                    s.connect(os.environ["COUNTERSIGN_SOCKET"])
                    return s
                print(oct(stat.S_IMODE(os.stat(os.environ["COUNTERSIGN_SOCKET"]).st_mode)), oct(stat.S_IMODE(os.stat(os.environ["HOME"]).st_mode)))
                asking, saying = connect(), connect()
                asking.sendall(b'{"do":"ask","question":"Which?"}\\n')
                saying.sendall(b'{"do":"say","text":"meanwhile"}\\n')
                print(saying.makefile().readline().strip())
                print(json.loads(asking.makefile().readline())["answer"])
                """)
        try await RunnerBench(service).run()
        #expect(service.said("stdout") == ["stdout: 0o600 0o700", #"stdout: {"ok":true}"#, "stdout: b"])
    }

    /// Whatever the service answers, an action that nobody allowed is a denial.
    @Test func aRefusedRequestIsADenial() async throws {
        let service = StubService()
        service.look { $0.actionRefusal = Failure(.actionUnknown, "no such action") }
        let answers = try await answers(to: [#"{"do":"act","action":"x"}"#], of: service)
        #expect(answers.first?.contains(#""decision":"denied""#) == true)
        #expect(answers.first?.contains(#""reason":"action_unknown""#) == true)
    }
}
