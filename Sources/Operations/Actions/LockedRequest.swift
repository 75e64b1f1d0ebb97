import Domain
import Store

/// A request whose row this transaction holds. Everything that changes one locks in the same order: the run that waits
/// for it or the output that it releases, then the request, so that no two of them wait for each other.
enum LockedRequest {
    /// Throws `not_found` for what this team does not have.
    static func load(_ change: Change, _ id: String) throws -> ActionRequestRow {
        let (tx, team) = (change.tx, change.team)
        guard let seen = try tx.first(ActionRequest(team: team.id, id: id)) else {
            throw Failure.missing("action request", id)
        }
        if let output = seen.outputID {
            _ = try tx.first(LockReleasedOutput(team: team.id, output: output))
        } else {
            _ = try change.lockRun(seen.runID)
        }
        _ = try tx.first(LockActionRequest(team: team.id, id: id))
        return try tx.one(ActionRequest(team: team.id, id: id))
    }
}
