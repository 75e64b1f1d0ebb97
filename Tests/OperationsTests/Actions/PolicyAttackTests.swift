import API
import Domain
import Operations
import TestSupport
import Testing

/// A policy that is weakened, used and restored: what is older than the weak one never profits from it, and what was let
/// through under it is not carried out once the strict one is back.
@Suite struct PolicyAttackTests {
    private static let note: JSON = ["page": "week-7", "text": "Recap done."]

    /// Notes are countersigned, and notices by two.
    private static func strict(_ files: inout [String: String]) {
        files = files.filter { !$0.key.hasPrefix("cases/") }
        files["approvals.yaml"] = files["approvals.yaml"]?
            .replacing(
                "  - name: notes-are-free\n    effect: permit",
                with: "  - name: notes-are-signed\n    effect: hold\n    sign_off: countersignature\n"
                    + "    requires: {roles: [reviewer, admin]}"
            )
            .replacing(
                "action: team.notify\n    sign_off: countersignature\n    requires:\n",
                with: "action: team.notify\n    sign_off: countersignature\n    requires:\n      count: 2\n")
    }

    private let story: ActionStory

    init() throws { story = try ActionStory.make(policy: Self.strict) }

    private func weak() throws -> [String: String] {
        try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
    }

    private func weaken() throws { try story.world.enactSmallTeamPolicy(weak()) }

    private func restore() throws {
        var files = try World.smallTeamPolicy()
        Self.strict(&files)
        try story.world.enactSmallTeamPolicy(files)
    }

    @Test func weakenedUsedAndRestored() throws {
        let old = try story.start()
        let held = try story.ask(old, "notes.append", Self.note)
        #expect(held.state == .held)
        try weaken()
        #expect(try story.show(held).state == .held)
        #expect(try story.ask(old, "notes.append", Self.note).state == .held, "its run pinned the strict policy")
        let new = try story.start()
        let allowed = try story.ask(new, "notes.append", Self.note)
        #expect(allowed.state == .allowed, "what began under the weak policy is judged by it")
        try story.execute(allowed)
        let late = try story.ask(new, "notes.append", Self.note)
        #expect(late.state == .allowed)
        try restore()
        try story.execute(late)
        let refused = try story.show(late)
        #expect(refused.state == .failed && refused.effect == nil)
        #expect(
            refused.outcomeReason
                == "not carried out: as things are now it takes 1 countersignature by reviewer or admin, not by the "
                + "requester or a contributor, and that many have not signed")
        #expect(try story.ask(new, "notes.append", Self.note).state == .held, "the stricter of pinned and current")
        #expect(story.executed("notes") == [allowed.canonical])
    }

    @Test func aQuorumLoweredForAnHour() throws {
        let old = try story.held()
        #expect(try story.sign(old, by: .reviewer).state == .held)
        try weaken()
        #expect(try story.show(old).state == .held, "two were asked for, and two it takes")
        let (first, second) = (try story.held(), try story.held())
        #expect(try story.sign(first, by: .reviewer).state == .signed)
        try restore()
        try story.execute(first)
        #expect(
            try story.show(first).outcomeReason?.hasPrefix(
                "not carried out: as things are now it takes 2 countersignatures by reviewer or admin") == true)
        #expect(try story.sign(second, by: .reviewer).state == .held)
        #expect(try story.sign(second, by: .second).state == .signed)
        try story.execute(second)
        #expect(try story.sign(old, by: .second).state == .signed)
        try story.execute(old)
        #expect(story.executed("notices") == [second.canonical, old.canonical])
    }

    @Test func weakenedByTwoWithinADay() throws {
        let admin = try story.world.team(.admin)
        let proposal = try ProposePolicy.run(admin, BundleRequest(files: weak()))
        try story.world.withKeepers { keepers throws in
            for keeper in keepers {
                #expect(refusal { try EnactPolicy.run(keeper, proposal: proposal.number) } == .policyRatchet)
            }
        }
        #expect(try ShowPolicy.run(admin).number == 1)
        let run = try story.start()
        #expect(try story.ask(run, "notes.append", Self.note).state == .held)
        #expect(try story.sign(story.ask(run), by: .reviewer).state == .held)
    }
}
