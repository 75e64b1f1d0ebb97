import API
import Domain
import Store

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
