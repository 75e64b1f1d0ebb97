import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// Two things at once: one of them happens, and the deadline is the database's.
@Suite struct RunRaceTests {
    @Test func aRunIsEitherCancelledOrSubmitted() async throws {
        let story = try RunStory.make(connections: 6)
        for _ in 0..<10 {
            let run = try story.start()
            async let cancelled = onOwnThread {
                outcome { _ = try CancelRun.run(story.world.team(.admin), id: run.id, ReasonRequest(reason: "stop")) }
            }
            async let submitted = onOwnThread { outcome { try story.submit(run) } }
            let codes = try await [cancelled, submitted]
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.wrongState))
            let shown = try story.show(run.id)
            #expect(shown.summary.state == (codes[0] == nil ? .cancelled : .completed))
            #expect((shown.output == nil) == (codes[0] == nil))
            if codes[0] == nil {
                try FailAttempt.run(story.world.runner(), runID: run.id, attempt: 1, FailRequest(term: 1, reason: ""))
            }
        }
    }

    /// The heartbeat begins in time and then waits for a lock until the lease has passed: too late, however it began.
    @Test(arguments: [false, true]) func aHeartbeatThatWaitedTooLongIsLate(withRescue: Bool) async throws {
        let story = try RunStory.make(connections: 6)
        let run = try story.start()
        let holder = Connection(url: story.world.database.ownerURL)
        try holder.open()
        try holder.run(script: "BEGIN; SELECT FROM attempts WHERE run_id = '\(run.id)' FOR UPDATE")
        async let beat = onOwnThread {
            outcome {
                _ = try Heartbeat.run(story.world.runner(), runID: run.id, attempt: 1, TermRequest(term: 1))
            }
        }
        async let rescued = onOwnThread { outcome { if withRescue { try story.rescue(run) } } }
        try await awaitBlocked(withRescue ? 2 : 1, story.world.database.ownerURL)
        // The deadline lies behind the beginning of both, and before their turn comes.
        try holder.run(
            script: """
                SET LOCAL session_replication_role = replica;
                UPDATE attempts SET lease_expires_at = clock_timestamp() WHERE run_id = '\(run.id)';
                SELECT pg_sleep(0.01); COMMIT
                """)
        let codes = try await (beat, rescued)
        #expect(codes.0 == .leaseLost && codes.1 == nil)
        if !withRescue { try story.rescue(run) }
        #expect(try story.show(run.id).summary.state == .hostLost)
        #expect(try story.claim()?.term == 2)
    }

    /// A heartbeat that came first keeps the lease: whoever wanted to rescue it sees that when it is its turn.
    @Test func aRenewedLeaseIsNotRescued() throws {
        let story = try RunStory.make()
        let run = try story.start()
        _ = try Heartbeat.run(story.world.runner(), runID: run.id, attempt: 1, TermRequest(term: 1))
        try story.rescue(run)
        #expect(try story.show(run.id).summary.state == .running)
        #expect(
            refusal { try Heartbeat.run(story.world.runner(), runID: run.id, attempt: 1, TermRequest(term: 2)) }
                == .leaseLost)
        #expect(
            refusal { try Heartbeat.run(story.world.runner(), runID: run.id, attempt: 2, TermRequest(term: 1)) }
                == .notFound)
    }

    /// Rescued by two instances at once: one host is lost once.
    @Test func twoInstancesRescueOnce() async throws {
        let story = try RunStory.make(connections: 6)
        let run = try story.start()
        try story.letLeasePass(run.id)
        async let first: Void = onOwnThread { try story.rescue(run) }
        async let second: Void = onOwnThread { try story.rescue(run) }
        _ = try await (first, second)
        #expect(try story.events("run:\(run.id)") == ["run_dispatched", "run_claimed", "attempt_lost"])
    }
}

/// Nil if it happened.
private func outcome(_ body: () throws -> some Any) -> FailureCode? {
    do { _ = try body() } catch { return (error as? Failure)?.code ?? .internalError }
    return nil
}

/// Waits, at most ten seconds, until so many sessions of this database wait for a lock. On a thread of its own: those
/// sessions must be able to begin meanwhile.
private func awaitBlocked(_ count: Int, _ url: String) async throws {
    try await onOwnThread {
        let observer = Connection(url: url)
        try observer.open()
        try observer.run(
            script: """
                DO $$ BEGIN
                    FOR turn IN 1..1000 LOOP
                        PERFORM pg_stat_clear_snapshot();
                        IF (SELECT count(*) FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock') >= \(count)
                        THEN RETURN; END IF;
                        PERFORM pg_sleep(0.01);
                    END LOOP;
                    RAISE 'nobody waits';
                END $$
                """)
    }
}
