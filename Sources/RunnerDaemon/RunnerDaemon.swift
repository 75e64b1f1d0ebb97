import API
import APIClient
import Domain
import Platform
import Synchronization

/// Claims runs and works on them until it is told to stop. Each of its threads works on one run at a time.
package final class RunnerDaemon: Sendable {
    private struct State: Sendable {
        var isStopping = false
        /// Whether the service is known to be away, so that it is said once.
        var isAway = false
        /// The leases of the runs at work, by the thread.
        var leases: [Int: Lease] = [:]
        var threads = 0
        var claimed = 0
        var failure: Failure?
    }

    private static let claimTimeoutSeconds = 20

    private let settings: RunnerSettings
    private let link: RunnerLink
    private let observer: Observer
    private let state = Monitor(State())

    package init(_ settings: RunnerSettings, link: RunnerLink, observer: Observer) {
        self.settings = settings
        self.link = link
        self.observer = observer
    }

    /// Works until it is stopped, or after one run if it was told so. Throws when the service does not take this runner: its
    /// token is unknown or revoked.
    package func run() throws {
        observer.info(
            "runner_started",
            [
                "host": .string(settings.host), "labels": .array(settings.labels.map(JSON.string)),
                "server": .string(link.server.text),
            ])
        let threads = settings.once ? 1 : settings.concurrency
        state.change { $0.threads = threads }
        for number in 1...threads {
            try BackgroundThread.start { [self] in
                work(number)
                state.change { $0.threads -= 1 }
            }
        }
        _ = state.wait { $0.threads == 0 ? true : nil }
        observer.info("runner_stopped", ["runs": .integer(Int64(state.value.claimed))])
        if let failure = state.value.failure { throw failure }
    }

    /// Claims no more. The first time, runs at work are brought to their end; the second time their agents are stopped, and
    /// the service gives the runs to others once their leases have passed.
    package func stop() {
        let leases = state.change { state in
            defer { state.isStopping = true }
            return state.isStopping ? Array(state.leases.values) : []
        }
        for lease in leases { lease.lose(.abandoned) }
        observer.info(
            "runner_stopping",
            ["runs": .integer(Int64(state.value.leases.count)), "abandons": .bool(!leases.isEmpty)])
    }

    private func work(_ number: Int) {
        while !state.value.isStopping {
            guard let claimed = claim() else { continue }
            let lease = claimed.lease
            state.change { state in
                state.claimed += 1
                state.leases[number] = lease
            }
            Attempt(claimed, settings, observer).execute()
            state.change { $0.leases[number] = nil }
            if settings.once { return }
        }
    }

    /// A run, or nil after a pause.
    private func claim() -> AttemptLink? {
        let sentAt = Clock.sinceBootMilliseconds
        do {
            let answer = try link.client(timeoutSeconds: Self.claimTimeoutSeconds).call(
                Endpoints.runnerClaim, ClaimRequest(host: settings.host, labels: settings.labels))
            let wasAway = state.change { state in
                defer { state.isAway = false }
                return state.isAway
            }
            if wasAway { observer.info("service_returned", ["server": .string(link.server.text)]) }
            guard let run = answer.run else {
                pause(milliseconds: settings.pollMilliseconds)
                return nil
            }
            return AttemptLink(run: run, lease: Lease(run.lease, sentAt: sentAt), link: link)
        } catch {
            refused(Failure(wrapping: error))
            return nil
        }
    }

    private func refused(_ failure: Failure) {
        switch failure.code.kind {
        case .unauthenticated, .forbidden:
            state.change { state in
                state.failure = failure
                state.isStopping = true
            }
        case .malformed, .missing, .conflict, .refused, .tooLarge, .tooMany, .unavailable, .broken:
            let isNews = state.change { state in
                defer { state.isAway = true }
                return !state.isAway
            }
            if isNews {
                observer.warn(
                    "claim_failed",
                    ["code": .string(failure.code.rawValue), "message": .string(failure.message)])
            }
            pause(milliseconds: settings.awayPollMilliseconds)
        }
    }

    /// A fifth more or less, so that runners that started together do not ask together. Ends when the runner is stopped.
    private func pause(milliseconds: Int) {
        let jitter = milliseconds / 5
        let some = milliseconds + Int.random(in: -jitter...jitter)
        _ = state.wait(milliseconds: some) { $0.isStopping ? true : nil }
    }
}
