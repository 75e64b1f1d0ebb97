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
CREATE INDEX findings_recent ON findings (team_id, created_at);

-- A finding is answered when a version that says so is published. It says so itself, so that open findings are found however
-- many have been answered.
CREATE INDEX findings_open_by_template ON findings (team_id, template, created_at DESC, id DESC)
    WHERE cause IN ('template', 'context', 'input', 'tool') AND answered_by IS NULL;
CREATE INDEX findings_open ON findings (team_id, created_at)
    WHERE cause IN ('template', 'context', 'input', 'tool') AND answered_by IS NULL;
CREATE INDEX finding_answers_by_version ON template_finding_answers (team_id, template, number);

CREATE FUNCTION mark_answered_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE findings SET answered_by = NEW.number
        FROM template_finding_answers answer
        WHERE answer.team_id = NEW.team_id AND answer.template = NEW.template AND answer.number = NEW.number
            AND findings.team_id = answer.team_id AND findings.id = answer.finding_id
            AND (answered_by IS NULL OR answered_by > NEW.number);
    RETURN NULL;
END $$;
CREATE TRIGGER mark_answered_findings AFTER UPDATE ON template_versions
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'published') EXECUTE FUNCTION mark_answered_findings();
REVOKE EXECUTE ON FUNCTION mark_answered_findings FROM PUBLIC;
