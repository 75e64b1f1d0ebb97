import API
import Domain
import Operations
import Platform
import Synchronization
import TestSupport
import Testing

/// A signed action happens once, or it is said that nobody knows.
@Suite struct EffectTests {
    @Test func sixtyFourRedemptionsOfOneSignOffMakeOneEffect() async throws {
        let story = try ActionStory.make(connections: 16)
        let held = try story.held()
        try story.sign(held)
        let bodies = (0..<64).map { _ in { @Sendable in try story.execute(held) } }
        let results = await atOnce(bodies)
        #expect(results.compactMap(\.code) == [])
        #expect(story.executed("notices") == [held.canonical])
        #expect(
            try story.runs.events("action:\(held.id)").filter { $0.hasPrefix("effect_") } == [
                "effect_started", "effect_finished",
            ])
    }

    @Test func instancesThatRunTheirJobsAtOnceDoEachOnce() async throws {
        let story = try ActionStory.make(connections: 16)
        let run = try story.start()
        for page in ["a", "b", "c", "d"] {
            try story.ask(run, "notes.append", ["page": .string(page), "text": "Done."])
        }
        let bodies = (0..<8).map { _ in { @Sendable in _ = try BackgroundJobs.runDue(story.world.services) } }
        #expect(await atOnce(bodies).compactMap(\.code) == [])
        let page = try PageRequest(limit: nil, cursor: nil, parts: ListActions.keyParts)
        let states = try ListActions.run(story.world.team(.author), page: page, state: nil).items.map(\.state)
        #expect(states == [.executed, .executed, .executed, .executed])
        #expect(story.executed("notes").count == 4 && Set(story.executed("notes")).count == 4)
    }

    @Test func aFailureIsToldAsItIs() throws {
        let failing = CommandExecutor(
            program: "/bin/sh", arguments: ["-c", "echo out; echo token=1 password=hunter2 >&2; exit 3"],
            environment: [:],
            deadlineSeconds: 10)
        let story = try ActionStory.make(executors: ["notify": failing])
        let held = try story.held()
        try story.sign(held)
        try story.execute(held)
        let failed = try story.show(held)
        #expect(failed.state == .failed && failed.effect?.state == .failed)
        #expect(failed.effect?.result["exit_code"] == 3 && failed.effect?.result["output"] == "out\n")
        #expect(failed.effect?.result["errors"] == "token=1 password=***\n")
        #expect(try story.runState(held) == .running)
        #expect(try story.runs.events("action:\(held.id)").last == "effect_failed")
        try story.execute(held)
        #expect(try story.runs.events("action:\(held.id)").filter { $0 == "effect_started" }.count == 1)
    }

    @Test func whatNobodyKnowsIsIndeterminateAndNeverRepeated() throws {
        let double = ExecutorDouble { _ in EffectReport(ending: .unknown, result: [:]) }
        let story = try ActionStory.make(executors: ["notify": double])
        let held = try story.held()
        try story.sign(held)
        try story.execute(held)
        #expect(try story.show(held).state == .executing)
        #expect(refusal { try RescueEffect.run(story.system, id: held.id) } == .wrongState)
        try story.world.tamper("UPDATE effects SET presumed_lost_at = now() - interval '1 second'")
        #expect(try BackgroundJobs.runDue(story.world.services) == 1)
        let lost = try story.show(held)
        #expect(lost.state == .indeterminate && lost.effect?.state == .indeterminate)
        #expect(try BackgroundJobs.runDue(story.world.services) == 0)
        try story.execute(held)
        #expect(double.count == 1)
        #expect(try ShowInbox.run(story.world.team(.admin)).actions.map(\.id) == [held.id])
        #expect(try ShowInbox.run(story.world.team(.reviewer)).actions.isEmpty)
        #expect(try story.runState(held) == .running)
    }

    @Test func aReportAfterItWasGivenUpIsKeptAsARecord() throws {
        let rescue = Mutex<(@Sendable () throws -> Void)?>(nil)
        let double = ExecutorDouble { _ in
            try rescue.withLock { $0 }?()
            return EffectReport(ending: .finished, result: ["ok": true])
        }
        let story = try ActionStory.make(executors: ["notify": double])
        rescue.withLock {
            $0 = {
                try story.world.tamper("UPDATE effects SET presumed_lost_at = now() - interval '1 second'")
                _ = try BackgroundJobs.runDue(story.world.services)
            }
        }
        let held = try story.held()
        try story.sign(held)
        try story.execute(held)
        #expect(try story.show(held).state == .indeterminate)
        #expect(try story.runs.events("action:\(held.id)").suffix(2) == ["effect_lost", "effect_reported"])
    }

    @Test func aSignOffDiesWithItsTime() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        try story.sign(held)
        try story.world.tamper("UPDATE sign_offs SET expires_at = now() - interval '1 second'")
        try story.execute(held)
        let refused = try story.show(held)
        #expect(refused.state == .failed && refused.effect == nil)
        #expect(refused.outcomeReason == "not carried out: the sign-off has expired")
        #expect(story.executed("notices") == [])
        #expect(try story.runState(held) == .running)
    }

    @Test(arguments: [
        ("UPDATE runs SET term = term + 1", "the attempt that asked for this is over"),
        ("UPDATE installation SET epoch = epoch + 1", "the installation was restored from a backup since"),
        ("UPDATE sign_offs SET request_digest = sha256('x')", "no sign-off names these bytes"),
    ])
    func aSignOffDiesWithWhatItWasGivenFor(change: String, reason: String) throws {
        let story = try ActionStory.make()
        let held = try story.held()
        try story.sign(held)
        try story.world.tamper(change)
        try story.execute(held)
        #expect(try story.show(held).outcomeReason?.contains(reason) == true)
        #expect(story.executed("notices") == [])
    }

    @Test func aPolicyThatForbidsItMeanwhileStopsTheEffect() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        try story.sign(held)
        var files = try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
        files["approvals.yaml", default: ""] += "\n  - {name: silence, effect: forbid, if: {action: team.notify}}\n"
        try story.world.enactSmallTeamPolicy(files)
        try story.execute(held)
        #expect(try story.show(held).outcomeReason?.hasPrefix("not carried out: silence") == true)
        #expect(story.executed("notices") == [])
    }

    @Test func aJobThatFailsHoldsUpNoOther() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let run = try story.start()
        try story.ask(run, "notes.append", ["page": "week-7", "text": "Done."])
        try story.moveDeadline(held, milliseconds: -1)
        // A request whose decision cannot be read.
        try story.world.tamper("UPDATE action_requests SET decision = '{}' WHERE id = '\(held.id)'")
        try story.world.tamper(
            """
            INSERT INTO outbox (team_id, kind, subject_id)
                VALUES ('\(World.northID)', 'execute_action', 'act_missing')
            """
        )
        #expect(try BackgroundJobs.runDue(story.world.services) >= 1)
        #expect(story.executed("notes").count == 1)
        #expect(try story.outcomes(held) == ["timed_out"])
    }
}

