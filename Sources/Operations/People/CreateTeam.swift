import API
import Domain
import Platform
import Store

/// Makes a team without members; an operator adds the first.
package enum CreateTeam {
    package static func run(_ context: Context, _ input: TeamRequest) throws -> TeamView {
        let installation = try context.installation()
        try PersonText.checkName(input.name, "team's name")
        try PersonText.checkLine(input.title, "title", atLeast: 0)
        let id = Identifier.make(.team)
        return try installation.change { change in
            do {
                try change.tx.runNow(
                    InsertTeam(id: id, name: input.name, title: input.title, at: change.tx.startedAt))
            } catch DatabaseError.uniqueViolation {
                throw Failure(.alreadyExists, "there is a team \(input.name) already")
            }
            try change.record("team_created", "team:\(id)", ["name": .string(input.name)])
            return TeamView(id: id, name: input.name, title: input.title, roles: [])
        }
    }
}
