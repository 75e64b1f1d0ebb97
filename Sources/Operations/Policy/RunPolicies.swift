import Domain
import Store

/// What a run is judged by: the bundle that it pinned at dispatch and the one in force, always by the stricter of both.
package struct RunPolicies {
    package let pinned: PolicyBundle
    package let current: PolicyBundle
    package let currentNumber: Int

    package static func load(_ tx: Transaction, _ team: TeamContext, pinned number: Int) throws -> RunPolicies {
        try RunPolicies(tx, team, pinned: number, tx.all(PoliciesOfRun(team: team.id, pinned: number)))
    }

    /// - Parameter rows: of `PoliciesOfRun`.
    init(
        _ tx: Transaction, _ team: TeamContext, pinned number: Int, _ rows: [PoliciesOfRun.Row]
    ) throws {
        guard let first = rows.first, let last = rows.last, first.number == number else {
            throw Failure.missing("policy version", String(number))
        }
        pinned = try CurrentPolicy.bundle(tx, team, first.number, first.digest)
        currentNumber = last.number
        current = try CurrentPolicy.bundle(tx, team, last.number, last.digest)
    }
}
