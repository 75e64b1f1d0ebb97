CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;
COMMENT ON EXTENSION btree_gin IS 'support for indexing common datatypes in GIN';
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE TYPE public.action_class AS ENUM (
    'read',
    'write',
    'communicate',
    'pay',
    'publish',
    'delete',
    'configure',
    'execute'
);
ALTER TYPE public.action_class OWNER TO countersign_owner;
CREATE TYPE public.action_outcome AS ENUM (
    'signed',
    'policy',
    'denied_by',
    'timed_out',
    'withdrawn',
    'host_lost'
);
ALTER TYPE public.action_outcome OWNER TO countersign_owner;
CREATE DOMAIN public.action_state AS text COLLATE pg_catalog."C"
	CONSTRAINT action_state_check CHECK ((VALUE = ANY (ARRAY['held'::text, 'allowed'::text, 'denied'::text, 'signed'::text, 'executing'::text, 'executed'::text, 'failed'::text, 'indeterminate'::text])));
ALTER DOMAIN public.action_state OWNER TO countersign_owner;
CREATE TYPE public.attempt_state AS ENUM (
    'running',
    'submitted',
    'failed',
    'cancelled',
    'host_lost'
);
ALTER TYPE public.attempt_state OWNER TO countersign_owner;
CREATE TYPE public.context_layer AS ENUM (
    'organisation',
    'team',
    'project'
);
ALTER TYPE public.context_layer OWNER TO countersign_owner;
CREATE DOMAIN public.context_state AS text COLLATE pg_catalog."C"
	CONSTRAINT context_state_check CHECK ((VALUE = ANY (ARRAY['proposed'::text, 'approved'::text, 'withdrawn'::text])));
ALTER DOMAIN public.context_state OWNER TO countersign_owner;
CREATE TYPE public.criterion_answer AS ENUM (
    'pass',
    'fail',
    'concern',
    'cannot_tell',
    'not_applicable'
);
ALTER TYPE public.criterion_answer OWNER TO countersign_owner;
CREATE DOMAIN public.digest AS bytea
	CONSTRAINT digest_check CHECK ((octet_length(VALUE) = 32));
ALTER DOMAIN public.digest OWNER TO countersign_owner;
CREATE TYPE public.effect_state AS ENUM (
    'started',
    'finished',
    'failed',
    'indeterminate'
);
ALTER TYPE public.effect_state OWNER TO countersign_owner;
CREATE TYPE public.finding_cause AS ENUM (
    'template',
    'context',
    'input',
    'tool',
    'agent',
    'changed_mind'
);
ALTER TYPE public.finding_cause OWNER TO countersign_owner;
CREATE DOMAIN public.identifier AS text COLLATE pg_catalog."C"
	CONSTRAINT identifier_check CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 64)));
ALTER DOMAIN public.identifier OWNER TO countersign_owner;
CREATE TYPE public.output_kind AS ENUM (
    'code',
    'document',
    'analysis',
    'data',
    'message'
);
ALTER TYPE public.output_kind OWNER TO countersign_owner;
CREATE TYPE public.question_state AS ENUM (
    'open',
    'answered',
    'expired',
    'withdrawn'
);
ALTER TYPE public.question_state OWNER TO countersign_owner;
CREATE TYPE public.review_state AS ENUM (
    'in_review',
    'changes_requested',
    'approved',
    'released',
    'rejected'
);
ALTER TYPE public.review_state OWNER TO countersign_owner;
CREATE TYPE public.risk AS ENUM (
    'routine',
    'shared',
    'sensitive',
    'irreversible'
);
ALTER TYPE public.risk OWNER TO countersign_owner;
CREATE DOMAIN public.run_state AS text COLLATE pg_catalog."C"
	CONSTRAINT run_state_check CHECK ((VALUE = ANY (ARRAY['queued'::text, 'running'::text, 'awaiting_input'::text, 'awaiting_answer'::text, 'host_lost'::text, 'completed'::text, 'error'::text, 'cancelled'::text, 'archived'::text])));
ALTER DOMAIN public.run_state OWNER TO countersign_owner;
CREATE TYPE public.team_role AS ENUM (
    'member',
    'reviewer',
    'admin'
);
ALTER TYPE public.team_role OWNER TO countersign_owner;
CREATE TYPE public.template_version_state AS ENUM (
    'draft',
    'published',
    'deprecated'
);
ALTER TYPE public.template_version_state OWNER TO countersign_owner;
CREATE DOMAIN public.trust_rung AS text COLLATE pg_catalog."C"
	CONSTRAINT trust_rung_check CHECK ((VALUE = ANY (ARRAY['observe'::text, 'draft'::text, 'act_with_sign_off'::text, 'act_sampled'::text])));
ALTER DOMAIN public.trust_rung OWNER TO countersign_owner;
CREATE TYPE public.verdict AS ENUM (
    'approve',
    'changes',
    'cannot_tell',
    'hand_back'
);
ALTER TYPE public.verdict OWNER TO countersign_owner;
CREATE FUNCTION public.acknowledge_chunk(wanted_review text, wanted_chunk integer, receipt_hash bytea, session text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
DECLARE
    review reviews%ROWTYPE := open_review(wanted_review);
    receipt receipts%ROWTYPE;
BEGIN
    SELECT * INTO receipt FROM receipts
        WHERE team_id = review.team_id AND review_id = review.id AND chunk = wanted_chunk FOR UPDATE;
    IF receipt.chunk IS NULL THEN
        PERFORM refuse('receipt_invalid', format('part %s has not been served in this review', wanted_chunk));
    ELSIF receipt.hash IS DISTINCT FROM receipt_hash THEN
        PERFORM refuse('receipt_invalid', 'this is not the receipt of the latest serving of this part');
    ELSIF receipt.session_id IS DISTINCT FROM session THEN
        PERFORM refuse('receipt_invalid', 'this part was served to another session');
    ELSIF receipt.acknowledged_at >= receipt.served_at THEN
        PERFORM refuse('receipt_invalid', 'this receipt has been used');
    END IF;
    UPDATE receipts SET acknowledged_at = clock_timestamp()
        WHERE team_id = review.team_id AND review_id = review.id AND chunk = wanted_chunk;
END $$;
ALTER FUNCTION public.acknowledge_chunk(wanted_review text, wanted_chunk integer, receipt_hash bytea, session text) OWNER TO countersign_owner;
CREATE FUNCTION public.caller_by_token(token_hash bytea) RETURNS TABLE(token_id text, kind text, scopes text[], person_id text, login text, is_operator boolean, memberships jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT tokens.id::text, tokens.kind, tokens.scopes, persons.id::text, persons.login, persons.is_operator,
        coalesce((SELECT jsonb_object_agg(teams.name, jsonb_build_object('id', teams.id, 'title', teams.title, 'roles', memberships.roles))
            FROM memberships JOIN teams ON teams.id = memberships.team_id WHERE memberships.person_id = persons.id), '{}')
    FROM tokens JOIN persons ON persons.id = tokens.person_id
    WHERE tokens.hash = token_hash AND revoked_at IS NULL AND expires_at > clock_timestamp() AND disabled_at IS NULL;
END $$;
ALTER FUNCTION public.caller_by_token(token_hash bytea) OWNER TO countersign_system;
CREATE FUNCTION public.clear_current_version(team text, name text) RETURNS integer
    LANGUAGE plpgsql
    AS $$
DECLARE
    replaced integer;
BEGIN
    PERFORM lock_current_version(team, name);
    UPDATE template_versions SET is_current = false WHERE team_id = team AND template = name AND is_current
        RETURNING CASE WHEN state = 'deprecated' THEN replaces ELSE number END INTO replaced;
    RETURN replaced;
END $$;
ALTER FUNCTION public.clear_current_version(team text, name text) OWNER TO countersign_owner;
CREATE FUNCTION public.current_person() RETURNS text
    LANGUAGE sql STABLE
    AS $$ SELECT current_setting('countersign.person', true) $$;
ALTER FUNCTION public.current_person() OWNER TO countersign_owner;
CREATE FUNCTION public.current_team() RETURNS text
    LANGUAGE sql STABLE
    AS $$ SELECT current_setting('countersign.team', true) $$;
ALTER FUNCTION public.current_team() OWNER TO countersign_owner;
CREATE FUNCTION public.due_work(at_most integer) RETURNS TABLE(kind text, team_id text, team text, subject_id text, number bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
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
ALTER FUNCTION public.due_work(at_most integer) OWNER TO countersign_system;
CREATE FUNCTION public.guard_absence() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.cleared_at IS NOT NULL OR NEW.cleared_at IS NULL
            OR to_jsonb(NEW) - '{cleared_by,cleared_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{cleared_by,cleared_at}'::text[]
        THEN
            PERFORM refuse('wrong_state', 'an absence never changes; it is cleared, once');
        END IF;
        IF NEW.cleared_by IS DISTINCT FROM current_person()
            OR NOT (NEW.cleared_by = NEW.person_id OR is_team_admin(NEW.team_id, NEW.cleared_by))
        THEN
            PERFORM refuse('not_allowed', 'an absence is cleared by whose it is, or by an admin');
        END IF;
        NEW.cleared_at := clock_timestamp();
        RETURN NEW;
    END IF;
    IF NEW.set_by IS DISTINCT FROM current_person() OR NEW.cleared_at IS NOT NULL
        OR NOT (NEW.set_by = NEW.person_id OR (is_team_admin(NEW.team_id, NEW.set_by) AND NEW.reason <> ''))
    THEN
        PERFORM refuse('not_allowed', 'whoever is away says so in person, or an admin does, with a reason');
    END IF;
    IF NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.person_id) THEN
        PERFORM refuse('not_allowed', 'only people of the team are away from it');
    END IF;
    NEW.set_at := clock_timestamp();
    IF NEW.ends_at <= NEW.set_at THEN
        PERFORM refuse('invalid_input', 'this absence is over');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_absence() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_accepted_delegation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    people bigint;
BEGIN
    PERFORM FROM memberships WHERE team_id = NEW.team_id AND person_id IN (NEW.person_id, NEW.delegate_id)
        ORDER BY person_id FOR UPDATE;
    GET DIAGNOSTICS people = ROW_COUNT;
    IF people <> 2 THEN
        PERFORM refuse('not_allowed', 'one person of the team acts for another');
    END IF;
    NEW.begins_at := clock_timestamp();
    IF OLD.begins_at IS NOT NULL OR OLD.ended_at IS NOT NULL OR OLD.ends_at <= NEW.begins_at
        OR to_jsonb(NEW) - 'begins_at' IS DISTINCT FROM to_jsonb(OLD) - 'begins_at'
    THEN
        PERFORM refuse('wrong_state', 'a delegation is accepted once, as it was offered and before its end');
    END IF;
    IF NEW.delegate_id IS DISTINCT FROM current_person() THEN
        PERFORM refuse('not_allowed', 'nobody but the delegate accepts a delegation');
    END IF;
    IF EXISTS (SELECT FROM delegations WHERE team_id = NEW.team_id AND begins_at IS NOT NULL AND ended_at IS NULL
        AND ends_at > NEW.begins_at AND (delegate_id = NEW.person_id OR person_id = NEW.delegate_id))
    THEN
        PERFORM refuse('wrong_state', 'who acts for somebody delegates nothing meanwhile, and who has delegated acts for nobody');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_accepted_delegation() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_action_decision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    request action_requests%ROWTYPE;
BEGIN
    SELECT * INTO request FROM action_requests
        WHERE team_id = NEW.team_id AND id = NEW.request_id FOR UPDATE;
    IF EXISTS (SELECT FROM action_decisions WHERE team_id = NEW.team_id AND request_id = NEW.request_id) THEN
        PERFORM refuse('already_decided', 'this request has been decided');
    END IF;
    NEW.decided_at := clock_timestamp();
    IF request.state <> 'held' AND NOT (request.state = 'denied' AND NEW.outcome = 'policy') THEN
        PERFORM refuse('already_decided', format('this request is %s', request.state));
    END IF;
    IF NEW.outcome IN ('signed', 'denied_by') AND NEW.decided_at >= request.deadline THEN
        PERFORM refuse('expired', 'nobody answered in time: the request counts as denied');
    END IF;
    IF NEW.outcome = 'signed' AND EXISTS (SELECT FROM sign_offs
        WHERE team_id = NEW.team_id AND request_id = NEW.request_id AND request_digest = request.digest
        HAVING count(*) < request.needed_sign_offs
            OR count(*) FILTER (WHERE tier = 'countersignature') < request.needed_countersignatures)
    THEN
        PERFORM refuse('action_denied', 'not enough people have signed');
    END IF;
    IF NEW.outcome = 'timed_out' AND NEW.decided_at < request.deadline THEN
        PERFORM refuse('wrong_state', 'the request can still be answered');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_action_decision() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_action_request() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    decided action_outcome;
    effect effect_state;
BEGIN
    IF to_jsonb(NEW) - '{state,refusal}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{state,refusal}'::text[] THEN
        PERFORM refuse('wrong_state', 'what was asked for never changes');
    END IF;
    SELECT outcome INTO decided FROM action_decisions WHERE team_id = NEW.team_id AND request_id = NEW.id;
    SELECT state INTO effect FROM effects WHERE team_id = NEW.team_id AND request_id = NEW.id;
    -- IS NOT TRUE: no decision and no effect make the comparison null, and that is a refusal.
    IF NEW.state <> OLD.state AND (CASE OLD.state
        WHEN 'held' THEN (NEW.state = 'signed' AND decided = 'signed')
            OR (NEW.state = 'denied' AND decided IS NOT NULL AND decided <> 'signed')
        WHEN 'signed' THEN (NEW.state = 'executing' AND effect = 'started') OR (NEW.state = 'failed' AND effect IS NULL)
        WHEN 'allowed' THEN (NEW.state = 'executing' AND effect = 'started') OR (NEW.state = 'failed' AND effect IS NULL)
        WHEN 'executing' THEN (NEW.state::text, effect::text) IN
            (('executed', 'finished'), ('failed', 'failed'), ('indeterminate', 'indeterminate'))
        ELSE false END) IS NOT TRUE
    THEN
        PERFORM refuse('wrong_state', format('an action request cannot go from %s to %s', OLD.state, NEW.state));
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_action_request() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_attempt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state <> 'running' THEN
        PERFORM refuse('lease_lost', format('attempt %s of this run has ended (%s)', OLD.number, OLD.state));
    END IF;
    IF (NEW.term, NEW.runner_id, NEW.number) IS DISTINCT FROM (OLD.term, OLD.runner_id, OLD.number) THEN
        PERFORM refuse('lease_lost', 'an attempt keeps its runner and its term');
    END IF;
    IF NEW.frame_count < OLD.frame_count THEN
        PERFORM refuse('frame_conflict', 'a transcript only grows');
    END IF;
    IF OLD.lease_expires_at <= clock_timestamp() AND NEW.state NOT IN ('host_lost', 'cancelled') THEN
        PERFORM refuse('lease_lost', 'the lease of this attempt has passed');
    END IF;
    IF NEW.state = 'host_lost' AND OLD.lease_expires_at > clock_timestamp() THEN
        PERFORM refuse('wrong_state', 'the lease of this attempt has not passed');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_attempt() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_competences() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    -- Also where an INSERT turns into an UPDATE of what is there.
    before text[] := (SELECT competences FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.person_id);
BEGIN
    IF NEW.person_id = current_person() AND NOT NEW.competences <@ coalesce(before, '{}') THEN
        PERFORM refuse('second_person_required', 'nobody calls themselves competent; another admin does');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_competences() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_context_confirmation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.number IS DISTINCT FROM (SELECT max(number) FROM context_documents WHERE team_id = NEW.team_id
        AND layer = NEW.layer AND project = NEW.project AND state = 'approved')
    THEN
        PERFORM refuse('wrong_state', format('version %s is not in force', NEW.number));
    END IF;
    IF NEW.confirmed_by IS DISTINCT FROM current_person() THEN
        PERFORM refuse('not_allowed', 'context is confirmed in one''s own name');
    END IF;
    NEW.confirmed_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_context_confirmation() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_context_document() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM refuse('wrong_state', 'context documents are append-only');
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.author_id IS DISTINCT FROM current_person() THEN
            PERFORM refuse('not_allowed', 'context is proposed in one''s own name');
        END IF;
        IF NEW.state <> 'proposed' THEN
            PERFORM refuse('wrong_state', 'a context document starts as a proposal');
        END IF;
        IF EXISTS (SELECT FROM context_documents WHERE team_id = NEW.team_id AND layer = NEW.layer AND project = NEW.project
            AND number > NEW.number)
        THEN
            PERFORM refuse('wrong_state', 'a proposal is newer than every version before it');
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' THEN
        PERFORM refuse('wrong_state', format('version %s is %s already', OLD.number, OLD.state));
    END IF;
    IF to_jsonb(NEW) - '{state,decided_by,decided_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{state,decided_by,decided_at}'::text[]
    THEN
        PERFORM refuse('wrong_state', 'a version of a context document never changes; propose a new one');
    END IF;
    IF NEW.decided_by IS NOT NULL AND NEW.decided_by IS DISTINCT FROM current_person() THEN
        PERFORM refuse('not_allowed', 'context is decided about in one''s own name');
    END IF;
    NEW.decided_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_context_document() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_defect_judgement() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    defect output_defects%ROWTYPE;
BEGIN
    SELECT * INTO defect FROM output_defects WHERE team_id = NEW.team_id AND id = NEW.defect_id;
    -- Whoever waits sees what the other has said; and what is confirmed falls into no promotion that is being made.
    PERFORM lock_trust(NEW.team_id, template) FROM findings WHERE team_id = NEW.team_id AND id = defect.finding_id;
    IF NOT FOUND THEN
        PERFORM refuse('not_found', 'no such defect was reported');
    END IF;
    IF EXISTS (SELECT FROM defect_judgements WHERE team_id = NEW.team_id AND defect_id = NEW.defect_id) THEN
        PERFORM refuse('already_decided', 'this report was judged or withdrawn already');
    END IF;
    IF NEW.judged_by IS DISTINCT FROM current_person()
        OR NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.judged_by)
        OR (NEW.judgement = 'withdrawn') <> (NEW.judged_by = defect.reported_by)
    THEN
        PERFORM refuse('not_allowed', 'a report is withdrawn by its reporter and judged by somebody else, in their own name');
    END IF;
    IF NEW.judgement <> 'withdrawn' AND NOT judges_defects(NEW.team_id, NEW.judged_by) THEN
        PERFORM refuse('not_allowed', 'reports are judged by reviewers and admins of the team');
    END IF;
    IF NEW.judgement = 'dismissed' AND has_stake_in_defect(NEW.team_id, NEW.defect_id, NEW.judged_by) THEN
        PERFORM refuse('conflict_of_interest',
            'who asked for an output, approved it or wrote its template confirms a defect in it, or leaves it to others');
    END IF;
    NEW.judged_at := clock_timestamp();
    IF NEW.judgement = 'confirmed' THEN
        UPDATE findings SET confirmed_at = NEW.judged_at WHERE team_id = NEW.team_id AND id = defect.finding_id;
    ELSE
        UPDATE findings SET closed_by = NEW.judged_by, closed_at = NEW.judged_at, closed_on_version = latest_version FROM outputs
            WHERE findings.team_id = NEW.team_id AND findings.id = defect.finding_id
                AND outputs.team_id = NEW.team_id AND outputs.id = defect.output_id;
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_defect_judgement() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_delegates_verdict() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.verdict = 'approve' AND EXISTS (
        SELECT FROM output_versions versions
            JOIN runs ON runs.team_id = versions.team_id AND runs.id = versions.run_id
            JOIN runners ON runners.team_id = versions.team_id AND runners.id = versions.runner_id
            JOIN template_versions ON template_versions.team_id = runs.team_id AND template_versions.template = runs.template
                AND template_versions.number = runs.template_version
            JOIN delegations ON delegations.team_id = runs.team_id AND delegate_id = NEW.person_id
                AND person_id IN (runs.requested_by, operator_id, template_versions.author_id)
                AND delegations.begins_at <= NEW.given_at
                AND least(delegations.ends_at, delegations.ended_at) > runs.created_at
        WHERE versions.team_id = NEW.team_id AND versions.output_id = NEW.output_id AND versions.number = NEW.number)
    THEN
        PERFORM refuse('conflict_of_interest',
            'you act or acted for a person who asked for this run, wrote its template, or on whose host it ran');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_delegates_verdict() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_effect() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state <> 'started' THEN
        PERFORM refuse('already_used', format('this effect is %s', OLD.state));
    END IF;
    IF to_jsonb(NEW) - '{state,finished_at,result}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{state,finished_at,result}'::text[]
    THEN
        PERFORM refuse('wrong_state', 'who executes what never changes');
    END IF;
    IF NEW.state = 'indeterminate' AND clock_timestamp() < OLD.presumed_lost_at THEN
        PERFORM refuse('wrong_state', 'the executor may still be at work');
    END IF;
    NEW.finished_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_effect() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_ended_delegation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR OLD.ends_at <= clock_timestamp()
        OR to_jsonb(NEW) - '{ended_by,ended_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{ended_by,ended_at}'::text[]
    THEN
        PERFORM refuse('wrong_state', 'a delegation never changes; it is ended, once');
    END IF;
    IF NEW.ended_by IS DISTINCT FROM current_person()
        OR NOT (NEW.ended_by IN (NEW.person_id, NEW.delegate_id) OR is_team_admin(NEW.team_id, NEW.ended_by))
    THEN
        PERFORM refuse('not_allowed', 'a delegation is ended by one of its two people, or by an admin');
    END IF;
    NEW.ended_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_ended_delegation() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_finding() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.author_id IS DISTINCT FROM current_person() OR num_nonnulls(NEW.closed_at, NEW.answered_by, NEW.confirmed_at) > 0
            -- Only the record of a defect makes one without a review.
            OR (NEW.review_id IS NULL AND pg_trigger_depth() < 2)
            OR (NEW.review_id IS NOT NULL AND NOT EXISTS (SELECT FROM reviews
                WHERE team_id = NEW.team_id AND id = NEW.review_id AND output_id = NEW.output_id AND number = NEW.number))
        THEN
            PERFORM refuse('wrong_state', 'a finding is its author''s, on what they review, and begins open');
        END IF;
        SELECT runs.template, runs.template_version INTO NEW.template, NEW.template_version
            FROM outputs JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
            WHERE outputs.team_id = NEW.team_id AND outputs.id = NEW.output_id;
        RETURN NEW;
    END IF;
    -- What other rows say of it.
    IF (NEW.answered_by, NEW.confirmed_at) IS DISTINCT FROM (OLD.answered_by, OLD.confirmed_at) THEN
        IF pg_trigger_depth() < 2 OR to_jsonb(NEW) - '{answered_by,confirmed_at}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{answered_by,confirmed_at}'::text[]
        THEN
            PERFORM refuse('wrong_state',
                'a finding is answered as long as a version that names it is in use, and confirmed by a judgement');
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.closed_at IS NOT NULL THEN
        PERFORM refuse('already_decided', 'this finding is closed');
    END IF;
    IF OLD.review_id IS NULL AND pg_trigger_depth() < 2 THEN
        PERFORM refuse('wrong_state', 'the finding of a defect is closed by the end of its report, and by nothing else');
    END IF;
    IF to_jsonb(NEW) - '{closed_by,closed_at,closed_on_version}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{closed_by,closed_at,closed_on_version}'::text[]
    THEN
        PERFORM refuse('wrong_state', 'a finding never changes; it is closed');
    END IF;
    IF NEW.closed_by IS DISTINCT FROM current_person() OR NEW.closed_on_version > (SELECT latest_version FROM outputs
        WHERE team_id = NEW.team_id AND id = NEW.output_id)
    THEN
        PERFORM refuse('not_allowed', 'whoever closes a finding does it in person, on a version that is there');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_finding() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_finding_answer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM template_versions WHERE team_id = NEW.team_id AND template = NEW.template AND number = NEW.number
        AND state = 'draft' AND author_id = current_person() AND xmin = pg_current_xact_id()::xid;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'a version says which findings it answers when it is pushed, and never later');
    END IF;
    PERFORM FROM findings WHERE team_id = NEW.team_id AND id = NEW.finding_id AND template = NEW.template
        AND template_version < NEW.number AND cause IN ('template', 'context', 'input', 'tool')
        AND (review_id IS NOT NULL OR confirmed_at IS NOT NULL);
    IF NOT FOUND THEN
        PERFORM refuse('not_found', format('finding %s is not one of this template''s, or of a defect that nobody has confirmed', NEW.finding_id));
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_finding_answer() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_new_action_request() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.state NOT IN ('held', 'allowed', 'denied') THEN
        PERFORM refuse('wrong_state', 'a request starts as held, allowed or denied');
    END IF;
    IF NEW.state = 'allowed' AND (NOT NEW.is_reversible OR NEW.class IN ('communicate', 'pay', 'publish')) THEN
        PERFORM refuse('action_denied', 'financial, external and irreversible actions always need a person');
    END IF;
    IF NEW.state = 'held' AND (NEW.needed_sign_offs < 1 OR (NOT NEW.is_reversible AND NEW.needed_countersignatures < 1)) THEN
        PERFORM refuse('action_denied', 'what cannot be undone needs a countersignature');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_new_action_request() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_new_effect() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    request action_requests%ROWTYPE;
