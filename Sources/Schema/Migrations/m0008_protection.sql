CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'CS001', DETAIL = 'wrong_state',
        MESSAGE = format('%s is append-only', TG_TABLE_NAME);
END $$;

-- Rows of such a table are written once. Later migrations call this for theirs.
CREATE FUNCTION keep_append_only(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_all BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', name);
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['events', 'verdicts', 'sign_offs', 'action_decisions', 'frames', 'artifacts', 'artifact_parts',
        'output_versions', 'output_files', 'output_chunks', 'policy_bundles', 'context_documents', 'template_files', 'run_briefs',
        'run_files', 'quarantined_submissions']
    LOOP
        PERFORM keep_append_only(name);
    END LOOP;
END $$;

-- Row-level security on every table that carries a team, forced on its owner too. Later migrations call this for theirs.
CREATE FUNCTION protect_team_table(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY team ON %I USING (team_id = current_team()) WITH CHECK (team_id = current_team())', name);
    EXECUTE format('CREATE POLICY system ON %I FOR SELECT TO countersign_system USING (true)', name);
    EXECUTE format('CREATE POLICY auditor ON %I FOR SELECT TO countersign_auditor USING (true)', name);
    EXECUTE format('GRANT SELECT ON %I TO countersign_system, countersign_auditor', name);
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT table_name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name = 'team_id' ORDER BY table_name
    LOOP
        PERFORM protect_team_table(name);
    END LOOP;
END $$;

-- A person sees their own memberships from outside any team; every team reads the organisation's context.
CREATE POLICY own ON memberships FOR SELECT USING (person_id = current_person());
CREATE POLICY organisation ON context_documents FOR SELECT USING (team_id = 'team_installation');

-- What the service may do. Nothing is granted by default; what is missing here is missing on purpose.
GRANT USAGE ON SCHEMA public TO countersign_app, countersign_system, countersign_auditor;
GRANT SELECT, INSERT, UPDATE ON persons, tokens TO countersign_app;
GRANT SELECT ON installation, schema_migrations TO countersign_app;
GRANT SELECT, INSERT ON teams TO countersign_app;
GRANT SELECT, INSERT, DELETE ON idempotency_keys TO countersign_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON memberships TO countersign_app;
GRANT SELECT, INSERT, UPDATE ON runners, template_versions, runs, attempts, questions, outputs, reviews, criterion_answers,
    findings, action_requests, effects, outbox TO countersign_app;
GRANT SELECT, INSERT ON artifacts, artifact_parts, template_files, context_documents, policy_bundles, run_briefs, run_files, frames,
    output_versions, output_files, output_chunks, quarantined_submissions, action_decisions, events TO countersign_app;
GRANT SELECT ON receipts, attention_clocks, verdicts, sign_offs TO countersign_app;
GRANT SELECT ON persons, teams TO countersign_system, countersign_auditor;
GRANT SELECT ON tokens TO countersign_system;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refuse, current_team, current_person TO countersign_app, countersign_system, countersign_auditor;
GRANT EXECUTE ON FUNCTION lock_attention, move_attention, serve_chunk, acknowledge_chunk, record_verdict, record_sign_off TO countersign_app;

-- Before a team is known: whose token is this, and what is due anywhere. In plpgsql, because a session keeps the plans of
-- such a function; one in SQL that cannot be inlined is planned at every call, which took longer than to answer it.
CREATE FUNCTION caller_by_token(token_hash bytea)
RETURNS TABLE (token_id text, kind text, scopes text[], person_id text, login text, is_operator boolean, memberships jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT tokens.id::text, tokens.kind, tokens.scopes, persons.id::text, persons.login, persons.is_operator,
        coalesce((SELECT jsonb_object_agg(teams.name, jsonb_build_object('id', teams.id, 'title', teams.title, 'roles', memberships.roles))
            FROM memberships JOIN teams ON teams.id = memberships.team_id WHERE memberships.person_id = persons.id), '{}')
    FROM tokens JOIN persons ON persons.id = tokens.person_id
    WHERE tokens.hash = token_hash AND revoked_at IS NULL AND expires_at > clock_timestamp() AND disabled_at IS NULL;
END $$;

CREATE FUNCTION runner_by_token(token_hash bytea)
RETURNS TABLE (team_id text, team text, runner_id text, name text, labels text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT runners.team_id::text, teams.name, runners.id::text, runners.name, runners.labels
    FROM runners JOIN teams ON teams.id = runners.team_id
    WHERE runners.token_hash = runner_by_token.token_hash AND revoked_at IS NULL;
END $$;

CREATE FUNCTION due_work(at_most integer)
RETURNS TABLE (kind text, team_id text, team text, subject_id text, number bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT due.kind, due.team_id, teams.name, due.subject_id, due.number FROM (
    (SELECT 'action_expiry', action_requests.team_id::text, id::text, 0::bigint FROM action_requests
        WHERE state = 'held' AND deadline <= clock_timestamp() ORDER BY deadline LIMIT at_most)
    UNION ALL
    (SELECT 'question_expiry', questions.team_id, id, 0 FROM questions
        WHERE state = 'open' AND deadline <= clock_timestamp() ORDER BY deadline LIMIT at_most)
    UNION ALL
    (SELECT 'lease_rescue', attempts.team_id, run_id, attempts.number FROM attempts
        WHERE state = 'running' AND lease_expires_at <= clock_timestamp() ORDER BY lease_expires_at LIMIT at_most)
    UNION ALL
    (SELECT 'effect_rescue', effects.team_id, request_id, 0 FROM effects
        WHERE state = 'started' AND presumed_lost_at <= clock_timestamp() ORDER BY presumed_lost_at LIMIT at_most)
    UNION ALL
    (SELECT 'review_rescue', awaited.team_id, awaited.output_id, awaited.number FROM overdue_reviews(at_most) AS awaited)
    UNION ALL
    (SELECT outbox.kind, outbox.team_id, subject_id, id FROM outbox
        WHERE done_at IS NULL AND available_at <= clock_timestamp() ORDER BY available_at LIMIT at_most)
    ) AS due (kind, team_id, subject_id, number) JOIN teams ON teams.id = due.team_id;
END $$;

-- Only a member may give things to a role; a member would also see what the role sees, so it is one no longer than that.
GRANT countersign_system TO CURRENT_USER;
GRANT CREATE ON SCHEMA public TO countersign_system;
ALTER FUNCTION caller_by_token OWNER TO countersign_system;
ALTER FUNCTION runner_by_token OWNER TO countersign_system;
ALTER FUNCTION due_work OWNER TO countersign_system;
REVOKE CREATE ON SCHEMA public FROM countersign_system;
REVOKE EXECUTE ON FUNCTION caller_by_token, runner_by_token, due_work FROM PUBLIC;
GRANT EXECUTE ON FUNCTION caller_by_token, runner_by_token, due_work TO countersign_app;
REVOKE countersign_system FROM CURRENT_USER;
