import API
import Domain
import Operations
import TestSupport
import Testing

/// What people are competent in is said by somebody else.
@Suite struct CompetenceTests {
    private let world: World

    init() throws { world = try World.make() }

    private func set(
        _ login: World.Login, _ competences: [String]?, roles: [TeamRole]? = nil, by caller: World.Login = .admin
    ) throws -> MemberView {
        try ChangeMember.run(
            world.context(caller), team: "north", login: login.rawValue,
            MemberRequest(roles: roles, competences: competences))
    }

    @Test func anAdminSaysWhatSomebodyIsCompetentIn() throws {
        let view = try set(.second, ["legal", "data-protection", "legal"])
        #expect(view.roles == [.member, .reviewer] && view.competences == ["data-protection", "legal"])
        #expect(
            try world.lastEvent("competences_changed")?["data"]
                == ["before": [], "competences": ["data-protection", "legal"]])
        // Roles and competences are given apart, and what is not given stays.
        #expect(try set(.second, nil, roles: [.member]).competences == ["data-protection", "legal"])
        #expect(try set(.second, []).roles == [.member])
        let listed = try ListMembers.run(world.context(.author), team: "north").items
        #expect(listed.first { $0.login == "second" }?.competences == [])
        #expect(try world.eventNames() == ["competences_changed", "member_changed", "competences_changed"])
    }

    @Test func nobodyCallsThemselvesCompetent() throws {
        #expect(refusal { try set(.admin, ["legal"]) } == .secondPersonRequired)
        try world.database.run("UPDATE memberships SET competences = '{law,tax}' WHERE person_id = 'per_admin'")
        #expect(refusal { try set(.admin, ["law", "legal"]) } == .secondPersonRequired)
        // Less is fine, and so is another role.
        #expect(try set(.admin, nil, roles: [.member, .admin]).competences == ["law", "tax"])
        #expect(try set(.admin, ["law"]).competences == ["law"])
        #expect(refusal { try set(.author, ["legal"], by: .second) } == .notAllowed)
    }

    @Test func namesAreNames() throws {
        for names in [
            ["Legal"], ["data protection"], [""], ["-x"], [String(repeating: "x", count: 41)], ["a,b"], ["é"],
            (0..<21).map { "c\($0)" },
        ] {
            #expect(refusal { try set(.second, names) } == .invalidInput, "\(names)")
        }
        #expect(refusal { try set(.stranger, ["legal"]) } == .invalidInput, "somebody new has a role")
    }

    /// As whoever has taken over the service.
    @Test func theDatabaseHoldsIt() throws {
        func attack(_ person: World.Login, _ statement: String) throws -> String {
            try Attack.run(world, team: World.northID, person: person.id, statement)
        }
        let set = "UPDATE memberships SET competences = '{legal}' WHERE person_id ="
        #expect(try attack(.admin, "\(set) 'per_admin'") == "second_person_required")
        #expect(try attack(.admin, "\(set) 'per_second'") == "done")
        #expect(
            try attack(
                .admin,
                """
                DELETE FROM memberships WHERE person_id = 'per_admin';
                INSERT INTO memberships (team_id, person_id, roles, competences)
                    VALUES ('\(World.northID)', 'per_admin', '{admin}', '{legal}')
                """) == "second_person_required")
        #expect(
            try attack(.second, "UPDATE memberships SET competences = '{Legal}' WHERE person_id = 'per_author'")
                == "memberships_competences_check")
        for (count, outcome) in [(20, "done"), (21, "memberships_competences_check")] {
            let names = "(SELECT array_agg('c' || n) FROM generate_series(1, \(count)) n)"
            #expect(
                try attack(.admin, "UPDATE memberships SET competences = \(names) WHERE person_id = 'per_author'")
                    == outcome, "\(count)")
        }
    }
}
