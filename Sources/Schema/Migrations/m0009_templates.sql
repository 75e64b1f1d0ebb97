-- Labels: names that move from version to version of a template, each move by two people. `current` is what a dispatch
-- uses that names no version, `pinned` what the team or a project uses instead; the others are the team's own. The
-- rows are the history: a label stands where its last approved move put it.

CREATE TABLE template_labels (
    team_id identifier NOT NULL,
    template text COLLATE "C" NOT NULL,
    label text COLLATE "C" NOT NULL CHECK (label ~ '^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$'),
    -- Of a pin: empty is the whole team's.
    project text COLLATE "C" NOT NULL DEFAULT '' CHECK (project = '' OR label = 'pinned'),
    move integer NOT NULL CHECK (move >= 1),
    -- Where it goes; null: away.
    number integer CHECK (number IS NOT NULL OR label <> 'current'),
    -- Where it stood when this was proposed; null: nowhere.
    instead_of integer,
    reason text NOT NULL DEFAULT '',
    proposed_by identifier NOT NULL REFERENCES persons,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    approved_by identifier REFERENCES persons,
    approved_at timestamptz,
    PRIMARY KEY (team_id, template, label, project, move),
    FOREIGN KEY (team_id, template, number) REFERENCES template_versions,
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CONSTRAINT approved_by_a_second_person CHECK (approved_by <> proposed_by)
);
CREATE INDEX template_labels_proposed ON template_labels (team_id, proposed_at) WHERE approved_at IS NULL;
CREATE INDEX template_labels_pinned ON template_labels (team_id, template, move DESC) INCLUDE (number)
    WHERE label = 'pinned' AND project = '' AND approved_at IS NOT NULL;
SELECT protect_team_table('template_labels');
GRANT SELECT, INSERT ON template_labels TO countersign_app;
GRANT UPDATE (approved_by, approved_at) ON template_labels TO countersign_app;
GRANT EXECUTE ON FUNCTION clear_current_version, lock_current_version TO countersign_app;

CREATE FUNCTION is_team_member(team text, person text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM memberships JOIN persons ON persons.id = person_id AND disabled_at IS NULL
        WHERE team_id = team AND person_id = person)
$$;

-- Where a label stands; null where it does not. The current version is also moved by publishing one.
CREATE FUNCTION label_target(team text, of_template text, of_label text, of_project text) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT CASE of_label
        WHEN 'current' THEN (SELECT number FROM template_versions
            WHERE team_id = team AND template = of_template AND is_current)
        ELSE (SELECT number FROM template_labels
            WHERE team_id = team AND template = of_template AND label = of_label AND project = of_project
                AND approved_at IS NOT NULL ORDER BY move DESC LIMIT 1) END
$$;

-- Whether the newest proposal can still be approved: for a week, while its proposer is in the team and the label stands where it
-- stood then, for nobody proposed to undo what has been published since; unless it only takes back the one before it.
CREATE FUNCTION label_proposal_counts(proposal template_labels) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT proposal.approved_at IS NULL AND proposal.proposed_at > clock_timestamp() - interval '7 days'
        AND is_team_member(proposal.team_id, proposal.proposed_by)
        AND proposal.number IS DISTINCT FROM proposal.instead_of
        AND proposal.instead_of IS NOT DISTINCT FROM
            label_target(proposal.team_id, proposal.template, proposal.label, proposal.project)
$$;

-- A proposal counts for a week and only until the next one; then two people agree on what they know now.
CREATE FUNCTION guard_template_label() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER guard_template_label BEFORE INSERT OR UPDATE ON template_labels
    FOR EACH ROW EXECUTE FUNCTION guard_template_label();


-- Trials. What may run: a published version, and as a trial its author's own draft.
CREATE FUNCTION guard_new_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM template_versions
        WHERE team_id = NEW.team_id AND template = NEW.template AND number = NEW.template_version
            AND (state = 'published' OR (NEW.is_trial AND state = 'draft' AND author_id = NEW.requested_by));
    IF NOT FOUND THEN
        PERFORM refuse('not_published', 'a published version can be dispatched, and tried by its author before');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_new_run BEFORE INSERT ON runs FOR EACH ROW EXECUTE FUNCTION guard_new_run();

CREATE FUNCTION guard_trial_action() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM runs WHERE team_id = NEW.team_id AND id = NEW.run_id AND is_trial;
    IF FOUND THEN
        PERFORM refuse('action_denied', 'a trial has no effect');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_trial_action BEFORE INSERT ON action_requests
    FOR EACH ROW WHEN (NEW.state <> 'denied') EXECUTE FUNCTION guard_trial_action();

CREATE FUNCTION guard_trial_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM outputs JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
        WHERE outputs.team_id = NEW.team_id AND outputs.id = NEW.output_id AND is_trial;
    IF FOUND THEN
        PERFORM refuse('trial_output', 'the output of a trial is not reviewed, and so never approved');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_trial_review BEFORE INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION guard_trial_review();


