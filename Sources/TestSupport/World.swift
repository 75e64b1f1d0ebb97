import Domain
import Operations
import Platform
import Store

/// A small installation to test in: two teams that must never see each other, and people with the usual roles. `north` has
/// an author (member), a reviewer, an admin and a runner whose operator is the author; `south` has a stranger, who is its
/// admin, and nothing else in common. Passwords are `<login>-password`.
package struct World: Sendable {
    package let database: ScratchDatabase
    package let services: Services

    package static let northID = "team_north00000000000"
    package static let southID = "team_south00000000000"

    package enum Login: String, CaseIterable, Sendable {
        case author, reviewer, admin, second, stranger

        package var id: String { "per_\(rawValue)" }
        package var password: String { "\(rawValue)-password" }
        var team: String { self == .stranger ? "south" : "north" }
        var roles: Set<TeamRole> {
            switch self {
            case .author: [.member]
            case .reviewer: [.member, .reviewer]
            case .second: [.member, .reviewer]
            case .admin, .stranger: [.member, .admin]
            }
        }
    }

    package static func make(
        leases: LeaseTimes = LeaseTimes(), connections: Int = 4, executors: Executors = Executors()
    ) throws -> World {
        let database = try ScratchDatabase.make()
        let pool = database.pool(connections: connections)
        let key = try pool.first(InstallationKey()) ?? []
        let services = Services(
            pool: pool, observer: Observer(log: Log(level: .error, format: .text)), limits: Limits(),
            passwordCost: .test,
            receiptKey: key, instance: "test", leases: leases, executors: executors)
        let world = World(database: database, services: services)
        try database.run(population())
        return world
    }

    /// The statements that bring these people and teams into an empty installation.
    package static func population() throws -> String {
        var script = """
            INSERT INTO teams (id, name, title) VALUES ('\(World.northID)', 'north', 'North'), ('\(World.southID)', 'south', 'South');

            """
        for login in Login.allCases {
            let hash = try PasswordHash.hash(login.password, cost: .test)
            let teamID = login.team == "north" ? World.northID : World.southID
            let roles = login.roles.map(\.rawValue).sorted().joined(separator: ",")
            script += """
                INSERT INTO persons (id, login, name, password_hash) VALUES
                    ('\(login.id)', '\(login.rawValue)', '\(login.rawValue.capitalized)', '\(hash)');
                INSERT INTO memberships (team_id, person_id, roles) VALUES ('\(teamID)', '\(login.id)', '{\(roles)}');

                """
        }
        script += """
            UPDATE persons SET is_operator = true WHERE login = 'admin';
            INSERT INTO runners (team_id, id, name, operator_id, token_hash, labels)
                VALUES ('\(World.northID)', 'rnr_north', 'north-host', 'per_author', sha256('north-host'), '{git}'),
                    ('\(World.southID)', 'rnr_south', 'south-host', 'per_stranger', sha256('south-host'), '{git}');
            """
        return script
    }

    /// The statement that gives this person a live session with this token.
    package static func session(_ token: Token, of login: Login) -> String {
        let scopes = Scope.allCases.filter { $0 != .runner }.map(\.rawValue).joined(separator: ",")
        return """
            INSERT INTO tokens (id, hash, kind, person_id, scopes, expires_at) VALUES
                ('\(Identifier.make(.token))', '\\x\(token.hash.hex)', 'session', '\(login.id)', '{\(scopes)}',
                now() + interval '1 hour')
            """
    }

    /// A request of this person, in a login session.
    package func context(_ login: Login, repetition: RepetitionKey? = nil) -> Context {
        let teamID = login.team == "north" ? World.northID : World.southID
        let person = CallingPerson(
            id: login.id, login: login.rawValue, isOperator: login == .admin, tokenID: "tok_\(login.rawValue)",
            isSession: true, scopes: Set(Scope.allCases).subtracting([.runner]),
            teams: [login.team: .init(id: teamID, title: login.team.capitalized, roles: login.roles)])
        return Context(services: services, caller: .person(person), repetition: repetition)
    }

    /// This person in their own team.
    package func team(_ login: Login) throws -> TeamContext { try context(login).team(login.team) }

    /// The runner of `north`, or of `south`.
    package func runner(_ team: String = "north") throws -> TeamContext {
        let runner = CallingRunner(
            id: "rnr_\(team)", name: "\(team)-host", labels: ["git"],
            teamID: team == "north" ? World.northID : World.southID, team: team)
        return try Context(services: services, caller: .runner(runner)).runnerTeam()
    }

    /// Runs statements as the owner with triggers off: to move deadlines, never to make a test pass.
    package func tamper(_ script: String) throws {
        try database.run("SET session_replication_role = replica; \(script)")
    }
}
