-- Actions, decisions, sign-offs, effects. One decision per request and one effect per request are primary keys.

CREATE TABLE action_requests (
    team_id identifier NOT NULL,
    id identifier NOT NULL,
    run_id identifier NOT NULL,
    attempt integer,
    term bigint,
    output_id identifier,
    output_version integer,
    action text NOT NULL,
    class action_class NOT NULL,
    is_reversible boolean NOT NULL,
    arguments jsonb NOT NULL,
    target text NOT NULL,
    -- The line a signer reads first, made of the arguments.
    preview text NOT NULL,
    -- What the agent says about it: claimed, never evidence.
    claim text NOT NULL DEFAULT '',
    canonical text NOT NULL,
    digest digest NOT NULL CHECK (digest = sha256(convert_to(canonical, 'UTF8'))),
    -- Equal for the same effect asked again: action, target and arguments without nonce and expiry.
    effect_digest digest NOT NULL,
    policy_number integer NOT NULL,
    decision jsonb NOT NULL,
    -- How far its template was trusted when it was made, by class: {"write": "act_sampled"}. A class that is not there stood at
    -- the first rung. What judges the request as it was then looks here.
    trust jsonb NOT NULL DEFAULT '{}' CHECK (trust - enum_range(NULL::action_class)::text[] = '{}'
        AND jsonb_path_query_array(trust, '$.*') <@ '["observe", "draft", "act_with_sign_off", "act_sampled"]'),
    -- How many people must sign at least, and how many of them by a countersignature; the decision says who.
    needed_sign_offs integer NOT NULL DEFAULT 0,
    needed_countersignatures integer NOT NULL DEFAULT 0 CHECK (needed_countersignatures <= needed_sign_offs),
    executor text NOT NULL,
    state action_state NOT NULL,
    -- Why something signed or allowed was not carried out after all.
    refusal text CHECK (refusal IS NULL OR state = 'failed'),
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    deadline timestamptz NOT NULL,
    PRIMARY KEY (team_id, id),
    FOREIGN KEY (team_id, run_id) REFERENCES runs,
    FOREIGN KEY (team_id, policy_number) REFERENCES policy_bundles,
    FOREIGN KEY (team_id, output_id, output_version) REFERENCES output_versions,
    CHECK ((attempt IS NULL) = (term IS NULL)),
    CHECK ((output_id IS NULL) = (output_version IS NULL)),
    -- What is signed is what is shown.
    CHECK (canonical::jsonb @> jsonb_build_object('team', team_id, 'run', run_id, 'action', action, 'target', target)
        AND canonical::jsonb -> 'arguments' = arguments)
);
CREATE INDEX action_requests_held ON action_requests (deadline) WHERE state = 'held';
CREATE INDEX action_requests_inbox ON action_requests (team_id, requested_at, id) WHERE state IN ('held', 'indeterminate');
CREATE INDEX action_requests_newest ON action_requests (team_id, requested_at DESC, id DESC);
CREATE INDEX action_requests_by_state ON action_requests (team_id, state, requested_at, id);
CREATE INDEX action_requests_by_run ON action_requests (team_id, run_id, requested_at);
CREATE INDEX action_requests_same_effect ON action_requests (team_id, run_id, effect_digest);
CREATE INDEX action_requests_without_use_case ON action_requests (team_id, requested_at)
    WHERE decision ->> 'outcome' = 'deny' AND decision -> 'reasons' @> '[{"rule": "use_case"}]';

CREATE TABLE action_decisions (
    team_id identifier NOT NULL,
    request_id identifier NOT NULL,
    outcome action_outcome NOT NULL,
    decided_by text NOT NULL,
    reason text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, request_id),
    FOREIGN KEY (team_id, request_id) REFERENCES action_requests
);

CREATE TABLE sign_offs (
    team_id identifier NOT NULL,
    id identifier NOT NULL,
    request_id identifier NOT NULL,
    person_id identifier NOT NULL REFERENCES persons,
    tier text NOT NULL CHECK (tier IN ('confirmation', 'countersignature')),
    step_up text NOT NULL CHECK (step_up IN ('none', 'password')),
    request_digest digest NOT NULL,
    payload text NOT NULL,
    digest digest NOT NULL CHECK (digest = sha256(convert_to(payload, 'UTF8'))),
    signed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, request_id, person_id),
    FOREIGN KEY (team_id, request_id) REFERENCES action_requests,
    CHECK (tier = 'confirmation' OR step_up <> 'none')
);

CREATE TABLE effects (
    team_id identifier NOT NULL,
    request_id identifier NOT NULL,
    state effect_state NOT NULL DEFAULT 'started',
    executor text NOT NULL,
    -- Who executes, and until when it is believed to be alive: later it is indeterminate, never repeated.
    instance text NOT NULL,
    presumed_lost_at timestamptz NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    result jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (team_id, request_id),
    FOREIGN KEY (team_id, request_id) REFERENCES action_requests,
    CHECK ((state = 'started') = (finished_at IS NULL))
);
CREATE INDEX effects_started ON effects (presumed_lost_at) WHERE state = 'started';

-- Work that follows from a committed change: claimed with SKIP LOCKED by whichever instance is free.
CREATE TABLE outbox (
    team_id identifier NOT NULL REFERENCES teams,
    id bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL CHECK (kind IN ('execute_action', 'reconsider_reviews')),
    subject_id identifier NOT NULL,
    available_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    PRIMARY KEY (team_id, id)
);
CREATE INDEX outbox_ready ON outbox (available_at) WHERE done_at IS NULL;

-- A decision locks its request first and reads the clock afterwards: never late, never early, never twice.
CREATE FUNCTION guard_action_decision() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_action_decision BEFORE INSERT ON action_decisions
    FOR EACH ROW EXECUTE FUNCTION guard_action_decision();

CREATE FUNCTION guard_action_request() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_action_request BEFORE UPDATE ON action_requests
    FOR EACH ROW EXECUTE FUNCTION guard_action_request();

CREATE FUNCTION guard_new_action_request() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_new_action_request BEFORE INSERT ON action_requests
    FOR EACH ROW EXECUTE FUNCTION guard_new_action_request();

-- An effect begins only on an allowed request or a live sign-off over exactly these bytes, and under a live term.
CREATE FUNCTION guard_new_effect() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_new_effect BEFORE INSERT ON effects FOR EACH ROW EXECUTE FUNCTION guard_new_effect();

CREATE FUNCTION guard_effect() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_effect BEFORE UPDATE ON effects FOR EACH ROW EXECUTE FUNCTION guard_effect();

-- The only writer of sign-offs. What it checks holds against the service itself: the request is held and in time, the digest
-- is the request's, a countersignature is somebody else's, and the person belongs to the team.
CREATE FUNCTION record_sign_off(
    sign_off_id text, wanted_request text, tier text, step_up text, signed_digest bytea, payload text, payload_digest bytea,
    lifetime_seconds integer)
RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