BEGIN
    SELECT * INTO request FROM action_requests WHERE team_id = NEW.team_id AND id = NEW.request_id FOR UPDATE;
    IF EXISTS (SELECT FROM effects WHERE team_id = NEW.team_id AND request_id = NEW.request_id) THEN
        PERFORM refuse('already_used', 'this sign-off has been redeemed');
    END IF;
    IF request.state NOT IN ('signed', 'allowed') THEN
        PERFORM refuse('action_denied', format('this request is %s', request.state));
    END IF;
    IF request.state = 'signed' AND NOT EXISTS (
        SELECT FROM sign_offs WHERE team_id = NEW.team_id AND request_id = NEW.request_id
            AND request_digest = request.digest)
    THEN
        PERFORM refuse('stale', 'no sign-off names these bytes');
    END IF;
    -- Who has left since does not count; what else policy asks of a signer, the service looks at again.
    IF request.state = 'signed' AND EXISTS (
        SELECT FROM sign_offs
                JOIN memberships ON memberships.team_id = sign_offs.team_id AND memberships.person_id = sign_offs.person_id
                JOIN persons ON persons.id = sign_offs.person_id AND disabled_at IS NULL
            WHERE sign_offs.team_id = NEW.team_id AND request_id = NEW.request_id AND request_digest = request.digest
            HAVING count(*) < request.needed_sign_offs
                OR count(*) FILTER (WHERE tier = 'countersignature') < request.needed_countersignatures)
    THEN
        PERFORM refuse('action_denied', 'fewer people stand behind this now than it takes');
    END IF;
    IF request.state = 'signed' AND EXISTS (
        SELECT FROM sign_offs WHERE team_id = NEW.team_id AND request_id = NEW.request_id
            AND expires_at <= clock_timestamp())
    THEN
        PERFORM refuse('expired', 'the sign-off has expired');
    END IF;
    IF request.term IS NOT NULL AND NOT EXISTS (
        SELECT FROM runs WHERE team_id = NEW.team_id AND id = request.run_id AND term = request.term
            AND state IN ('running', 'awaiting_input', 'awaiting_answer', 'completed'))
    THEN
        PERFORM refuse('stale', 'the attempt that asked for this is over');
    END IF;
    IF request.output_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM outputs JOIN verdicts ON verdicts.team_id = outputs.team_id AND verdicts.output_id = outputs.id
                AND verdicts.number = outputs.latest_version
            WHERE outputs.team_id = NEW.team_id AND outputs.id = request.output_id
                AND outputs.latest_version = request.output_version
                AND verdicts.verdict = 'approve' AND verdicts.expires_at > clock_timestamp())
    THEN
        PERFORM refuse('stale', 'this version is not the latest, or nobody''s approval of it is in force');
    END IF;
    IF request.output_id IS NOT NULL AND EXISTS (SELECT FROM findings
        WHERE team_id = NEW.team_id AND output_id = request.output_id AND is_blocking AND closed_at IS NULL)
    THEN
        PERFORM refuse('not_approved', 'a blocking finding on this output is open');
    END IF;
    IF (request.canonical::jsonb ->> 'epoch')::integer IS DISTINCT FROM (SELECT epoch FROM installation) THEN
        PERFORM refuse('stale', 'the installation was restored from a backup since: old sign-offs are void');
    END IF;
    NEW.state := 'started';
    NEW.started_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_new_effect() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_new_frames() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM arrived LEFT JOIN attempts ON attempts.team_id = arrived.team_id
        AND attempts.run_id = arrived.run_id AND attempts.number = arrived.attempt
        WHERE attempts.state IS DISTINCT FROM 'running')
    THEN
        PERFORM refuse('lease_lost', 'the transcript of an attempt that has ended does not grow');
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION public.guard_new_frames() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_new_review() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.state <> 'open' OR NEW.asked_again THEN
        PERFORM refuse('wrong_state', 'a review begins open');
    END IF;
    IF NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.reviewer_id) THEN
        PERFORM refuse('not_allowed', 'only people of the team review');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_new_review() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_new_run() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM template_versions
        WHERE team_id = NEW.team_id AND template = NEW.template AND number = NEW.template_version
            AND (state = 'published' OR (NEW.is_trial AND state = 'draft' AND author_id = NEW.requested_by));
    IF NOT FOUND THEN
        PERFORM refuse('not_published', 'a published version can be dispatched, and tried by its author before');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_new_run() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_offered_delegation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (SELECT count(*) FROM memberships WHERE team_id = NEW.team_id AND person_id IN (NEW.person_id, NEW.delegate_id)) <> 2 THEN
        PERFORM refuse('not_allowed', 'one person of the team acts for another');
    END IF;
    IF NEW.made_by IS DISTINCT FROM current_person() OR NEW.ended_at IS NOT NULL
        OR NOT (NEW.made_by = NEW.person_id OR (is_team_admin(NEW.team_id, NEW.made_by)
            AND NEW.made_by <> NEW.delegate_id AND is_absent(NEW.team_id, NEW.person_id)))
    THEN
        PERFORM refuse('not_allowed',
            'a person delegates in person; for somebody who is away now an admin does, and not to themselves');
    END IF;
    IF NEW.begins_at IS NOT NULL THEN
        PERFORM refuse('not_allowed', 'a delegation is an offer until its delegate accepts it');
    END IF;
    NEW.offered_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_offered_delegation() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_output() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (NEW.team_id, NEW.id, NEW.run_id, NEW.title, NEW.created_at)
        IS DISTINCT FROM (OLD.team_id, OLD.id, OLD.run_id, OLD.title, OLD.created_at)
    THEN
        PERFORM refuse('wrong_state', 'an output stays the output of its run');
    END IF;
    IF NEW.risk < OLD.risk THEN
        PERFORM refuse('wrong_state', 'an output''s risk is never lowered');
    END IF;
    IF NEW.latest_version NOT IN (OLD.latest_version, OLD.latest_version + 1) THEN
        PERFORM refuse('wrong_state', 'the versions of an output are counted one by one');
    END IF;
    IF NEW.latest_version > OLD.latest_version AND NEW.review_state <> 'in_review' THEN
        PERFORM refuse('wrong_state', 'a new version has not been reviewed');
    END IF;
    -- Back in review is only what was approved, where that does not count any more; what is released stays so.
    IF NEW.latest_version = OLD.latest_version AND NEW.review_state <> OLD.review_state
        AND (OLD.review_state, NEW.review_state) NOT IN (('in_review', 'approved'), ('in_review', 'changes_requested'),
            ('in_review', 'released'), ('changes_requested', 'approved'), ('changes_requested', 'released'),
            ('approved', 'changes_requested'), ('approved', 'in_review'), ('approved', 'released'))
    THEN
        PERFORM refuse('wrong_state', format('a version that is %s does not become %s', OLD.review_state, NEW.review_state));
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_output() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_output_defect() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.reported_by IS DISTINCT FROM current_person() THEN
        PERFORM refuse('not_allowed', 'a defect is reported in person');
    END IF;
    PERFORM lock_trust(NEW.team_id, runs.template)
        FROM outputs JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
        WHERE outputs.team_id = NEW.team_id AND outputs.id = NEW.output_id;
    PERFORM FROM outputs WHERE team_id = NEW.team_id AND id = NEW.output_id AND latest_version = NEW.number
        AND review_state IN ('approved', 'released') FOR SHARE;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'only what was approved can have let a defect pass; before that, it is a finding');
    END IF;
    NEW.reported_at := clock_timestamp();
    INSERT INTO findings (team_id, id, output_id, number, author_id, is_blocking, cause, criterion, text, created_at)
        VALUES (NEW.team_id, NEW.finding_id, NEW.output_id, NEW.number, NEW.reported_by, false, NEW.cause, NEW.criterion,
            NEW.reason, NEW.reported_at);
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_output_defect() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_output_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM output_versions WHERE team_id = NEW.team_id AND output_id = NEW.output_id AND number = NEW.number
        AND xmin = pg_current_xact_id()::xid;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'an output version never changes');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_output_part() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_policy_approval() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.person_id IS DISTINCT FROM current_person() OR NOT is_team_admin(NEW.team_id, NEW.person_id) THEN
        PERFORM refuse('not_allowed', 'an admin enacts a policy, in their own name');
    END IF;
    IF EXISTS (SELECT FROM policy_proposals
        WHERE team_id = NEW.team_id AND number = NEW.proposal AND proposed_by = NEW.person_id)
    THEN
        PERFORM refuse('second_person_required', 'who proposed a policy does not enact it');
    END IF;
    NEW.approved_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_policy_approval() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_policy_bundle() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    proposed policy_proposals%ROWTYPE;
    approvers integer;
BEGIN
    IF NEW.enacted_by IS DISTINCT FROM current_person() OR NOT is_team_admin(NEW.team_id, NEW.enacted_by) THEN
        PERFORM refuse('not_allowed', 'an admin of the team enacts its policy, in their own name');
    END IF;
    NEW.approved_by := '{}';
    IF NEW.number = 1 AND NEW.proposal IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO proposed FROM policy_proposals WHERE team_id = NEW.team_id AND number = NEW.proposal;
    IF proposed.digest IS DISTINCT FROM NEW.digest OR proposed.files IS DISTINCT FROM NEW.files
        OR proposed.commit IS DISTINCT FROM NEW.commit
    THEN
        PERFORM refuse('second_person_required', 'only a policy that was proposed is enacted, as it was proposed');
    END IF;
    IF proposed.base_number <> NEW.number - 1
        OR proposed.base_number <> (SELECT max(number) FROM policy_bundles WHERE team_id = NEW.team_id)
    THEN
        PERFORM refuse('stale', 'another policy came into force since this one was proposed');
    END IF;
    -- Whoever has stopped being an admin since does not count, even if they are one again.
    NEW.approved_by := ARRAY(SELECT person_id FROM policy_approvals
        WHERE team_id = NEW.team_id AND proposal = NEW.proposal AND person_id <> proposed.proposed_by
            AND was_team_admin_since(team_id, person_id, approved_at)
        GROUP BY person_id ORDER BY min(approved_at), person_id);
    approvers := cardinality(NEW.approved_by);
    IF approvers < 1 OR NEW.enacted_by = proposed.proposed_by THEN
        PERFORM refuse('second_person_required', 'who proposed a policy does not enact it');
    END IF;
    IF proposed.is_weaker AND (approvers < 2 OR clock_timestamp() < proposed.proposed_at + interval '24 hours') THEN
        PERFORM refuse('policy_ratchet', 'what weakens a policy takes two people besides the proposer, and 24 hours');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_policy_bundle() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_policy_proposal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.proposed_by IS DISTINCT FROM current_person() OR NOT is_team_admin(NEW.team_id, NEW.proposed_by) THEN
        PERFORM refuse('not_allowed', 'an admin proposes a policy, in their own name');
    END IF;
    NEW.proposed_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_policy_proposal() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_policy_withdrawal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.person_id IS DISTINCT FROM current_person() OR NOT (is_team_admin(NEW.team_id, NEW.person_id) OR EXISTS (
        SELECT FROM policy_proposals
            WHERE team_id = NEW.team_id AND number = NEW.proposal AND proposed_by = NEW.person_id))
    THEN
        PERFORM refuse('not_allowed', 'a proposal is withdrawn by who made it or by an admin, in their own name');
    END IF;
    IF lock_policy_proposal(NEW.team_id, NEW.proposal) THEN
        PERFORM refuse('wrong_state', 'this proposal was withdrawn already');
    END IF;
    IF EXISTS (SELECT FROM policy_bundles WHERE team_id = NEW.team_id AND proposal = NEW.proposal) THEN
        PERFORM refuse('wrong_state', 'what is or was in force is not withdrawn; propose another policy');
    END IF;
    IF EXISTS (SELECT FROM policy_proposals WHERE team_id = NEW.team_id AND number = NEW.proposal
        AND base_number < (SELECT max(number) FROM policy_bundles WHERE team_id = NEW.team_id))
    THEN
        PERFORM refuse('wrong_state', 'another policy came into force since, so there is nothing to withdraw');
    END IF;
    NEW.withdrawn_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_policy_withdrawal() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_question() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state <> 'open' THEN
        PERFORM refuse('already_decided', format('this question is %s', OLD.state));
    END IF;
    IF (NEW.team_id, NEW.id, NEW.run_id, NEW.attempt, NEW.text, NEW.options, NEW.asked_at, NEW.deadline) IS DISTINCT FROM
        (OLD.team_id, OLD.id, OLD.run_id, OLD.attempt, OLD.text, OLD.options, OLD.asked_at, OLD.deadline)
    THEN
        PERFORM refuse('wrong_state', 'a question never changes');
    END IF;
    IF NEW.state = 'answered' AND clock_timestamp() >= OLD.deadline THEN
        PERFORM refuse('expired', 'nobody answered this question in time; the run went on');
    END IF;
    IF NEW.state = 'expired' AND clock_timestamp() < OLD.deadline THEN
        PERFORM refuse('wrong_state', 'this question can still be answered');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_question() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_review() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- Whoever had no time, or was not needed then, is asked again, with as much time as if it were the first time.
    IF OLD.state IN ('reassigned', 'unneeded') AND NEW.state = 'open' THEN
        IF to_jsonb(NEW) - '{state,closed_at,assigned_at,due_at,asked_again}'::text[]
                IS DISTINCT FROM to_jsonb(OLD) - '{state,closed_at,assigned_at,due_at,asked_again}'::text[]
            OR NEW.asked_again <> (OLD.asked_again OR OLD.state = 'reassigned') OR NEW.assigned_at <> now()
            OR is_absent(NEW.team_id, NEW.reviewer_id)
            OR NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.reviewer_id)
            OR NOT EXISTS (SELECT FROM outputs WHERE team_id = NEW.team_id AND id = NEW.output_id
                AND latest_version = NEW.number AND review_state = 'in_review')
        THEN
            PERFORM refuse('wrong_state', 'only who is there is asked again, from now on, and about what is in review');
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - '{state,closed_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{state,closed_at}'::text[]
        OR OLD.state <> 'open'
    THEN
        PERFORM refuse('wrong_state', 'who reviews what never changes');
    END IF;
    IF NEW.state = 'closed' AND NOT EXISTS (SELECT FROM verdicts WHERE team_id = NEW.team_id AND review_id = NEW.id) THEN
        PERFORM refuse('wrong_state', 'a review is closed by a verdict only');
    END IF;
    IF NEW.state = 'stale' AND NOT EXISTS (SELECT FROM outputs
        WHERE team_id = NEW.team_id AND id = NEW.output_id AND latest_version > NEW.number)
    THEN
        PERFORM refuse('wrong_state', 'there is no later version');
    END IF;
    IF NEW.state = 'reassigned' AND (NOT is_overdue(OLD) OR NOT EXISTS (SELECT FROM reviews
        WHERE team_id = NEW.team_id AND output_id = NEW.output_id AND number = NEW.number AND id <> NEW.id
            AND state IN ('open', 'closed')))
    THEN
        PERFORM refuse('wrong_state', 'a review is taken from nobody who still has time, nor before somebody else is asked');
    END IF;
    IF NEW.state = 'unneeded' AND (is_read(OLD) OR NOT EXISTS (SELECT FROM outputs WHERE team_id = NEW.team_id
        AND id = NEW.output_id AND latest_version = NEW.number AND review_state = 'approved'))
    THEN
        PERFORM refuse('wrong_state', 'a review is needed until others have approved, and left to whoever is reading');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_review() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_review_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM reviews WHERE team_id = NEW.team_id AND id = NEW.review_id AND reviewer_id = current_person()
        AND state = 'open' FOR SHARE;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'you have no such open review');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_review_part() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_run() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.term < OLD.term OR NEW.attempt < OLD.attempt THEN
        PERFORM refuse('lease_lost', 'the run''s term cannot go down');
    END IF;
    IF (NEW.team_id, NEW.id, NEW.template, NEW.template_version, NEW.title, NEW.use_case, NEW.mode, NEW.policy_number, NEW.inputs,
            NEW.project, NEW.needs, NEW.timeout_seconds, NEW.requested_by, NEW.parent_id, NEW.is_trial, NEW.created_at)
        IS DISTINCT FROM
        (OLD.team_id, OLD.id, OLD.template, OLD.template_version, OLD.title, OLD.use_case, OLD.mode, OLD.policy_number, OLD.inputs,
            OLD.project, OLD.needs, OLD.timeout_seconds, OLD.requested_by, OLD.parent_id, OLD.is_trial, OLD.created_at)
    THEN
        PERFORM refuse('wrong_state', 'what a run was dispatched with never changes');
    END IF;
    IF NEW.risk < OLD.risk THEN
        PERFORM refuse('wrong_state', 'a run''s risk is never lowered');
    END IF;
    IF NEW.state <> OLD.state AND NOT (CASE OLD.state
        WHEN 'queued' THEN NEW.state IN ('running', 'cancelled', 'error')
        WHEN 'host_lost' THEN NEW.state IN ('running', 'cancelled', 'error')
        -- `queued` again: the output was refused, and the attempt has ended.
        WHEN 'running' THEN NEW.state <> 'archived'
        WHEN 'awaiting_input' THEN NEW.state <> 'archived'
        WHEN 'awaiting_answer' THEN NEW.state <> 'archived'
        -- `queued` again: a reviewer asked for changes and somebody sent the run back to work.
        WHEN 'completed' THEN NEW.state IN ('archived', 'queued')
        WHEN 'error' THEN NEW.state = 'archived'
        WHEN 'cancelled' THEN NEW.state = 'archived'
        WHEN 'archived' THEN false END)
    THEN
        PERFORM refuse('wrong_state', format('a run cannot go from %s to %s', OLD.state, NEW.state));
    END IF;
    IF NEW.state = 'queued' AND OLD.state <> 'queued' AND EXISTS (
        SELECT FROM attempts WHERE team_id = NEW.team_id AND run_id = NEW.id AND state = 'running')
    THEN
        PERFORM refuse('wrong_state', 'a run with a running attempt cannot wait for another');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_run() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_run_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM runs WHERE team_id = NEW.team_id AND id = NEW.run_id AND created_at = now();
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'what a run was dispatched with never changes');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_run_part() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_template_label() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    latest integer;
BEGIN
    SELECT max(move) INTO latest FROM template_labels WHERE team_id = NEW.team_id AND template = NEW.template
        AND label = NEW.label AND project = NEW.project;
    IF NEW.number IS NOT NULL THEN
        PERFORM FROM template_versions WHERE team_id = NEW.team_id AND template = NEW.template AND number = NEW.number
            AND state = 'published' FOR SHARE;
        IF NOT FOUND THEN
            PERFORM refuse('not_published', 'a label stands on a published version');
        END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.approved_by IS NOT NULL OR NEW.move <> coalesce(latest, 0) + 1 THEN
            PERFORM refuse('second_person_required', 'a label is moved by the approval of its newest proposal');
        END IF;
        IF NEW.proposed_by IS DISTINCT FROM current_person() THEN
            PERFORM refuse('not_allowed', 'a move is proposed in one''s own name');
        END IF;
        NEW.proposed_at := clock_timestamp();
        NEW.instead_of := label_target(NEW.team_id, NEW.template, NEW.label, NEW.project);
        RETURN NEW;
    END IF;
    IF OLD.approved_by IS NOT NULL OR NEW.approved_by IS NULL
        OR to_jsonb(NEW) - '{approved_by,approved_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{approved_by,approved_at}'::text[]
    THEN
        PERFORM refuse('wrong_state', 'the move of a label is approved once, and never changes');
    END IF;
    IF NEW.approved_by IS DISTINCT FROM current_person() THEN
        PERFORM refuse('not_allowed', 'a move is approved in one''s own name');
    END IF;
    NEW.approved_at := clock_timestamp();
    IF NEW.label = 'current' THEN
        PERFORM lock_current_version(NEW.team_id, NEW.template);
    END IF;
    IF OLD.move <> latest OR NOT label_proposal_counts(OLD) THEN
        PERFORM refuse('stale', 'this proposal is over; make a new one');
    END IF;
    IF NEW.label = 'current' THEN
        PERFORM clear_current_version(NEW.team_id, NEW.template);
        UPDATE template_versions SET is_current = true
            WHERE team_id = NEW.team_id AND template = NEW.template AND number = NEW.number;
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_template_label() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_template_names() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.published_by IS DISTINCT FROM OLD.published_by AND NEW.published_by IS DISTINCT FROM current_person()
        OR NEW.deprecated_by IS DISTINCT FROM OLD.deprecated_by AND NEW.deprecated_by IS DISTINCT FROM current_person()
    THEN
        PERFORM refuse('not_allowed', 'a version is published or deprecated in one''s own name');
    END IF;
    -- Under the lock that the guard of states took: what is current, and since when, tell the same order.
    IF NEW.state <> OLD.state AND NEW.state = 'published' THEN
        NEW.published_at := clock_timestamp();
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_template_names() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_template_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    -- `document` and `words` are made of the others, and not yet in NEW.
    moving text[] := '{state,published_by,published_at,is_current,deprecated_by,deprecated_at,deprecation,instead,document}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            PERFORM refuse('wrong_state', 'a template version starts as a draft');
        END IF;
        NEW.replaces := NULL;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
        PERFORM refuse('wrong_state', 'a template version never changes; push a new one');
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'published'), ('published', 'deprecated')) THEN
        PERFORM refuse('wrong_state', format('a %s version cannot become %s', OLD.state, NEW.state));
    END IF;
    IF OLD.state <> 'draft' AND (NEW.published_by, NEW.published_at) IS DISTINCT FROM (OLD.published_by, OLD.published_at)
    THEN
        PERFORM refuse('wrong_state', 'who published a version, and when, never changes');
    END IF;
    IF OLD.state = 'deprecated' AND (NEW.deprecated_by, NEW.deprecated_at, NEW.deprecation, NEW.instead)
        IS DISTINCT FROM (OLD.deprecated_by, OLD.deprecated_at, OLD.deprecation, OLD.instead)
    THEN
        PERFORM refuse('wrong_state', 'who deprecated a version, when and why, never changes');
    END IF;
    IF NEW.is_current <> OLD.is_current AND pg_trigger_depth() < 2 THEN
        PERFORM refuse('second_person_required', 'a version becomes current by publication or by a rollback');
    END IF;
    IF OLD.state = 'draft' AND NEW.state = 'published' THEN
        NEW.replaces := clear_current_version(NEW.team_id, NEW.template);
        NEW.is_current := true;
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_template_version() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_trial_action() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM runs WHERE team_id = NEW.team_id AND id = NEW.run_id AND is_trial;
    IF FOUND THEN
        PERFORM refuse('action_denied', 'a trial has no effect');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_trial_action() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_trial_review() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM outputs JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
        WHERE outputs.team_id = NEW.team_id AND outputs.id = NEW.output_id AND is_trial;
    IF FOUND THEN
        PERFORM refuse('trial_output', 'the output of a trial is not reviewed, and so never approved');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_trial_review() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_trust_demotion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    rungs CONSTANT text[] := ARRAY['observe', 'draft', 'act_with_sign_off', 'act_sampled'];
    before bigint := (SELECT count(*) FROM trust_demotions WHERE team_id = NEW.team_id AND move = NEW.move AND cause = NEW.cause);
