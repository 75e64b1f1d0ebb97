import API
import Domain
import FoundationEssentials
import Glibc
import Platform
import Synchronization
import Testing

@testable import RunnerDaemon

private final class TestClock: Sendable {
    let milliseconds = Mutex(1000)
    var now: Int { milliseconds.withLock { $0 } }
    func set(_ value: Int) { milliseconds.withLock { $0 = value } }
}

@Suite struct LeaseTests {
    private static let view = LeaseView(leaseSeconds: 30, renewEverySeconds: 10, isCancelled: false)

    @Test(arguments: [(20_999, true), (21_000, false), (21_001, false)])
    func itIsGivenUpWhenAThirdIsLeft(at now: Int, isHeld: Bool) {
        let clock = TestClock()
        let lease = Lease(Self.view, sentAt: 1000) { clock.now }
        clock.set(now)
        #expect(lease.isHeld == isHeld)
        #expect(lease.loss == (isHeld ? nil : .unrenewed))
    }

    @Test func aRenewalCountsFromWhenItWasSent() {
        let clock = TestClock()
        let lease = Lease(Self.view, sentAt: 1000) { clock.now }
        clock.set(18_000)
        lease.renewed(Self.view, sentAt: 11_000)
        clock.set(30_999)
        #expect(lease.isHeld)
        clock.set(31_000)
        #expect(lease.loss == .unrenewed)
    }

    @Test func aLateRenewalDoesNotBringItBack() {
        let clock = TestClock()
        let lease = Lease(Self.view, sentAt: 1000) { clock.now }
        clock.set(21_000)
        lease.renewed(Self.view, sentAt: 20_000)
        #expect(lease.loss == .unrenewed)
        clock.set(1000)
        #expect(lease.loss == .unrenewed)
    }

    @Test func anEarlierAnswerThatComesLaterDoesNotShortenIt() {
        let clock = TestClock()
        let lease = Lease(Self.view, sentAt: 1000) { clock.now }
        lease.renewed(Self.view, sentAt: 15_000)
        lease.renewed(Self.view, sentAt: 8_000)
        clock.set(34_999)
        #expect(lease.isHeld)
    }

    @Test func cancellingIsRememberedAndTheLeaseIsStillHeld() {
        let lease = Lease(Self.view, sentAt: 1000) { 1000 }
        lease.renewed(LeaseView(leaseSeconds: 30, renewEverySeconds: 10, isCancelled: true), sentAt: 1000)
        lease.renewed(Self.view, sentAt: 1000)
        #expect(lease.isCancelled && lease.isHeld)
    }

    /// The service is away for good: the agent is gone before the lease is lost, and nothing is said under it.
    @Test func theAgentIsGoneBeforeTheLeaseIsLost() async throws {
        let service = StubService(leaseSeconds: 3, renewEverySeconds: 1)
        service.offer(
            script: "#!/bin/sh\ntrap '' TERM\necho $$\nwhile :; do date +%s%3N >> $HOME/alive; sleep 0.02; done\n")
        let bench = try RunnerBench(service) { $0.graceSeconds = 30 }
        let done = try bench.begin()
        #expect(try await eventually { service.look { $0.heartbeats } >= 1 && service.said("stdout").count == 1 })
        service.look { $0.isAway = true }
        try await done.value()
        service.look { $0.isAway = false }
        let alive = try #require(bench.kept("alive")?.split(separator: "\n").last.flatMap { Int($0) })
        #expect(alive < service.look { $0.renewedAt } + 3000)
        let agent = service.said("stdout").first.flatMap { Int32($0.dropFirst("stdout: ".count)) }
        #expect(try await eventually { agent.map { kill($0, 0) } == -1 })
        let (reason, isSubmitted) = service.look { ($0.failedReason, $0.submitted != nil) }
        #expect(reason == nil && !isSubmitted)
        #expect(bench.logged("lease_lost").count == 1)
        #expect(bench.logged("workspace_kept").count == 1)
    }

