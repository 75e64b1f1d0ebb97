import Domain
import Store

/// No answer is a no: a held request past its deadline is denied with the true reason, and its run goes on. That a job
/// comes late, or never, changes nothing for signers: the schema refuses a late signature, and readers see the request
/// as denied from the deadline on.
package enum ExpireAction {
    static let reason = "nobody answered in time"

    package static func run(_ team: TeamContext, id: String) throws {
        try team.change { change in
            let request = try LockedRequest.load(change, id)
            // Somebody else has decided meanwhile, or another instance was faster.
            guard request.state == .held else { return }
            try DecideRequest.deny(change, request, as: .timedOut, reason: reason)
        }
    }
}
