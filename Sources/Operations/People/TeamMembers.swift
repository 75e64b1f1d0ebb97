import API
import Domain
import Store

/// The people of a team; for its members and the installation's operators.
package enum ListMembers {
    package static func run(_ context: Context, team name: String) throws -> Page<MemberView> {
        let team = try context.teamForPeople(name)
        let rows = try team.read { tx in try tx.all(Members(team: team.id)) }
        return Page(items: rows.map { MemberView(login: $0.login, name: $0.name, roles: $0.roles.inOrder) })
    }
}

/// Adds a person to a team or changes their roles; for the team's admins and the installation's operators.
package enum ChangeMember {
    package static func run(
        _ context: Context, team name: String, login: String, _ input: MemberRequest
    ) throws -> MemberView {
        let team = try context.teamForPeople(name, needs: [.admin])
        let roles = input.roles.inOrder
        guard !roles.isEmpty else {
            throw Failure(.invalidInput, "a member has at least one role: member, reviewer or admin")
        }
        return try team.change { change in
            let members = try TeamMembers.lock(change)
            guard let person = try change.tx.first(PersonByLogin(login: login)) else {
                throw Failure.missing("person", login)
            }
            guard person.disabledAt == nil else {
                throw Failure(.wrongState, "\(login) is disabled and cannot get a role")
            }
            let before = members.first { $0.personID == person.id }?.roles.inOrder ?? []
            let view = MemberView(login: login, name: person.name, roles: roles)
            guard before != roles else { return view }
            try TeamMembers.keepAnAdmin(members, person: person.id, becoming: roles, team)
            try change.tx.run(SetMember(team: team.id, person: person.id, roles: roles))
            try change.record(
                "member_changed", "person:\(person.id)", ["before": before.json, "roles": roles.json])
            return view
        }
    }
}

/// Takes a person out of a team; what they did there stays.
package enum RemoveMember {
    package static func run(_ context: Context, team name: String, login: String) throws {
        let team = try context.teamForPeople(name, needs: [.admin])
        try team.change { change in
            let members = try TeamMembers.lock(change)
            guard let member = members.first(where: { $0.login == login }) else {
                throw Failure.missing("member", login)
            }
            try TeamMembers.keepAnAdmin(members, person: member.personID, becoming: [], team)
            try change.tx.run(DeleteMember(team: team.id, person: member.personID))
            try change.record(
                "member_removed", "person:\(member.personID)", ["before": member.roles.inOrder.json])
        }
    }
}

private enum TeamMembers {
    /// Who is in the team now; nobody else changes that until the transaction ends.
    static func lock(_ change: Change) throws -> [Members.Row] {
        _ = try change.tx.all(LockMembers(team: change.team.id))
        return try change.tx.all(Members(team: change.team.id))
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
    fileprivate var inOrder: [TeamRole] { TeamRole.allCases.filter(contains) }
    fileprivate var json: JSON { .array(map { .string($0.rawValue) }) }
}
