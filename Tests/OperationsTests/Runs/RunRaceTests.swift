import API
import Domain
import Operations
import Platform
import Store
import TestSupport
import Testing

/// Two things at once: one of them happens, and the deadline is the database's. The rivals are threads that begin at
/// once, whatever the concurrency pool is busy with; leases last longer than any test.
@Suite struct RunRaceTests {
    private static func story() throws -> RunStory {
        try RunStory.make(leases: LeaseTimes(leaseSeconds: 3600), connections: 6)
    }

    @Test func aRunIsEitherCancelledOrSubmitted() throws {
        let story = try Self.story()
        for _ in 0..<10 {
            let run = try story.start()
            let cancelled = try begin {
                _ = try CancelRun.run(story.world.team(.admin), id: run.id, ReasonRequest(reason: "stop"))
            }
            let submitted = try begin { try story.submit(run) }
            let codes = [cancelled.wait(), submitted.wait()]
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.wrongState))
            let shown = try story.show(run.id)
            #expect(shown.summary.state == (codes[0] == nil ? .cancelled : .completed))
            #expect((shown.output == nil) == (codes[0] == nil))
        }
    }

    /// The heartbeat begins in time and then waits for a lock until the lease has passed: too late, however it began.
    @Test(arguments: [false, true]) func aHeartbeatThatWaitedTooLongIsLate(withRescue: Bool) throws {
        let story = try Self.story()
        let run = try story.start()
        let holder = Connection(url: story.world.database.ownerURL)
        try holder.open()
        try holder.run(script: "BEGIN; SELECT FROM attempts WHERE run_id = '\(run.id)' FOR UPDATE")
        let beat = try begin {
            _ = try Heartbeat.run(story.world.runner(), runID: run.id, attempt: 1, TermRequest(term: 1))
        }
        let rescued = try begin { if withRescue { try story.rescue(run) } }
        try holder.run(script: Self.awaitBlocked(withRescue ? 2 : 1))
        // The deadline lies behind the beginning of both, and before their turn comes.
        try holder.run(
            script: """
                SET LOCAL session_replication_role = replica;
                UPDATE attempts SET lease_expires_at = clock_timestamp() WHERE run_id = '\(run.id)';
                SELECT pg_sleep(0.01); COMMIT
                """)
        #expect(beat.wait() == .leaseLost && rescued.wait() == nil)
        if !withRescue { try story.rescue(run) }
        #expect(try story.show(run.id).summary.state == .hostLost)
        #expect(try story.claim()?.term == 2)
    }

    /// A heartbeat that came first keeps the lease: whoever wanted to rescue it sees that when it is its turn.
    @Test func aRenewedLeaseIsNotRescued() throws {
        let story = try Self.story()
        let run = try story.start()
        func beat(attempt: Int, term: Int64) throws -> LeaseView {
            try Heartbeat.run(story.world.runner(), runID: run.id, attempt: attempt, TermRequest(term: term))
        }
        #expect(try !beat(attempt: 1, term: 1).isCancelled)
        try story.rescue(run)
        #expect(try story.show(run.id).summary.state == .running)
        #expect(refusal { try beat(attempt: 1, term: 2) } == .leaseLost)
        #expect(refusal { try beat(attempt: 2, term: 1) } == .notFound)
    }

    /// Rescued by two instances at once: one host is lost once.
    @Test func twoInstancesRescueOnce() throws {
        let story = try Self.story()
        let run = try story.start()
        try story.letLeasePass(run.id)
        let rescues = try (0..<2).map { _ in try begin { try story.rescue(run) } }
        #expect(rescues.map { $0.wait() } == [nil, nil])
        #expect(try story.events("run:\(run.id)") == ["run_dispatched", "run_claimed", "attempt_lost"])
    }

    /// Waits, at most a minute, until so many sessions of this database wait for a lock.
    static func awaitBlocked(_ count: Int) -> String {
        """
        DO $$ BEGIN
            FOR turn IN 1..6000 LOOP
                PERFORM pg_stat_clear_snapshot();
                IF (SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock') >= \(count)
                THEN RETURN; END IF;
                PERFORM pg_sleep(0.01);
            END LOOP;
            RAISE 'nobody waits';
        END $$
        """
    }
}

/// Begins at once on a thread of its own. Promises the code of what refused it, nil if it happened.
func begin(_ body: @escaping @Sendable () throws -> some Any) throws -> Promise<FailureCode?> {
    let promise = Promise<FailureCode?>()
    try BackgroundThread.start {
        do {
            _ = try body()
            promise.keep(nil)
        } catch {
            promise.keep((error as? Failure)?.code ?? .internalError)
        }
    }
    return promise
}
