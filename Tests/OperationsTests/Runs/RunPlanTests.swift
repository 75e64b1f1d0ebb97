import Domain
import Operations
import Store
import TestSupport
import Testing

/// Nothing that a person or a runner waits for reads a whole table, however many runs there are.
@Suite struct RunPlanTests {
    @Test func everyListAndLookupHasAnIndex() throws {
        let story = try RunStory.make()
        let run = try story.start()
        let output = try story.submit(run).output
        try story.world.tamper(
            """
            INSERT INTO runs (team_id, id, template, template_version, title, use_case, mode, risk, policy_number, inputs,
                    timeout_seconds, requested_by, state, ended_at, created_at)
                SELECT '\(World.northID)', 'run_' || number, 'release-notes', 1, 't', 'release-notes', 'dispatch', 'shared', 1,
                    '{}', 60, 'per_author', 'completed', now(), now() - number * interval '1 minute'
                FROM generate_series(1, 20000) number;
            INSERT INTO outputs (team_id, id, run_id, title, risk, latest_version, created_at)
                SELECT team_id, 'out_' || id, id, 't', 'shared', 1, created_at FROM runs WHERE title = 't';
            INSERT INTO attempts (team_id, run_id, number, runner_id, term, state, lease_expires_at, ended_at)
                SELECT team_id, id, 1, 'rnr_north', 1, 'submitted', now(), now() FROM runs ON CONFLICT DO NOTHING;
            INSERT INTO questions (team_id, id, run_id, attempt, text, state, deadline)
                SELECT team_id, 'qst_' || id, id, 1, '?', 'expired', now() FROM runs;
            ANALYZE
            """)
        let statements: [any Statement] = [
            RunPage(team: World.northID, before: .top, limit: 51),
            RunPageInState(team: World.northID, state: .completed, before: .top, limit: 51),
            RunByID(team: World.northID, id: run.id), OutputPage(team: World.northID, before: .top, limit: 51),
            OutputOfRun(team: World.northID, run: run.id), OutputVersions(team: World.northID, output: output),
            ClaimRun(team: World.northID, labels: ["git"]), Attempts(team: World.northID, run: run.id),
            QuestionsOfRun(team: World.northID, run: run.id), RunWaits(team: World.northID, run: run.id),
            LostAttempts(team: World.northID, run: run.id), WithdrawOpenQuestions(team: World.northID, run: run.id),
        ]
        let app = Connection(url: story.world.database.appURL)
        try app.open()
        for statement in statements { try app.run(script: Self.refuseTableScan(by: type(of: statement).sql)) }
    }

    /// Raises the plan that is used for any parameters, if it reads one of our tables as a whole.
    private static func refuseTableScan(by sql: String) -> String {
        let count = (1...20).last { sql.contains("$\($0)") } ?? 0
        let nulls = Array(repeating: "NULL", count: count).joined(separator: ", ")
        return """
            SET plan_cache_mode = force_generic_plan; SET countersign.team = '\(World.northID)';
            PREPARE tested AS \(sql);
            DO $do$
            DECLARE
                line text;
                plan text := '';
            BEGIN
                FOR line IN EXECUTE 'EXPLAIN EXECUTE tested(\(nulls))' LOOP plan := plan || line || E'\n'; END LOOP;
                IF plan ~ 'Seq Scan on (runs|outputs|attempts|questions)\\M' THEN RAISE '%', plan; END IF;
            END $do$;
            DEALLOCATE tested
            """
    }
}
