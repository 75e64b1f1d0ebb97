import API
import Domain
import Store
import TestSupport
import Testing

@testable import Operations

/// What is in review is looked at again as soon as something changes on which it depends.
@Suite struct ReconsiderTests {
    private func enact(_ owners: String, _ world: World) throws {
        var files = try ShowPolicy.run(world.team(.admin)).files
        files["OWNERS"] = owners
        try world.enactSmallTeamPolicy(files)
    }

    @Test func aDemandThatIsTakenBackHoldsNothingUp() throws {
        let before = "* @@reviewer\n"
        let runs = try RunStory.make(owners: before)
        let story = try runs.delivered()
        let reader = try story.reader()
        try enact(before + "[Notes]\nrelease-notes.md @nobody\n", runs.world)
        #expect(try runs.world.reconsider() == 1)
        #expect(try runs.world.shortages().count == 1)
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .inReview)
        try enact(before, runs.world)
        #expect(try story.approval().isEffective && runs.world.shortages().count == 1)
        #expect(try runs.world.reconsider() == 1)
        #expect(try story.show().summary.reviewState == .approved && runs.world.shortages().isEmpty)
        #expect(try runs.events("output:\(story.output.output)").last == "output_approved")
        #expect(try runs.world.reconsider() == 0 && runs.world.runDue() == 0)
    }

    /// Whoever stands in by the new policy alone could not make up for what the run's own policy wants.
    @Test func nobodyIsAskedWhoseApprovalCouldNotCount() throws {
        let before = "* @@reviewer\n"
        let runs = try RunStory.make(owners: before)
        let story = try runs.delivered()
        let first = try story.reader().login
        try runs.world.database.run(
            "INSERT INTO memberships (team_id, person_id, roles) VALUES ('\(World.northID)', 'per_stranger', '{member}')"
        )
        try enact(before + "^[Fallback]\n* @stranger\n", runs.world)
        try runs.world.absent(.reviewer)
        try runs.world.absent(.second)
        #expect(try runs.world.reconsider() == 3)
        #expect(try story.states() == ["\(first) open"])
        #expect(
            try runs.world.shortages().first?.missing == [
                "1 of 1 approvals at risk shared",
                "an approval by @@reviewer for release-notes.md (OWNERS:1)",
            ])
        #expect(try story.approval().approvals == 0)
    }

    @Test func absencesAndDelegationsAreSeenAtOnce() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n^[Fallback]\n* @second\n")
        let world = runs.world
        let story = try runs.delivered()
        let (one, two) = (try world.absent(.second), try world.absent(.reviewer))
        try world.reconsider()
        let shortage = try #require(try world.shortages().first)
        #expect(shortage.excluded["second"] == ["absent until \(one.endsAt.minute)"])
        try Absence.clear(world.team(.second), id: one.id)
        #expect(try world.shortages().count == 1, "not in the request")
        #expect(try world.reconsider() == 1)
        #expect(try world.shortages().isEmpty)
        #expect(try story.states().contains("reviewer reassigned") && story.states().contains("second open"))
        try Absence.clear(world.team(.reviewer), id: two.id)
        #expect(try world.reconsider() == 1)
        let delegation = try world.delegate(.reviewer, to: .admin)
        #expect(try world.reconsider() == 1)
        try Delegate.end(world.team(.reviewer), id: delegation.id)
        #expect(try world.reconsider() == 1)
    }

    @Test func whoJoinsIsAskedAndWhoLeavesIsNotCountedUpon() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n[Notes]\nrelease-notes.md @second\n")
        let (world, admin) = (runs.world, runs.world.context(.admin))
        let story = try runs.delivered()
        try RemoveMember.run(admin, team: "north", login: "second")
        #expect(try world.reconsider() == 1)
        #expect(
            try world.shortages().first?.missing.contains(
                "an approval by @second for release-notes.md (OWNERS:3)") == true)
        _ = try ChangeMember.run(admin, team: "north", login: "second", MemberRequest(roles: [.reviewer]))
        #expect(try world.reconsider() == 1)
        #expect(try world.shortages().isEmpty && story.states().contains("second open"))
    }

    /// Said long before: it is looked at when it begins.
    @Test func anAbsenceIsSeenWhenItBegins() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n^[Fallback]\n* @second\n")
        _ = try runs.delivered()
        try runs.world.absent(.second, from: 1)
        #expect(try runs.world.reconsider() == 0)
        try runs.world.tamper(
            """
            UPDATE absences SET begins_at = clock_timestamp() - interval '1 second';
            UPDATE outbox SET available_at = available_at - interval '1 day'
            """)
        try runs.world.absent(.reviewer)
        #expect(try runs.world.reconsider() == 2)
        #expect(try runs.world.shortages().first?.excluded["second"]?.first?.hasPrefix("absent until ") == true)
    }

    /// In every team of theirs, although whoever disables them is in none.
    @Test func whoIsDisabledIsNotCountedUpon() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n[Notes]\nrelease-notes.md @second\n")
        let world = runs.world
        _ = try runs.delivered()
        try world.tamper("UPDATE persons SET is_operator = true WHERE login IN ('admin', 'author')")
        let person = try world.context(.admin).person()
        let asOperator = CallingPerson(
            id: person.id, login: person.login, isOperator: true, tokenID: person.tokenID, isSession: true,
            scopes: person.scopes, teams: person.teams)
        _ = try DisablePersonAccess.run(Context(services: world.services, caller: .person(asOperator)), login: "second")
        #expect(try world.reconsider() == 1)
        #expect(
            try world.shortages().first?.missing.contains(
                "an approval by @second for release-notes.md (OWNERS:3)") == true)
    }

    /// More than one job looks at: a further one goes on where it stopped.
    @Test func whatOneJobLeavesTheNextDoes() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        let world = runs.world
        for _ in 0..<3 { _ = try runs.delivered() }
        try world.absent(.reviewer)
        func pending() throws -> [DueWork.Row] {
            try world.services.pool.transaction(.none) { try $0.all(DueWork(limit: 50)) }
                .filter { $0.kind == .reconsiderReviews }
        }
        var passes = 0
        while let job = try pending().first {
            let team = TeamContext.system(job: "rescue", teamID: job.teamID, name: job.team, services: world.services)
            try ReconsiderReviews.run(team, after: job.subjectID, entry: job.number, limit: 2)
            passes += 1
            #expect(try world.shortages().count == min(3, passes * 2))
        }
        #expect(passes == 2)
    }
}