-- Search. One inverted index answers for all filters, because what is filtered by stands among the words: the team, and that
-- of a current version once more, use case, area and kinds of output. They begin with `=`, which no word of a text does.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE FUNCTION template_document(team text, name text, area text, description text, definition jsonb, is_current boolean)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_catalog AS $$
    SELECT setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', description), 'B')
        || setweight(to_tsvector('english', coalesce(definition ->> 'objective', '')), 'C')
        || setweight(to_tsvector('english', coalesce(definition ->> 'useCase', '')), 'C')
        || setweight(to_tsvector('english', left(coalesce(definition ->> 'instruction', ''), 50000)), 'D')
        || array_to_tsvector(array_remove(ARRAY['=team:' || team, '=area:' || area, '=use_case:' || (definition ->> 'useCase'),
            CASE WHEN is_current THEN '=current:' || team END], NULL))
        || array_to_tsvector(ARRAY(SELECT DISTINCT '=kind:' || (output ->> 'kind')
            FROM jsonb_array_elements(definition -> 'outputs') AS output WHERE output ->> 'kind' IS NOT NULL))
$$;

ALTER TABLE template_versions
    ADD COLUMN document tsvector
        GENERATED ALWAYS AS (template_document(team_id, template, area, description, definition,
            is_current AND state = 'published')) STORED;
-- No list of what is to be indexed later: it would be read by every search.
CREATE INDEX template_versions_document ON template_versions USING gin (document) WITH (fastupdate = off);

-- The words of names, use cases and descriptions: what a misspelt word may have meant.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE TABLE template_words (
    team_id identifier NOT NULL REFERENCES teams,
    -- Of all versions, or of those that are or were current.
    every_version boolean NOT NULL,
    word text COLLATE "C" NOT NULL CHECK (word ~ '^[[:alnum:]]{3,40}$'),
    PRIMARY KEY (team_id, every_version, word)
);
CREATE INDEX template_words_alike ON template_words USING gin (team_id, every_version, word gin_trgm_ops)
    WITH (fastupdate = off);
SELECT protect_team_table('template_words');
GRANT SELECT, INSERT ON template_words TO countersign_app;
GRANT SELECT ON template_words TO countersign_system;

CREATE FUNCTION words_of(said text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT DISTINCT word FROM regexp_split_to_table(lower(said), '[^[:alnum:]]+') AS word
        WHERE length(word) BETWEEN 3 AND 40 AND word ~ '[[:alpha:]]'
$$;

CREATE FUNCTION keep_template_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO template_words (team_id, every_version, word)
        SELECT NEW.team_id, NOT NEW.is_current, word
        FROM words_of(NEW.template || ' ' || coalesce(NEW.definition ->> 'useCase', '') || ' ' || NEW.description) AS word
        ORDER BY word
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
-- A version starts as a draft, which is not current.
CREATE TRIGGER keep_template_words AFTER INSERT ON template_versions
    FOR EACH ROW EXECUTE FUNCTION keep_template_words();
CREATE TRIGGER keep_current_template_words AFTER UPDATE ON template_versions
    FOR EACH ROW WHEN (NEW.is_current AND NOT OLD.is_current) EXECUTE FUNCTION keep_template_words();

-- As a text search reads it; null where nothing is asked for.
CREATE FUNCTION search_fact(name text, value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '''=' || name || ':' || replace(replace(value, '\', '\\'), '''', '''''') || ''''
$$;

-- Two neighbouring letters that changed places leave a short word too few trigrams, so those few spellings are looked up.
CREATE FUNCTION swapped(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(overlay(word PLACING substr(word, place + 1, 1) || substr(word, place, 1) FROM place FOR 2))
    FROM generate_series(1, length(word) - 1) AS place WHERE length(word) BETWEEN 3 AND 6
$$;

-- The search of a team's templates, the best first. No operator of text search is leakproof, so behind row-level security
-- none reaches an index: this runs as a role that reads all teams, and asks for the caller's in its first condition.
-- Of a frequent word the first 200 hits are ranked, and a template of exactly that name. What is searched is what a dispatch takes:
-- of a template that the team has pinned only that version, and those few are read one by one. Where nothing is found, what looks
-- alike is: each word stands for the three that share most trigrams with it, and what is excluded (`-word`) stays so.
CREATE FUNCTION query_alike(wanted text, every_version boolean) RETURNS tsquery
LANGUAGE sql STABLE SET search_path = public SET pg_trgm.similarity_threshold = 0.3 AS $$
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

CREATE FUNCTION search_templates(
    wanted text, use_case text, kind text, area text, every_version boolean, at_most integer)
RETURNS TABLE (template text, number integer, looks_alike boolean)
-- What it costs to read a document from outside its row, no plan knows: of a frequent word the whole table would be read.
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public SET enable_seqscan = off AS $$
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
GRANT countersign_system TO CURRENT_USER;
GRANT CREATE ON SCHEMA public TO countersign_system;
ALTER FUNCTION search_templates OWNER TO countersign_system;
REVOKE CREATE ON SCHEMA public FROM countersign_system;
REVOKE EXECUTE ON FUNCTION search_templates, query_alike, swapped, words_of, keep_template_words, template_document, search_fact FROM PUBLIC;
REVOKE countersign_system FROM CURRENT_USER;
GRANT EXECUTE ON FUNCTION search_templates, template_document, words_of TO countersign_app;
GRANT EXECUTE ON FUNCTION search_fact, query_alike, swapped, words_of TO countersign_system;
GRANT EXECUTE ON FUNCTION current_team TO countersign_system;
