-- Team context is proposed and put in force by a second person, as a template is published, and confirmed again from time to
-- time. What was in force before there were second persons is proposed again: nobody else has ever answered for it.

CREATE DOMAIN context_state AS text COLLATE "C" CHECK (VALUE IN ('proposed', 'approved', 'withdrawn'));

ALTER TABLE context_documents
    ADD COLUMN state context_state NOT NULL DEFAULT 'proposed',
    ADD COLUMN note text NOT NULL DEFAULT '',
    -- Where its lines were imported from: what its author said.
    ADD COLUMN sources jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN decided_by identifier REFERENCES persons,
    ADD COLUMN decided_at timestamptz;

DROP TRIGGER append_only ON context_documents;
ALTER TABLE context_documents NO FORCE ROW LEVEL SECURITY;
UPDATE context_documents SET state = 'withdrawn', decided_by = author_id, decided_at = created_at
    WHERE EXISTS (SELECT FROM context_documents newer WHERE newer.team_id = context_documents.team_id
        AND newer.layer = context_documents.layer AND newer.project = context_documents.project
        AND newer.number > context_documents.number);
ALTER TABLE context_documents FORCE ROW LEVEL SECURITY;

ALTER TABLE context_documents
    ADD CONSTRAINT context_approved_by_a_second_person CHECK (state <> 'approved' OR decided_by <> author_id),
    ADD CONSTRAINT context_decided_once CHECK ((state = 'proposed') = (decided_by IS NULL)),
    ADD CONSTRAINT context_decided_at CHECK ((decided_by IS NULL) = (decided_at IS NULL));
-- One proposal at a time: who approves it sees everything that it changes, and none undoes another unseen.
CREATE UNIQUE INDEX one_context_proposal ON context_documents (team_id, layer, project) WHERE state = 'proposed';
CREATE INDEX context_documents_approved ON context_documents (team_id, layer, project, number DESC) WHERE state = 'approved';

CREATE FUNCTION guard_context_document() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_context_document BEFORE INSERT OR UPDATE OR DELETE ON context_documents
    FOR EACH ROW EXECUTE FUNCTION guard_context_document();

GRANT UPDATE (state, decided_by, decided_at) ON context_documents TO countersign_app;

-- A team knows the organisation's context when it is in force; what its operators still talk about stays with them.
DROP POLICY organisation ON context_documents;
CREATE POLICY organisation ON context_documents FOR SELECT
    USING (team_id = 'team_installation' AND state = 'approved');

-- A person has read what is in force and says that it is still true.
CREATE TABLE context_confirmations (
    team_id identifier NOT NULL,
    layer context_layer NOT NULL,
    project text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    confirmed_by identifier NOT NULL REFERENCES persons,
    confirmed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (team_id, layer, project, number, confirmed_at, confirmed_by),
    FOREIGN KEY (team_id, layer, project, number) REFERENCES context_documents
);

CREATE FUNCTION guard_context_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_context_confirmation BEFORE INSERT ON context_confirmations
    FOR EACH ROW EXECUTE FUNCTION guard_context_confirmation();
SELECT keep_append_only('context_confirmations'), protect_team_table('context_confirmations');
CREATE POLICY organisation ON context_confirmations FOR SELECT USING (team_id = 'team_installation');
GRANT SELECT, INSERT ON context_confirmations TO countersign_app;
