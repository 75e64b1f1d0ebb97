import API
import Domain
import Operations
import TestSupport
import Testing

/// A verdict is judged as it was given: by whoever its reviewer acted for until then, since the run was asked for.
@Suite struct DelegatesConflictTests {
    /// What begins afterwards takes nothing from it, and asks nobody else.
    @Test func anApprovalOutlastsWhatBeginsLater() throws {
        let runs = try RunStory.make(owners: "[Notes][2]\n*.md @reviewer @second\n")
        let world = runs.world
        let story = try runs.delivered()
        let first = try story.assign(.second)
        try first.work()
        try first.give(.approve)
        let delegation = try world.delegate(.author, to: .second)
        #expect(try story.approval().approvals == 1)
        #expect(
            try SimulateAbsence.run(world.team(.author), AbsenceOutlookRequest(absent: [])).standstill == [])
        try world.reconsider()
        #expect(try world.shortages().isEmpty && story.states() == ["reviewer open", "second closed"])
        let last = try story.assign(.reviewer)
        try last.work()
        #expect(try last.give(.approve).reviewState == .approved)
        try Delegate.end(world.team(.author), id: delegation.id)
        #expect(try story.approval().isEffective)
    }

    /// To the microsecond, and told to somebody else than who gave it.
    @Test(arguments: [
        ("begins_at = given_at", "second acts for author, who"),
        (
            "offered_at = '2026-01-01', begins_at = '2026-01-01', ends_at = '2026-01-02T03:04:05Z'",
            "second acted until 2026-01-02T03:04Z for author, who"
        ),
        ("begins_at = given_at + interval '1 microsecond'", nil), ("begins_at = NULL", nil),
    ])
    func itsTimeIsExact(change: String, because: String?) throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let story = try runs.delivered()
        let reader = try story.assign(.second)
        try reader.work()
        try reader.give(.approve)
        try runs.world.delegate(.author, to: .second)
        try runs.world.tamper(
            """
            UPDATE runs SET created_at = '2026-01-01';
            UPDATE delegations SET offered_at = offered_at - interval '1 day';
            UPDATE delegations SET \(change) FROM verdicts
            """)
        let approval = try story.approval()
        #expect(approval.isEffective == (because == nil))
        guard let because else { return }
        #expect(
            approval.reasons.first
                == "The approval \(reader.review) by second does not count: \(because) asked for this run "
                + "(run \(try story.show().summary.run)). Ask somebody else to review it.")
    }

    /// One acted for somebody who acts for the requester only now.
    @Test func whatNeverOverlappedIsNoChain() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let world = runs.world
        let story = try runs.delivered()
        let early = try world.delegate(.second, to: .reviewer)
        try Delegate.end(world.team(.second), id: early.id)
        try world.delegate(.author, to: .second)
        let reader = try story.assign(.reviewer)
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        #expect(try story.approval().isEffective)
    }

    /// Everywhere it is told that they act, and for whom, not that they did what the other did.
    @Test func whoActsIsToldApartFromWhoDidIt() throws {
        let runs = try RunStory.make(owners: "* @second\n")
        let world = runs.world
        let story = try runs.delivered()
        let reader = try story.reader()
        try reader.work()
        let delegation = try world.delegate(.author, to: .second)
        let run = try story.show().summary.run
        func refusal() throws -> String {
            try #require(throws: Failure.self) { try reader.give(.approve) }.message
        }
        #expect(
            try refusal().hasPrefix(
                "You cannot approve this output because you act for author, who asked for this run (run \(run)). Hand it"
            ))
        func simulated() throws -> [AbsenceOutlook.Conflicted] {
            try #require(
                SimulateAbsence.run(world.team(.author), AbsenceOutlookRequest(absent: [])).standstill.first
            ).unable
        }
        let did = "who asked for run \(run), operates runner north-host and wrote template release-notes version 1"
        #expect(try simulated() == [.init(login: "second", reasons: ["acts for author, \(did)"])])
        let refused = try #require(throws: Failure.self) { try runs.dispatch() }
        let reason = "acts for author, who asked for this run and wrote template release-notes version 1"
        #expect(refused.code == .poolTooSmall && refused.detail["excluded"]?["second"] == [.string(reason)])
        let request = OwnersCheckRequest(items: ["a.md"], template: "release-notes")
        let checked = try #require(CheckOwners.run(world.team(.author), request).items.first?.sections.first)
        #expect(checked.unable.map(\.login) == ["second"] && checked.unable.map(\.reasons) == [[reason]])
        try Delegate.end(world.team(.author), id: delegation.id)
        try world.tamper(
            """
            UPDATE runs SET created_at = '2026-01-01';
            UPDATE delegations SET offered_at = '2026-01-01', begins_at = '2026-01-01', ended_at = '2026-01-02T03:04:05Z',
                ends_at = '2026-01-03'
            """)
        #expect(
            try refusal().hasPrefix(
                "You cannot approve this output because you acted until 2026-01-02T03:04Z for author, who asked for this run"
            ))
        #expect(
            try simulated() == [.init(login: "second", reasons: ["acted until 2026-01-02T03:04Z for author, \(did)"])])
    }
}
