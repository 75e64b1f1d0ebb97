-- Runs and attempts. docs/leases.md explains leases and terms in prose.

CREATE TABLE runs (
    team_id identifier NOT NULL REFERENCES teams,
    id identifier NOT NULL,
    template text COLLATE "C" NOT NULL,
    template_version integer NOT NULL,
    title text NOT NULL,
    use_case text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('cowork', 'dispatch')),
    risk risk NOT NULL,
    policy_number integer NOT NULL,
    inputs jsonb NOT NULL,
    -- Whose context the run inherits besides the team's; empty: none.
    project text COLLATE "C" NOT NULL DEFAULT '',
    needs text[] NOT NULL DEFAULT '{}',
    timeout_seconds integer NOT NULL CHECK (timeout_seconds BETWEEN 1 AND 86400),
    requested_by identifier NOT NULL REFERENCES persons,
    parent_id identifier,
    -- Tries a template: no effect, no review, no release.
    is_trial boolean NOT NULL DEFAULT false,
    state run_state NOT NULL DEFAULT 'queued',
    reason text NOT NULL DEFAULT '',
    -- Why it was last sent back to work; its agent reads it.
    revision_reason text,
    -- Fencing: goes up at each claim; whatever carries a lower one is refused.
    term bigint NOT NULL DEFAULT 0,
    attempt integer NOT NULL DEFAULT 0,
    cancel_requested_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    queued_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    PRIMARY KEY (team_id, id),
    FOREIGN KEY (team_id, template, template_version) REFERENCES template_versions,
    FOREIGN KEY (team_id, policy_number) REFERENCES policy_bundles,
    FOREIGN KEY (team_id, parent_id) REFERENCES runs,
    CHECK ((state IN ('completed', 'error', 'cancelled', 'archived')) = (ended_at IS NOT NULL))
);
CREATE INDEX runs_claimable ON runs (team_id, queued_at) WHERE state IN ('queued', 'host_lost');
CREATE INDEX runs_newest ON runs (team_id, created_at DESC, id DESC);
CREATE INDEX runs_by_state ON runs (team_id, state, created_at, id);
CREATE INDEX runs_by_use_case ON runs (team_id, use_case, created_at, id);

CREATE TABLE run_briefs (
    team_id identifier NOT NULL,
    run_id identifier NOT NULL,
    text text NOT NULL,
    digest digest NOT NULL,
    origins jsonb NOT NULL,
    pins jsonb NOT NULL,
    PRIMARY KEY (team_id, run_id),
    FOREIGN KEY (team_id, run_id) REFERENCES runs
);

CREATE TABLE run_files (
    team_id identifier NOT NULL,
    run_id identifier NOT NULL,
    name text COLLATE "C" NOT NULL,
    digest digest NOT NULL,
    size_bytes bigint NOT NULL,
    PRIMARY KEY (team_id, run_id, name),
    FOREIGN KEY (team_id, run_id) REFERENCES runs,
    FOREIGN KEY (team_id, digest) REFERENCES artifacts
);

CREATE TABLE attempts (
    team_id identifier NOT NULL,
    run_id identifier NOT NULL,
    number integer NOT NULL CHECK (number >= 1),
    runner_id identifier NOT NULL,
    term bigint NOT NULL,
    state attempt_state NOT NULL DEFAULT 'running',
    reason text NOT NULL DEFAULT '',
    lease_expires_at timestamptz NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    frame_count bigint NOT NULL DEFAULT 0,
    frame_head digest NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    PRIMARY KEY (team_id, run_id, number),
    UNIQUE (team_id, run_id, term),
    FOREIGN KEY (team_id, run_id) REFERENCES runs,
    FOREIGN KEY (team_id, runner_id) REFERENCES runners,
    CHECK ((state = 'running') = (ended_at IS NULL))
);
-- At most one attempt of a run holds a lease.
CREATE UNIQUE INDEX attempts_one_running ON attempts (team_id, run_id) WHERE state = 'running';
CREATE INDEX attempts_lease ON attempts (lease_expires_at) WHERE state = 'running';

CREATE TABLE frames (
    team_id identifier NOT NULL,
    run_id identifier NOT NULL,
    attempt integer NOT NULL,
    sequence bigint NOT NULL CHECK (sequence >= 1),
    kind text NOT NULL,
    body text NOT NULL,
    digest digest NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, run_id, attempt, sequence),
    FOREIGN KEY (team_id, run_id, attempt) REFERENCES attempts
);

CREATE TABLE questions (
    team_id identifier NOT NULL,
    id identifier NOT NULL,
    run_id identifier NOT NULL,
    attempt integer NOT NULL,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 8000),
    options text[] NOT NULL DEFAULT '{}',
    state question_state NOT NULL DEFAULT 'open',
    asked_at timestamptz NOT NULL DEFAULT now(),
    deadline timestamptz NOT NULL,
    answer text,
    answered_by identifier REFERENCES persons,
    answered_at timestamptz,
    PRIMARY KEY (team_id, id),
    FOREIGN KEY (team_id, run_id, attempt) REFERENCES attempts,
    CHECK ((state = 'answered') = (answer IS NOT NULL)),
    CHECK ((answer IS NULL) = (answered_by IS NULL) AND (answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX questions_open ON questions (deadline) WHERE state = 'open';
CREATE INDEX questions_by_run ON questions (team_id, run_id, asked_at);
CREATE INDEX questions_inbox ON questions (team_id, asked_at) WHERE state = 'open';

CREATE FUNCTION guard_run() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_run BEFORE UPDATE ON runs FOR EACH ROW EXECUTE FUNCTION guard_run();

-- Brief and files belong to the dispatch: they come in its transaction, which alone has the run's time as its own.
CREATE FUNCTION guard_run_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM runs WHERE team_id = NEW.team_id AND id = NEW.run_id AND created_at = now();
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'what a run was dispatched with never changes');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_run_part BEFORE INSERT ON run_briefs FOR EACH ROW EXECUTE FUNCTION guard_run_part();
CREATE TRIGGER guard_run_part BEFORE INSERT ON run_files FOR EACH ROW EXECUTE FUNCTION guard_run_part();

-- The trigger runs when the row is locked, so the clock is read after any wait: a lease that has passed stays lost.
CREATE FUNCTION guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_attempt BEFORE UPDATE ON attempts FOR EACH ROW EXECUTE FUNCTION guard_attempt();

-- Once a statement, not once a row: frames come by the hundred.
CREATE FUNCTION guard_new_frames() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM arrived LEFT JOIN attempts ON attempts.team_id = arrived.team_id
        AND attempts.run_id = arrived.run_id AND attempts.number = arrived.attempt
        WHERE attempts.state IS DISTINCT FROM 'running')
    THEN
        PERFORM refuse('lease_lost', 'the transcript of an attempt that has ended does not grow');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_new_frames AFTER INSERT ON frames REFERENCING NEW TABLE AS arrived
    FOR EACH STATEMENT EXECUTE FUNCTION guard_new_frames();

CREATE FUNCTION guard_question() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_question BEFORE UPDATE ON questions FOR EACH ROW EXECUTE FUNCTION guard_question();
