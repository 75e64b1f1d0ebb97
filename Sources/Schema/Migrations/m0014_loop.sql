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
        AND template_version < NEW.number AND cause IN ('template', 'context', 'input', 'tool')
        AND (review_id IS NOT NULL OR confirmed_at IS NOT NULL);
    IF NOT FOUND THEN
        PERFORM refuse('not_found', format('finding %s is not one of this template''s, or of a defect that nobody has confirmed', NEW.finding_id));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_finding_answer BEFORE INSERT ON template_finding_answers
    FOR EACH ROW EXECUTE FUNCTION guard_finding_answer();

-- A defect that reviewers let pass: reported in an output after its approval. It makes a finding of its own, so that it gathers on
-- the template once it is confirmed, and a later version answers it; the output and its reviews stay what they are.
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
-- What waits for a judgement, what counts, and what of that waits for a version that answers it.
CREATE INDEX findings_reported ON findings (team_id, created_at)
    WHERE review_id IS NULL AND confirmed_at IS NULL AND closed_at IS NULL;
CREATE INDEX findings_confirmed ON findings (team_id, template, confirmed_at) WHERE confirmed_at IS NOT NULL;
CREATE INDEX findings_of_defects ON findings (team_id, template, created_at)
    WHERE confirmed_at IS NOT NULL AND cause IN ('template', 'context', 'input', 'tool') AND answered_by IS NULL;
CREATE INDEX output_defects_by_output ON output_defects (team_id, output_id, reported_at);

-- Whether a report is true, said once by somebody else, or that its reporter has taken it back. Until it is confirmed it counts
-- nowhere.
CREATE TABLE defect_judgements (
    team_id identifier NOT NULL,
    defect_id identifier NOT NULL,
    judgement text COLLATE "C" NOT NULL CHECK (judgement IN ('confirmed', 'dismissed', 'withdrawn')),
    reason text NOT NULL CHECK (length(reason) <= 2000),
    judged_by identifier NOT NULL REFERENCES persons,
    judged_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, defect_id),
    FOREIGN KEY (team_id, defect_id) REFERENCES output_defects,
    CONSTRAINT not_without_a_reason CHECK ((judgement = 'confirmed') = (reason = ''))
);

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

CREATE FUNCTION judges_defects(team text, person text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM memberships
        WHERE team_id = team AND person_id = person AND roles::text[] && ARRAY['reviewer', 'admin'])
$$;

-- Whoever asked for the output, approved that version or wrote its template looks better without the defect.
CREATE FUNCTION has_stake_in_defect(team text, defect text, person text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM output_defects AS defects
            JOIN outputs ON outputs.team_id = defects.team_id AND outputs.id = defects.output_id
            JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
        WHERE defects.team_id = team AND defects.id = defect AND (runs.requested_by = person
            OR EXISTS (SELECT FROM verdicts WHERE verdicts.team_id = team AND verdicts.output_id = defects.output_id
                AND verdicts.number = defects.number AND person_id = person AND verdict = 'approve')
            OR EXISTS (SELECT FROM template_versions AS versions WHERE versions.team_id = team
                AND versions.template = runs.template AND versions.number = runs.template_version AND author_id = person)))
$$;

CREATE FUNCTION guard_defect_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_defect_judgement BEFORE INSERT ON defect_judgements
    FOR EACH ROW EXECUTE FUNCTION guard_defect_judgement();

SELECT keep_append_only('defect_judgements'), protect_team_table('defect_judgements');
GRANT SELECT, INSERT ON template_finding_answers, output_defects, defect_judgements TO countersign_app;
REVOKE EXECUTE ON FUNCTION guard_finding_answer, guard_output_defect, judges_defects, has_stake_in_defect, guard_defect_judgement
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION judges_defects, has_stake_in_defect TO countersign_app;
