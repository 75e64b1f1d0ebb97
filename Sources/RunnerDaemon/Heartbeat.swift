import API
import APIClient
import Domain
import Platform

/// Renews one lease, on a thread of its own, until the attempt is over or the lease is lost.
struct Heartbeat: Sendable {
    let attempt: AttemptLink
    let observer: Observer

    /// How soon a renewal that met no service is tried again.
    private static let retryMilliseconds = 500

    func start() throws { try BackgroundThread.start { run() } }

    private func run() {
        let lease = attempt.lease
        var isAway = false
        var pauseMilliseconds = lease.state.value.renewEveryMilliseconds
        var client: Client?
        while true {
            lease.pause(milliseconds: pauseMilliseconds)
            guard !lease.state.value.isEnded, lease.isHeld else { return }
            let renewEveryMilliseconds = lease.state.value.renewEveryMilliseconds
            let sentAt = lease.now()
            do {
                // Not longer than to the next one: a service that takes connections and is silent must not stop the beat.
                let asked = try client ?? attempt.link.client(timeoutSeconds: max(1, renewEveryMilliseconds / 1000))
                client = asked
                let view = try asked.call(
                    Endpoints.runnerHeartbeat, path: attempt.path, TermRequest(term: attempt.run.term))
                lease.renewed(view, sentAt: sentAt)
                if isAway { observer.info("service_returned", attempt.facts) }
                isAway = false
                pauseMilliseconds = renewEveryMilliseconds
            } catch {
                let failure = Failure(wrapping: error)
                if failure.isFinal { return lease.lose(.refused(failure.message)) }
                if !isAway { observer.warn("renewal_failed", attempt.facts(because: failure)) }
                isAway = true
                pauseMilliseconds = min(Heartbeat.retryMilliseconds, renewEveryMilliseconds)
            }
        }
    }
}

extension Failure {
    init(wrapping error: any Error) {
        self = error as? Failure ?? Failure(.internalError, "\(error)")
    }

    /// Whether trying again cannot help.
    var isFinal: Bool {
        switch code.kind {
        case .unavailable, .tooMany, .broken: false
        case .malformed, .unauthenticated, .forbidden, .missing, .conflict, .refused, .tooLarge: true
        }
    }
}
