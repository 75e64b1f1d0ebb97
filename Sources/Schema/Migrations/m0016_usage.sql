-- What an attempt was done with, and what its agent says it used. The harness is the runner's word; what is claimed is the agent's
-- own, and nobody has counted along. Null: not told. Both come with the end of the attempt, after which it never changes.

ALTER TABLE attempts
    ADD COLUMN harness text COLLATE "C" CHECK (harness ~ '^[ -~]{1,100}$'),
    ADD COLUMN claimed_model text COLLATE "C" CHECK (claimed_model ~ '^[ -~]{1,100}$'),
    ADD COLUMN claimed_input_tokens bigint CHECK (claimed_input_tokens BETWEEN 0 AND 9007199254740991),
    ADD COLUMN claimed_output_tokens bigint CHECK (claimed_output_tokens BETWEEN 0 AND 9007199254740991),
    ADD COLUMN claimed_turns bigint CHECK (claimed_turns BETWEEN 0 AND 9007199254740991),
    ADD COLUMN claimed_cost_microdollars bigint CHECK (claimed_cost_microdollars BETWEEN 0 AND 9007199254740991),
    ADD CONSTRAINT usage_comes_with_the_end CHECK (state NOT IN ('running', 'host_lost') OR num_nonnulls(harness, claimed_model,
        claimed_input_tokens, claimed_output_tokens, claimed_turns, claimed_cost_microdollars) = 0);

-- What statistics and lists read.
CREATE INDEX template_versions_recent ON template_versions (team_id, published_at DESC) WHERE is_current;
CREATE INDEX template_versions_undispatchable ON template_versions (team_id, deprecated_at DESC)
    WHERE is_current AND state = 'deprecated';
CREATE INDEX findings_recent ON findings (team_id, created_at);

-- A finding is answered as long as a version that says so is in use: the current one, or one of those whose places it and its
-- predecessors took. A rollback leaves what was published since behind; what is deprecated while it is current is not in use
-- either, and what comes after it has to say anew what it answers. One that had its successor by then has only become old.
-- The finding says itself whether it is answered, so that open ones are found however many have been answered.
CREATE INDEX findings_open_by_template ON findings (team_id, template, created_at DESC, id DESC)
    WHERE cause IN ('template', 'context', 'input', 'tool') AND answered_by IS NULL;
CREATE INDEX findings_open ON findings (team_id, created_at)
    WHERE cause IN ('template', 'context', 'input', 'tool') AND answered_by IS NULL;
CREATE INDEX finding_answers_by_version ON template_finding_answers (team_id, template, number);

CREATE FUNCTION mark_answered_findings() RETURNS trigger LANGUAGE plpgsql AS $$
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
-- By publication, by a rollback, and when the current version is deprecated.
CREATE TRIGGER mark_answered_findings AFTER UPDATE ON template_versions
    FOR EACH ROW WHEN (NEW.is_current AND (NOT OLD.is_current OR NEW.state <> OLD.state))
    EXECUTE FUNCTION mark_answered_findings();
REVOKE EXECUTE ON FUNCTION mark_answered_findings FROM PUBLIC;
