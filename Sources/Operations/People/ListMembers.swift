import API
import Domain
import Store

/// The people of a team; for its members and the installation's operators.
package enum ListMembers {
    package static func run(_ context: Context, team name: String) throws -> Page<MemberView> {
        let team = try context.teamForPeople(name)
        let rows = try team.read { tx in try tx.all(Members(team: team.id)) }
        return Page(
            items: rows.map {
                MemberView(login: $0.login, name: $0.name, roles: $0.roles.inOrder, competences: $0.competences)
            })
    }
}