BEGIN
    IF NEW.number <= before THEN
        -- Somebody else has noted it meanwhile.
        RETURN NULL;
    END IF;
    IF NEW.number > before + 1 THEN
        PERFORM refuse('wrong_state', 'a fall and its end come in turn');
    END IF;
    IF NEW.changed_by IS DISTINCT FROM current_person() AND NEW.changed_by IS NOT NULL THEN
        PERFORM refuse('not_allowed', 'whoever changed something is named in their own name');
    END IF;
    IF NOT EXISTS (SELECT FROM trust_moves AS moves
        JOIN trust_proposals AS proposals ON proposals.team_id = moves.team_id AND proposals.number = moves.proposal
        WHERE moves.team_id = NEW.team_id AND moves.number = NEW.move
            AND array_position(rungs, NEW.rung::text) < array_position(rungs, proposals.rung::text) + (NEW.number + 1) % 2)
    THEN
        PERFORM refuse('wrong_state', 'a fall is from a rung that people promoted to, to one below');
    END IF;
    NEW.noticed_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_trust_demotion() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_trust_move() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    proposed trust_proposals%ROWTYPE;
BEGIN
    PERFORM lock_trust(NEW.team_id, NEW.template);
    NEW.moved_at := clock_timestamp();
    IF NEW.moved_by IS DISTINCT FROM current_person() OR NOT is_team_admin(NEW.team_id, NEW.moved_by) THEN
        PERFORM refuse('not_allowed', 'an admin moves a template on the ladder, in their own name');
    END IF;
    IF NEW.proposal IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO proposed FROM trust_proposals WHERE team_id = NEW.team_id AND number = NEW.proposal;
    IF proposed.proposed_by = NEW.moved_by THEN
        PERFORM refuse('second_person_required', 'who proposed a promotion does not make it');
    END IF;
    IF NEW.moved_at >= proposed.proposed_at + interval '7 days' THEN
        PERFORM refuse('expired', 'this proposal is older than a week; make a new one');
    END IF;
    IF EXISTS (SELECT FROM trust_moves WHERE team_id = NEW.team_id AND template = NEW.template AND class = NEW.class
            AND moved_at >= proposed.proposed_at)
        OR EXISTS (SELECT FROM findings
            WHERE team_id = NEW.team_id AND template = NEW.template AND confirmed_at >= proposed.proposed_at)
    THEN
        PERFORM refuse('stale', 'something has happened that the evidence of this proposal does not know of');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_trust_move() OWNER TO countersign_owner;
CREATE FUNCTION public.guard_trust_proposal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.proposed_by IS DISTINCT FROM current_person()
        OR NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.proposed_by)
    THEN
        PERFORM refuse('not_allowed', 'a promotion is proposed by a member of the team, in their own name');
    END IF;
    NEW.proposed_at := clock_timestamp();
    RETURN NEW;
END $$;
ALTER FUNCTION public.guard_trust_proposal() OWNER TO countersign_owner;
CREATE FUNCTION public.has_shortage(team text, output text, version integer) RETURNS boolean
    LANGUAGE sql
    AS $$
    SELECT EXISTS (SELECT FROM review_shortages
        WHERE team_id = team AND output_id = output AND number = version AND ended_at IS NULL)
$$;
ALTER FUNCTION public.has_shortage(team text, output text, version integer) OWNER TO countersign_owner;
CREATE FUNCTION public.has_stake_in_defect(team text, defect text, person text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM output_defects AS defects
            JOIN outputs ON outputs.team_id = defects.team_id AND outputs.id = defects.output_id
            JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
        WHERE defects.team_id = team AND defects.id = defect AND (runs.requested_by = person
            OR EXISTS (SELECT FROM verdicts WHERE verdicts.team_id = team AND verdicts.output_id = defects.output_id
                AND verdicts.number = defects.number AND person_id = person AND verdict = 'approve')
            OR EXISTS (SELECT FROM template_versions AS versions WHERE versions.team_id = team
                AND versions.template = runs.template AND versions.number = runs.template_version AND author_id = person)))
$$;
ALTER FUNCTION public.has_stake_in_defect(team text, defect text, person text) OWNER TO countersign_owner;
CREATE FUNCTION public.is_absent(team text, person text) RETURNS boolean
    LANGUAGE sql
    AS $$
    SELECT EXISTS (SELECT FROM absences WHERE team_id = team AND person_id = person AND cleared_at IS NULL
        AND begins_at <= clock_timestamp() AND ends_at > clock_timestamp())
$$;
ALTER FUNCTION public.is_absent(team text, person text) OWNER TO countersign_owner;
CREATE TABLE public.reviews (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    output_id public.identifier NOT NULL,
    number integer NOT NULL,
    reviewer_id public.identifier NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    is_practice boolean DEFAULT false NOT NULL,
    assigned_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone DEFAULT (now() + '24:00:00'::interval) NOT NULL,
    asked_again boolean DEFAULT false NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT reviews_check CHECK (((state = 'open'::text) = (closed_at IS NULL))),
    CONSTRAINT reviews_check1 CHECK ((due_at > assigned_at)),
    CONSTRAINT reviews_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'stale'::text, 'reassigned'::text, 'unneeded'::text])))
);
ALTER TABLE ONLY public.reviews FORCE ROW LEVEL SECURITY;
ALTER TABLE public.reviews OWNER TO countersign_owner;
CREATE FUNCTION public.is_overdue(review public.reviews) RETURNS boolean
    LANGUAGE sql
    AS $$
    SELECT review.state = 'open' AND NOT review.is_practice
        AND (review.due_at <= clock_timestamp() OR EXISTS (SELECT FROM absences
            WHERE team_id = review.team_id AND person_id = review.reviewer_id AND cleared_at IS NULL
                AND begins_at <= clock_timestamp() AND ends_at > greatest(review.due_at, clock_timestamp())))
        AND NOT is_read(review)
$$;
ALTER FUNCTION public.is_overdue(review public.reviews) OWNER TO countersign_owner;
CREATE FUNCTION public.is_read(review public.reviews) RETURNS boolean
    LANGUAGE sql
    AS $$
    SELECT EXISTS (SELECT FROM receipts WHERE team_id = review.team_id AND review_id = review.id
        AND served_at > clock_timestamp() - interval '1 hour')
$$;
ALTER FUNCTION public.is_read(review public.reviews) OWNER TO countersign_owner;
CREATE FUNCTION public.is_team_admin(team text, person text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM memberships JOIN persons ON persons.id = person_id AND disabled_at IS NULL
        WHERE team_id = team AND person_id = person AND 'admin' = ANY (roles::text[]))
$$;
ALTER FUNCTION public.is_team_admin(team text, person text) OWNER TO countersign_owner;
CREATE FUNCTION public.is_team_member(team text, person text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM memberships JOIN persons ON persons.id = person_id AND disabled_at IS NULL
        WHERE team_id = team AND person_id = person)
$$;
ALTER FUNCTION public.is_team_member(team text, person text) OWNER TO countersign_owner;
CREATE FUNCTION public.judges_defects(team text, person text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM memberships
        WHERE team_id = team AND person_id = person AND roles::text[] && ARRAY['reviewer', 'admin'])
$$;
ALTER FUNCTION public.judges_defects(team text, person text) OWNER TO countersign_owner;
CREATE FUNCTION public.keep_admin_since() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.admin_since := CASE
        WHEN NOT 'admin' = ANY (NEW.roles::text[]) THEN NULL
        WHEN TG_OP = 'UPDATE' AND 'admin' = ANY (OLD.roles::text[]) THEN OLD.admin_since
        ELSE clock_timestamp() END;
    RETURN NEW;
END $$;
ALTER FUNCTION public.keep_admin_since() OWNER TO countersign_owner;
CREATE FUNCTION public.keep_append_only(name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_all BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', name);
END $$;
ALTER FUNCTION public.keep_append_only(name text) OWNER TO countersign_owner;
CREATE FUNCTION public.keep_template_words() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO template_words (team_id, every_version, word)
        SELECT NEW.team_id, NOT NEW.is_current, word
        FROM words_of(NEW.template || ' ' || coalesce(NEW.definition ->> 'useCase', '') || ' ' || NEW.description) AS word
        ORDER BY word
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
ALTER FUNCTION public.keep_template_words() OWNER TO countersign_owner;
CREATE TABLE public.template_labels (
    team_id public.identifier NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    label text NOT NULL COLLATE pg_catalog."C",
    project text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    move integer NOT NULL,
    number integer,
    instead_of integer,
    reason text DEFAULT ''::text NOT NULL,
    proposed_by public.identifier NOT NULL,
    proposed_at timestamp with time zone DEFAULT now() NOT NULL,
    approved_by public.identifier,
    approved_at timestamp with time zone,
    CONSTRAINT approved_by_a_second_person CHECK (((approved_by)::text <> (proposed_by)::text)),
    CONSTRAINT template_labels_check CHECK (((project = ''::text) OR (label = 'pinned'::text))),
    CONSTRAINT template_labels_check1 CHECK (((number IS NOT NULL) OR (label <> 'current'::text))),
    CONSTRAINT template_labels_check2 CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
    CONSTRAINT template_labels_label_check CHECK ((label ~ '^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$'::text)),
    CONSTRAINT template_labels_move_check CHECK ((move >= 1))
);
ALTER TABLE ONLY public.template_labels FORCE ROW LEVEL SECURITY;
ALTER TABLE public.template_labels OWNER TO countersign_owner;
CREATE FUNCTION public.label_proposal_counts(proposal public.template_labels) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT proposal.approved_at IS NULL AND proposal.proposed_at > clock_timestamp() - interval '7 days'
        AND is_team_member(proposal.team_id, proposal.proposed_by)
        AND proposal.number IS DISTINCT FROM proposal.instead_of
        AND proposal.instead_of IS NOT DISTINCT FROM
            label_target(proposal.team_id, proposal.template, proposal.label, proposal.project)
$$;
ALTER FUNCTION public.label_proposal_counts(proposal public.template_labels) OWNER TO countersign_owner;
CREATE FUNCTION public.label_target(team text, of_template text, of_label text, of_project text) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
    SELECT CASE of_label
        WHEN 'current' THEN (SELECT number FROM template_versions
            WHERE team_id = team AND template = of_template AND is_current)
        ELSE (SELECT number FROM template_labels
            WHERE team_id = team AND template = of_template AND label = of_label AND project = of_project
                AND approved_at IS NOT NULL ORDER BY move DESC LIMIT 1) END
$$;
ALTER FUNCTION public.label_target(team text, of_template text, of_label text, of_project text) OWNER TO countersign_owner;
CREATE FUNCTION public.local_time(zone text, at timestamp with time zone, OUT day integer, OUT minute integer) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    shown timestamp;
BEGIN
    shown := at AT TIME ZONE zone;
    day := extract(isodow FROM shown);
    minute := extract(hour FROM shown) * 60 + extract(minute FROM shown);
EXCEPTION WHEN invalid_parameter_value THEN
    day := NULL;
    minute := NULL;
END $$;
ALTER FUNCTION public.local_time(zone text, at timestamp with time zone, OUT day integer, OUT minute integer) OWNER TO countersign_owner;
CREATE FUNCTION public.lock_attention() RETURNS TABLE(focus_team text, focus_review text, focus_chunk integer, allowance_milliseconds bigint, credited_until timestamp with time zone, at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
BEGIN
    INSERT INTO attention_clocks (person_id, credited_until) VALUES (current_person(), clock_timestamp())
        ON CONFLICT (person_id) DO NOTHING;
    PERFORM FROM attention_clocks WHERE person_id = current_person() FOR UPDATE;
    RETURN QUERY SELECT clocks.focus_team::text, clocks.focus_review::text, clocks.focus_chunk,
        clocks.focus_allowance_milliseconds, clocks.credited_until, clock_timestamp()
        FROM attention_clocks clocks WHERE person_id = current_person();
END $$;
ALTER FUNCTION public.lock_attention() OWNER TO countersign_owner;
CREATE FUNCTION public.lock_current_version(team text, name text) RETURNS void
    LANGUAGE sql
    AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('current version of ' || team || '/' || name, 0))
$$;
ALTER FUNCTION public.lock_current_version(team text, name text) OWNER TO countersign_owner;
CREATE FUNCTION public.lock_policy_proposal(team text, wanted integer) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('policy proposal ' || team || '/' || wanted, 0));
    RETURN EXISTS (SELECT FROM policy_withdrawals WHERE team_id = team AND proposal = wanted);
END $$;
ALTER FUNCTION public.lock_policy_proposal(team text, wanted integer) OWNER TO countersign_owner;
CREATE FUNCTION public.lock_trust(team text, name text) RETURNS void
    LANGUAGE sql
    AS $$ SELECT pg_advisory_xact_lock(hashtextextended('trust in ' || team || '/' || name, 0)) $$;
ALTER FUNCTION public.lock_trust(team text, name text) OWNER TO countersign_owner;
CREATE FUNCTION public.mark_answered_findings() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH RECURSIVE in_use AS (
        SELECT NEW.number AS number, NEW.replaces AS replaces
        UNION ALL
        SELECT earlier.number, earlier.replaces FROM in_use
            JOIN template_versions earlier ON earlier.team_id = NEW.team_id AND earlier.template = NEW.template
                AND earlier.number = in_use.replaces
    ), answers AS (
        SELECT finding_id, min(in_use.number) AS number
        FROM template_finding_answers answer
            -- A draft from before the other says nothing of what the other answered, however late it was published.
            LEFT JOIN in_use ON in_use.number = answer.number AND in_use.number <= NEW.number
                AND (in_use.number < NEW.number OR NEW.state = 'published')
        WHERE answer.team_id = NEW.team_id AND answer.template = NEW.template
        GROUP BY finding_id
    )
    UPDATE findings SET answered_by = answers.number FROM answers
        WHERE findings.team_id = NEW.team_id AND findings.id = answers.finding_id
            AND findings.answered_by IS DISTINCT FROM answers.number;
    RETURN NULL;
