import API
import Domain
import Store

/// Every document that says something to runs of a team, or may soon: what is in force, and what waits.
package enum ListContext {
    package static func run(_ team: TeamContext) throws -> Page<ContextStandingView> {
        Page(items: try team.read { try standings($0, team) })
    }

    static func standings(_ tx: Transaction, _ team: TeamContext) throws -> [ContextStandingView] {
        var out: [ContextStandingView] = []
        for row in try tx.all(ContextStandings(team: team.id)) {
            if out.last?.layer != row.layer || out.last?.project != row.project {
                out.append(ContextStandingView(layer: row.layer, project: row.project))
            }
            let summary = ContextSummary(row)
            if row.state == .approved {
                out[out.count - 1].inForce = summary
            } else {
                out[out.count - 1].proposal = summary
            }
        }
        return out
    }

    /// What somebody who names a project should know if nothing of it is told to runs: a project is a name that anybody may
    /// give, so a new one is no error, but it may be one misspelt.
    /// - Parameter documents: what runs are told.
    static func doubt(
        _ project: String?, among documents: [ContextDocument], _ tx: Transaction, _ team: TeamContext
    ) throws -> String? {
        guard let project, !documents.contains(where: { $0.layer == .project }) else { return nil }
        return try standings(tx, team).silence(.project, project)
    }
}
