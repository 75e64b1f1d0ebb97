import Domain
import Platform
import Store

/// Who is calling, established from a token before anything else happens.
package enum Caller: Sendable {
    case nobody
    case person(CallingPerson)
    case runner(CallingRunner)

    /// Who acts; nobody cannot.
    package var actor: Actor? {
        switch self {
        case .nobody: nil
        case .person(let person): .person(id: person.id)
        case .runner(let runner): .runner(id: runner.id)
        }
    }
}

package struct CallingPerson: Sendable {
    package struct Team: Sendable {
        package let id: String
        package let title: String
        package let roles: Set<TeamRole>

        package init(id: String, title: String, roles: Set<TeamRole>) {
            self.id = id
            self.title = title
            self.roles = roles
        }
    }

    package let id: String
    package let login: String
    package let isOperator: Bool
    package let tokenID: String
    /// A login session rather than a personal token: only a session can sign.
    package let isSession: Bool
    package let scopes: Set<Scope>
    package let teams: [String: Team]

    package init(
        id: String, login: String, isOperator: Bool, tokenID: String, isSession: Bool, scopes: Set<Scope>,
        teams: [String: Team]
    ) {
        self.id = id
        self.login = login
        self.isOperator = isOperator
        self.tokenID = tokenID
        self.isSession = isSession
        self.scopes = scopes
        self.teams = teams
    }
}

package struct CallingRunner: Sendable {
    package let id: String
    package let name: String
    package let labels: [String]
    package let teamID: String
    package let team: String

    package init(id: String, name: String, labels: [String], teamID: String, team: String) {
        self.id = id
        self.name = name
        self.labels = labels
        self.teamID = teamID
        self.team = team
    }
}

extension Caller {
    /// Throws `not_authenticated` for a token that is unknown, expired or revoked; says no more than that.
    package static func authenticate(_ secret: String, _ services: Services) throws -> Caller {
        guard let token = Token(secret) else { throw unknownToken }
        switch token.kind {
        case .person:
            guard let row = try services.pool.first(CallerByToken(hash: token.hash)) else { throw unknownToken }
            return .person(CallingPerson(row))
        case .runner:
            guard let row = try services.pool.first(RunnerByToken(hash: token.hash)) else { throw unknownToken }
            return .runner(
                CallingRunner(id: row.id, name: row.name, labels: row.labels, teamID: row.teamID, team: row.team))
        }
    }

    private static let unknownToken = Failure(
        .notAuthenticated, "this token is unknown, expired or revoked; log in again with `countersign login`")
}

extension CallingPerson {
    init(_ row: CallerByToken.Row) {
        let teams = (row.memberships.object ?? [:]).mapValues { team in
            Team(
                id: team["id"]?.string ?? "", title: team["title"]?.string ?? "",
                roles: Set((team["roles"]?.array ?? []).compactMap { $0.string.flatMap(TeamRole.init(rawValue:)) }))
        }
        self.init(
            id: row.personID, login: row.login, isOperator: row.isOperator, tokenID: row.tokenID,
            isSession: row.isSession, scopes: Set(row.scopes), teams: teams)
    }
}