END $$;
ALTER FUNCTION public.mark_answered_findings() OWNER TO countersign_owner;
CREATE FUNCTION public.move_attention(credit_milliseconds bigint, next_review text, next_chunk integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
DECLARE
    clock attention_clocks%ROWTYPE;
    elapsed_milliseconds bigint;
    allowance bigint := 0;
BEGIN
    INSERT INTO attention_clocks (person_id, credited_until) VALUES (current_person(), clock_timestamp())
        ON CONFLICT (person_id) DO NOTHING;
    SELECT * INTO clock FROM attention_clocks WHERE person_id = current_person() FOR UPDATE;
    elapsed_milliseconds := ceil(extract(epoch FROM clock_timestamp() - clock.credited_until) * 1000);
    IF credit_milliseconds < 0 THEN
        PERFORM refuse('pace_implausible', 'time is never taken back');
    ELSIF credit_milliseconds > 0 THEN
        IF clock.focus_review IS NULL OR clock.focus_team <> current_team() THEN
            PERFORM refuse('pace_implausible', 'nothing has your attention here, so nothing can be credited');
        END IF;
        IF credit_milliseconds > elapsed_milliseconds OR credit_milliseconds > clock.focus_allowance_milliseconds THEN
            PERFORM refuse('pace_implausible', 'more time was claimed than has passed');
        END IF;
        -- A verdict has been given on what was credited until then.
        UPDATE receipts SET credited_milliseconds = receipts.credited_milliseconds + move_attention.credit_milliseconds
            FROM reviews WHERE reviews.team_id = receipts.team_id AND reviews.id = receipts.review_id
                AND reviews.state = 'open' AND receipts.team_id = current_team()
                AND receipts.review_id = clock.focus_review AND receipts.chunk = clock.focus_chunk;
    END IF;
    IF next_review IS NOT NULL THEN
        IF (next_review, next_chunk, current_team()) = (clock.focus_review, clock.focus_chunk, clock.focus_team) THEN
            allowance := clock.focus_allowance_milliseconds - credit_milliseconds;
        ELSE
            SELECT greatest(20000, chunks.planned_milliseconds * 3 / 2) INTO allowance
                FROM reviews JOIN output_chunks chunks USING (team_id, output_id, number)
                    JOIN receipts ON receipts.team_id = reviews.team_id AND receipts.review_id = reviews.id
                        AND receipts.chunk = chunks.chunk
                WHERE reviews.team_id = current_team() AND reviews.id = next_review AND chunks.chunk = next_chunk
                    AND reviewer_id = current_person() AND state = 'open';
            IF NOT FOUND THEN
                PERFORM refuse('not_found', 'this part has not been served to you');
            END IF;
        END IF;
    END IF;
    UPDATE attention_clocks SET credited_until = clock_timestamp(), focus_chunk = next_chunk, focus_review = next_review,
        focus_allowance_milliseconds = allowance,
        focus_team = CASE WHEN next_review IS NULL THEN NULL ELSE current_team() END
        WHERE person_id = current_person();
END $$;
ALTER FUNCTION public.move_attention(credit_milliseconds bigint, next_review text, next_chunk integer) OWNER TO countersign_owner;
CREATE FUNCTION public.open_review(wanted_review text) RETURNS public.reviews
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
DECLARE
    review reviews%ROWTYPE;
BEGIN
    SELECT * INTO review FROM reviews WHERE team_id = current_team() AND id = wanted_review FOR UPDATE;
    IF review.id IS NULL OR review.reviewer_id IS DISTINCT FROM current_person()
        OR NOT EXISTS (SELECT FROM memberships WHERE team_id = review.team_id AND person_id = review.reviewer_id)
    THEN
        PERFORM refuse('not_found', 'there is no such review of yours');
    END IF;
    IF review.state <> 'open' THEN
        PERFORM refuse('wrong_state', format('this review is %s', review.state));
    END IF;
    RETURN review;
END $$;
ALTER FUNCTION public.open_review(wanted_review text) OWNER TO countersign_owner;
CREATE FUNCTION public.overdue_reviews(at_most integer) RETURNS TABLE(team_id text, output_id text, number bigint)
    LANGUAGE sql STABLE
    AS $$
    (SELECT late.team_id, late.output_id, late.number FROM absences JOIN reviews AS late
            ON late.team_id = absences.team_id AND late.reviewer_id = person_id AND state = 'open'
        WHERE cleared_at IS NULL AND begins_at <= clock_timestamp() AND ends_at > clock_timestamp()
            AND is_overdue(late) AND waits_for_review(late.team_id, late.output_id, late.number)
            AND NOT has_shortage(late.team_id, late.output_id, late.number) ORDER BY due_at LIMIT at_most)
    UNION ALL
    (SELECT late.team_id, late.output_id, late.number FROM reviews AS late
        WHERE state = 'open' AND due_at <= clock_timestamp()
            AND is_overdue(late) AND waits_for_review(late.team_id, late.output_id, late.number)
            AND NOT has_shortage(late.team_id, late.output_id, late.number) ORDER BY due_at LIMIT at_most)
    UNION ALL
    (SELECT short.team_id, short.output_id, short.number FROM review_shortages AS short
        WHERE ended_at IS NULL AND tried_at <= clock_timestamp() - interval '10 minutes'
            AND waits_for_review(short.team_id, short.output_id, short.number) ORDER BY tried_at LIMIT at_most)
$$;
ALTER FUNCTION public.overdue_reviews(at_most integer) OWNER TO countersign_owner;
CREATE FUNCTION public.protect_team_table(name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY team ON %I USING (team_id = current_team()) WITH CHECK (team_id = current_team())', name);
    EXECUTE format('CREATE POLICY system ON %I FOR SELECT TO countersign_system USING (true)', name);
    EXECUTE format('CREATE POLICY auditor ON %I FOR SELECT TO countersign_auditor USING (true)', name);
    EXECUTE format('GRANT SELECT ON %I TO countersign_system, countersign_auditor', name);
END $$;
ALTER FUNCTION public.protect_team_table(name text) OWNER TO countersign_owner;
CREATE FUNCTION public.query_alike(wanted text, every_version boolean) RETURNS tsquery
    LANGUAGE sql STABLE
    SET search_path TO 'public'
    SET "pg_trgm.similarity_threshold" TO '0.3'
    AS $$
    SELECT (string_agg('(' || meant || ')', ' & ') || coalesce((
        SELECT string_agg(' & ' || excluded[1], '') FROM regexp_matches(
            websearch_to_tsquery('english', wanted)::text, '(?:^|[^!])(!(?:''(?:[^'']|'''')*''|\([^()]*\)))', 'g') AS excluded),
        ''))::tsquery FROM (
        SELECT string_agg(query::text, ' | ') AS meant
        -- `querytree` leaves out what is excluded; without stemming, words look like what was typed.
        FROM words_of(querytree(websearch_to_tsquery('simple', wanted))) AS misspelt CROSS JOIN LATERAL (
            SELECT to_tsquery('english', word) AS query FROM (
                SELECT word, 1 AS likeness FROM template_words
                WHERE team_id = current_team() AND template_words.every_version = query_alike.every_version
                    AND word = ANY (swapped(misspelt))
                UNION ALL
                (SELECT word, similarity(word, misspelt) FROM template_words
                WHERE team_id = current_team() AND template_words.every_version = query_alike.every_version
                    AND word % misspelt
                ORDER BY 2 DESC, word LIMIT 3)) AS near
            GROUP BY word ORDER BY max(likeness) DESC, word LIMIT 3) AS alike
        WHERE numnode(query) > 0
        GROUP BY misspelt) AS words
$$;
ALTER FUNCTION public.query_alike(wanted text, every_version boolean) OWNER TO countersign_owner;
CREATE FUNCTION public.reconsider_without_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
BEGIN
    INSERT INTO outbox (team_id, kind, subject_id)
        SELECT team_id, 'reconsider_reviews', team_id FROM memberships WHERE person_id = NEW.id;
    RETURN NULL;
END $$;
ALTER FUNCTION public.reconsider_without_person() OWNER TO countersign_system;
CREATE FUNCTION public.record_sign_off(sign_off_id text, wanted_request text, tier text, step_up text, signed_digest bytea, payload text, payload_digest bytea, lifetime_seconds integer) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
DECLARE
    request action_requests%ROWTYPE;
    signed timestamptz;
BEGIN
    SELECT * INTO request FROM action_requests WHERE team_id = current_team() AND id = wanted_request FOR UPDATE;
    signed := clock_timestamp();
    IF request.id IS NULL
        OR NOT EXISTS (SELECT FROM memberships WHERE team_id = current_team() AND person_id = current_person())
    THEN
        PERFORM refuse('not_found', 'there is no such action request');
    END IF;
    IF request.state <> 'held' THEN
        PERFORM refuse('already_decided', format('this request is %s', request.state));
    END IF;
    IF signed >= request.deadline THEN
        PERFORM refuse('expired', 'nobody signed in time: the request counts as denied');
    END IF;
    IF signed_digest <> request.digest THEN
        PERFORM refuse('stale', 'the request is not the one you were shown');
    END IF;
    IF (payload::jsonb ->> 'team', payload::jsonb ->> 'request', payload::jsonb ->> 'person', payload::jsonb ->> 'tier',
        payload::jsonb ->> 'request_digest', (payload::jsonb ->> 'lifetime_seconds')::integer)
        IS DISTINCT FROM (request.team_id::text, request.id::text, current_person(), tier,
        'sha256:' || encode(request.digest, 'hex'), lifetime_seconds)
    THEN
        PERFORM refuse('stale', 'the sign-off does not name what is signed');
    END IF;
    IF tier = 'countersignature' AND (request.requested_by = 'person:' || current_person()
        OR EXISTS (SELECT FROM runs WHERE team_id = current_team() AND id = request.run_id AND requested_by = current_person()))
    THEN
        PERFORM refuse('conflict_of_interest', 'a countersignature is somebody else''s: you asked for this');
    END IF;
    INSERT INTO sign_offs (team_id, id, request_id, person_id, tier, step_up, request_digest, payload, digest, signed_at, expires_at)
        VALUES (current_team(), sign_off_id, wanted_request, current_person(), tier, step_up, signed_digest, payload,
            payload_digest, signed, signed + make_interval(secs => lifetime_seconds));
    RETURN signed;
END $$;
ALTER FUNCTION public.record_sign_off(sign_off_id text, wanted_request text, tier text, step_up text, signed_digest bytea, payload text, payload_digest bytea, lifetime_seconds integer) OWNER TO countersign_owner;
CREATE FUNCTION public.record_verdict(wanted_review text, wanted_verdict public.verdict, payload text, payload_digest bytea, flags text[], lifetime_seconds integer) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
DECLARE
    review reviews%ROWTYPE := open_review(wanted_review);
    version output_versions%ROWTYPE;
    run runs%ROWTYPE;
    given timestamptz;
    unread integer;
    slow_enough integer;
    needed_milliseconds bigint;
    credited bigint;
BEGIN
    -- The output row orders verdicts, new versions and releases of one output.
    PERFORM FROM outputs WHERE team_id = review.team_id AND id = review.output_id FOR UPDATE;
    SELECT * INTO version FROM output_versions
        WHERE team_id = review.team_id AND output_id = review.output_id AND number = review.number;
    SELECT * INTO run FROM runs WHERE team_id = review.team_id AND id = version.run_id;
    given := clock_timestamp();
    IF run.requested_by = review.reviewer_id
        OR EXISTS (SELECT FROM runners
            WHERE team_id = review.team_id AND id = version.runner_id AND operator_id = review.reviewer_id)
        OR EXISTS (SELECT FROM template_versions WHERE team_id = review.team_id AND template = run.template
            AND template_versions.number = run.template_version AND author_id = review.reviewer_id)
    THEN
        PERFORM refuse('conflict_of_interest', 'you asked for this run, wrote its template, or it ran on your host');
    END IF;
    IF NOT EXISTS (SELECT FROM outputs WHERE team_id = review.team_id AND id = review.output_id AND latest_version = review.number)
    THEN
        PERFORM refuse('stale', 'there is a later version of this output');
    END IF;
    IF (payload::jsonb ->> 'team', payload::jsonb ->> 'review', payload::jsonb ->> 'output',
        (payload::jsonb ->> 'version')::integer, payload::jsonb ->> 'person', payload::jsonb ->> 'verdict',
        payload::jsonb ->> 'content_digest', payload::jsonb ->> 'manifest_root', payload::jsonb ->> 'criteria_digest')
        IS DISTINCT FROM (review.team_id::text, review.id::text, review.output_id::text, review.number,
        review.reviewer_id::text, wanted_verdict::text, 'sha256:' || encode(version.content_digest, 'hex'),
        'sha256:' || encode(version.manifest_root, 'hex'), 'sha256:' || encode(version.criteria_digest, 'hex'))
    THEN
        PERFORM refuse('stale', 'the verdict does not name what was reviewed');
    END IF;
    IF wanted_verdict = 'approve' THEN
        SELECT count(*) FILTER (WHERE receipts.acknowledged_at IS NULL),
            count(*) FILTER (WHERE receipts.credited_milliseconds >= chunks.refuse_milliseconds),
            sum(chunks.refuse_milliseconds), coalesce(sum(receipts.credited_milliseconds), 0)
            INTO unread, slow_enough, needed_milliseconds, credited
            FROM output_chunks chunks LEFT JOIN receipts ON receipts.team_id = chunks.team_id
                AND receipts.review_id = review.id AND receipts.chunk = chunks.chunk
            WHERE chunks.team_id = review.team_id AND chunks.output_id = review.output_id AND chunks.number = review.number;
        IF unread > 0 THEN
            PERFORM refuse('coverage_incomplete', format('%s parts have not been read', unread));
        END IF;
        IF slow_enough * 100 < version.chunk_count * 95 OR credited < needed_milliseconds THEN
            PERFORM refuse('pace_implausible', 'nobody can have read this in the time taken');
        END IF;
        -- What others are still to say is not told here; `guard_new_effect` waits for it.
        IF EXISTS (SELECT FROM findings WHERE team_id = review.team_id AND output_id = review.output_id
            AND is_blocking AND closed_at IS NULL AND (review_id = review.id OR NOT EXISTS (SELECT FROM reviews AS own
                WHERE own.team_id = findings.team_id AND own.id = findings.review_id AND own.state = 'open')))
        THEN
            PERFORM refuse('finding_open', 'a blocking finding is open');
        END IF;
        IF NOT EXISTS (SELECT FROM criterion_answers WHERE team_id = review.team_id AND review_id = review.id) THEN
            PERFORM refuse('criteria_open', 'no success criterion has been answered');
        END IF;
    END IF;
    INSERT INTO verdicts (team_id, review_id, output_id, number, person_id, verdict, payload, digest, flags, given_at, expires_at)
        VALUES (review.team_id, review.id, review.output_id, review.number, review.reviewer_id, wanted_verdict, payload,
            payload_digest, flags, given,
            CASE WHEN wanted_verdict = 'approve' THEN given + make_interval(secs => lifetime_seconds) END);
    UPDATE reviews SET state = 'closed', closed_at = given WHERE team_id = review.team_id AND id = review.id;
    RETURN given;
END $$;
ALTER FUNCTION public.record_verdict(wanted_review text, wanted_verdict public.verdict, payload text, payload_digest bytea, flags text[], lifetime_seconds integer) OWNER TO countersign_owner;
CREATE FUNCTION public.refuse(code text, message text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'CS001', MESSAGE = message, DETAIL = code;
END $$;
ALTER FUNCTION public.refuse(code text, message text) OWNER TO countersign_owner;
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'CS001', DETAIL = 'wrong_state',
        MESSAGE = format('%s is append-only', TG_TABLE_NAME);
END $$;
ALTER FUNCTION public.refuse_change() OWNER TO countersign_owner;
CREATE FUNCTION public.refuse_withdrawn_policy() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF lock_policy_proposal(NEW.team_id, NEW.proposal) THEN
        PERFORM refuse('wrong_state', 'this proposal was withdrawn');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION public.refuse_withdrawn_policy() OWNER TO countersign_owner;
CREATE FUNCTION public.runner_by_token(token_hash bytea) RETURNS TABLE(team_id text, team text, runner_id text, name text, labels text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT runners.team_id::text, teams.name, runners.id::text, runners.name, runners.labels
    FROM runners JOIN teams ON teams.id = runners.team_id
    WHERE runners.token_hash = runner_by_token.token_hash AND revoked_at IS NULL;
END $$;
ALTER FUNCTION public.runner_by_token(token_hash bytea) OWNER TO countersign_system;
CREATE FUNCTION public.search_fact(name text, value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT '''=' || name || ':' || replace(replace(value, '\', '\\'), '''', '''''') || ''''
$$;
ALTER FUNCTION public.search_fact(name text, value text) OWNER TO countersign_owner;
CREATE FUNCTION public.search_templates(wanted text, use_case text, kind text, area text, every_version boolean, at_most integer) RETURNS TABLE(template text, number integer, looks_alike boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    SET enable_seqscan TO 'off'
    AS $$
#variable_conflict use_column
DECLARE
    asked tsquery := websearch_to_tsquery('english', wanted);
    filters text := nullif(concat_ws(' & ',
        search_fact('use_case', use_case), search_fact('kind', kind), search_fact('area', area)), '');
    team_facts tsquery := concat_ws(' & ', search_fact('team', current_team()), filters);
    current_facts tsquery := concat_ws(' & ', search_fact('current', current_team()), filters);
    facts tsquery := CASE WHEN every_version THEN team_facts ELSE current_facts END;
    name text := lower(wanted);
    meant tsquery;
BEGIN
    FOR try IN 1..2 LOOP
        -- Without a team, or with words that say nothing.
        IF current_team() IS NULL OR coalesce(numnode(asked), 0) = 0 THEN
            RETURN;
        END IF;
        -- A word that is excluded ranks nothing.
        meant := coalesce(nullif(nullif(querytree(asked), 'T'), '')::tsquery, asked);
        RETURN QUERY
            WITH pins AS MATERIALIZED (
                SELECT template, number FROM (
                    SELECT DISTINCT ON (template) template, number FROM template_labels
                    WHERE team_id = current_team() AND label = 'pinned' AND project = '' AND approved_at IS NOT NULL
                    ORDER BY template, move DESC) AS newest
                WHERE number IS NOT NULL AND NOT every_version)
            SELECT template, number, try = 2 FROM (
                (SELECT template, number, document FROM template_versions
                    WHERE document @@ (facts && asked) AND template NOT IN (SELECT template FROM pins) LIMIT 200)
                UNION ALL
                (SELECT template, number, document FROM template_versions
                    WHERE team_id = current_team() AND template = name AND document @@ facts AND NOT document @@ asked
                        AND template NOT IN (SELECT template FROM pins)
                    ORDER BY number DESC LIMIT 20)
                UNION ALL
                (SELECT template, number, document FROM pins JOIN template_versions USING (template, number)
                    WHERE team_id = current_team() AND state = 'published' AND document @@ team_facts
                        AND (template = name OR document @@ asked)
                    ORDER BY template = name DESC LIMIT 200)) AS candidates
            ORDER BY template = name DESC, ts_rank(document, meant) DESC, template, number DESC LIMIT at_most;
        IF FOUND THEN
            RETURN;
        END IF;
        asked := query_alike(wanted, every_version);
    END LOOP;
END $$;
ALTER FUNCTION public.search_templates(wanted text, use_case text, kind text, area text, every_version boolean, at_most integer) OWNER TO countersign_system;
CREATE FUNCTION public.serve_chunk(wanted_review text, wanted_chunk integer, next_counter integer, receipt_hash bytea, session text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
DECLARE
    review reviews%ROWTYPE := open_review(wanted_review);
    served integer;
BEGIN
    PERFORM FROM output_chunks WHERE team_id = review.team_id AND output_id = review.output_id
        AND number = review.number AND chunk = wanted_chunk;
    IF NOT FOUND THEN
        PERFORM refuse('not_found', format('this output has no part %s', wanted_chunk));
    END IF;
    INSERT INTO receipts (team_id, review_id, chunk, counter, hash, session_id, first_served_at, served_at)
        SELECT review.team_id, review.id, wanted_chunk, next_counter, receipt_hash, session, clock_timestamp(), clock_timestamp()
        WHERE next_counter = 1
        ON CONFLICT (team_id, review_id, chunk) DO NOTHING;
    GET DIAGNOSTICS served = ROW_COUNT;
    IF served = 0 THEN
        UPDATE receipts SET counter = next_counter, hash = receipt_hash, session_id = session, served_at = clock_timestamp()
            WHERE team_id = review.team_id AND review_id = review.id AND chunk = wanted_chunk AND counter = next_counter - 1;
        GET DIAGNOSTICS served = ROW_COUNT;
    END IF;
    IF served = 0 THEN
        PERFORM refuse('receipt_invalid', 'another window is reading this part; ask for it again');
    END IF;
END $$;
ALTER FUNCTION public.serve_chunk(wanted_review text, wanted_chunk integer, next_counter integer, receipt_hash bytea, session text) OWNER TO countersign_owner;
CREATE FUNCTION public.swapped(word text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT array_agg(overlay(word PLACING substr(word, place + 1, 1) || substr(word, place, 1) FROM place FOR 2))
    FROM generate_series(1, length(word) - 1) AS place WHERE length(word) BETWEEN 3 AND 6
$$;
ALTER FUNCTION public.swapped(word text) OWNER TO countersign_owner;
CREATE FUNCTION public.teams_of(person text) RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT coalesce(array_agg(teams.name ORDER BY teams.name), '{}')
    FROM memberships JOIN teams ON teams.id = memberships.team_id
    WHERE memberships.person_id = person AND memberships.team_id <> current_team()
        AND EXISTS (SELECT FROM memberships AS own WHERE own.person_id = person AND own.team_id = current_team())
$$;
ALTER FUNCTION public.teams_of(person text) OWNER TO countersign_system;
CREATE FUNCTION public.template_document(team text, name text, area text, description text, definition jsonb, is_current boolean) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'public', 'pg_catalog'
    AS $$
    SELECT setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', description), 'B')
        || setweight(to_tsvector('english', coalesce(definition ->> 'objective', '')), 'C')
        || setweight(to_tsvector('english', coalesce(definition ->> 'useCase', '')), 'C')
        || setweight(to_tsvector('english', left(coalesce(definition ->> 'instruction', ''), 50000)), 'D')
        || array_to_tsvector(array_remove(ARRAY['=team:' || team, '=area:' || area, '=use_case:' || (definition ->> 'useCase'),
            CASE WHEN is_current THEN '=current:' || team END], NULL))
        || array_to_tsvector(ARRAY(SELECT DISTINCT '=kind:' || (output ->> 'kind')
            FROM jsonb_array_elements(definition -> 'outputs') AS output WHERE output ->> 'kind' IS NOT NULL))
$$;
ALTER FUNCTION public.template_document(team text, name text, area text, description text, definition jsonb, is_current boolean) OWNER TO countersign_owner;
CREATE FUNCTION public.waits_for_review(team text, output text, version integer) RETURNS boolean
    LANGUAGE sql
    AS $$
    SELECT EXISTS (SELECT FROM outputs
        WHERE team_id = team AND id = output AND latest_version = version AND review_state = 'in_review')
$$;
ALTER FUNCTION public.waits_for_review(team text, output text, version integer) OWNER TO countersign_owner;
CREATE FUNCTION public.was_team_admin_since(team text, person text, moment timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT is_team_admin(team, person)
        AND EXISTS (SELECT FROM memberships WHERE team_id = team AND person_id = person AND admin_since <= moment)
$$;
ALTER FUNCTION public.was_team_admin_since(team text, person text, moment timestamp with time zone) OWNER TO countersign_owner;
CREATE FUNCTION public.words_of(said text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT DISTINCT word FROM regexp_split_to_table(lower(said), '[^[:alnum:]]+') AS word
        WHERE length(word) BETWEEN 3 AND 40 AND word ~ '[[:alpha:]]'
$$;
ALTER FUNCTION public.words_of(said text) OWNER TO countersign_owner;
CREATE TABLE public.absences (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    person_id public.identifier NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    set_by public.identifier NOT NULL,
    set_at timestamp with time zone NOT NULL,
    cleared_by public.identifier,
    cleared_at timestamp with time zone,
    CONSTRAINT absences_check CHECK (((begins_at < ends_at) AND (ends_at <= (begins_at + '366 days'::interval)))),
    CONSTRAINT absences_check1 CHECK (((cleared_by IS NULL) = (cleared_at IS NULL))),
    CONSTRAINT absences_reason_check CHECK ((length(reason) <= 2000))
);
ALTER TABLE ONLY public.absences FORCE ROW LEVEL SECURITY;
ALTER TABLE public.absences OWNER TO countersign_owner;
CREATE TABLE public.action_decisions (
    team_id public.identifier NOT NULL,
    request_id public.identifier NOT NULL,
    outcome public.action_outcome NOT NULL,
    decided_by text NOT NULL,
    reason text NOT NULL,
    decided_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.action_decisions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.action_decisions OWNER TO countersign_owner;
CREATE TABLE public.action_requests (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    run_id public.identifier NOT NULL,
    attempt integer,
    term bigint,
    output_id public.identifier,
    output_version integer,
    action text NOT NULL,
    class public.action_class NOT NULL,
    is_reversible boolean NOT NULL,
    arguments jsonb NOT NULL,
    target text NOT NULL,
    preview text NOT NULL,
    claim text DEFAULT ''::text NOT NULL,
    canonical text NOT NULL,
    digest public.digest NOT NULL,
    effect_digest public.digest NOT NULL,
    policy_number integer NOT NULL,
    decision jsonb NOT NULL,
    trust jsonb DEFAULT '{}'::jsonb NOT NULL,
    needed_sign_offs integer DEFAULT 0 NOT NULL,
    needed_countersignatures integer DEFAULT 0 NOT NULL,
    executor text NOT NULL,
    state public.action_state NOT NULL,
    refusal text,
    requested_by text NOT NULL,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    deadline timestamp with time zone NOT NULL,
    CONSTRAINT action_requests_check CHECK (((digest)::bytea = sha256(convert_to(canonical, 'UTF8'::name)))),
    CONSTRAINT action_requests_check1 CHECK ((needed_countersignatures <= needed_sign_offs)),
    CONSTRAINT action_requests_check2 CHECK (((refusal IS NULL) OR ((state)::text = 'failed'::text))),
    CONSTRAINT action_requests_check3 CHECK (((attempt IS NULL) = (term IS NULL))),
    CONSTRAINT action_requests_check4 CHECK (((output_id IS NULL) = (output_version IS NULL))),
    CONSTRAINT action_requests_check5 CHECK ((((canonical)::jsonb @> jsonb_build_object('team', team_id, 'run', run_id, 'action', action, 'target', target)) AND (((canonical)::jsonb -> 'arguments'::text) = arguments))),
    CONSTRAINT action_requests_trust_check CHECK ((((trust - (enum_range(NULL::public.action_class))::text[]) = '{}'::jsonb) AND (jsonb_path_query_array(trust, '$.*'::jsonpath) <@ '["observe", "draft", "act_with_sign_off", "act_sampled"]'::jsonb)))
);
ALTER TABLE ONLY public.action_requests FORCE ROW LEVEL SECURITY;
ALTER TABLE public.action_requests OWNER TO countersign_owner;
CREATE TABLE public.artifact_parts (
    team_id public.identifier NOT NULL,
    digest public.digest NOT NULL,
    part integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT artifact_parts_bytes_check CHECK (((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 1048576))),
    CONSTRAINT artifact_parts_part_check CHECK ((part >= 0))
);
ALTER TABLE ONLY public.artifact_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.artifact_parts FORCE ROW LEVEL SECURITY;
ALTER TABLE public.artifact_parts OWNER TO countersign_owner;
CREATE TABLE public.artifacts (
    team_id public.identifier NOT NULL,
    digest public.digest NOT NULL,
    size_bytes bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT artifacts_size_bytes_check CHECK (((size_bytes >= 0) AND (size_bytes <= 67108864)))
);
ALTER TABLE ONLY public.artifacts FORCE ROW LEVEL SECURITY;
ALTER TABLE public.artifacts OWNER TO countersign_owner;
CREATE TABLE public.attempts (
    team_id public.identifier NOT NULL,
    run_id public.identifier NOT NULL,
    number integer NOT NULL,
    runner_id public.identifier NOT NULL,
    term bigint NOT NULL,
    state public.attempt_state DEFAULT 'running'::public.attempt_state NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    lease_expires_at timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    frame_count bigint DEFAULT 0 NOT NULL,
    frame_head public.digest DEFAULT decode(repeat('00'::text, 32), 'hex'::text) NOT NULL,
    harness text COLLATE pg_catalog."C",
    claimed_model text COLLATE pg_catalog."C",
    claimed_input_tokens bigint,
    claimed_output_tokens bigint,
    claimed_turns bigint,
    claimed_cost_microdollars bigint,
    CONSTRAINT attempts_check CHECK (((state = 'running'::public.attempt_state) = (ended_at IS NULL))),
    CONSTRAINT attempts_claimed_cost_microdollars_check CHECK (((claimed_cost_microdollars >= 0) AND (claimed_cost_microdollars <= '9007199254740991'::bigint))),
    CONSTRAINT attempts_claimed_input_tokens_check CHECK (((claimed_input_tokens >= 0) AND (claimed_input_tokens <= '9007199254740991'::bigint))),
    CONSTRAINT attempts_claimed_model_check CHECK ((claimed_model ~ '^[ -~]{1,100}$'::text)),
    CONSTRAINT attempts_claimed_output_tokens_check CHECK (((claimed_output_tokens >= 0) AND (claimed_output_tokens <= '9007199254740991'::bigint))),
    CONSTRAINT attempts_claimed_turns_check CHECK (((claimed_turns >= 0) AND (claimed_turns <= '9007199254740991'::bigint))),
    CONSTRAINT attempts_harness_check CHECK ((harness ~ '^[ -~]{1,100}$'::text)),
    CONSTRAINT attempts_number_check CHECK ((number >= 1)),
    CONSTRAINT usage_comes_with_the_end CHECK (((state <> ALL (ARRAY['running'::public.attempt_state, 'host_lost'::public.attempt_state])) OR (num_nonnulls(harness, claimed_model, claimed_input_tokens, claimed_output_tokens, claimed_turns, claimed_cost_microdollars) = 0)))
);
ALTER TABLE ONLY public.attempts FORCE ROW LEVEL SECURITY;
ALTER TABLE public.attempts OWNER TO countersign_owner;
CREATE TABLE public.attention_clocks (
    person_id public.identifier NOT NULL,
    focus_team public.identifier,
    focus_review public.identifier,
    focus_chunk integer,
    focus_allowance_milliseconds bigint DEFAULT 0 NOT NULL,
    credited_until timestamp with time zone NOT NULL,
    CONSTRAINT attention_clocks_check CHECK ((((focus_review IS NULL) = (focus_chunk IS NULL)) AND ((focus_review IS NULL) = (focus_team IS NULL))))
);
ALTER TABLE public.attention_clocks OWNER TO countersign_owner;
CREATE TABLE public.context_confirmations (
    team_id public.identifier NOT NULL,
    layer public.context_layer NOT NULL,
    project text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    confirmed_by public.identifier NOT NULL,
    confirmed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE ONLY public.context_confirmations FORCE ROW LEVEL SECURITY;
ALTER TABLE public.context_confirmations OWNER TO countersign_owner;
CREATE TABLE public.context_documents (
    team_id public.identifier NOT NULL,
    layer public.context_layer NOT NULL,
    project text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    text text NOT NULL,
    digest public.digest NOT NULL,
    author_id public.identifier NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    state public.context_state DEFAULT 'proposed'::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    sources jsonb DEFAULT '[]'::jsonb NOT NULL,
    decided_by public.identifier,
    decided_at timestamp with time zone,
    CONSTRAINT context_approved_by_a_second_person CHECK ((((state)::text <> 'approved'::text) OR ((decided_by)::text <> (author_id)::text))),
    CONSTRAINT context_decided_at CHECK (((decided_by IS NULL) = (decided_at IS NULL))),
    CONSTRAINT context_decided_once CHECK ((((state)::text = 'proposed'::text) = (decided_by IS NULL))),
    CONSTRAINT context_documents_check CHECK (((layer = 'project'::public.context_layer) = (project <> ''::text))),
    CONSTRAINT context_documents_check1 CHECK (((layer = 'organisation'::public.context_layer) = ((team_id)::text = 'team_installation'::text))),
    CONSTRAINT context_documents_number_check CHECK ((number >= 1))
);
ALTER TABLE ONLY public.context_documents FORCE ROW LEVEL SECURITY;
ALTER TABLE public.context_documents OWNER TO countersign_owner;
CREATE TABLE public.criterion_answers (
    team_id public.identifier NOT NULL,
    review_id public.identifier NOT NULL,
    criterion text NOT NULL,
    answer public.criterion_answer NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    chunk integer,
    start_line integer,
    end_line integer,
    quotation text,
    answered_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.criterion_answers FORCE ROW LEVEL SECURITY;
ALTER TABLE public.criterion_answers OWNER TO countersign_owner;
CREATE TABLE public.defect_judgements (
    team_id public.identifier NOT NULL,
    defect_id public.identifier NOT NULL,
    judgement text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    judged_by public.identifier NOT NULL,
    judged_at timestamp with time zone NOT NULL,
    CONSTRAINT defect_judgements_judgement_check CHECK ((judgement = ANY (ARRAY['confirmed'::text, 'dismissed'::text, 'withdrawn'::text]))),
    CONSTRAINT defect_judgements_reason_check CHECK ((length(reason) <= 2000)),
    CONSTRAINT not_without_a_reason CHECK (((judgement = 'confirmed'::text) = (reason = ''::text)))
);
ALTER TABLE ONLY public.defect_judgements FORCE ROW LEVEL SECURITY;
ALTER TABLE public.defect_judgements OWNER TO countersign_owner;
CREATE TABLE public.delegations (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    person_id public.identifier NOT NULL,
    delegate_id public.identifier NOT NULL,
    section text,
    reason text NOT NULL,
    made_by public.identifier NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    begins_at timestamp with time zone,
    ends_at timestamp with time zone NOT NULL,
    ended_by public.identifier,
    ended_at timestamp with time zone,
    CONSTRAINT delegations_check CHECK (((person_id)::text <> (delegate_id)::text)),
    CONSTRAINT delegations_check1 CHECK (((offered_at < ends_at) AND (ends_at <= (offered_at + '90 days'::interval)))),
    CONSTRAINT delegations_check2 CHECK (((offered_at <= begins_at) AND (begins_at < ends_at))),
    CONSTRAINT delegations_check3 CHECK (((ended_by IS NULL) = (ended_at IS NULL))),
    CONSTRAINT delegations_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT delegations_section_check CHECK ((length(section) <= 120))
);
ALTER TABLE ONLY public.delegations FORCE ROW LEVEL SECURITY;
ALTER TABLE public.delegations OWNER TO countersign_owner;
CREATE TABLE public.effects (
    team_id public.identifier NOT NULL,
    request_id public.identifier NOT NULL,
    state public.effect_state DEFAULT 'started'::public.effect_state NOT NULL,
    executor text NOT NULL,
    instance text NOT NULL,
    presumed_lost_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    result jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT effects_check CHECK (((state = 'started'::public.effect_state) = (finished_at IS NULL)))
);
ALTER TABLE ONLY public.effects FORCE ROW LEVEL SECURITY;
ALTER TABLE public.effects OWNER TO countersign_owner;
CREATE TABLE public.events (
    team_id public.identifier NOT NULL,
    "position" bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    entry text NOT NULL,
    leaf public.digest NOT NULL,
    CONSTRAINT events_check CHECK (((leaf)::bytea = sha256(('\x00'::bytea || convert_to(entry, 'UTF8'::name))))),
    CONSTRAINT events_name_check CHECK ((name ~ '^[a-z]+(_[a-z]+)+$'::text))
);
ALTER TABLE ONLY public.events FORCE ROW LEVEL SECURITY;
ALTER TABLE public.events OWNER TO countersign_owner;
ALTER TABLE public.events ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.findings (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    output_id public.identifier NOT NULL,
    number integer NOT NULL,
    review_id public.identifier,
    author_id public.identifier NOT NULL,
    is_blocking boolean NOT NULL,
    cause public.finding_cause NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    template_version integer NOT NULL,
    criterion text,
    template_file text COLLATE pg_catalog."C",
    template_line integer,
    template_text text,
    template_constraint integer,
    text text NOT NULL,
    chunk integer,
    start_line integer,
    end_line integer,
    quotation text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_by public.identifier,
    closed_at timestamp with time zone,
    closed_on_version integer,
    answered_by integer,
    confirmed_at timestamp with time zone,
    CONSTRAINT a_defect_blocks_nothing CHECK (((review_id IS NOT NULL) OR (NOT is_blocking))),
    CONSTRAINT a_line_is_whole CHECK (((num_nonnulls(template_file, template_line, template_text) = ANY (ARRAY[0, 3])) AND (template_line >= 1) AND ((template_constraint IS NULL) OR ((template_constraint >= 1) AND (template_line IS NOT NULL))))),
    CONSTRAINT about_one_thing CHECK (((criterion IS NULL) OR (template_file IS NULL))),
    CONSTRAINT findings_check CHECK ((((closed_at IS NULL) = (closed_by IS NULL)) AND ((closed_at IS NULL) = (closed_on_version IS NULL)))),
    CONSTRAINT findings_check1 CHECK (((NOT is_blocking) OR (closed_on_version IS NULL) OR (closed_on_version > number))),
    CONSTRAINT findings_check2 CHECK (((NOT is_blocking) OR (closed_by IS NULL) OR ((closed_by)::text = (author_id)::text))),
    CONSTRAINT findings_text_check CHECK (((length(text) >= 1) AND (length(text) <= 8000))),
    CONSTRAINT only_defects_are_confirmed CHECK (((confirmed_at IS NULL) OR ((review_id IS NULL) AND (closed_at IS NULL))))
);
ALTER TABLE ONLY public.findings FORCE ROW LEVEL SECURITY;
ALTER TABLE public.findings OWNER TO countersign_owner;
CREATE TABLE public.frames (
    team_id public.identifier NOT NULL,
    run_id public.identifier NOT NULL,
    attempt integer NOT NULL,
    sequence bigint NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    digest public.digest NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT frames_sequence_check CHECK ((sequence >= 1))
);
ALTER TABLE ONLY public.frames FORCE ROW LEVEL SECURITY;
ALTER TABLE public.frames OWNER TO countersign_owner;
CREATE TABLE public.idempotency_keys (
    actor text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    request_digest public.digest NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 128)))
);
ALTER TABLE public.idempotency_keys OWNER TO countersign_owner;
CREATE TABLE public.installation (
    is_only boolean DEFAULT true NOT NULL,
    receipt_key public.digest NOT NULL,
    epoch integer DEFAULT 1 NOT NULL,
    CONSTRAINT installation_is_only_check CHECK (is_only)
);
ALTER TABLE public.installation OWNER TO countersign_owner;
CREATE TABLE public.memberships (
    team_id public.identifier NOT NULL,
    person_id public.identifier NOT NULL,
    roles public.team_role[] NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    admin_since timestamp with time zone,
    competences text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT memberships_competences_check CHECK (((cardinality(competences) <= 20) AND (array_to_string(competences, ' '::text) ~ '^([a-z0-9][a-z0-9-]{0,39}( |$))*$'::text))),
    CONSTRAINT memberships_roles_check CHECK ((cardinality(roles) > 0))
);
ALTER TABLE ONLY public.memberships FORCE ROW LEVEL SECURITY;
ALTER TABLE public.memberships OWNER TO countersign_owner;
CREATE TABLE public.outbox (
    team_id public.identifier NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    subject_id public.identifier NOT NULL,
    available_at timestamp with time zone DEFAULT now() NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT outbox_kind_check CHECK ((kind = ANY (ARRAY['execute_action'::text, 'reconsider_reviews'::text])))
);
ALTER TABLE ONLY public.outbox FORCE ROW LEVEL SECURITY;
ALTER TABLE public.outbox OWNER TO countersign_owner;
ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.output_chunks (
    team_id public.identifier NOT NULL,
    output_id public.identifier NOT NULL,
    number integer NOT NULL,
    chunk integer NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL,
    class text NOT NULL,
    start_line integer NOT NULL,
    end_line integer NOT NULL,
    body text NOT NULL,
    digest public.digest NOT NULL,
    units jsonb NOT NULL,
    is_quotable boolean NOT NULL,
    refuse_milliseconds bigint NOT NULL,
    planned_milliseconds bigint NOT NULL,
    CONSTRAINT output_chunks_check CHECK (((digest)::bytea = sha256(convert_to(body, 'UTF8'::name)))),
    CONSTRAINT output_chunks_chunk_check CHECK ((chunk >= 0))
);
ALTER TABLE ONLY public.output_chunks FORCE ROW LEVEL SECURITY;
ALTER TABLE public.output_chunks OWNER TO countersign_owner;
CREATE TABLE public.output_defects (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    output_id public.identifier NOT NULL,
    number integer NOT NULL,
    criterion text,
    cause public.finding_cause NOT NULL,
    finding_id public.identifier NOT NULL,
    reason text NOT NULL,
    reported_by public.identifier NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    CONSTRAINT output_defects_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 8000)))
);
ALTER TABLE ONLY public.output_defects FORCE ROW LEVEL SECURITY;
ALTER TABLE public.output_defects OWNER TO countersign_owner;
CREATE TABLE public.output_files (
    team_id public.identifier NOT NULL,
    output_id public.identifier NOT NULL,
    number integer NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    kind public.output_kind NOT NULL,
    digest public.digest NOT NULL,
    size_bytes bigint NOT NULL
);
ALTER TABLE ONLY public.output_files FORCE ROW LEVEL SECURITY;
ALTER TABLE public.output_files OWNER TO countersign_owner;
CREATE TABLE public.output_versions (
    team_id public.identifier NOT NULL,
    output_id public.identifier NOT NULL,
    number integer NOT NULL,
    run_id public.identifier NOT NULL,
    attempt integer NOT NULL,
    runner_id public.identifier NOT NULL,
    brief_digest public.digest NOT NULL,
    criteria_digest public.digest NOT NULL,
    content_digest public.digest NOT NULL,
    manifest_root public.digest NOT NULL,
    chunk_count integer NOT NULL,
    planned_milliseconds bigint NOT NULL,
    notices jsonb DEFAULT '[]'::jsonb NOT NULL,
    submitted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT output_versions_chunk_count_check CHECK ((chunk_count >= 1)),
    CONSTRAINT output_versions_number_check CHECK ((number >= 1))
);
ALTER TABLE ONLY public.output_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.output_versions OWNER TO countersign_owner;
CREATE TABLE public.outputs (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    run_id public.identifier NOT NULL,
    title text NOT NULL,
    risk public.risk NOT NULL,
    review_state public.review_state DEFAULT 'in_review'::public.review_state NOT NULL,
    latest_version integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT outputs_latest_version_check CHECK ((latest_version >= 1))
);
ALTER TABLE ONLY public.outputs FORCE ROW LEVEL SECURITY;
ALTER TABLE public.outputs OWNER TO countersign_owner;
CREATE TABLE public.persons (
    id public.identifier NOT NULL,
    login text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    password_hash text NOT NULL,
    is_operator boolean DEFAULT false NOT NULL,
    failed_logins integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    disabled_at timestamp with time zone,
    CONSTRAINT persons_login_check CHECK ((login ~ '^[a-z][a-z0-9-]{0,38}$'::text)),
    CONSTRAINT persons_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);
ALTER TABLE public.persons OWNER TO countersign_owner;
CREATE TABLE public.policy_approvals (
    team_id public.identifier NOT NULL,
    proposal integer NOT NULL,
    person_id public.identifier NOT NULL,
    approved_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.policy_approvals FORCE ROW LEVEL SECURITY;
ALTER TABLE public.policy_approvals OWNER TO countersign_owner;
CREATE TABLE public.policy_bundles (
    team_id public.identifier NOT NULL,
    number integer NOT NULL,
    digest public.digest NOT NULL,
    files jsonb NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    enacted_by public.identifier NOT NULL,
    enacted_at timestamp with time zone DEFAULT now() NOT NULL,
    proposal integer,
    approved_by text[] DEFAULT '{}'::text[] NOT NULL,
    commit text DEFAULT ''::text NOT NULL,
    CONSTRAINT policy_bundles_commit_check CHECK ((commit ~ '^([0-9a-f]{40}|[0-9a-f]{64})?$'::text)),
    CONSTRAINT policy_bundles_number_check CHECK ((number >= 1))
);
ALTER TABLE ONLY public.policy_bundles FORCE ROW LEVEL SECURITY;
ALTER TABLE public.policy_bundles OWNER TO countersign_owner;
CREATE TABLE public.policy_proposals (
    team_id public.identifier NOT NULL,
    number integer NOT NULL,
    base_number integer NOT NULL,
    digest public.digest NOT NULL,
    files jsonb NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    commit text DEFAULT ''::text NOT NULL,
    changes jsonb NOT NULL,
    is_weaker boolean GENERATED ALWAYS AS ((changes @> '[{"direction": "weaker"}]'::jsonb)) STORED NOT NULL,
    proposed_by public.identifier NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    CONSTRAINT policy_proposals_changes_check CHECK ((jsonb_typeof(changes) = 'array'::text)),
    CONSTRAINT policy_proposals_commit_check CHECK ((commit ~ '^([0-9a-f]{40}|[0-9a-f]{64})?$'::text)),
    CONSTRAINT policy_proposals_number_check CHECK ((number >= 1))
);
ALTER TABLE ONLY public.policy_proposals FORCE ROW LEVEL SECURITY;
ALTER TABLE public.policy_proposals OWNER TO countersign_owner;
CREATE TABLE public.policy_withdrawals (
    team_id public.identifier NOT NULL,
    proposal integer NOT NULL,
    person_id public.identifier NOT NULL,
    withdrawn_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.policy_withdrawals FORCE ROW LEVEL SECURITY;
ALTER TABLE public.policy_withdrawals OWNER TO countersign_owner;
CREATE TABLE public.quarantined_submissions (
    team_id public.identifier NOT NULL,
    run_id public.identifier NOT NULL,
    attempt integer NOT NULL,
    content_digest public.digest NOT NULL,
    files jsonb NOT NULL,
    reason text NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY public.quarantined_submissions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.quarantined_submissions OWNER TO countersign_owner;
CREATE TABLE public.questions (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    run_id public.identifier NOT NULL,
    attempt integer NOT NULL,
    text text NOT NULL,
    options text[] DEFAULT '{}'::text[] NOT NULL,
    state public.question_state DEFAULT 'open'::public.question_state NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    deadline timestamp with time zone NOT NULL,
    answer text,
    answered_by public.identifier,
    answered_at timestamp with time zone,
    CONSTRAINT questions_check CHECK (((state = 'answered'::public.question_state) = (answer IS NOT NULL))),
    CONSTRAINT questions_check1 CHECK ((((answer IS NULL) = (answered_by IS NULL)) AND ((answer IS NULL) = (answered_at IS NULL)))),
    CONSTRAINT questions_text_check CHECK (((length(text) >= 1) AND (length(text) <= 8000)))
);
ALTER TABLE ONLY public.questions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.questions OWNER TO countersign_owner;
CREATE TABLE public.receipts (
    team_id public.identifier NOT NULL,
    review_id public.identifier NOT NULL,
    chunk integer NOT NULL,
    counter integer NOT NULL,
    hash public.digest NOT NULL,
    session_id public.identifier NOT NULL,
    first_served_at timestamp with time zone NOT NULL,
    served_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    credited_milliseconds bigint DEFAULT 0 NOT NULL,
    CONSTRAINT receipts_counter_check CHECK ((counter >= 1))
);
ALTER TABLE ONLY public.receipts FORCE ROW LEVEL SECURITY;
ALTER TABLE public.receipts OWNER TO countersign_owner;
CREATE TABLE public.review_shortages (
    team_id public.identifier NOT NULL,
    output_id public.identifier NOT NULL,
    number integer NOT NULL,
    since timestamp with time zone NOT NULL,
    tried_at timestamp with time zone NOT NULL,
    missing text[] NOT NULL,
    excluded jsonb NOT NULL,
    remedies text[] NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT review_shortages_excluded_check CHECK ((jsonb_typeof(excluded) = 'object'::text)),
    CONSTRAINT review_shortages_missing_check CHECK ((cardinality(missing) > 0))
);
ALTER TABLE ONLY public.review_shortages FORCE ROW LEVEL SECURITY;
ALTER TABLE public.review_shortages OWNER TO countersign_owner;
CREATE TABLE public.run_briefs (
    team_id public.identifier NOT NULL,
    run_id public.identifier NOT NULL,
    text text NOT NULL,
    digest public.digest NOT NULL,
    origins jsonb NOT NULL,
    pins jsonb NOT NULL
);
ALTER TABLE ONLY public.run_briefs FORCE ROW LEVEL SECURITY;
ALTER TABLE public.run_briefs OWNER TO countersign_owner;
CREATE TABLE public.run_files (
    team_id public.identifier NOT NULL,
    run_id public.identifier NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    digest public.digest NOT NULL,
    size_bytes bigint NOT NULL
);
ALTER TABLE ONLY public.run_files FORCE ROW LEVEL SECURITY;
ALTER TABLE public.run_files OWNER TO countersign_owner;
CREATE TABLE public.runners (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    operator_id public.identifier NOT NULL,
    token_hash public.digest NOT NULL,
    labels text[] DEFAULT '{}'::text[] NOT NULL,
    host text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT runners_name_check CHECK ((name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'::text))
);
ALTER TABLE ONLY public.runners FORCE ROW LEVEL SECURITY;
ALTER TABLE public.runners OWNER TO countersign_owner;
CREATE TABLE public.runs (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    template_version integer NOT NULL,
    title text NOT NULL,
    use_case text NOT NULL,
    mode text NOT NULL,
    risk public.risk NOT NULL,
    policy_number integer NOT NULL,
    inputs jsonb NOT NULL,
    project text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    needs text[] DEFAULT '{}'::text[] NOT NULL,
    timeout_seconds integer NOT NULL,
    requested_by public.identifier NOT NULL,
    parent_id public.identifier,
    is_trial boolean DEFAULT false NOT NULL,
    state public.run_state DEFAULT 'queued'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    revision_reason text,
    term bigint DEFAULT 0 NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    cancel_requested_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    queued_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT runs_check CHECK ((((state)::text = ANY (ARRAY['completed'::text, 'error'::text, 'cancelled'::text, 'archived'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT runs_mode_check CHECK ((mode = ANY (ARRAY['cowork'::text, 'dispatch'::text]))),
    CONSTRAINT runs_timeout_seconds_check CHECK (((timeout_seconds >= 1) AND (timeout_seconds <= 86400)))
);
ALTER TABLE ONLY public.runs FORCE ROW LEVEL SECURITY;
ALTER TABLE public.runs OWNER TO countersign_owner;
CREATE TABLE public.schema_migrations (
    number integer NOT NULL,
    name text NOT NULL,
    digest bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE public.schema_migrations OWNER TO countersign_owner;
CREATE TABLE public.sign_offs (
    team_id public.identifier NOT NULL,
    id public.identifier NOT NULL,
    request_id public.identifier NOT NULL,
    person_id public.identifier NOT NULL,
    tier text NOT NULL,
    step_up text NOT NULL,
    request_digest public.digest NOT NULL,
    payload text NOT NULL,
    digest public.digest NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT sign_offs_check CHECK (((digest)::bytea = sha256(convert_to(payload, 'UTF8'::name)))),
    CONSTRAINT sign_offs_check1 CHECK (((tier = 'confirmation'::text) OR (step_up <> 'none'::text))),
    CONSTRAINT sign_offs_step_up_check CHECK ((step_up = ANY (ARRAY['none'::text, 'password'::text]))),
    CONSTRAINT sign_offs_tier_check CHECK ((tier = ANY (ARRAY['confirmation'::text, 'countersignature'::text])))
);
ALTER TABLE ONLY public.sign_offs FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sign_offs OWNER TO countersign_owner;
CREATE TABLE public.teams (
    id public.identifier NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    title text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT teams_name_check CHECK ((name ~ '^[a-z][a-z0-9-]{0,38}$'::text))
);
ALTER TABLE public.teams OWNER TO countersign_owner;
CREATE TABLE public.template_files (
    team_id public.identifier NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    digest public.digest NOT NULL,
    size_bytes bigint NOT NULL,
    is_executable boolean NOT NULL
);
ALTER TABLE ONLY public.template_files FORCE ROW LEVEL SECURITY;
ALTER TABLE public.template_files OWNER TO countersign_owner;
CREATE TABLE public.template_finding_answers (
    team_id public.identifier NOT NULL,
    finding_id public.identifier NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL
);
ALTER TABLE ONLY public.template_finding_answers FORCE ROW LEVEL SECURITY;
ALTER TABLE public.template_finding_answers OWNER TO countersign_owner;
CREATE TABLE public.template_versions (
    team_id public.identifier NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    digest public.digest NOT NULL,
    state public.template_version_state DEFAULT 'draft'::public.template_version_state NOT NULL,
    area text DEFAULT ''::text NOT NULL,
    description text NOT NULL,
    definition jsonb NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    imported_digest public.digest,
    author_id public.identifier NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    published_by public.identifier,
    published_at timestamp with time zone,
    is_current boolean DEFAULT false NOT NULL,
    replaces integer,
    deprecated_by public.identifier,
    deprecated_at timestamp with time zone,
    deprecation text DEFAULT ''::text NOT NULL,
    instead text DEFAULT ''::text NOT NULL,
    document tsvector GENERATED ALWAYS AS (public.template_document((team_id)::text, template, area, description, definition, (is_current AND (state = 'published'::public.template_version_state)))) STORED,
    CONSTRAINT a_draft_is_never_current CHECK (((NOT is_current) OR (state <> 'draft'::public.template_version_state))),
    CONSTRAINT deprecated_by_somebody CHECK ((((state = 'deprecated'::public.template_version_state) = (deprecated_by IS NOT NULL)) AND ((deprecated_by IS NULL) = (deprecated_at IS NULL)))),
    CONSTRAINT deprecated_for_a_reason CHECK ((((state = 'deprecated'::public.template_version_state) = (deprecation <> ''::text)) AND ((state = 'deprecated'::public.template_version_state) OR (instead = ''::text)))),
    CONSTRAINT published_by_a_second_person CHECK (((published_by)::text IS DISTINCT FROM (author_id)::text)),
    CONSTRAINT template_versions_check CHECK (((state = 'draft'::public.template_version_state) = (published_at IS NULL))),
    CONSTRAINT template_versions_check1 CHECK (((published_by IS NULL) = (published_at IS NULL))),
    CONSTRAINT template_versions_number_check CHECK ((number >= 1)),
    CONSTRAINT template_versions_template_check CHECK ((template ~ '^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$'::text))
);
ALTER TABLE ONLY public.template_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.template_versions OWNER TO countersign_owner;
CREATE TABLE public.template_words (
    team_id public.identifier NOT NULL,
    every_version boolean NOT NULL,
    word text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT template_words_word_check CHECK ((word ~ '^[[:alnum:]]{3,40}$'::text))
);
ALTER TABLE ONLY public.template_words FORCE ROW LEVEL SECURITY;
ALTER TABLE public.template_words OWNER TO countersign_owner;
CREATE TABLE public.tokens (
    id public.identifier NOT NULL,
    hash public.digest NOT NULL,
    kind text NOT NULL,
    person_id public.identifier NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT tokens_kind_check CHECK ((kind = ANY (ARRAY['session'::text, 'personal'::text])))
);
ALTER TABLE public.tokens OWNER TO countersign_owner;
CREATE TABLE public.trust_demotions (
    team_id public.identifier NOT NULL,
    move integer NOT NULL,
    cause text NOT NULL COLLATE pg_catalog."C",
    number integer NOT NULL,
    rung public.trust_rung NOT NULL,
    why text NOT NULL,
    changed_by public.identifier,
    noticed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT trust_demotions_cause_check CHECK ((cause = ANY (ARRAY['defect_confirmed'::text, 'template_changed'::text, 'context_changed'::text, 'maker_changed'::text, 'aged'::text]))),
    CONSTRAINT trust_demotions_number_check CHECK ((number >= 1)),
    CONSTRAINT trust_demotions_why_check CHECK (((length(why) >= 1) AND (length(why) <= 4000)))
);
ALTER TABLE ONLY public.trust_demotions FORCE ROW LEVEL SECURITY;
ALTER TABLE public.trust_demotions OWNER TO countersign_owner;
CREATE TABLE public.trust_moves (
    team_id public.identifier NOT NULL,
    number integer NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    class public.action_class NOT NULL,
    proposal integer,
    reason text NOT NULL,
    moved_by public.identifier NOT NULL,
    moved_at timestamp with time zone NOT NULL,
    CONSTRAINT trust_moves_number_check CHECK ((number >= 1)),
    CONSTRAINT trust_moves_reason_check CHECK ((length(reason) <= 2000))
);
ALTER TABLE ONLY public.trust_moves FORCE ROW LEVEL SECURITY;
ALTER TABLE public.trust_moves OWNER TO countersign_owner;
CREATE TABLE public.trust_proposals (
    team_id public.identifier NOT NULL,
    number integer NOT NULL,
    template text NOT NULL COLLATE pg_catalog."C",
    class public.action_class NOT NULL,
    rung public.trust_rung NOT NULL,
    template_version integer NOT NULL,
    context public.digest NOT NULL,
    documents jsonb NOT NULL,
    outputs integer NOT NULL,
    defects integer NOT NULL,
    effects integer NOT NULL,
    reason text NOT NULL,
    proposed_by public.identifier NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    CONSTRAINT never_beyond_sign_off CHECK ((((rung)::text <> 'act_sampled'::text) OR (class = ANY (ARRAY['read'::public.action_class, 'write'::public.action_class, 'configure'::public.action_class, 'execute'::public.action_class])))),
    CONSTRAINT trust_proposals_check CHECK (((defects >= 0) AND (defects <= outputs))),
    CONSTRAINT trust_proposals_documents_check CHECK ((jsonb_typeof(documents) = 'array'::text)),
    CONSTRAINT trust_proposals_effects_check CHECK ((effects >= 0)),
    CONSTRAINT trust_proposals_number_check CHECK ((number >= 1)),
    CONSTRAINT trust_proposals_outputs_check CHECK ((outputs >= 0)),
    CONSTRAINT trust_proposals_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
    CONSTRAINT trust_proposals_rung_check CHECK (((rung)::text <> 'observe'::text))
);
ALTER TABLE ONLY public.trust_proposals FORCE ROW LEVEL SECURITY;
ALTER TABLE public.trust_proposals OWNER TO countersign_owner;
CREATE TABLE public.verdicts (
    team_id public.identifier NOT NULL,
    review_id public.identifier NOT NULL,
    output_id public.identifier NOT NULL,
    number integer NOT NULL,
    person_id public.identifier NOT NULL,
    verdict public.verdict NOT NULL,
    payload text NOT NULL,
    digest public.digest NOT NULL,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    given_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    CONSTRAINT verdicts_check CHECK (((digest)::bytea = sha256(convert_to(payload, 'UTF8'::name)))),
    CONSTRAINT verdicts_check1 CHECK (((verdict = 'approve'::public.verdict) = (expires_at IS NOT NULL)))
);
ALTER TABLE ONLY public.verdicts FORCE ROW LEVEL SECURITY;
ALTER TABLE public.verdicts OWNER TO countersign_owner;
ALTER TABLE ONLY public.trust_moves
    ADD CONSTRAINT a_proposal_is_used_once UNIQUE (team_id, proposal);
ALTER TABLE ONLY public.absences
    ADD CONSTRAINT absences_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.action_decisions
    ADD CONSTRAINT action_decisions_pkey PRIMARY KEY (team_id, request_id);
ALTER TABLE ONLY public.action_requests
    ADD CONSTRAINT action_requests_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.artifact_parts
    ADD CONSTRAINT artifact_parts_pkey PRIMARY KEY (team_id, digest, part);
ALTER TABLE ONLY public.artifacts
    ADD CONSTRAINT artifacts_pkey PRIMARY KEY (team_id, digest);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (team_id, run_id, number);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_team_id_run_id_term_key UNIQUE (team_id, run_id, term);
ALTER TABLE ONLY public.attention_clocks
    ADD CONSTRAINT attention_clocks_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY public.context_confirmations
    ADD CONSTRAINT context_confirmations_pkey PRIMARY KEY (team_id, layer, project, number, confirmed_at, confirmed_by);
ALTER TABLE ONLY public.context_documents
    ADD CONSTRAINT context_documents_pkey PRIMARY KEY (team_id, layer, project, number);
ALTER TABLE ONLY public.criterion_answers
    ADD CONSTRAINT criterion_answers_pkey PRIMARY KEY (team_id, review_id, criterion);
ALTER TABLE ONLY public.defect_judgements
    ADD CONSTRAINT defect_judgements_pkey PRIMARY KEY (team_id, defect_id);
ALTER TABLE ONLY public.delegations
    ADD CONSTRAINT delegations_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.effects
    ADD CONSTRAINT effects_pkey PRIMARY KEY (team_id, request_id);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (team_id, "position");
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.frames
    ADD CONSTRAINT frames_pkey PRIMARY KEY (team_id, run_id, attempt, sequence);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (actor, key);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (is_only);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (team_id, person_id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.output_chunks
    ADD CONSTRAINT output_chunks_pkey PRIMARY KEY (team_id, output_id, number, chunk);
ALTER TABLE ONLY public.output_defects
    ADD CONSTRAINT output_defects_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.output_defects
    ADD CONSTRAINT output_defects_team_id_finding_id_key UNIQUE (team_id, finding_id);
ALTER TABLE ONLY public.output_files
    ADD CONSTRAINT output_files_pkey PRIMARY KEY (team_id, output_id, number, path);
ALTER TABLE ONLY public.output_versions
    ADD CONSTRAINT output_versions_pkey PRIMARY KEY (team_id, output_id, number);
ALTER TABLE ONLY public.outputs
    ADD CONSTRAINT outputs_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.outputs
    ADD CONSTRAINT outputs_team_id_run_id_key UNIQUE (team_id, run_id);
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT persons_login_key UNIQUE (login);
ALTER TABLE ONLY public.persons
    ADD CONSTRAINT persons_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_approvals
    ADD CONSTRAINT policy_approvals_pkey PRIMARY KEY (team_id, proposal, person_id, approved_at);
ALTER TABLE ONLY public.policy_bundles
    ADD CONSTRAINT policy_bundles_pkey PRIMARY KEY (team_id, number);
ALTER TABLE ONLY public.policy_proposals
    ADD CONSTRAINT policy_proposals_pkey PRIMARY KEY (team_id, number);
ALTER TABLE ONLY public.policy_withdrawals
    ADD CONSTRAINT policy_withdrawals_pkey PRIMARY KEY (team_id, proposal);
ALTER TABLE ONLY public.quarantined_submissions
    ADD CONSTRAINT quarantined_submissions_pkey PRIMARY KEY (team_id, run_id, attempt, content_digest);
ALTER TABLE ONLY public.questions
    ADD CONSTRAINT questions_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.receipts
    ADD CONSTRAINT receipts_pkey PRIMARY KEY (team_id, review_id, chunk);
ALTER TABLE ONLY public.receipts
    ADD CONSTRAINT receipts_team_id_hash_key UNIQUE (team_id, hash);
ALTER TABLE ONLY public.review_shortages
    ADD CONSTRAINT review_shortages_pkey PRIMARY KEY (team_id, output_id, number);
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_team_id_output_id_number_reviewer_id_key UNIQUE (team_id, output_id, number, reviewer_id);
ALTER TABLE ONLY public.run_briefs
    ADD CONSTRAINT run_briefs_pkey PRIMARY KEY (team_id, run_id);
ALTER TABLE ONLY public.run_files
    ADD CONSTRAINT run_files_pkey PRIMARY KEY (team_id, run_id, name);
ALTER TABLE ONLY public.runners
    ADD CONSTRAINT runners_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.runners
    ADD CONSTRAINT runners_team_id_name_key UNIQUE (team_id, name);
ALTER TABLE ONLY public.runners
    ADD CONSTRAINT runners_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.sign_offs
    ADD CONSTRAINT sign_offs_pkey PRIMARY KEY (team_id, id);
ALTER TABLE ONLY public.sign_offs
    ADD CONSTRAINT sign_offs_team_id_request_id_person_id_key UNIQUE (team_id, request_id, person_id);
ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_name_key UNIQUE (name);
ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.template_files
    ADD CONSTRAINT template_files_pkey PRIMARY KEY (team_id, template, number, path);
ALTER TABLE ONLY public.template_finding_answers
    ADD CONSTRAINT template_finding_answers_pkey PRIMARY KEY (team_id, finding_id, number);
ALTER TABLE ONLY public.template_labels
    ADD CONSTRAINT template_labels_pkey PRIMARY KEY (team_id, template, label, project, move);
ALTER TABLE ONLY public.template_versions
    ADD CONSTRAINT template_versions_pkey PRIMARY KEY (team_id, template, number);
ALTER TABLE ONLY public.template_words
    ADD CONSTRAINT template_words_pkey PRIMARY KEY (team_id, every_version, word);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.trust_demotions
    ADD CONSTRAINT trust_demotions_pkey PRIMARY KEY (team_id, move, cause, number);
ALTER TABLE ONLY public.trust_moves
    ADD CONSTRAINT trust_moves_pkey PRIMARY KEY (team_id, number);
ALTER TABLE ONLY public.trust_proposals
    ADD CONSTRAINT trust_proposals_pkey PRIMARY KEY (team_id, number);
ALTER TABLE ONLY public.trust_proposals
    ADD CONSTRAINT trust_proposals_team_id_number_template_class_key UNIQUE (team_id, number, template, class);
ALTER TABLE ONLY public.verdicts
    ADD CONSTRAINT verdicts_pkey PRIMARY KEY (team_id, review_id);
ALTER TABLE ONLY public.verdicts
    ADD CONSTRAINT verdicts_team_id_output_id_number_person_id_key UNIQUE (team_id, output_id, number, person_id);
CREATE INDEX absences_by_end ON public.absences USING btree (ends_at, team_id);
CREATE INDEX action_requests_by_run ON public.action_requests USING btree (team_id, run_id, requested_at);
CREATE INDEX action_requests_by_state ON public.action_requests USING btree (team_id, state, requested_at, id);
CREATE INDEX action_requests_held ON public.action_requests USING btree (deadline) WHERE ((state)::text = 'held'::text);
CREATE INDEX action_requests_inbox ON public.action_requests USING btree (team_id, requested_at, id) WHERE ((state)::text = ANY (ARRAY['held'::text, 'indeterminate'::text]));
CREATE INDEX action_requests_newest ON public.action_requests USING btree (team_id, requested_at DESC, id DESC);
CREATE INDEX action_requests_same_effect ON public.action_requests USING btree (team_id, run_id, effect_digest);
CREATE INDEX action_requests_without_use_case ON public.action_requests USING btree (team_id, requested_at) WHERE (((decision ->> 'outcome'::text) = 'deny'::text) AND ((decision -> 'reasons'::text) @> '[{"rule": "use_case"}]'::jsonb));
CREATE INDEX attempts_lease ON public.attempts USING btree (lease_expires_at) WHERE (state = 'running'::public.attempt_state);
CREATE UNIQUE INDEX attempts_one_running ON public.attempts USING btree (team_id, run_id) WHERE (state = 'running'::public.attempt_state);
CREATE INDEX context_documents_approved ON public.context_documents USING btree (team_id, layer, project, number DESC) WHERE ((state)::text = 'approved'::text);
CREATE INDEX delegations_by_end ON public.delegations USING btree (team_id, ends_at);
CREATE INDEX effects_started ON public.effects USING btree (presumed_lost_at) WHERE (state = 'started'::public.effect_state);
CREATE INDEX events_by_subject ON public.events USING btree (team_id, subject, "position");
CREATE INDEX events_refused_dispatches ON public.events USING btree (team_id, at) WHERE (name = 'dispatch_refused'::text);
CREATE INDEX events_stream ON public.events USING btree (team_id, xid, "position");
CREATE INDEX finding_answers_by_version ON public.template_finding_answers USING btree (team_id, template, number);
CREATE INDEX findings_by_output ON public.findings USING btree (team_id, output_id, created_at);
CREATE INDEX findings_by_template ON public.findings USING btree (team_id, template, created_at DESC, id DESC) WHERE (cause = ANY (ARRAY['template'::public.finding_cause, 'context'::public.finding_cause, 'input'::public.finding_cause, 'tool'::public.finding_cause]));
CREATE INDEX findings_confirmed ON public.findings USING btree (team_id, template, confirmed_at) WHERE (confirmed_at IS NOT NULL);
CREATE INDEX findings_of_defects ON public.findings USING btree (team_id, template, created_at) WHERE ((confirmed_at IS NOT NULL) AND (cause = ANY (ARRAY['template'::public.finding_cause, 'context'::public.finding_cause, 'input'::public.finding_cause, 'tool'::public.finding_cause])) AND (answered_by IS NULL));
CREATE INDEX findings_open ON public.findings USING btree (team_id, created_at) WHERE ((cause = ANY (ARRAY['template'::public.finding_cause, 'context'::public.finding_cause, 'input'::public.finding_cause, 'tool'::public.finding_cause])) AND (answered_by IS NULL));
CREATE INDEX findings_open_by_template ON public.findings USING btree (team_id, template, created_at DESC, id DESC) WHERE ((cause = ANY (ARRAY['template'::public.finding_cause, 'context'::public.finding_cause, 'input'::public.finding_cause, 'tool'::public.finding_cause])) AND (answered_by IS NULL));
CREATE INDEX findings_recent ON public.findings USING btree (team_id, created_at);
CREATE INDEX findings_reported ON public.findings USING btree (team_id, created_at) WHERE ((review_id IS NULL) AND (confirmed_at IS NULL) AND (closed_at IS NULL));
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);
CREATE INDEX memberships_by_person ON public.memberships USING btree (person_id);
CREATE UNIQUE INDEX one_context_proposal ON public.context_documents USING btree (team_id, layer, project) WHERE ((state)::text = 'proposed'::text);
CREATE INDEX outbox_ready ON public.outbox USING btree (available_at) WHERE (done_at IS NULL);
CREATE INDEX output_defects_by_output ON public.output_defects USING btree (team_id, output_id, reported_at);
CREATE INDEX outputs_newest ON public.outputs USING btree (team_id, created_at DESC, id DESC);
CREATE INDEX questions_by_run ON public.questions USING btree (team_id, run_id, asked_at);
CREATE INDEX questions_inbox ON public.questions USING btree (team_id, asked_at) WHERE (state = 'open'::public.question_state);
CREATE INDEX questions_open ON public.questions USING btree (deadline) WHERE (state = 'open'::public.question_state);
CREATE INDEX review_shortages_due ON public.review_shortages USING btree (tried_at) WHERE (ended_at IS NULL);
CREATE INDEX reviews_due ON public.reviews USING btree (due_at) WHERE (state = 'open'::text);
CREATE INDEX reviews_inbox ON public.reviews USING btree (team_id, reviewer_id, assigned_at) WHERE (state = 'open'::text);
CREATE INDEX runs_by_state ON public.runs USING btree (team_id, state, created_at, id);
CREATE INDEX runs_by_template ON public.runs USING btree (team_id, template, template_version, created_at DESC);
CREATE INDEX runs_by_use_case ON public.runs USING btree (team_id, use_case, created_at, id);
CREATE INDEX runs_claimable ON public.runs USING btree (team_id, queued_at) WHERE ((state)::text = ANY (ARRAY['queued'::text, 'host_lost'::text]));
CREATE INDEX runs_newest ON public.runs USING btree (team_id, created_at DESC, id DESC);
CREATE INDEX runs_watched ON public.runs USING btree (team_id, template) WHERE ((mode = 'cowork'::text) AND (NOT is_trial));
CREATE INDEX template_labels_pinned ON public.template_labels USING btree (team_id, template, move DESC) INCLUDE (number) WHERE ((label = 'pinned'::text) AND (project = ''::text) AND (approved_at IS NOT NULL));
CREATE INDEX template_labels_proposed ON public.template_labels USING btree (team_id, proposed_at) WHERE (approved_at IS NULL);
CREATE UNIQUE INDEX template_versions_current ON public.template_versions USING btree (team_id, template) WHERE is_current;
CREATE INDEX template_versions_document ON public.template_versions USING gin (document) WITH (fastupdate=off);
CREATE INDEX template_versions_drafts ON public.template_versions USING btree (team_id, created_at) WHERE ((state = 'draft'::public.template_version_state) AND (NOT (definition ? 'missing'::text)));
CREATE INDEX template_versions_recent ON public.template_versions USING btree (team_id, published_at DESC) WHERE is_current;
CREATE INDEX template_versions_undispatchable ON public.template_versions USING btree (team_id, deprecated_at DESC) WHERE (is_current AND (state = 'deprecated'::public.template_version_state));
CREATE INDEX template_words_alike ON public.template_words USING gin (team_id, every_version, word public.gin_trgm_ops) WITH (fastupdate=off);
CREATE INDEX tokens_by_person ON public.tokens USING btree (person_id, created_at);
CREATE INDEX trust_moves_by_template ON public.trust_moves USING btree (team_id, template, class, number DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.action_decisions FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.artifact_parts FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.artifacts FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.context_confirmations FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.defect_judgements FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.frames FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.output_chunks FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.output_defects FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.output_files FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.output_versions FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.policy_approvals FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.policy_bundles FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.policy_proposals FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.policy_withdrawals FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.quarantined_submissions FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.run_briefs FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.run_files FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.sign_offs FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.template_files FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.template_finding_answers FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.trust_demotions FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.trust_moves FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.trust_proposals FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.verdicts FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.action_decisions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.artifact_parts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.artifacts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.context_confirmations FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.context_documents FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.defect_judgements FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.frames FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.output_chunks FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.output_defects FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.output_files FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.output_versions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.policy_approvals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.policy_bundles FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.policy_proposals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.policy_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.quarantined_submissions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.run_briefs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.run_files FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.sign_offs FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.template_files FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.template_finding_answers FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.trust_demotions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.trust_moves FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.trust_proposals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.verdicts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER guard_absence BEFORE INSERT OR UPDATE ON public.absences FOR EACH ROW EXECUTE FUNCTION public.guard_absence();
CREATE TRIGGER guard_accepted_delegation BEFORE UPDATE ON public.delegations FOR EACH ROW WHEN ((new.begins_at IS DISTINCT FROM old.begins_at)) EXECUTE FUNCTION public.guard_accepted_delegation();
CREATE TRIGGER guard_action_decision BEFORE INSERT ON public.action_decisions FOR EACH ROW EXECUTE FUNCTION public.guard_action_decision();
CREATE TRIGGER guard_action_request BEFORE UPDATE ON public.action_requests FOR EACH ROW EXECUTE FUNCTION public.guard_action_request();
CREATE TRIGGER guard_attempt BEFORE UPDATE ON public.attempts FOR EACH ROW EXECUTE FUNCTION public.guard_attempt();
CREATE TRIGGER guard_competences BEFORE INSERT OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION public.guard_competences();
CREATE TRIGGER guard_context_confirmation BEFORE INSERT ON public.context_confirmations FOR EACH ROW EXECUTE FUNCTION public.guard_context_confirmation();
CREATE TRIGGER guard_context_document BEFORE INSERT OR DELETE OR UPDATE ON public.context_documents FOR EACH ROW EXECUTE FUNCTION public.guard_context_document();
CREATE TRIGGER guard_defect_judgement BEFORE INSERT ON public.defect_judgements FOR EACH ROW EXECUTE FUNCTION public.guard_defect_judgement();
CREATE TRIGGER guard_delegates_verdict BEFORE INSERT ON public.verdicts FOR EACH ROW EXECUTE FUNCTION public.guard_delegates_verdict();
CREATE TRIGGER guard_effect BEFORE UPDATE ON public.effects FOR EACH ROW EXECUTE FUNCTION public.guard_effect();
CREATE TRIGGER guard_ended_delegation BEFORE UPDATE ON public.delegations FOR EACH ROW WHEN ((NOT (new.begins_at IS DISTINCT FROM old.begins_at))) EXECUTE FUNCTION public.guard_ended_delegation();
CREATE TRIGGER guard_finding BEFORE INSERT OR UPDATE ON public.findings FOR EACH ROW EXECUTE FUNCTION public.guard_finding();
CREATE TRIGGER guard_finding_answer BEFORE INSERT ON public.template_finding_answers FOR EACH ROW EXECUTE FUNCTION public.guard_finding_answer();
CREATE TRIGGER guard_new_action_request BEFORE INSERT ON public.action_requests FOR EACH ROW EXECUTE FUNCTION public.guard_new_action_request();
CREATE TRIGGER guard_new_effect BEFORE INSERT ON public.effects FOR EACH ROW EXECUTE FUNCTION public.guard_new_effect();
CREATE TRIGGER guard_new_frames AFTER INSERT ON public.frames REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION public.guard_new_frames();
CREATE TRIGGER guard_new_review BEFORE INSERT ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.guard_new_review();
CREATE TRIGGER guard_new_run BEFORE INSERT ON public.runs FOR EACH ROW EXECUTE FUNCTION public.guard_new_run();
CREATE TRIGGER guard_offered_delegation BEFORE INSERT ON public.delegations FOR EACH ROW EXECUTE FUNCTION public.guard_offered_delegation();
CREATE TRIGGER guard_output BEFORE UPDATE ON public.outputs FOR EACH ROW EXECUTE FUNCTION public.guard_output();
CREATE TRIGGER guard_output_defect BEFORE INSERT ON public.output_defects FOR EACH ROW EXECUTE FUNCTION public.guard_output_defect();
CREATE TRIGGER guard_output_part BEFORE INSERT ON public.output_chunks FOR EACH ROW EXECUTE FUNCTION public.guard_output_part();
CREATE TRIGGER guard_output_part BEFORE INSERT ON public.output_files FOR EACH ROW EXECUTE FUNCTION public.guard_output_part();
CREATE TRIGGER guard_policy_approval BEFORE INSERT ON public.policy_approvals FOR EACH ROW EXECUTE FUNCTION public.guard_policy_approval();
CREATE TRIGGER guard_policy_bundle BEFORE INSERT ON public.policy_bundles FOR EACH ROW EXECUTE FUNCTION public.guard_policy_bundle();
CREATE TRIGGER guard_policy_proposal BEFORE INSERT ON public.policy_proposals FOR EACH ROW EXECUTE FUNCTION public.guard_policy_proposal();
CREATE TRIGGER guard_policy_withdrawal BEFORE INSERT ON public.policy_withdrawals FOR EACH ROW EXECUTE FUNCTION public.guard_policy_withdrawal();
CREATE TRIGGER guard_question BEFORE UPDATE ON public.questions FOR EACH ROW EXECUTE FUNCTION public.guard_question();
CREATE TRIGGER guard_review BEFORE UPDATE ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.guard_review();
CREATE TRIGGER guard_review_part BEFORE INSERT OR UPDATE ON public.criterion_answers FOR EACH ROW EXECUTE FUNCTION public.guard_review_part();
CREATE TRIGGER guard_review_part BEFORE INSERT ON public.findings FOR EACH ROW WHEN ((new.review_id IS NOT NULL)) EXECUTE FUNCTION public.guard_review_part();
CREATE TRIGGER guard_run BEFORE UPDATE ON public.runs FOR EACH ROW EXECUTE FUNCTION public.guard_run();
CREATE TRIGGER guard_run_part BEFORE INSERT ON public.run_briefs FOR EACH ROW EXECUTE FUNCTION public.guard_run_part();
CREATE TRIGGER guard_run_part BEFORE INSERT ON public.run_files FOR EACH ROW EXECUTE FUNCTION public.guard_run_part();
CREATE TRIGGER guard_template_label BEFORE INSERT OR UPDATE ON public.template_labels FOR EACH ROW EXECUTE FUNCTION public.guard_template_label();
CREATE TRIGGER guard_template_version BEFORE INSERT OR UPDATE ON public.template_versions FOR EACH ROW EXECUTE FUNCTION public.guard_template_version();
CREATE TRIGGER guard_template_version_names BEFORE UPDATE ON public.template_versions FOR EACH ROW EXECUTE FUNCTION public.guard_template_names();
CREATE TRIGGER guard_trial_action BEFORE INSERT ON public.action_requests FOR EACH ROW WHEN (((new.state)::text <> 'denied'::text)) EXECUTE FUNCTION public.guard_trial_action();
CREATE TRIGGER guard_trial_review BEFORE INSERT ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.guard_trial_review();
CREATE TRIGGER guard_trust_demotion BEFORE INSERT ON public.trust_demotions FOR EACH ROW EXECUTE FUNCTION public.guard_trust_demotion();
CREATE TRIGGER guard_trust_move BEFORE INSERT ON public.trust_moves FOR EACH ROW EXECUTE FUNCTION public.guard_trust_move();
CREATE TRIGGER guard_trust_proposal BEFORE INSERT ON public.trust_proposals FOR EACH ROW EXECUTE FUNCTION public.guard_trust_proposal();
CREATE TRIGGER keep_admin_since BEFORE INSERT OR UPDATE ON public.memberships FOR EACH ROW EXECUTE FUNCTION public.keep_admin_since();
CREATE TRIGGER keep_current_template_words AFTER UPDATE ON public.template_versions FOR EACH ROW WHEN ((new.is_current AND (NOT old.is_current))) EXECUTE FUNCTION public.keep_template_words();
CREATE TRIGGER keep_template_words AFTER INSERT ON public.template_versions FOR EACH ROW EXECUTE FUNCTION public.keep_template_words();
CREATE TRIGGER mark_answered_findings AFTER UPDATE ON public.template_versions FOR EACH ROW WHEN ((new.is_current AND ((NOT old.is_current) OR (new.state <> old.state)))) EXECUTE FUNCTION public.mark_answered_findings();
CREATE TRIGGER reconsider_without_person AFTER UPDATE OF disabled_at ON public.persons FOR EACH ROW WHEN ((old.disabled_at IS DISTINCT FROM new.disabled_at)) EXECUTE FUNCTION public.reconsider_without_person();
CREATE TRIGGER refuse_withdrawn_policy BEFORE INSERT ON public.policy_approvals FOR EACH ROW EXECUTE FUNCTION public.refuse_withdrawn_policy();
CREATE TRIGGER refuse_withdrawn_policy BEFORE INSERT ON public.policy_bundles FOR EACH ROW WHEN ((new.proposal IS NOT NULL)) EXECUTE FUNCTION public.refuse_withdrawn_policy();
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT a_line_is_in_a_file FOREIGN KEY (team_id, template, template_version, template_file) REFERENCES public.template_files(team_id, template, number, path);
ALTER TABLE ONLY public.absences
    ADD CONSTRAINT absences_cleared_by_fkey FOREIGN KEY (cleared_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.absences
    ADD CONSTRAINT absences_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.absences
    ADD CONSTRAINT absences_set_by_fkey FOREIGN KEY (set_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.absences
    ADD CONSTRAINT absences_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.action_decisions
    ADD CONSTRAINT action_decisions_team_id_request_id_fkey FOREIGN KEY (team_id, request_id) REFERENCES public.action_requests(team_id, id);
ALTER TABLE ONLY public.action_requests
    ADD CONSTRAINT action_requests_team_id_output_id_output_version_fkey FOREIGN KEY (team_id, output_id, output_version) REFERENCES public.output_versions(team_id, output_id, number);
ALTER TABLE ONLY public.action_requests
    ADD CONSTRAINT action_requests_team_id_policy_number_fkey FOREIGN KEY (team_id, policy_number) REFERENCES public.policy_bundles(team_id, number);
ALTER TABLE ONLY public.action_requests
    ADD CONSTRAINT action_requests_team_id_run_id_fkey FOREIGN KEY (team_id, run_id) REFERENCES public.runs(team_id, id);
ALTER TABLE ONLY public.artifact_parts
    ADD CONSTRAINT artifact_parts_team_id_digest_fkey FOREIGN KEY (team_id, digest) REFERENCES public.artifacts(team_id, digest);
ALTER TABLE ONLY public.artifacts
    ADD CONSTRAINT artifacts_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.trust_moves
    ADD CONSTRAINT as_it_was_proposed FOREIGN KEY (team_id, proposal, template, class) REFERENCES public.trust_proposals(team_id, number, template, class);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_team_id_run_id_fkey FOREIGN KEY (team_id, run_id) REFERENCES public.runs(team_id, id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_team_id_runner_id_fkey FOREIGN KEY (team_id, runner_id) REFERENCES public.runners(team_id, id);
ALTER TABLE ONLY public.attention_clocks
    ADD CONSTRAINT attention_clocks_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.context_confirmations
    ADD CONSTRAINT context_confirmations_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.context_confirmations
    ADD CONSTRAINT context_confirmations_team_id_layer_project_number_fkey FOREIGN KEY (team_id, layer, project, number) REFERENCES public.context_documents(team_id, layer, project, number);
ALTER TABLE ONLY public.context_documents
    ADD CONSTRAINT context_documents_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.context_documents
    ADD CONSTRAINT context_documents_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.context_documents
    ADD CONSTRAINT context_documents_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.criterion_answers
    ADD CONSTRAINT criterion_answers_team_id_review_id_fkey FOREIGN KEY (team_id, review_id) REFERENCES public.reviews(team_id, id);
ALTER TABLE ONLY public.defect_judgements
    ADD CONSTRAINT defect_judgements_judged_by_fkey FOREIGN KEY (judged_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.defect_judgements
    ADD CONSTRAINT defect_judgements_team_id_defect_id_fkey FOREIGN KEY (team_id, defect_id) REFERENCES public.output_defects(team_id, id);
ALTER TABLE ONLY public.delegations
    ADD CONSTRAINT delegations_delegate_id_fkey FOREIGN KEY (delegate_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.delegations
    ADD CONSTRAINT delegations_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.delegations
    ADD CONSTRAINT delegations_made_by_fkey FOREIGN KEY (made_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.delegations
    ADD CONSTRAINT delegations_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.delegations
    ADD CONSTRAINT delegations_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.effects
    ADD CONSTRAINT effects_team_id_request_id_fkey FOREIGN KEY (team_id, request_id) REFERENCES public.action_requests(team_id, id);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_team_id_output_id_number_fkey FOREIGN KEY (team_id, output_id, number) REFERENCES public.output_versions(team_id, output_id, number);
ALTER TABLE ONLY public.findings
    ADD CONSTRAINT findings_team_id_review_id_fkey FOREIGN KEY (team_id, review_id) REFERENCES public.reviews(team_id, id);
ALTER TABLE ONLY public.frames
    ADD CONSTRAINT frames_team_id_run_id_attempt_fkey FOREIGN KEY (team_id, run_id, attempt) REFERENCES public.attempts(team_id, run_id, number);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.output_chunks
    ADD CONSTRAINT output_chunks_team_id_output_id_number_fkey FOREIGN KEY (team_id, output_id, number) REFERENCES public.output_versions(team_id, output_id, number);
ALTER TABLE ONLY public.output_defects
    ADD CONSTRAINT output_defects_reported_by_fkey FOREIGN KEY (reported_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.output_defects
    ADD CONSTRAINT output_defects_team_id_finding_id_fkey FOREIGN KEY (team_id, finding_id) REFERENCES public.findings(team_id, id);
ALTER TABLE ONLY public.output_defects
    ADD CONSTRAINT output_defects_team_id_output_id_number_fkey FOREIGN KEY (team_id, output_id, number) REFERENCES public.output_versions(team_id, output_id, number);
ALTER TABLE ONLY public.output_files
    ADD CONSTRAINT output_files_team_id_digest_fkey FOREIGN KEY (team_id, digest) REFERENCES public.artifacts(team_id, digest);
ALTER TABLE ONLY public.output_files
    ADD CONSTRAINT output_files_team_id_output_id_number_fkey FOREIGN KEY (team_id, output_id, number) REFERENCES public.output_versions(team_id, output_id, number);
ALTER TABLE ONLY public.output_versions
    ADD CONSTRAINT output_versions_team_id_output_id_fkey FOREIGN KEY (team_id, output_id) REFERENCES public.outputs(team_id, id);
ALTER TABLE ONLY public.output_versions
    ADD CONSTRAINT output_versions_team_id_run_id_attempt_fkey FOREIGN KEY (team_id, run_id, attempt) REFERENCES public.attempts(team_id, run_id, number);
ALTER TABLE ONLY public.outputs
    ADD CONSTRAINT outputs_team_id_run_id_fkey FOREIGN KEY (team_id, run_id) REFERENCES public.runs(team_id, id);
ALTER TABLE ONLY public.policy_approvals
    ADD CONSTRAINT policy_approvals_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.policy_approvals
    ADD CONSTRAINT policy_approvals_team_id_proposal_fkey FOREIGN KEY (team_id, proposal) REFERENCES public.policy_proposals(team_id, number);
ALTER TABLE ONLY public.policy_bundles
    ADD CONSTRAINT policy_bundles_enacted_by_fkey FOREIGN KEY (enacted_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.policy_bundles
    ADD CONSTRAINT policy_bundles_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.policy_bundles
    ADD CONSTRAINT policy_bundles_team_id_proposal_fkey FOREIGN KEY (team_id, proposal) REFERENCES public.policy_proposals(team_id, number);
ALTER TABLE ONLY public.policy_proposals
    ADD CONSTRAINT policy_proposals_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.policy_proposals
    ADD CONSTRAINT policy_proposals_team_id_base_number_fkey FOREIGN KEY (team_id, base_number) REFERENCES public.policy_bundles(team_id, number);
ALTER TABLE ONLY public.policy_proposals
    ADD CONSTRAINT policy_proposals_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.policy_withdrawals
    ADD CONSTRAINT policy_withdrawals_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.policy_withdrawals
    ADD CONSTRAINT policy_withdrawals_team_id_proposal_fkey FOREIGN KEY (team_id, proposal) REFERENCES public.policy_proposals(team_id, number);
ALTER TABLE ONLY public.quarantined_submissions
    ADD CONSTRAINT quarantined_submissions_team_id_run_id_fkey FOREIGN KEY (team_id, run_id) REFERENCES public.runs(team_id, id);
ALTER TABLE ONLY public.questions
    ADD CONSTRAINT questions_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.questions
    ADD CONSTRAINT questions_team_id_run_id_attempt_fkey FOREIGN KEY (team_id, run_id, attempt) REFERENCES public.attempts(team_id, run_id, number);
ALTER TABLE ONLY public.receipts
    ADD CONSTRAINT receipts_team_id_review_id_fkey FOREIGN KEY (team_id, review_id) REFERENCES public.reviews(team_id, id);
ALTER TABLE ONLY public.review_shortages
    ADD CONSTRAINT review_shortages_team_id_output_id_number_fkey FOREIGN KEY (team_id, output_id, number) REFERENCES public.output_versions(team_id, output_id, number);
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_team_id_output_id_number_fkey FOREIGN KEY (team_id, output_id, number) REFERENCES public.output_versions(team_id, output_id, number);
ALTER TABLE ONLY public.run_briefs
    ADD CONSTRAINT run_briefs_team_id_run_id_fkey FOREIGN KEY (team_id, run_id) REFERENCES public.runs(team_id, id);
ALTER TABLE ONLY public.run_files
    ADD CONSTRAINT run_files_team_id_digest_fkey FOREIGN KEY (team_id, digest) REFERENCES public.artifacts(team_id, digest);
ALTER TABLE ONLY public.run_files
    ADD CONSTRAINT run_files_team_id_run_id_fkey FOREIGN KEY (team_id, run_id) REFERENCES public.runs(team_id, id);
ALTER TABLE ONLY public.runners
    ADD CONSTRAINT runners_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.runners
    ADD CONSTRAINT runners_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_team_id_parent_id_fkey FOREIGN KEY (team_id, parent_id) REFERENCES public.runs(team_id, id);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_team_id_policy_number_fkey FOREIGN KEY (team_id, policy_number) REFERENCES public.policy_bundles(team_id, number);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_team_id_template_template_version_fkey FOREIGN KEY (team_id, template, template_version) REFERENCES public.template_versions(team_id, template, number);
ALTER TABLE ONLY public.sign_offs
    ADD CONSTRAINT sign_offs_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.sign_offs
    ADD CONSTRAINT sign_offs_team_id_request_id_fkey FOREIGN KEY (team_id, request_id) REFERENCES public.action_requests(team_id, id);
ALTER TABLE ONLY public.template_files
    ADD CONSTRAINT template_files_team_id_digest_fkey FOREIGN KEY (team_id, digest) REFERENCES public.artifacts(team_id, digest);
ALTER TABLE ONLY public.template_files
    ADD CONSTRAINT template_files_team_id_template_number_fkey FOREIGN KEY (team_id, template, number) REFERENCES public.template_versions(team_id, template, number);
ALTER TABLE ONLY public.template_finding_answers
    ADD CONSTRAINT template_finding_answers_team_id_finding_id_fkey FOREIGN KEY (team_id, finding_id) REFERENCES public.findings(team_id, id);
ALTER TABLE ONLY public.template_finding_answers
    ADD CONSTRAINT template_finding_answers_team_id_template_number_fkey FOREIGN KEY (team_id, template, number) REFERENCES public.template_versions(team_id, template, number);
ALTER TABLE ONLY public.template_labels
    ADD CONSTRAINT template_labels_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.template_labels
    ADD CONSTRAINT template_labels_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.template_labels
    ADD CONSTRAINT template_labels_team_id_template_number_fkey FOREIGN KEY (team_id, template, number) REFERENCES public.template_versions(team_id, template, number);
ALTER TABLE ONLY public.template_versions
    ADD CONSTRAINT template_versions_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.template_versions
    ADD CONSTRAINT template_versions_deprecated_by_fkey FOREIGN KEY (deprecated_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.template_versions
    ADD CONSTRAINT template_versions_published_by_fkey FOREIGN KEY (published_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.template_versions
    ADD CONSTRAINT template_versions_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.template_versions
    ADD CONSTRAINT template_versions_team_id_template_replaces_fkey FOREIGN KEY (team_id, template, replaces) REFERENCES public.template_versions(team_id, template, number);
ALTER TABLE ONLY public.template_words
    ADD CONSTRAINT template_words_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.trust_demotions
    ADD CONSTRAINT trust_demotions_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.trust_demotions
    ADD CONSTRAINT trust_demotions_team_id_move_fkey FOREIGN KEY (team_id, move) REFERENCES public.trust_moves(team_id, number);
ALTER TABLE ONLY public.trust_moves
    ADD CONSTRAINT trust_moves_moved_by_fkey FOREIGN KEY (moved_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.trust_moves
    ADD CONSTRAINT trust_moves_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.trust_proposals
    ADD CONSTRAINT trust_proposals_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.persons(id);
ALTER TABLE ONLY public.trust_proposals
    ADD CONSTRAINT trust_proposals_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.trust_proposals
    ADD CONSTRAINT trust_proposals_team_id_template_template_version_fkey FOREIGN KEY (team_id, template, template_version) REFERENCES public.template_versions(team_id, template, number);
ALTER TABLE ONLY public.verdicts
    ADD CONSTRAINT verdicts_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.persons(id);
ALTER TABLE ONLY public.verdicts
    ADD CONSTRAINT verdicts_team_id_review_id_fkey FOREIGN KEY (team_id, review_id) REFERENCES public.reviews(team_id, id);
ALTER TABLE public.absences ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.action_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.action_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.artifact_parts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.artifacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.attempts ENABLE ROW LEVEL SECURITY;
CREATE POLICY auditor ON public.absences FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.action_decisions FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.action_requests FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.artifact_parts FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.artifacts FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.attempts FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.context_confirmations FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.context_documents FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.criterion_answers FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.defect_judgements FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.delegations FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.effects FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.events FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.findings FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.frames FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.memberships FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.outbox FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.output_chunks FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.output_defects FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.output_files FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.output_versions FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.outputs FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.policy_approvals FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.policy_bundles FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.policy_proposals FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.policy_withdrawals FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.quarantined_submissions FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.questions FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.receipts FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.review_shortages FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.reviews FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.run_briefs FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.run_files FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.runners FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.runs FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.sign_offs FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.template_files FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.template_finding_answers FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.template_labels FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.template_versions FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.template_words FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.trust_demotions FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.trust_moves FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.trust_proposals FOR SELECT TO countersign_auditor USING (true);
CREATE POLICY auditor ON public.verdicts FOR SELECT TO countersign_auditor USING (true);
ALTER TABLE public.context_confirmations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.context_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.criterion_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.defect_judgements ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.delegations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.effects ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.findings ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.frames ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.memberships ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation ON public.context_confirmations FOR SELECT USING (((team_id)::text = 'team_installation'::text));
CREATE POLICY organisation ON public.context_documents FOR SELECT USING ((((team_id)::text = 'team_installation'::text) AND ((state)::text = 'approved'::text)));
ALTER TABLE public.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.output_chunks ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.output_defects ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.output_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.output_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.outputs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.memberships FOR SELECT USING (((person_id)::text = public.current_person()));
ALTER TABLE public.policy_approvals ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.policy_bundles ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.policy_proposals ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.policy_withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.quarantined_submissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.questions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.receipts ENABLE ROW LEVEL SECURITY;
CREATE POLICY reconsideration ON public.outbox FOR INSERT TO countersign_system WITH CHECK ((kind = 'reconsider_reviews'::text));
ALTER TABLE public.review_shortages ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.run_briefs ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.run_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.runners ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sign_offs ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON public.absences FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.action_decisions FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.action_requests FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.artifact_parts FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.artifacts FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.attempts FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.context_confirmations FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.context_documents FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.criterion_answers FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.defect_judgements FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.delegations FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.effects FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.events FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.findings FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.frames FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.memberships FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.outbox FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.output_chunks FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.output_defects FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.output_files FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.output_versions FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.outputs FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.policy_approvals FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.policy_bundles FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.policy_proposals FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.policy_withdrawals FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.quarantined_submissions FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.questions FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.receipts FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.review_shortages FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.reviews FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.run_briefs FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.run_files FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.runners FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.runs FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.sign_offs FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.template_files FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.template_finding_answers FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.template_labels FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.template_versions FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.template_words FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.trust_demotions FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.trust_moves FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.trust_proposals FOR SELECT TO countersign_system USING (true);
CREATE POLICY system ON public.verdicts FOR SELECT TO countersign_system USING (true);
CREATE POLICY team ON public.absences USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.action_decisions USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.action_requests USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.artifact_parts USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.artifacts USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.attempts USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.context_confirmations USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.context_documents USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.criterion_answers USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.defect_judgements USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.delegations USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.effects USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.events USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.findings USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.frames USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.memberships USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.outbox USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.output_chunks USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.output_defects USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.output_files USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.output_versions USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.outputs USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.policy_approvals USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.policy_bundles USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.policy_proposals USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.policy_withdrawals USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.quarantined_submissions USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.questions USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.receipts USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.review_shortages USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.reviews USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.run_briefs USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.run_files USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.runners USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.runs USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.sign_offs USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.template_files USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.template_finding_answers USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.template_labels USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.template_versions USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.template_words USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.trust_demotions USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.trust_moves USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.trust_proposals USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
CREATE POLICY team ON public.verdicts USING (((team_id)::text = public.current_team())) WITH CHECK (((team_id)::text = public.current_team()));
ALTER TABLE public.template_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.template_finding_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.template_labels ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.template_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.template_words ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.trust_demotions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.trust_moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.trust_proposals ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.verdicts ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA public TO countersign_app;
GRANT USAGE ON SCHEMA public TO countersign_system;
GRANT USAGE ON SCHEMA public TO countersign_auditor;
REVOKE ALL ON FUNCTION public.acknowledge_chunk(wanted_review text, wanted_chunk integer, receipt_hash bytea, session text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.acknowledge_chunk(wanted_review text, wanted_chunk integer, receipt_hash bytea, session text) TO countersign_app;
REVOKE ALL ON FUNCTION public.caller_by_token(token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.caller_by_token(token_hash bytea) TO countersign_app;
REVOKE ALL ON FUNCTION public.clear_current_version(team text, name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.clear_current_version(team text, name text) TO countersign_app;
REVOKE ALL ON FUNCTION public.current_person() FROM PUBLIC;
GRANT ALL ON FUNCTION public.current_person() TO countersign_app;
GRANT ALL ON FUNCTION public.current_person() TO countersign_system;
GRANT ALL ON FUNCTION public.current_person() TO countersign_auditor;
REVOKE ALL ON FUNCTION public.current_team() FROM PUBLIC;
GRANT ALL ON FUNCTION public.current_team() TO countersign_app;
GRANT ALL ON FUNCTION public.current_team() TO countersign_system;
GRANT ALL ON FUNCTION public.current_team() TO countersign_auditor;
REVOKE ALL ON FUNCTION public.due_work(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.due_work(at_most integer) TO countersign_app;
REVOKE ALL ON FUNCTION public.guard_absence() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_accepted_delegation() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_action_decision() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_action_request() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_attempt() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_competences() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_defect_judgement() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_delegates_verdict() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_effect() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_ended_delegation() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_finding() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_finding_answer() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_new_action_request() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_new_effect() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_new_frames() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_new_review() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_offered_delegation() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_output() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_output_defect() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_output_part() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_policy_approval() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_policy_bundle() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_policy_proposal() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_policy_withdrawal() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_question() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_review() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_review_part() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_run() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_run_part() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_template_names() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_template_version() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_trust_demotion() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_trust_move() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.guard_trust_proposal() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.has_shortage(team text, output text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.has_shortage(team text, output text, version integer) TO countersign_system;
REVOKE ALL ON FUNCTION public.has_stake_in_defect(team text, defect text, person text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.has_stake_in_defect(team text, defect text, person text) TO countersign_app;
REVOKE ALL ON FUNCTION public.is_absent(team text, person text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.is_absent(team text, person text) TO countersign_app;
GRANT SELECT ON TABLE public.reviews TO countersign_system;
GRANT SELECT ON TABLE public.reviews TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.reviews TO countersign_app;
REVOKE ALL ON FUNCTION public.is_overdue(review public.reviews) FROM PUBLIC;
GRANT ALL ON FUNCTION public.is_overdue(review public.reviews) TO countersign_app;
GRANT ALL ON FUNCTION public.is_overdue(review public.reviews) TO countersign_system;
REVOKE ALL ON FUNCTION public.is_read(review public.reviews) FROM PUBLIC;
GRANT ALL ON FUNCTION public.is_read(review public.reviews) TO countersign_app;
GRANT ALL ON FUNCTION public.is_read(review public.reviews) TO countersign_system;
REVOKE ALL ON FUNCTION public.is_team_admin(team text, person text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.is_team_admin(team text, person text) TO countersign_app;
REVOKE ALL ON FUNCTION public.judges_defects(team text, person text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.judges_defects(team text, person text) TO countersign_app;
REVOKE ALL ON FUNCTION public.keep_admin_since() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.keep_append_only(name text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.keep_template_words() FROM PUBLIC;
GRANT SELECT ON TABLE public.template_labels TO countersign_system;
GRANT SELECT ON TABLE public.template_labels TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.template_labels TO countersign_app;
GRANT UPDATE(approved_by) ON TABLE public.template_labels TO countersign_app;
GRANT UPDATE(approved_at) ON TABLE public.template_labels TO countersign_app;
REVOKE ALL ON FUNCTION public.local_time(zone text, at timestamp with time zone, OUT day integer, OUT minute integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.local_time(zone text, at timestamp with time zone, OUT day integer, OUT minute integer) TO countersign_app;
REVOKE ALL ON FUNCTION public.lock_attention() FROM PUBLIC;
GRANT ALL ON FUNCTION public.lock_attention() TO countersign_app;
REVOKE ALL ON FUNCTION public.lock_current_version(team text, name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lock_current_version(team text, name text) TO countersign_app;
REVOKE ALL ON FUNCTION public.lock_policy_proposal(team text, wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lock_policy_proposal(team text, wanted integer) TO countersign_app;
REVOKE ALL ON FUNCTION public.lock_trust(team text, name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lock_trust(team text, name text) TO countersign_app;
REVOKE ALL ON FUNCTION public.mark_answered_findings() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.move_attention(credit_milliseconds bigint, next_review text, next_chunk integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.move_attention(credit_milliseconds bigint, next_review text, next_chunk integer) TO countersign_app;
REVOKE ALL ON FUNCTION public.open_review(wanted_review text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.overdue_reviews(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.overdue_reviews(at_most integer) TO countersign_system;
REVOKE ALL ON FUNCTION public.protect_team_table(name text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.query_alike(wanted text, every_version boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.query_alike(wanted text, every_version boolean) TO countersign_system;
REVOKE ALL ON FUNCTION public.reconsider_without_person() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.record_sign_off(sign_off_id text, wanted_request text, tier text, step_up text, signed_digest bytea, payload text, payload_digest bytea, lifetime_seconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.record_sign_off(sign_off_id text, wanted_request text, tier text, step_up text, signed_digest bytea, payload text, payload_digest bytea, lifetime_seconds integer) TO countersign_app;
REVOKE ALL ON FUNCTION public.record_verdict(wanted_review text, wanted_verdict public.verdict, payload text, payload_digest bytea, flags text[], lifetime_seconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.record_verdict(wanted_review text, wanted_verdict public.verdict, payload text, payload_digest bytea, flags text[], lifetime_seconds integer) TO countersign_app;
REVOKE ALL ON FUNCTION public.refuse(code text, message text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.refuse(code text, message text) TO countersign_app;
GRANT ALL ON FUNCTION public.refuse(code text, message text) TO countersign_system;
GRANT ALL ON FUNCTION public.refuse(code text, message text) TO countersign_auditor;
REVOKE ALL ON FUNCTION public.refuse_change() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.refuse_withdrawn_policy() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.runner_by_token(token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.runner_by_token(token_hash bytea) TO countersign_app;
REVOKE ALL ON FUNCTION public.search_fact(name text, value text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.search_fact(name text, value text) TO countersign_system;
REVOKE ALL ON FUNCTION public.search_templates(wanted text, use_case text, kind text, area text, every_version boolean, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.search_templates(wanted text, use_case text, kind text, area text, every_version boolean, at_most integer) TO countersign_app;
REVOKE ALL ON FUNCTION public.serve_chunk(wanted_review text, wanted_chunk integer, next_counter integer, receipt_hash bytea, session text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.serve_chunk(wanted_review text, wanted_chunk integer, next_counter integer, receipt_hash bytea, session text) TO countersign_app;
REVOKE ALL ON FUNCTION public.swapped(word text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.swapped(word text) TO countersign_system;
REVOKE ALL ON FUNCTION public.teams_of(person text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.teams_of(person text) TO countersign_app;
REVOKE ALL ON FUNCTION public.template_document(team text, name text, area text, description text, definition jsonb, is_current boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.template_document(team text, name text, area text, description text, definition jsonb, is_current boolean) TO countersign_app;
REVOKE ALL ON FUNCTION public.waits_for_review(team text, output text, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.waits_for_review(team text, output text, version integer) TO countersign_system;
REVOKE ALL ON FUNCTION public.was_team_admin_since(team text, person text, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.was_team_admin_since(team text, person text, moment timestamp with time zone) TO countersign_app;
REVOKE ALL ON FUNCTION public.words_of(said text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.words_of(said text) TO countersign_app;
GRANT ALL ON FUNCTION public.words_of(said text) TO countersign_system;
GRANT SELECT ON TABLE public.absences TO countersign_system;
GRANT SELECT ON TABLE public.absences TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.absences TO countersign_app;
GRANT UPDATE(cleared_by) ON TABLE public.absences TO countersign_app;
GRANT UPDATE(cleared_at) ON TABLE public.absences TO countersign_app;
GRANT SELECT ON TABLE public.action_decisions TO countersign_system;
GRANT SELECT ON TABLE public.action_decisions TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.action_decisions TO countersign_app;
GRANT SELECT ON TABLE public.action_requests TO countersign_system;
GRANT SELECT ON TABLE public.action_requests TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.action_requests TO countersign_app;
GRANT SELECT ON TABLE public.artifact_parts TO countersign_system;
GRANT SELECT ON TABLE public.artifact_parts TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.artifact_parts TO countersign_app;
GRANT SELECT ON TABLE public.artifacts TO countersign_system;
GRANT SELECT ON TABLE public.artifacts TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.artifacts TO countersign_app;
GRANT SELECT ON TABLE public.attempts TO countersign_system;
GRANT SELECT ON TABLE public.attempts TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.attempts TO countersign_app;
GRANT SELECT ON TABLE public.attention_clocks TO countersign_app;
GRANT SELECT ON TABLE public.context_confirmations TO countersign_system;
GRANT SELECT ON TABLE public.context_confirmations TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.context_confirmations TO countersign_app;
GRANT SELECT ON TABLE public.context_documents TO countersign_system;
GRANT SELECT ON TABLE public.context_documents TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.context_documents TO countersign_app;
GRANT UPDATE(state) ON TABLE public.context_documents TO countersign_app;
GRANT UPDATE(decided_by) ON TABLE public.context_documents TO countersign_app;
GRANT UPDATE(decided_at) ON TABLE public.context_documents TO countersign_app;
GRANT SELECT ON TABLE public.criterion_answers TO countersign_system;
GRANT SELECT ON TABLE public.criterion_answers TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.criterion_answers TO countersign_app;
GRANT SELECT ON TABLE public.defect_judgements TO countersign_system;
GRANT SELECT ON TABLE public.defect_judgements TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.defect_judgements TO countersign_app;
GRANT SELECT ON TABLE public.delegations TO countersign_system;
GRANT SELECT ON TABLE public.delegations TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.delegations TO countersign_app;
GRANT UPDATE(begins_at) ON TABLE public.delegations TO countersign_app;
GRANT UPDATE(ended_by) ON TABLE public.delegations TO countersign_app;
GRANT UPDATE(ended_at) ON TABLE public.delegations TO countersign_app;
GRANT SELECT ON TABLE public.effects TO countersign_system;
GRANT SELECT ON TABLE public.effects TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.effects TO countersign_app;
GRANT SELECT ON TABLE public.events TO countersign_system;
GRANT SELECT ON TABLE public.events TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.events TO countersign_app;
GRANT SELECT ON TABLE public.findings TO countersign_system;
GRANT SELECT ON TABLE public.findings TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.findings TO countersign_app;
GRANT SELECT ON TABLE public.frames TO countersign_system;
GRANT SELECT ON TABLE public.frames TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.frames TO countersign_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.idempotency_keys TO countersign_app;
GRANT SELECT ON TABLE public.installation TO countersign_app;
GRANT SELECT ON TABLE public.memberships TO countersign_system;
GRANT SELECT ON TABLE public.memberships TO countersign_auditor;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.memberships TO countersign_app;
GRANT SELECT ON TABLE public.outbox TO countersign_system;
GRANT SELECT ON TABLE public.outbox TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.outbox TO countersign_app;
GRANT INSERT(team_id) ON TABLE public.outbox TO countersign_system;
GRANT INSERT(kind) ON TABLE public.outbox TO countersign_system;
GRANT INSERT(subject_id) ON TABLE public.outbox TO countersign_system;
GRANT SELECT ON TABLE public.output_chunks TO countersign_system;
GRANT SELECT ON TABLE public.output_chunks TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.output_chunks TO countersign_app;
GRANT SELECT ON TABLE public.output_defects TO countersign_system;
GRANT SELECT ON TABLE public.output_defects TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.output_defects TO countersign_app;
GRANT SELECT ON TABLE public.output_files TO countersign_system;
GRANT SELECT ON TABLE public.output_files TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.output_files TO countersign_app;
GRANT SELECT ON TABLE public.output_versions TO countersign_system;
GRANT SELECT ON TABLE public.output_versions TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.output_versions TO countersign_app;
GRANT SELECT ON TABLE public.outputs TO countersign_system;
GRANT SELECT ON TABLE public.outputs TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.outputs TO countersign_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.persons TO countersign_app;
GRANT SELECT ON TABLE public.persons TO countersign_system;
GRANT SELECT ON TABLE public.persons TO countersign_auditor;
GRANT SELECT ON TABLE public.policy_approvals TO countersign_system;
GRANT SELECT ON TABLE public.policy_approvals TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.policy_approvals TO countersign_app;
GRANT SELECT ON TABLE public.policy_bundles TO countersign_system;
GRANT SELECT ON TABLE public.policy_bundles TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.policy_bundles TO countersign_app;
GRANT SELECT ON TABLE public.policy_proposals TO countersign_system;
GRANT SELECT ON TABLE public.policy_proposals TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.policy_proposals TO countersign_app;
GRANT SELECT ON TABLE public.policy_withdrawals TO countersign_system;
GRANT SELECT ON TABLE public.policy_withdrawals TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.policy_withdrawals TO countersign_app;
GRANT SELECT ON TABLE public.quarantined_submissions TO countersign_system;
GRANT SELECT ON TABLE public.quarantined_submissions TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.quarantined_submissions TO countersign_app;
GRANT SELECT ON TABLE public.questions TO countersign_system;
GRANT SELECT ON TABLE public.questions TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.questions TO countersign_app;
GRANT SELECT ON TABLE public.receipts TO countersign_system;
GRANT SELECT ON TABLE public.receipts TO countersign_auditor;
GRANT SELECT ON TABLE public.receipts TO countersign_app;
GRANT SELECT ON TABLE public.review_shortages TO countersign_system;
GRANT SELECT ON TABLE public.review_shortages TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.review_shortages TO countersign_app;
GRANT SELECT ON TABLE public.run_briefs TO countersign_system;
GRANT SELECT ON TABLE public.run_briefs TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.run_briefs TO countersign_app;
GRANT SELECT ON TABLE public.run_files TO countersign_system;
GRANT SELECT ON TABLE public.run_files TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.run_files TO countersign_app;
GRANT SELECT ON TABLE public.runners TO countersign_system;
GRANT SELECT ON TABLE public.runners TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.runners TO countersign_app;
GRANT SELECT ON TABLE public.runs TO countersign_system;
GRANT SELECT ON TABLE public.runs TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.runs TO countersign_app;
GRANT SELECT ON TABLE public.schema_migrations TO countersign_app;
GRANT SELECT ON TABLE public.sign_offs TO countersign_system;
GRANT SELECT ON TABLE public.sign_offs TO countersign_auditor;
GRANT SELECT ON TABLE public.sign_offs TO countersign_app;
GRANT SELECT,INSERT ON TABLE public.teams TO countersign_app;
GRANT SELECT ON TABLE public.teams TO countersign_system;
GRANT SELECT ON TABLE public.teams TO countersign_auditor;
GRANT SELECT ON TABLE public.template_files TO countersign_system;
GRANT SELECT ON TABLE public.template_files TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.template_files TO countersign_app;
GRANT SELECT ON TABLE public.template_finding_answers TO countersign_system;
GRANT SELECT ON TABLE public.template_finding_answers TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.template_finding_answers TO countersign_app;
GRANT SELECT ON TABLE public.template_versions TO countersign_system;
GRANT SELECT ON TABLE public.template_versions TO countersign_auditor;
GRANT SELECT,INSERT,UPDATE ON TABLE public.template_versions TO countersign_app;
GRANT SELECT ON TABLE public.template_words TO countersign_system;
GRANT SELECT ON TABLE public.template_words TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.template_words TO countersign_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.tokens TO countersign_app;
GRANT SELECT ON TABLE public.tokens TO countersign_system;
GRANT SELECT ON TABLE public.trust_demotions TO countersign_system;
GRANT SELECT ON TABLE public.trust_demotions TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.trust_demotions TO countersign_app;
GRANT SELECT ON TABLE public.trust_moves TO countersign_system;
GRANT SELECT ON TABLE public.trust_moves TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.trust_moves TO countersign_app;
GRANT SELECT ON TABLE public.trust_proposals TO countersign_system;
GRANT SELECT ON TABLE public.trust_proposals TO countersign_auditor;
GRANT SELECT,INSERT ON TABLE public.trust_proposals TO countersign_app;
GRANT SELECT ON TABLE public.verdicts TO countersign_system;
GRANT SELECT ON TABLE public.verdicts TO countersign_auditor;
GRANT SELECT ON TABLE public.verdicts TO countersign_app;
