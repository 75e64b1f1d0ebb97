import API
import Domain
import Store

/// A runner's sign of life: its lease begins anew, unless it has passed. It is no event: nothing that anybody would
/// look up follows from it, and there are thousands.
package enum Heartbeat {
    package static func run(
        _ team: TeamContext, runID: String, attempt number: Int, _ request: TermRequest
    ) throws -> LeaseView {
        let runner = try team.context.runner()
        let times = team.services.leases
        return try team.change { change in
            let renewed = try change.tx.first(
                RenewLease(
                    team: team.id, run: runID, number: number, runner: runner.id, term: request.term,
                    leaseSeconds: times.leaseSeconds))
            guard let state = renewed else {
                // Says by which name: no such attempt, or somebody else's, or over.
                _ = try HeldLease.lock(change, run: runID, attempt: number, term: request.term)
                throw Failure(.leaseLost, "attempt \(number) is no longer yours; stop its agent and claim again")
            }
            try change.tx.run(SeeRunner(team: team.id, runner: runner.id))
            return LeaseView(times, isCancelled: !state.isActive)
        }
    }
}