/// An executor that does what the test says, and counts.
final class ExecutorDouble: Executor {
    let deadlineSeconds = 5
    let exportsOutput = false
    private let body: @Sendable (EffectOrder) throws -> EffectReport
    private let calls = Atomic(0)

    init(_ body: @escaping @Sendable (EffectOrder) throws -> EffectReport) { self.body = body }

    var count: Int { calls.load(ordering: .relaxed) }

    func objection(to arguments: JSON) -> String? { nil }

    func execute(_ order: EffectOrder) throws -> EffectReport {
        calls.add(1, ordering: .relaxed)
        return try body(order)
    }
}

@Suite struct CommandExecutorTests {
    private func run(_ script: String, deadlineSeconds: Int = 10) throws -> EffectReport {
        let executor = CommandExecutor(
            program: "/bin/sh", arguments: ["-c", script], environment: ["A": "b"], deadlineSeconds: deadlineSeconds)
        return try executor.execute(
            EffectOrder(
                requestID: "act_1", canonical: "{\"a\":1}", digest: Digest.of("x"), arguments: ["a": 1], output: nil,
                signers: [], decidedAt: Timestamp(secondsSince1970: 0)))
    }

    @Test func itGetsTheBytesAndNothingOfOurs() throws {
        let report = try run("cat; env | sort | grep -v '^_=\\|^PWD=\\|^SHLVL='")
        #expect(report.result["output"] == "{\"a\":1}A=b\nPATH=/usr/local/bin:/usr/bin:/bin\n")
    }

    @Test func whatItSaysIsBounded() throws {
        let report = try run("head -c 70000 /dev/zero | tr '\\0' x")
        #expect(report.result["output"]?.string?.utf8.count == 64 << 10 && report.result["is_truncated"] == true)
    }

    @Test func whatATerminalWouldActOnIsShown() throws {
        #expect(try run("printf 'a\\033[31mb\\0c'").result["output"] == "a⟦U+001B escape⟧[31mb⟦U+0000 control⟧c")
    }

    @Test(arguments: ["sleep 30", "kill -9 $$"])
    func whatWasCutOffMayHaveHappened(script: String) throws {
        guard case .unknown = try run(script, deadlineSeconds: 1).ending else {
            Issue.record("a command that was cut off must be of unknown ending")
            return
        }
    }
}