    @Test func aLeaseThatTheServiceTakesEndsTheAgent() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\necho at work\nwhile :; do sleep 0.05; done\n")
        let bench = try RunnerBench(service)
        let done = try bench.begin()
        #expect(try await eventually { service.said("stdout").count == 1 })
        service.look { $0.losesLease = true }
        try await done.value()
        #expect(service.look { $0.failedReason } == nil)
        #expect(bench.logged("lease_lost").count == 1)
    }

    /// The service is away for a while: the agent does not notice, and nothing is lost.
    @Test(arguments: [nil, 429, 502, 503, 504])
    func anOutageLosesNothing(status: Int?) async throws {
        let service = StubService(leaseSeconds: 20, renewEverySeconds: 1)
        service.look { $0.awayStatus = status }
        // The agent talks on while the service is away, and ends when the test says so.
        let signal = try TemporaryFolder()
        service.offer(
            script: "#!/bin/sh\necho 0\ni=1; while [ $i -lt 200 ]; do echo $i; i=$((i+1)); sleep 0.005; done\n"
                + "while [ ! -e \(signal.path)/go ]; do sleep 0.02; done\necho out > $COUNTERSIGN_OUTPUT/x\n")
        let bench = try RunnerBench(service)
        let done = try bench.begin()
        #expect(try await eventually { !service.said("stdout").isEmpty })
        service.look { $0.isAway = true }
        #expect(try await eventually { bench.logged("renewal_failed").count == 1 })
        service.look { $0.isAway = false }
        try Data().write(to: URL(filePath: signal.path + "/go"))
        try await done.value()
        #expect(service.said("stdout") == (0..<200).map { "stdout: \($0)" })
        let (problems, submitted) = service.look { ($0.frameProblems, $0.submitted?.files.map(\.path)) }
        #expect(problems == [] && submitted == ["x"])
    }

    /// A submission whose answer was lost is repeated with the same key.
    @Test func aLostAnswerIsAskedForAgainWithTheSameKey() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\necho x >&2; exit 1\n")
        let bench = try RunnerBench(service)
        service.look { $0.claims = 0 }
        let done = try bench.begin()
        #expect(try await eventually { !service.said("stderr").isEmpty })
        try await done.value()
        let link = AttemptLink(
            run: try #require(Self.anyRun), lease: Lease(Self.view, sentAt: Clock.sinceBootMilliseconds),
            link: try service.link)
        service.look { state in
            state.keys = [:]
            state.answersToLose = 2
        }
        _ = try link.client().call(Endpoints.runnerFail, path: link.path, FailRequest(term: 7, reason: "why"))
        let keys = service.look { $0.keys["fail"] ?? [] }
        #expect(keys.count == 3 && Set(keys).count == 1)
    }

    private static let anyRun: ClaimedRun? = {
        let service = StubService()
        service.offer(script: "")
        return service.look { $0.claimable }
    }()

    @Test func stoppingTwiceAbandonsWithoutAWord() async throws {
        let service = StubService()
        service.offer(script: "#!/bin/sh\necho at work\nwhile :; do sleep 0.05; done\n")
        let bench = try RunnerBench(service)
        let done = try bench.begin()
        #expect(try await eventually { service.said("stdout").count == 1 })
        bench.daemon.stop()
        #expect(service.said("stdout").count == 1 && bench.logged("runner_stopped") == [])
        bench.daemon.stop()
        try await done.value()
        #expect(service.look { $0.failedReason } == nil)
        #expect(bench.logged("lease_lost").count == 1)
    }

    @Test func aRevokedTokenEndsTheRunner() async throws {
        let service = StubService()
        service.look { $0.claimStatus = (401, .notAuthenticated) }
        let bench = try RunnerBench(service) { $0.once = false }
        await #expect(throws: Failure(.notAuthenticated, "the stub refuses")) { try await bench.run() }
    }

    @Test func aServiceThatIsAwayIsSaidOnce() async throws {
        let service = StubService()
        service.look { $0.isAway = true }
        let bench = try RunnerBench(service) { $0.awayPollMilliseconds = 10 }
        let done = try bench.begin()
        #expect(try await eventually { bench.logged("claim_failed").count == 1 })
        service.offer(script: "#!/bin/sh\n")
        service.look { $0.isAway = false }
        try await done.value()
        #expect(bench.logged("claim_failed").count == 1)
        #expect(bench.logged("service_returned").count == 1)
    }
}
