import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct TeamTests {
    let world: World

    init() throws { world = try World.make() }

    private func set(
        _ login: String, _ roles: [TeamRole], by caller: World.Login = .admin, team: String = "north"
    ) throws -> MemberView {
        try ChangeMember.run(world.context(caller), team: team, login: login, MemberRequest(roles: roles))
    }

    private func remove(_ login: String, by caller: World.Login = .admin, team: String = "north") throws {
        try RemoveMember.run(world.context(caller), team: team, login: login)
    }

    private func members(_ team: String = "north", by caller: World.Login = .admin) throws -> [String] {
        try ListMembers.run(world.context(caller), team: team).items.map { member in
            ([member.login] + member.roles.map(\.rawValue)).joined(separator: " ")
        }
    }

    @Test func operatorsCreateTeamsAndFillThem() throws {
        func create(_ name: String, title: String = "", by caller: World.Login = .admin) throws -> TeamView {
            try CreateTeam.run(world.context(caller), TeamRequest(name: name, title: title))
        }
        let team = try create("east", title: "East")
        #expect(team.name == "east" && team.roles == [] && Identifier.isValid(team.id, .team))
        #expect(try world.refusal { try create("east") } == .alreadyExists)
        #expect(try world.refusal { try create("installation") } == .alreadyExists)
        #expect(try world.refusal { try create("East") } == .invalidInput)
        #expect(try world.refusal { try create("west", title: "a\u{202E}b") } == .invalidInput)
        #expect(try world.refusal { try create("west", by: .author) } == .notAllowed)
        // Not a member of it, but an operator.
        _ = try set("stranger", [.admin], team: "east")
        #expect(try members("east") == ["stranger admin"])
        #expect(try world.eventNames(teamID: team.id) == ["member_changed"])
        #expect(try world.lastEvent("team_created", teamID: TeamContext.installationID)?["data"] == ["name": "east"])
    }

    @Test func rolesChangeAndAreRecorded() throws {
        let member = try set("author", [.reviewer, .member, .member])
        #expect(member.roles == [.member, .reviewer])
        #expect(
            try world.lastEvent("member_changed")?["data"]
                == ["before": ["member"], "roles": ["member", "reviewer"]])
        // The same roles again are no change.
        _ = try set("author", [.member, .reviewer])
        #expect(try world.eventNames() == ["member_changed"])
        _ = try set("stranger", [.member])
        #expect(
            try members() == [
                "admin member admin", "author member reviewer", "reviewer member reviewer", "second member reviewer",
                "stranger member",
            ])
    }

    @Test func onlyAdminsAndOperatorsChangeMembers() throws {
        #expect(try world.refusal { try set("second", [.admin], by: .author) } == .notAllowed)
        #expect(try world.refusal { try remove("second", by: .author) } == .notAllowed)
        #expect(try members(by: .author).count == 4)
        // An admin of south is nobody in north, and hears what somebody hears who made the name up.
        let foreign = try #require(throws: Failure.self) { try set("author", [.admin], by: .stranger) }
        #expect(foreign == Failure.missing("team", "north"))
        #expect(try world.refusal { try members(by: .stranger) } == .notFound)
        #expect(try world.refusal { try set("author", [.member], team: "installation") } == .notFound)
        #expect(try world.refusal { try set("author", []) } == .invalidInput)
        #expect(try world.refusal { try set("nobody", [.member]) } == .notFound)
        _ = try DisablePersonAccess.run(world.context(.admin), login: "second")
        #expect(try world.refusal { try set("second", [.member]) } == .wrongState)
    }

    @Test func theLastAdminStays() throws {
        #expect(try world.refusal { try remove("admin") } == .wrongState)
        #expect(try world.refusal { try set("admin", [.member]) } == .wrongState)
        _ = try set("second", [.admin])
        // One who cannot log in does not count.
        try world.tamper("UPDATE persons SET disabled_at = now() WHERE login = 'second'")
        #expect(try world.refusal { try remove("admin") } == .wrongState)
        try world.tamper("UPDATE persons SET disabled_at = NULL WHERE login = 'second'")
        try remove("admin")
        #expect(try members().first == "author member")
        #expect(try world.lastEvent("member_removed")?["data"] == ["before": ["member", "admin"]])
        #expect(try world.refusal { try remove("admin") } == .notFound)
    }

    @Test func twoAdminsCannotRemoveEachOtherAtOnce() async throws {
        _ = try set("second", [.admin])
        async let one = onOwnThread { [world] in
            try world.refusal { try RemoveMember.run(world.context(.admin), team: "north", login: "admin") }
        }
        async let other = onOwnThread { [world] in
            try world.refusal { try RemoveMember.run(world.context(.admin), team: "north", login: "second") }
        }
        let refusals = try await [one, other].compactMap { $0 }
        #expect(refusals == [.wrongState])
        #expect(try members().filter { $0.hasSuffix("admin") }.count == 1)
    }

    @Test func teamsAreTheCallersOwn() throws {
        let teams = try ListTeams.run(world.context(.stranger)).items
        #expect(teams.map(\.name) == ["south"] && teams.first?.roles == [.member, .admin])
    }
}
