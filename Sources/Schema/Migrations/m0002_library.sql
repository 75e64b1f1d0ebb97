-- Content: bytes by digest, cut in parts so that 64 MiB never stand in memory.

CREATE TABLE artifacts (
    team_id identifier NOT NULL REFERENCES teams,
    digest digest NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes BETWEEN 0 AND 67108864),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, digest)
);

CREATE TABLE artifact_parts (
    team_id identifier NOT NULL,
    digest digest NOT NULL,
    part integer NOT NULL CHECK (part >= 0),
    bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 1048576),
    PRIMARY KEY (team_id, digest, part),
    FOREIGN KEY (team_id, digest) REFERENCES artifacts
);
ALTER TABLE artifact_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;


-- Library, context, policy.

CREATE TABLE template_versions (
    team_id identifier NOT NULL REFERENCES teams,
    template text COLLATE "C" NOT NULL CHECK (template ~ '^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$'),
    number integer NOT NULL CHECK (number >= 1),
    digest digest NOT NULL,
    state template_version_state NOT NULL DEFAULT 'draft',
    area text NOT NULL DEFAULT '',
    description text NOT NULL,
    definition jsonb NOT NULL,
    note text NOT NULL DEFAULT '',
    -- Of what a collection of others brought, before the team's own task.yaml took its place; null for what is the team's.
    imported_digest digest,
    author_id identifier NOT NULL REFERENCES persons,
    created_at timestamptz NOT NULL DEFAULT now(),
    published_by identifier REFERENCES persons,
    published_at timestamptz,
    -- What a dispatch uses that names no version: the one published last, or the one rolled back to.
    is_current boolean NOT NULL DEFAULT false,
    -- In whose place it was published. Set by the publication; null: there was nothing, or only what was deprecated.
    replaces integer,
    deprecated_by identifier REFERENCES persons,
    deprecated_at timestamptz,
    deprecation text NOT NULL DEFAULT '',
    -- The template to use instead; empty: none.
    instead text NOT NULL DEFAULT '',
    PRIMARY KEY (team_id, template, number),
    FOREIGN KEY (team_id, template, replaces) REFERENCES template_versions,
    CONSTRAINT published_by_a_second_person CHECK (published_by IS DISTINCT FROM author_id),
    CHECK ((state = 'draft') = (published_at IS NULL)),
    CHECK ((published_by IS NULL) = (published_at IS NULL)),
    CONSTRAINT a_draft_is_never_current CHECK (NOT is_current OR state <> 'draft'),
    CONSTRAINT deprecated_by_somebody CHECK ((state = 'deprecated') = (deprecated_by IS NOT NULL)
        AND (deprecated_by IS NULL) = (deprecated_at IS NULL))
);
CREATE UNIQUE INDEX template_versions_current ON template_versions (team_id, template) WHERE is_current;
-- What somebody may publish: nothing of the task is missing, as in imported drafts.
CREATE INDEX template_versions_drafts ON template_versions (team_id, created_at)
    WHERE state = 'draft' AND NOT definition ? 'missing';

CREATE TABLE template_files (
    team_id identifier NOT NULL,
    template text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    path text COLLATE "C" NOT NULL,
    digest digest NOT NULL,
    size_bytes bigint NOT NULL,
    is_executable boolean NOT NULL,
    PRIMARY KEY (team_id, template, number, path),
    FOREIGN KEY (team_id, template, number) REFERENCES template_versions,
    FOREIGN KEY (team_id, digest) REFERENCES artifacts
);

CREATE TABLE context_documents (
    team_id identifier NOT NULL REFERENCES teams,
    layer context_layer NOT NULL,
    project text COLLATE "C" NOT NULL DEFAULT '',
    number integer NOT NULL CHECK (number >= 1),
    text text NOT NULL,
    digest digest NOT NULL,
    author_id identifier NOT NULL REFERENCES persons,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, layer, project, number),
    CHECK ((layer = 'project') = (project <> '')),
    CHECK ((layer = 'organisation') = (team_id = 'team_installation'))
);

CREATE TABLE policy_bundles (
    team_id identifier NOT NULL REFERENCES teams,
    number integer NOT NULL CHECK (number >= 1),
    digest digest NOT NULL,
    files jsonb NOT NULL,
    note text NOT NULL DEFAULT '',
    enacted_by identifier NOT NULL REFERENCES persons,
    enacted_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, number)
);

-- A version starts as a draft and never changes but for its state; who published or deprecated it, and when, is set once.
-- Publication makes a version the current one. Nothing else does but the approval of a label, in a trigger of its own.
CREATE FUNCTION guard_template_version() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- One at a time for each template: whoever waits sees what the other has done.
CREATE FUNCTION lock_current_version(team text, name text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('current version of ' || team || '/' || name, 0))
$$;

-- Answers what the next version takes the place of: where the current one was deprecated before another came, the one that it
-- took the place of itself.
CREATE FUNCTION clear_current_version(team text, name text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    replaced integer;
BEGIN
    PERFORM lock_current_version(team, name);
    UPDATE template_versions SET is_current = false WHERE team_id = team AND template = name AND is_current
        RETURNING CASE WHEN state = 'deprecated' THEN replaces ELSE number END INTO replaced;
    RETURN replaced;
END $$;

CREATE TRIGGER guard_template_version BEFORE INSERT OR UPDATE ON template_versions
    FOR EACH ROW EXECUTE FUNCTION guard_template_version();
