import Dispatch
import Domain
import Operations
import Platform
import Synchronization

/// Runs one share of the background jobs on a thread of its own: what is due is found in the database and claimed there, so
/// every instance runs these loops and none depends on another. A failure is logged and met by the next pass.
final class JobLoop: Sendable {
    private static let passes = Metric.counter(
        "countersign_job_passes_total", "Passes over due work.", labels: ["outcome"])

    private let share: BackgroundJobs.Share
    private let services: Services
    private let isStopping = Atomic(false)
    private let stopped = DispatchSemaphore(value: 0)
    private let wake = DispatchSemaphore(value: 0)

    init(_ share: BackgroundJobs.Share, services: Services) {
        self.share = share
        self.services = services
    }

    func start() throws {
        try BackgroundThread.start { [self] in
            while !isStopping.load(ordering: .acquiring) {
                let didWork = pass()
                if !didWork { _ = wake.wait(timeout: .now() + .milliseconds(250)) }
            }
            stopped.signal()
        }
    }

    /// Does not wait for the pass that is under way.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        wake.signal()
    }

    /// Returns when it has ended, or after that time.
    func awaitEnd(withinSeconds seconds: Int) {
        if stopped.wait(timeout: .now() + .seconds(seconds)) == .timedOut {
            services.observer.warn("jobs_cut_off", ["share": .string(share.rawValue)])
        }
    }

    private func pass() -> Bool {
        do {
            let done = try BackgroundJobs.runDue(services, share)
            services.observer.metrics.record(Self.passes.counting("done"))
            return done > 0
        } catch {
            services.observer.metrics.record(Self.passes.counting("failed"))
            services.observer.warn("job_failed", ["error": .string("\(error)")])
            return false
        }
    }
}
