import API
import Domain
import Operations
import TestSupport
import Testing

/// Whoever is away is not asked and does not count; it takes nothing else from them.
@Suite struct AbsenceTests {
    @Test func whoIsAwayIsNotAsked() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        try runs.world.absent(.reviewer)
        for _ in 0..<6 { #expect(try runs.delivered().readers().map(\.login) == [.second]) }
    }

    @Test func aDispatchThatOnlyAbsenceBlocksSaysUntilWhen() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        let (one, other) = (try runs.world.absent(.reviewer), try runs.world.absent(.second, days: 2))
        let failure = #expect(throws: Failure.self) { try runs.dispatch() }
        #expect(failure?.code == .poolTooSmall)
        #expect(
            failure?.message.contains(
                "; away are reviewer until \(one.endsAt.minute), second until \(other.endsAt.minute);") == true)
        #expect(failure?.detail["excluded"]?["second"] == [.string("absent until \(other.endsAt.minute)")])
        try Absence.clear(runs.world.team(.second), id: other.id)
        #expect(try runs.delivered().readers().map(\.login) == [.second])
    }

    /// Whoever is asked says the same.
    @Test func absencesThatAdjoinOrOverlapAreOne() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        let world = runs.world
        let now = try world.absent(.reviewer, days: 2)
        func set(from begin: Timestamp, until end: Timestamp) throws {
            _ = try Absence.set(world.team(.reviewer), AbsenceRequest(beginsAt: begin, endsAt: end))
        }
        let back = now.endsAt + 12 * World.day
        try set(from: now.endsAt, until: now.endsAt + 4 * World.day)
        try set(from: now.endsAt + 3 * World.day, until: back)
        try set(from: back + World.day, until: back + 2 * World.day)
        let failure = try #require(throws: Failure.self) { try runs.dispatch() }
        #expect(failure.message.contains("; away are reviewer until \(back.minute);"), "\(failure.message)")
        let section = try CheckOwners.run(world.team(.author), OwnersCheckRequest(items: ["a.md"])).items[0].sections[0]
        #expect(section.unable.map(\.reasons) == [["absent until \(back.minute)"]])
        let week = try SimulateAbsence.run(world.team(.author), AbsenceOutlookRequest(absent: []))
        #expect(week.away == [.init(login: "reviewer", until: back)], "it lasts longer than the week")
    }

    @Test func onlyTheTimeItselfCounts() throws {
        let runs = try RunStory.make(owners: "* @reviewer\n")
        let absence = try runs.world.absent(.reviewer, from: 1)
        #expect(try runs.delivered().readers().map(\.login) == [.reviewer])
        try runs.world.tamper(
            "UPDATE absences SET begins_at = now() - interval '2 h', ends_at = now() - interval '1 h'")
        #expect(try runs.delivered().readers().map(\.login) == [.reviewer])
        #expect(try Absence.list(runs.world.team(.author)).items.isEmpty)
        let over = #expect(throws: Failure.self) { try Absence.clear(runs.world.team(.reviewer), id: absence.id) }
        #expect(over?.code == .wrongState)
        #expect(over?.message.contains("absence \(absence.id) has ended already: it was until 20") == true)
    }

    @Test func whoIsBackEarlyReviewsWhatIsTheirs() throws {
        let story = try RunStory.make(owners: "* @reviewer\n").delivered()
        let reader = try story.reader()
        // Back before the review is due, so it stays.
        try story.world.tamper("UPDATE reviews SET due_at = now() + interval '7 days'")
        try story.world.absent(.reviewer, days: 2)
        try story.world.runDue()
        try reader.work()
        #expect(try reader.give(.approve).reviewState == .approved)
        #expect(try story.approval().isEffective)
    }

    @Test func listNamesEverybody() throws {
        let world = try World.make()
        let later = try world.absent(.second, from: 3)
        let ill = try Absence.set(
            world.team(.admin), AbsenceRequest(person: "reviewer", endsAt: world.now() + World.day, reason: "ill"))
        #expect(try Absence.list(world.team(.author)).items.map(\.id) == [ill.id, later.id])
        #expect(ill.person == "reviewer" && ill.setBy == "admin" && ill.reason == "ill")
        #expect(
            try world.lastEvent("absence_set")?["data"] == [
                "absence": .string(ill.id), "begins_at": .string("\(ill.beginsAt)"),
                "ends_at": .string("\(ill.endsAt)"),
            ])
        let brief = AbsenceRequest(beginsAt: later.beginsAt + 60, endsAt: later.endsAt)
        let twin = try #require(#expect(throws: Failure.self) { try Absence.set(world.team(.second), brief) })
        #expect(twin.code == .alreadyExists && twin.message.contains("already (\(later.id)); for another time"))
        // Their own, although somebody else said so.
        try Absence.clear(world.team(.reviewer), id: ill.id)
        try Absence.clear(world.team(.admin), id: later.id)
        let again = #expect(throws: Failure.self) { try Absence.clear(world.team(.second), id: later.id) }
        #expect(again?.code == .wrongState)
        #expect(again?.message.contains("absence \(later.id) has ended already: by admin on 20") == true)
        #expect(try Absence.list(world.team(.author)).items.isEmpty)
        #expect(try world.eventNames() == ["absence_set", "absence_set", "absence_cleared", "absence_cleared"])
    }

    @Test func whatIsNoAbsenceIsRefused() throws {
        let world = try World.make()
        let now = try world.now()
        let mine = try world.absent(.reviewer)
        func set(_ login: World.Login, _ request: AbsenceRequest) -> FailureCode? {
            refusal { try Absence.set(world.team(login), request) }
        }
        #expect(set(.second, AbsenceRequest(endsAt: now - 60)) == .invalidInput)
        #expect(set(.second, AbsenceRequest(beginsAt: now + 60, endsAt: now + 60)) == .invalidInput)
        #expect(set(.second, AbsenceRequest(endsAt: now + 367 * World.day)) == .invalidInput)
        let later = now + World.day
        #expect(set(.admin, AbsenceRequest(person: "reviewer", endsAt: later)) == .badRequest)
        #expect(set(.second, AbsenceRequest(person: "reviewer", endsAt: later, reason: "gone")) == .notAllowed)
        #expect(set(.admin, AbsenceRequest(person: "stranger", endsAt: later, reason: "gone")) == .notFound)
        #expect(refusal { try Absence.clear(world.team(.second), id: mine.id) } == .notAllowed)
        #expect(refusal { try Absence.clear(world.team(.stranger), id: mine.id) } == .notFound)
        #expect(try Absence.list(world.team(.stranger)).items.isEmpty)
        let longest = try Absence.set(world.team(.second), AbsenceRequest(endsAt: now + 366 * World.day))
        #expect(longest.person == "second")
    }

    /// As whoever has taken over the service.
    @Test func theDatabaseHoldsIt() throws {
        let world = try World.make()
        let mine = try world.absent(.reviewer)
        func attack(_ person: World.Login, _ statement: String) throws -> String {
            try Attack.run(world, team: World.northID, person: person.id, statement)
        }
        func insert(
            _ person: String, by setter: String, from: String = "0 h", until: String = "1 day", reason: String = ""
        )
            -> String
        {
            """
            INSERT INTO absences (team_id, id, person_id, begins_at, ends_at, reason, set_by, set_at) VALUES
                ('\(World.northID)', 'abs_x', '\(person)', now() + interval '\(from)', now() + interval '\(until)',
                    '\(reason)', '\(setter)', now())
            """
        }
        #expect(try attack(.second, insert("per_second", by: "per_second")) == "done")
        #expect(try attack(.admin, insert("per_second", by: "per_admin", reason: "ill")) == "done")
        #expect(try attack(.admin, insert("per_second", by: "per_admin")) == "not_allowed")
        #expect(try attack(.author, insert("per_second", by: "per_author", reason: "ill")) == "not_allowed")
        #expect(try attack(.author, insert("per_second", by: "per_second")) == "not_allowed")
        #expect(try attack(.admin, insert("per_stranger", by: "per_admin", reason: "x")) == "not_allowed")
        #expect(try attack(.second, insert("per_second", by: "per_second", from: "25 h")) == "absences_check")
        #expect(try attack(.second, insert("per_second", by: "per_second", until: "367 days")) == "absences_check")
        #expect(
            try attack(.second, insert("per_second", by: "per_second", from: "-2 h", until: "-1 h")) == "invalid_input")
        let clear = "UPDATE absences SET cleared_at = now(), cleared_by ="
        let own = "WHERE id = '\(mine.id)'"
        #expect(try attack(.reviewer, "\(clear) 'per_reviewer' \(own)") == "done")
        #expect(try attack(.admin, "\(clear) 'per_admin' \(own)") == "done")
        #expect(try attack(.author, "\(clear) 'per_author' \(own)") == "not_allowed")
        #expect(try attack(.author, "\(clear) 'per_reviewer' \(own)") == "not_allowed")
        #expect(try attack(.reviewer, "UPDATE absences SET cleared_by = NULL \(own)") == "wrong_state")
        #expect(try attack(.reviewer, "UPDATE absences SET ends_at = now() \(own)") == "42501")
        #expect(try attack(.reviewer, "DELETE FROM absences") == "42501")
        #expect(try Attack.run(world, team: World.southID, "PERFORM FROM absences") == "nothing")
    }

    /// Who said it and when stays as it was, and it is cleared once: whoever writes, and whatever time they write.
    @Test func theDatabaseKeepsIt() throws {
        let world = try World.make()
        let mine = try world.absent(.reviewer)
        func attack(_ person: World.Login, _ statement: String) throws -> String {
            try Attack.run(world, team: World.northID, person: person.id, statement)
        }
        func insert(_ cleared: String) -> String {
            """
            INSERT INTO absences (team_id, id, person_id, begins_at, ends_at, reason, set_by, set_at, cleared_by, cleared_at)
            VALUES ('\(World.northID)', 'abs_x', 'per_second', now(), now() + interval '1 day', '', 'per_second', '2020-01-01',
                \(cleared))
            """
        }
        #expect(try attack(.second, insert("NULL, NULL")) == "done")
        #expect(try attack(.second, insert("'per_second', now()")) == "not_allowed")
        #expect(try attack(.second, insert("'per_second', NULL")) == "absences_check1")
        let old = "; PERFORM FROM absences WHERE set_at < now() - interval '1 hour'"
        #expect(try attack(.second, insert("NULL, NULL") + old) == "nothing")
        let clear = "UPDATE absences SET cleared_by = 'per_reviewer', cleared_at = now() + interval '1 year'"
        #expect(try attack(.reviewer, clear) == "done")
        #expect(
            try attack(.reviewer, "\(clear); PERFORM FROM absences WHERE cleared_at > clock_timestamp()") == "nothing")
        #expect(try attack(.reviewer, "\(clear); \(clear)") == "wrong_state")
        let asOwner = "SET countersign.team = '\(World.northID)'; SET countersign.person = 'per_reviewer';"
        #expect(
            refusal { try world.database.run("\(asOwner) \(clear), ends_at = now() + interval '1 year'") }
                == .wrongState)
        #expect(try Absence.list(world.team(.author)).items.map(\.endsAt) == [mine.endsAt])
    }
}
