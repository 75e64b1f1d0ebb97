import API
import Domain

/// The caller's teams.
package enum ListTeams {
    package static func run(_ context: Context) throws -> Page<TeamView> {
        Page(items: views(try context.person()))
    }

    static func views(_ person: CallingPerson) -> [TeamView] {
        person.teams.sorted { $0.key < $1.key }.map { name, team in
            TeamView(
                id: team.id, name: name, title: team.title, roles: TeamRole.allCases.filter(team.roles.contains))
        }
    }
}
