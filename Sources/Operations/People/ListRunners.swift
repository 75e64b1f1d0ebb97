import API
import Domain
import Store

/// The team's runners by name, revoked ones too.
package enum ListRunners {
    package static func run(_ team: TeamContext) throws -> Page<RunnerView> {
        let rows = try team.read { tx in try tx.all(Runners(team: team.id)) }
        return Page(
            items: rows.map { row in
                RunnerView(
                    id: row.id, name: row.name, labels: row.labels, operatorLogin: row.operatorLogin, host: row.host,
                    createdAt: row.createdAt, lastSeenAt: row.lastSeenAt, revokedAt: row.revokedAt)
            })
    }
}
