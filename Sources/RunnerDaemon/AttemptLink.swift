import API
import APIClient
import Domain

/// One claimed run under its lease, and the way to speak about it.
struct AttemptLink: Sendable {
    let run: ClaimedRun
    let lease: Lease
    let link: RunnerLink

    var path: [String: String] { ["run": run.id, "attempt": String(run.attempt)] }

    /// What every line of the log about it says.
    var facts: [String: JSON] {
        ["run": .string(run.id), "attempt": .integer(Int64(run.attempt)), "term": .integer(run.term)]
    }

    func facts(because failure: Failure) -> [String: JSON] {
        facts.merging(["code": .string(failure.code.rawValue), "message": .string(failure.message)]) { $1 }
    }

    /// Calls that are repeated while the lease is held. For one thread.
    func client() throws -> Client { try link.client(holding: lease) }
}
