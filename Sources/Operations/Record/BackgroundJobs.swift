import Domain
import Platform
import Store

/// What is due without anybody asking: found in the database, claimed there, safe on every instance at once. Each job
/// locks what it is about and looks again whether it is still due, so it does not matter how many instances see it.
package enum BackgroundJobs {
    /// An effect takes as long as its executor does, up to an hour, and all that a team has in review takes its time, too;
    /// what is due by the clock must not wait for it. So these are shares, for a thread each.
    package enum Share: String, CaseIterable, Sendable {
        case effects, deadlines, reviews

        fileprivate func has(_ kind: DueWork.Kind) -> Bool {
            switch kind {
            case .executeAction: self == .effects
            case .reconsiderReviews: self == .reviews
            case .actionExpiry, .questionExpiry, .leaseRescue, .effectRescue, .reviewRescue: self == .deadlines
            }
        }
    }

    /// Of each kind in one pass, the longest due first.
    private static let limit = 50
    private static let done = Metric.counter(
        "countersign_jobs_total", "Background jobs by kind and outcome.", labels: ["kind", "outcome"])

    /// One pass; answers how many jobs succeeded. A job that fails is logged and met again by a later pass; the others
    /// are not held up. Throws only when it cannot be found out what is due.
    /// - Parameter share: nil for everything.
    package static func runDue(_ services: Services, _ share: Share? = nil) throws -> Int {
        let due = try services.pool.transaction(.none) { try $0.all(DueWork(limit: limit)) }
            .filter { share?.has($0.kind) ?? true }
        var succeeded = 0
        for job in due {
            do {
                try run(job, services)
                succeeded += 1
                services.observer.metrics.record(done.counting(job.kind.rawValue, "done"))
            } catch {
                services.observer.metrics.record(done.counting(job.kind.rawValue, "failed"))
                services.observer.warn(
                    "job_failed",
                    [
                        "kind": .string(job.kind.rawValue), "subject": .string(job.subjectID),
                        "error": .string("\(error)"),
                    ])
            }
        }
        return succeeded
    }

    private static func run(_ job: DueWork.Row, _ services: Services) throws {
        func team(_ name: String) -> TeamContext {
            .system(job: name, teamID: job.teamID, name: job.team, services: services)
        }
        switch job.kind {
        case .actionExpiry: try ExpireAction.run(team("expiry"), id: job.subjectID)
        case .questionExpiry: try ExpireQuestion.run(team("expiry"), id: job.subjectID)
        case .leaseRescue: try RescueLease.run(team("rescue"), runID: job.subjectID, attempt: Int(job.number))
        case .effectRescue: try RescueEffect.run(team("rescue"), id: job.subjectID)
        case .reviewRescue:
            try RescueReviews.run(team("rescue"), output: job.subjectID, number: Int(job.number))
        case .reconsiderReviews:
            try ReconsiderReviews.run(team("rescue"), after: job.subjectID, entry: job.number)
        case .executeAction: try ExecuteAction.run(team("executor"), id: job.subjectID)
        }
    }
}
