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
            RunPageOfUseCase(team: World.northID, useCase: "release-notes", before: .top, limit: 51),
            RunByID(team: World.northID, id: run.id), OutputPage(team: World.northID, before: .top, limit: 51),
            OutputOfRun(team: World.northID, run: run.id), OutputVersions(team: World.northID, output: output),
            ClaimRun(team: World.northID, labels: ["git"]), Attempts(team: World.northID, run: run.id),
            QuestionsOfRun(team: World.northID, run: run.id), RunWaits(team: World.northID, run: run.id),
            LostAttempts(team: World.northID, run: run.id), WithdrawOpenQuestions(team: World.northID, run: run.id),
        ]
        let app = Connection(url: story.world.database.appURL)
        try app.open()
        for statement in statements {
            let scan = #"Seq Scan on (runs|outputs|attempts|questions)\M"#
            try app.run(script: Self.refusePlan(scan, of: type(of: statement).sql))
        }
    }

    /// A list of one state leads over the index of states, even while the planner takes every row to be in that state.
    @Test func aListOfOneStateReadsNoOtherState() throws {
        let story = try RunStory.make()
        try story.world.tamper(
            """
            INSERT INTO runs (team_id, id, template, template_version, title, use_case, mode, risk, policy_number, inputs,
                    timeout_seconds, requested_by, state, ended_at, created_at)
                SELECT '\(World.northID)', 'run_' || number, 'release-notes', 1, 't', 'release-notes', 'dispatch', 'shared', 1,
                    '{}', 60, 'per_author', 'completed', now(), now() - number * interval '1 minute'
                FROM generate_series(1, 20000) number;
            ALTER TABLE action_requests DISABLE TRIGGER USER;
            INSERT INTO action_requests (team_id, id, run_id, action, class, is_reversible, arguments, target, preview, canonical,
                    digest, effect_digest, policy_number, decision, executor, state, requested_by, requested_at, deadline)
                SELECT team_id, 'act_' || id, id, 'a', 'read', true, '{}', '', '', canonical, sha256(canonical::bytea),
                    sha256(''), 1, '{}', '', 'executed', '', created_at, created_at
                FROM (SELECT *, jsonb_build_object('team', team_id, 'run', id, 'action', 'a', 'target', '', 'arguments',
                    '{}'::jsonb)::text AS canonical FROM runs WHERE title = 't') source;
            ANALYZE
            """)
        let app = Connection(url: story.world.database.appURL)
        try app.open()
        for sql in [RunPageInState.sql, RunPageOfUseCase.sql, ActionRequestsInState.sql] {
            try app.run(script: Self.refusePlan("_newest|Sort Key|Seq Scan on (runs|action_requests)", of: sql))
        }
    }

    /// Reports and what became of them are found by their output, their template or because they wait, not by reading all.
    @Test func defectsAreFoundByAnIndex() throws {
        let story = try RunStory.make()
        try story.submit(try story.start())
        try story.world.tamper(
            """
            INSERT INTO findings (team_id, id, output_id, number, author_id, is_blocking, cause, template, template_version, text,
                    created_at, confirmed_at)
                SELECT team_id, 'fnd_' || i, 'out_' || i, 1, 'per_author', false, 'template', 'notes-' || i % 100, 1,
                    'x', now(), CASE WHEN i > 10 THEN now() END
                FROM output_versions, generate_series(1, 20000) AS i;
            INSERT INTO output_defects (team_id, id, output_id, number, cause, finding_id, reason, reported_by, reported_at)
                SELECT team_id, 'dfc_' || id, output_id, 1, cause, id, text, author_id, created_at FROM findings;
            INSERT INTO defect_judgements (team_id, defect_id, judgement, reason, judged_by, judged_at)
                SELECT team_id, 'dfc_' || id, 'confirmed', '', 'per_admin', now() FROM findings WHERE confirmed_at IS NOT NULL;
            INSERT INTO outputs (team_id, id, run_id, title, risk, latest_version)
                SELECT team_id, output_id, output_id, 't', 'shared', 1 FROM findings;
            ANALYZE
            """)
        let app = Connection(url: story.world.database.appURL)
        try app.open()
        let scan = #"Seq Scan on (findings|output_defects|defect_judgements|outputs)\M"#
        for sql in [
            ReportedDefects.sql, OutputDefects.sql, OutputDefectByID.sql, OutputDefectOfFinding.sql, DefectJudges.sql,
            LatestTrustMoves.sql, InboxDefects.sql,
        ] {
            try app.run(script: Self.refusePlan(scan, of: sql))
        }
    }

    /// Raises the plan that is used for any parameters, if it matches.
    private static func refusePlan(_ pattern: String, of sql: String) -> String {
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
                IF plan ~ '\(pattern)' THEN RAISE '%', plan; END IF;
            END $do$;
            DEALLOCATE tested
            """
    }
}
