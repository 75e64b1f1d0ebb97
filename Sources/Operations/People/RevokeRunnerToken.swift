import Domain
import Store

/// Ends a runner's token. Runs that it holds are rescued when their leases pass.
package enum RevokeRunnerToken {
    /// - Parameter runner: its id or its name.
    package static func run(_ team: TeamContext, runner: String) throws {
        try team.change { change in
            let rows = try change.tx.all(Runners(team: team.id))
            guard let row = rows.first(where: { $0.id == runner }) ?? rows.first(where: { $0.name == runner }) else {
                throw Failure.missing("runner", runner)
            }
            guard try change.tx.runNow(RevokeRunner(team: team.id, id: row.id, at: change.tx.startedAt)) == 1 else {
                return
            }
            try change.record("runner_revoked", "runner:\(row.id)", ["name": .string(row.name)])
        }
    }
}
