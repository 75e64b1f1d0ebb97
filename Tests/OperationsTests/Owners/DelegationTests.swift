import API
import Domain
import Operations
import TestSupport
import Testing

/// Whoever acts for an owner counts as them, until a day, and never for more than the owner could do.
@Suite struct DelegationTests {
    @Test func theDelegateIsAskedAndTheirApprovalCounts() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        try runs.world.absent(.reviewer)
        #expect(refusal { try runs.dispatch() } == .poolTooSmall)
        let delegation = try runs.world.delegate(.reviewer, to: .second)
        let story = try runs.delivered()
        let reader = try story.reader()
        #expect(reader.login == .second)
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        // It has ended since; they were asked while it lasted.
        try story.world.tamper(
            """
            UPDATE delegations SET offered_at = offered_at - interval '40 days', begins_at = begins_at - interval '40 days',
                ends_at = ends_at - interval '29 days';
            UPDATE reviews SET assigned_at = assigned_at - interval '2 days'
            """)
        #expect(try story.approval().isEffective)
        #expect(delegation.person == "reviewer" && delegation.delegate == "second" && delegation.section == nil)
    }

    @Test func theyFinishWhatTheyWereAskedForAfterItsEnd() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        try runs.world.absent(.reviewer)
        try runs.world.delegate(.reviewer, to: .second)
        let story = try runs.delivered()
        let reader = try story.reader()
        try story.world.tamper(
            """
            UPDATE delegations SET offered_at = now() - interval '3 days', begins_at = now() - interval '3 days',
                ends_at = now() - interval '1 minute';
            UPDATE reviews SET assigned_at = now() - interval '1 day'; UPDATE runs SET created_at = now() - interval '2 days'
            """)
        #expect(try Delegate.list(runs.world.team(.author)).items.isEmpty)
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
    }

    /// The owner is asked instead, in the transaction of the approval that does not count for them.
    @Test func whatIsTakenBackCountsNoMore() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        let absence = try runs.world.absent(.reviewer)
        let delegation = try runs.world.delegate(.reviewer, to: .second)
        let story = try runs.delivered()
        let reader = try story.reader()
        try Absence.clear(runs.world.team(.reviewer), id: absence.id)
        try Delegate.end(runs.world.team(.reviewer), id: delegation.id)
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .inReview)
        let approval = try story.approval()
        #expect(!approval.isEffective && approval.approvals == 1)
        #expect(approval.reasons.last?.contains("an approval by @reviewer for release-notes.md") == true)
        #expect(try story.states() == ["reviewer open", "second closed"])
        let owner = try #require(try story.readers().first)
        try owner.work()
        #expect(try owner.give(.approve).reviewState == .approved)
    }

    /// Whoever ended it, or its time: the second to come reads who was first.
    @Test func whatHasEndedSaysHow() throws {
        let world = try RunStory.make(owners: "* @reviewer\n").world
        func failure(_ id: String) -> Failure? {
            #expect(throws: Failure.self) { try Delegate.end(world.team(.reviewer), id: id) }
        }
        let back = try world.delegate(.reviewer, to: .second)
        try Delegate.end(world.team(.second), id: back.id)
        let ended = try #require(failure(back.id))
        #expect(ended.code == .wrongState)
        #expect(ended.message.contains("delegation \(back.id) has ended already: by second on 20"), "\(ended.message)")
        let over = try world.delegate(.reviewer, to: .second)
        try world.tamper(
            """
            UPDATE delegations SET offered_at = '2026-01-01', begins_at = '2026-01-01', ends_at = '2026-01-02T03:04:05Z'
            WHERE id = '\(over.id)'
            """)
        #expect(
            failure(over.id)
                == Failure(.wrongState, "delegation \(over.id) has ended already: it was until 2026-01-02T03:04Z"))
        #expect(failure("dlg_0abc1defghjkmnpq")?.code == .notFound)
    }

    @Test func onlyTheSectionThatWasNamed() throws {
        let runs = try RunStory.make(owners: "[Words]\n*.md @reviewer\n[Data]\n*.csv @reviewer\n")
        try runs.world.absent(.reviewer)
        let delegation = try runs.world.delegate(.reviewer, to: .second, section: "data")
        #expect(delegation.section == "Data")
        // The same again would change nothing.
        let again = #expect(throws: Failure.self) {
            try runs.world.delegate(.reviewer, to: .second, section: "Data")
        }
        #expect(again?.code == .wrongState && again?.message.contains("undelegate \(delegation.id)") == true)
        #expect(refusal { try runs.dispatch() } == .poolTooSmall)
        try Delegate.end(runs.world.team(.second), id: delegation.id)
        try runs.world.delegate(.reviewer, to: .second, section: "WORDS")
        #expect(try runs.delivered().readers().map(\.login) == [.second])
        let failure = #expect(throws: Failure.self) { try runs.world.delegate(.reviewer, to: .admin, section: "Date") }
        #expect(failure == Failure(.invalidInput, "the OWNERS in force has no section Date; did you mean Data?"))
    }

    /// A person's own work is closed to whoever acts for them: when people are asked, when the verdict is given, and also once
    /// they have stopped.
    @Test func theOwnersPartIsTheirs() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let world = runs.world
        let delegation = try world.delegate(.author, to: .second)
        let story = try runs.delivered()
        #expect(try story.readers().map(\.login) == [.reviewer])
        let reader = try story.assign(.second)
        try reader.work()
        #expect(Set(try reader.refusals()) == ["conflict_of_interest"])
        try Delegate.end(world.team(.author), id: delegation.id)
        #expect(Set(try reader.refusals()) == ["conflict_of_interest"], "they acted when the run was asked for")
        #expect(
            try ReviewSQLTests.record(story, reader) == "conflict_of_interest", "whatever the service says")
        let later = try runs.delivered().assign(.second)
        try later.work()
        #expect(try later.give(.approve).reviewState == .approved)
    }

    @Test func bothCountOnce() throws {
        let runs = try RunStory.make(owners: "[Words][2] @reviewer @second @admin\n*.md\n")
        try runs.world.delegate(.reviewer, to: .admin)
        for _ in 0..<4 {
            let story = try runs.delivered()
            let logins = Set(try story.readers().map(\.login))
            #expect(logins.count == 2)
        }
        try runs.world.absent(.second)
        let story = try runs.delivered()
        #expect(Set(try story.readers().map(\.login)) == [.reviewer, .admin], "admin for themselves")
    }

    @Test func whatIsNoDelegationIsRefused() throws {
        let world = try RunStory.make(owners: "* @@reviewer\n").world
        func begin(_ owner: World.Login, _ to: World.Login, days: Int64 = 1, by: World.Login? = nil) -> FailureCode? {
            refusal { try world.delegate(owner, to: to, days: days, by: by) }
        }
        #expect(begin(.reviewer, .reviewer) == .invalidInput)
        #expect(begin(.reviewer, .second, days: 91) == .invalidInput)
        #expect(begin(.reviewer, .second, days: -1) == .invalidInput)
        #expect(begin(.reviewer, .stranger) == .notFound)
        #expect(begin(.reviewer, .second, by: .author) == .notAllowed)
        #expect(begin(.reviewer, .second, by: .admin) == .notAllowed, "the reviewer is there")
        try world.absent(.reviewer)
        #expect(begin(.reviewer, .admin, by: .admin) == .notAllowed, "an admin does not help themselves")
        let made = try world.delegate(.reviewer, to: .second, by: .admin)
        #expect(begin(.second, .author) == .wrongState, "delegated further")
        #expect(begin(.author, .reviewer) == .wrongState, "to who has delegated")
        #expect(refusal { try Delegate.end(world.team(.author), id: made.id) } == .notAllowed)
        #expect(refusal { try Delegate.end(world.team(.stranger), id: made.id) } == .notFound)
        try Delegate.end(world.team(.admin), id: made.id)
        #expect(
            try world.lastEvent("delegation_ended")?["data"]
                == ["delegation": .string(made.id), "delegate": "per_second"])
        #expect(try world.delegate(.reviewer, to: .second, days: 90).delegate == "second")
    }

    /// They were asked within its time, and gave their answer before it was taken back; to the millisecond.
    @Test(arguments: [
        ("begins_at = assigned_at", true), ("begins_at = assigned_at + interval '1 ms'", false),
        ("ends_at = assigned_at", false), ("ends_at = assigned_at + interval '1 ms'", true),
        ("ended_by = 'per_reviewer', ended_at = given_at", false),
        ("ended_by = 'per_reviewer', ended_at = given_at + interval '1 ms'", true),
    ])
    func itsTimeIsExact(change: String, counts: Bool) throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        try runs.world.absent(.reviewer)
        try runs.world.delegate(.reviewer, to: .second)
        let story = try runs.delivered()
        let reader = try story.reader()
        try reader.work()
        try reader.give(.approve)
        try runs.world.tamper(
            """
            UPDATE delegations SET offered_at = offered_at - interval '1 day', begins_at = begins_at - interval '1 day';
            UPDATE delegations SET \(change) FROM reviews JOIN verdicts ON verdicts.review_id = reviews.id
            """)
        #expect(try story.approval().isEffective == counts)
    }

    /// As whoever has taken over the service.
    @Test func theDatabaseHoldsIt() throws {
        let world = try RunStory.make(owners: "* @@reviewer\n").world
        func attack(_ person: World.Login, _ statement: String) throws -> String {
            try Attack.run(world, team: World.northID, person: person.id, statement)
        }
        func insert(
            _ owner: World.Login, _ to: World.Login, by: World.Login, until: String = "1 day", reason: String = "r",
            begins: String = "NULL"
        ) -> String {
            """
            INSERT INTO delegations (team_id, id, person_id, delegate_id, reason, made_by, offered_at, ends_at, begins_at) VALUES
                ('\(World.northID)', 'dlg_x', '\(owner.id)', '\(to.id)', '\(reason)', '\(by.id)', now() - interval '1 year',
                    now() + interval '\(until)', \(begins))
            """
        }
        #expect(try attack(.reviewer, insert(.reviewer, .second, by: .reviewer)) == "done")
        #expect(try attack(.reviewer, insert(.reviewer, .second, by: .reviewer, begins: "now()")) == "not_allowed")
        #expect(try attack(.second, insert(.reviewer, .second, by: .second, begins: "now()")) == "not_allowed")
        #expect(try attack(.reviewer, insert(.reviewer, .reviewer, by: .reviewer)) == "not_allowed")
        #expect(try attack(.reviewer, insert(.reviewer, .stranger, by: .reviewer)) == "not_allowed")
        #expect(
            try attack(.reviewer, insert(.reviewer, .second, by: .reviewer, until: "91 days")) == "delegations_check1")
        #expect(try attack(.reviewer, insert(.reviewer, .second, by: .reviewer, until: "-1 h")) == "delegations_check1")
        #expect(
            try attack(.reviewer, insert(.reviewer, .second, by: .reviewer, reason: "")) == "delegations_reason_check")
        #expect(
            try attack(
                .reviewer, insert(.reviewer, .second, by: .reviewer).replacing("now() + interval '1 day'", with: "NULL")
            )
                == "23502", "an end")
        #expect(try attack(.author, insert(.reviewer, .second, by: .reviewer)) == "not_allowed")
        #expect(try attack(.admin, insert(.reviewer, .second, by: .admin)) == "not_allowed")
        try world.absent(.reviewer)
        #expect(try attack(.admin, insert(.reviewer, .second, by: .admin)) == "done")
        #expect(try attack(.admin, insert(.reviewer, .admin, by: .admin)) == "not_allowed")
        let made = try world.delegate(.reviewer, to: .second)
        let end = "UPDATE delegations SET ended_at = now(), ended_by ="
        #expect(try attack(.second, "\(end) 'per_second' WHERE id = '\(made.id)'") == "done")
        #expect(try attack(.author, "\(end) 'per_author' WHERE id = '\(made.id)'") == "not_allowed")
        #expect(try attack(.second, "UPDATE delegations SET ends_at = now() + interval '80 days'") == "42501")
        #expect(try attack(.second, "UPDATE delegations SET ended_by = NULL") == "wrong_state")
        #expect(try attack(.second, "DELETE FROM delegations") == "42501")
        #expect(try Attack.run(world, team: World.southID, "PERFORM FROM delegations") == "nothing")
    }

    /// What was agreed stays as it was, and it is ended once: whoever writes, and whatever time they write.
    @Test func theDatabaseKeepsIt() throws {
        let world = try RunStory.make(owners: "* @@reviewer\n").world
        func attack(_ person: World.Login, _ statement: String) throws -> String {
            try Attack.run(world, team: World.northID, person: person.id, statement)
        }
        func insert(_ section: String = "NULL", ended: String = "NULL, NULL") -> String {
            """
            INSERT INTO delegations (team_id, id, person_id, delegate_id, section, reason, made_by, offered_at, ends_at, ended_by,
                ended_at)
            VALUES ('\(World.northID)', 'dlg_x', 'per_second', 'per_author', \(section), 'r', 'per_second', now(),
                now() + interval '1 day', \(ended))
            """
        }
        #expect(try attack(.second, insert("repeat('x', 120)")) == "done")
        #expect(try attack(.second, insert("repeat('x', 121)")) == "delegations_section_check")
        #expect(try attack(.second, insert(ended: "'per_second', now()")) == "not_allowed")
        #expect(try attack(.second, insert(ended: "'per_second', NULL")) == "delegations_check3")
        let made = try world.delegate(.reviewer, to: .second)
        let end = "UPDATE delegations SET ended_by = 'per_reviewer', ended_at = now() + interval '1 year'"
        #expect(try attack(.reviewer, end) == "done")
        #expect(
            try attack(.reviewer, "\(end); PERFORM FROM delegations WHERE ended_at > clock_timestamp()") == "nothing")
        #expect(try attack(.reviewer, "\(end); \(end)") == "wrong_state")
        let asOwner = "SET countersign.team = '\(World.northID)'; SET countersign.person = 'per_reviewer';"
        #expect(refusal { try world.database.run("\(asOwner) \(end), delegate_id = 'per_admin'") } == .wrongState)
        #expect(try Delegate.list(world.team(.author)).items.map(\.delegate) == [made.delegate])
        try world.tamper(
            """
            UPDATE delegations SET offered_at = now() - interval '1 day', begins_at = now() - interval '1 day',
                ends_at = now() - interval '1 minute'
            """)
        #expect(try attack(.reviewer, end) == "wrong_state", "it is over")
    }
}
