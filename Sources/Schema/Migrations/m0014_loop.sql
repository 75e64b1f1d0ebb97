-- From a reviewer's finding to a better template. What is found gathers on the template that the run was dispatched from; what
-- answers it is a later version of that template. Nothing is ever deleted or moved: a finding counts as answered as long as
-- a published version that names it is in use.

CREATE INDEX runs_by_template ON runs (team_id, template, template_version, created_at DESC);
CREATE INDEX findings_by_template ON findings (team_id, template, created_at DESC, id DESC)
    WHERE cause IN ('template', 'context', 'input', 'tool');

CREATE TABLE template_finding_answers (
    team_id identifier NOT NULL,
    finding_id identifier NOT NULL,
    template text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    PRIMARY KEY (team_id, finding_id, number),
    FOREIGN KEY (team_id, finding_id) REFERENCES findings,
    FOREIGN KEY (team_id, template, number) REFERENCES template_versions
);

-- An answer comes with its version, from the version's author, and is about a finding on an earlier version of the same template.
CREATE FUNCTION guard_finding_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM template_versions WHERE team_id = NEW.team_id AND template = NEW.template AND number = NEW.number
        AND state = 'draft' AND author_id = current_person() AND xmin = pg_current_xact_id()::xid;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'a version says which findings it answers when it is pushed, and never later');
    END IF;
    PERFORM FROM findings WHERE team_id = NEW.team_id AND id = NEW.finding_id AND template = NEW.template
        AND template_version < NEW.number AND cause IN ('template', 'context', 'input', 'tool');
    IF NOT FOUND THEN
        PERFORM refuse('not_found', format('finding %s is not one of this template''s', NEW.finding_id));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_finding_answer BEFORE INSERT ON template_finding_answers
    FOR EACH ROW EXECUTE FUNCTION guard_finding_answer();

-- A defect that reviewers let pass: found in an output after its approval. It makes a finding of its own, so that it gathers on
-- the template and a later version answers it; the output and its reviews stay what they are.
CREATE TABLE output_defects (
    team_id identifier NOT NULL,
    id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL,
    criterion text,
    cause finding_cause NOT NULL,
    finding_id identifier NOT NULL,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 8000),
    reported_by identifier NOT NULL REFERENCES persons,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, finding_id),
    FOREIGN KEY (team_id, finding_id) REFERENCES findings,
    FOREIGN KEY (team_id, output_id, number) REFERENCES output_versions
);
-- What waits for a version that answers it.
CREATE INDEX findings_of_defects ON findings (team_id, template, created_at)
    WHERE review_id IS NULL AND cause IN ('template', 'context', 'input', 'tool') AND answered_by IS NULL;
CREATE INDEX output_defects_by_output ON output_defects (team_id, output_id, reported_at);
CREATE INDEX output_defects_by_time ON output_defects (team_id, reported_at);

CREATE FUNCTION guard_output_defect() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_output_defect BEFORE INSERT ON output_defects
    FOR EACH ROW EXECUTE FUNCTION guard_output_defect();

SELECT keep_append_only('template_finding_answers'), protect_team_table('template_finding_answers');
SELECT keep_append_only('output_defects'), protect_team_table('output_defects');
GRANT SELECT, INSERT ON template_finding_answers, output_defects TO countersign_app;
REVOKE EXECUTE ON FUNCTION guard_finding_answer, guard_output_defect FROM PUBLIC;
