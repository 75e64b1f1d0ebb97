import API
import Domain
import Store

/// Puts a finished run away.
package enum ArchiveRun {
    package static func run(_ team: TeamContext, id: String) throws -> RunView {
        try team.change { change in
            let run = try change.lockRun(id)
            guard run.state.isFinished, run.state != .archived else {
                throw Failure(.wrongState, "run \(id) is \(run.state.rawValue); only a finished run can be archived")
            }
            try change.tx.run(SetRunState(team: team.id, run: id, state: .archived, reason: run.reason))
            try change.record("run_archived", "run:\(id)", ["was": .string(run.state.rawValue)])
            return try ShowRun.view(change.tx, team, id)
        }
    }
}
