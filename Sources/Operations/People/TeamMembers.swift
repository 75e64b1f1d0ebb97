import Domain
import Store

/// What both changes of a team's members have in common.
enum TeamMembers {
    /// Who is in the team now; nobody else changes that until the transaction ends.
    static func lock(_ change: Change) throws -> [Members.Row] {
        _ = try change.tx.all(LockMembers(team: change.team.id))
        return try change.tx.all(Members(team: change.team.id))
    }

    /// A member's identifier; nil where no login is given. Throws `not_found`.
    static func find(_ tx: Transaction, _ team: TeamContext, _ login: String?) throws -> String? {
        guard let login else { return nil }
        guard let member = try tx.all(Members(team: team.id)).first(where: { $0.login == login }) else {
            throw Failure.missing("member", login)
        }
        return member.personID
    }

    /// A team that has an admin keeps one who can log in.
    static func keepAnAdmin(
        _ members: [Members.Row], person: String, becoming roles: [TeamRole], _ team: TeamContext
    ) throws {
        let admins = members.filter { $0.roles.contains(.admin) && !$0.isDisabled }.map(\.personID)
        guard admins != [person] || roles.contains(.admin) else {
            throw Failure(.wrongState, "this is the last admin of team \(team.name); make somebody else admin first")
        }
    }
}

extension [TeamRole] {
    /// Each once, in the order of the roles.
    var inOrder: [TeamRole] { TeamRole.allCases.filter(contains) }
    var json: JSON { .array(map { .string($0.rawValue) }) }
}
