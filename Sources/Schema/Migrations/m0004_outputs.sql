-- Output repository.

CREATE TABLE outputs (
    team_id identifier NOT NULL,
    id identifier NOT NULL,
    run_id identifier NOT NULL,
    title text NOT NULL,
    risk risk NOT NULL,
    review_state review_state NOT NULL DEFAULT 'in_review',
    latest_version integer NOT NULL CHECK (latest_version >= 1),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, run_id),
    FOREIGN KEY (team_id, run_id) REFERENCES runs
);
CREATE INDEX outputs_newest ON outputs (team_id, created_at DESC, id DESC);

CREATE TABLE output_versions (
    team_id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL CHECK (number >= 1),
    run_id identifier NOT NULL,
    attempt integer NOT NULL,
    runner_id identifier NOT NULL,
    brief_digest digest NOT NULL,
    criteria_digest digest NOT NULL,
    content_digest digest NOT NULL,
    manifest_root digest NOT NULL,
    chunk_count integer NOT NULL CHECK (chunk_count >= 1),
    planned_milliseconds bigint NOT NULL,
    notices jsonb NOT NULL DEFAULT '[]',
    submitted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, output_id, number),
    FOREIGN KEY (team_id, output_id) REFERENCES outputs,
    FOREIGN KEY (team_id, run_id, attempt) REFERENCES attempts
);

CREATE TABLE output_files (
    team_id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL,
    path text COLLATE "C" NOT NULL,
    kind output_kind NOT NULL,
    digest digest NOT NULL,
    size_bytes bigint NOT NULL,
    PRIMARY KEY (team_id, output_id, number, path),
    FOREIGN KEY (team_id, output_id, number) REFERENCES output_versions,
    FOREIGN KEY (team_id, digest) REFERENCES artifacts
);

CREATE TABLE output_chunks (
    team_id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL,
    chunk integer NOT NULL CHECK (chunk >= 0),
    path text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    class text NOT NULL,
    start_line integer NOT NULL,
    end_line integer NOT NULL,
    body text NOT NULL,
    digest digest NOT NULL,
    units jsonb NOT NULL,
    -- Whether it holds enough for a quotation.
    is_quotable boolean NOT NULL,
    -- From the pace table: below `refuse` nobody can have read it.
    refuse_milliseconds bigint NOT NULL,
    planned_milliseconds bigint NOT NULL,
    PRIMARY KEY (team_id, output_id, number, chunk),
    FOREIGN KEY (team_id, output_id, number) REFERENCES output_versions,
    CHECK (digest = sha256(convert_to(body, 'UTF8')))
);

CREATE FUNCTION guard_output() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_output BEFORE UPDATE ON outputs FOR EACH ROW EXECUTE FUNCTION guard_output();

-- Files and chunks come in the transaction of their version, never later: what is reviewed is what was submitted.
CREATE FUNCTION guard_output_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM output_versions WHERE team_id = NEW.team_id AND output_id = NEW.output_id AND number = NEW.number
        AND xmin = pg_current_xact_id()::xid;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'an output version never changes');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_output_part BEFORE INSERT ON output_files FOR EACH ROW EXECUTE FUNCTION guard_output_part();
CREATE TRIGGER guard_output_part BEFORE INSERT ON output_chunks FOR EACH ROW EXECUTE FUNCTION guard_output_part();

-- What arrived after its lease was lost: refused, but its bytes are kept.
CREATE TABLE quarantined_submissions (
    team_id identifier NOT NULL,
    run_id identifier NOT NULL,
    attempt integer NOT NULL,
    content_digest digest NOT NULL,
    files jsonb NOT NULL,
    reason text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, run_id, attempt, content_digest),
    FOREIGN KEY (team_id, run_id) REFERENCES runs
);
