-- The trust ladder: how far a team lets a template go with a class of actions. A step up is proposed by one person and made by
-- an admin who is somebody else; a step down takes one admin. What speaks against a promotion when it is used (a confirmed defect,
-- another version, another context, another agent or model, its age) counts at once and without a row: the service computes it. The rows say what
-- people did, and each change of where a promotion stands: a fall, and what undid it.

CREATE DOMAIN trust_rung AS text COLLATE "C" CHECK (VALUE IN ('observe', 'draft', 'act_with_sign_off', 'act_sampled'));

CREATE TABLE trust_proposals (
    team_id identifier NOT NULL REFERENCES teams,
    number integer NOT NULL CHECK (number >= 1),
    template text COLLATE "C" NOT NULL,
    class action_class NOT NULL,
    rung trust_rung NOT NULL CHECK (rung <> 'observe'),
    -- What the evidence is about: this version, under this context of the organisation and the team.
    template_version integer NOT NULL,
    context digest NOT NULL,
    -- Which documents that is, to tell later what has changed: [{"layer", "name", "version", "digest"}].
    documents jsonb NOT NULL CHECK (jsonb_typeof(documents) = 'array'),
    outputs integer NOT NULL CHECK (outputs >= 0),
    defects integer NOT NULL CHECK (defects BETWEEN 0 AND outputs),
    effects integer NOT NULL CHECK (effects >= 0),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    proposed_by identifier NOT NULL REFERENCES persons,
    proposed_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, number),
    UNIQUE (team_id, number, template, class),
    FOREIGN KEY (team_id, template, template_version) REFERENCES template_versions,
    CONSTRAINT never_beyond_sign_off CHECK (rung <> 'act_sampled' OR class IN ('read', 'write', 'configure', 'execute'))
);

CREATE TABLE trust_moves (
    team_id identifier NOT NULL REFERENCES teams,
    number integer NOT NULL CHECK (number >= 1),
    template text COLLATE "C" NOT NULL,
    class action_class NOT NULL,
    -- The step up that was proposed; null: down to the first rung.
    proposal integer,
    reason text NOT NULL CHECK (length(reason) <= 2000),
    moved_by identifier NOT NULL REFERENCES persons,
    moved_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, number),
    CONSTRAINT a_proposal_is_used_once UNIQUE (team_id, proposal),
    CONSTRAINT as_it_was_proposed FOREIGN KEY (team_id, proposal, template, class)
        REFERENCES trust_proposals (team_id, number, template, class)
);
CREATE INDEX trust_moves_by_template ON trust_moves (team_id, template, class, number DESC);

-- A promotion does not count in full, for this cause; or, in every second row of a move and a cause, does so again.
CREATE TABLE trust_demotions (
    team_id identifier NOT NULL,
    move integer NOT NULL,
    cause text COLLATE "C" NOT NULL CHECK (cause IN ('defect_confirmed', 'template_changed', 'context_changed', 'maker_changed',
        'aged')),
    number integer NOT NULL CHECK (number >= 1),
    -- Where it stands from then on.
    rung trust_rung NOT NULL,
    why text NOT NULL CHECK (length(why) BETWEEN 1 AND 4000),
    -- Who changed what it depends on; null where it was met later, or nobody of the team did.
    changed_by identifier REFERENCES persons,
    noticed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (team_id, move, cause, number),
    FOREIGN KEY (team_id, move) REFERENCES trust_moves
);

-- Promotions of a template and defects in what it made come one after the other: whoever waits sees what the other has done,
-- so that no defect falls between the evidence that was looked at and the time from which later ones count.
CREATE FUNCTION lock_trust(team text, name text) RETURNS void LANGUAGE sql AS
$$ SELECT pg_advisory_xact_lock(hashtextextended('trust in ' || team || '/' || name, 0)) $$;

CREATE FUNCTION guard_trust_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.proposed_by IS DISTINCT FROM current_person()
        OR NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.proposed_by)
    THEN
        PERFORM refuse('not_allowed', 'a promotion is proposed by a member of the team, in their own name');
    END IF;
    NEW.proposed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER guard_trust_proposal BEFORE INSERT ON trust_proposals
    FOR EACH ROW EXECUTE FUNCTION guard_trust_proposal();

-- A proposal counts for a week, and only while nothing has happened that its evidence does not know of.
CREATE FUNCTION guard_trust_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed trust_proposals%ROWTYPE;
BEGIN
    PERFORM lock_trust(NEW.team_id, NEW.template);
    NEW.moved_at := clock_timestamp();
    IF NEW.moved_by IS DISTINCT FROM current_person() OR NOT is_team_admin(NEW.team_id, NEW.moved_by) THEN
        PERFORM refuse('not_allowed', 'an admin moves a template on the ladder, in their own name');
    END IF;
    IF NEW.proposal IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO proposed FROM trust_proposals WHERE team_id = NEW.team_id AND number = NEW.proposal;
    IF proposed.proposed_by = NEW.moved_by THEN
        PERFORM refuse('second_person_required', 'who proposed a promotion does not make it');
    END IF;
    IF NEW.moved_at >= proposed.proposed_at + interval '7 days' THEN
        PERFORM refuse('expired', 'this proposal is older than a week; make a new one');
    END IF;
    IF EXISTS (SELECT FROM trust_moves WHERE team_id = NEW.team_id AND template = NEW.template AND class = NEW.class
            AND moved_at >= proposed.proposed_at)
        OR EXISTS (SELECT FROM findings
            WHERE team_id = NEW.team_id AND template = NEW.template AND confirmed_at >= proposed.proposed_at)
    THEN
        PERFORM refuse('stale', 'something has happened that the evidence of this proposal does not know of');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_trust_move BEFORE INSERT ON trust_moves FOR EACH ROW EXECUTE FUNCTION guard_trust_move();

-- The record of a fall, and of its end: from what people had promoted it to, in turn, and when the database says.
CREATE FUNCTION guard_trust_demotion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rungs CONSTANT text[] := ARRAY['observe', 'draft', 'act_with_sign_off', 'act_sampled'];
    before bigint := (SELECT count(*) FROM trust_demotions WHERE team_id = NEW.team_id AND move = NEW.move AND cause = NEW.cause);
BEGIN
    IF NEW.number <= before THEN
        -- Somebody else has noted it meanwhile.
        RETURN NULL;
    END IF;
    IF NEW.number > before + 1 THEN
        PERFORM refuse('wrong_state', 'a fall and its end come in turn');
    END IF;
    IF NEW.changed_by IS DISTINCT FROM current_person() AND NEW.changed_by IS NOT NULL THEN
        PERFORM refuse('not_allowed', 'whoever changed something is named in their own name');
    END IF;
    IF NOT EXISTS (SELECT FROM trust_moves AS moves
        JOIN trust_proposals AS proposals ON proposals.team_id = moves.team_id AND proposals.number = moves.proposal
        WHERE moves.team_id = NEW.team_id AND moves.number = NEW.move
            AND array_position(rungs, NEW.rung::text) < array_position(rungs, proposals.rung::text) + (NEW.number + 1) % 2)
    THEN
        PERFORM refuse('wrong_state', 'a fall is from a rung that people promoted to, to one below');
    END IF;
    NEW.noticed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER guard_trust_demotion BEFORE INSERT ON trust_demotions FOR EACH ROW EXECUTE FUNCTION guard_trust_demotion();

SELECT keep_append_only('trust_proposals'), protect_team_table('trust_proposals');
SELECT keep_append_only('trust_moves'), protect_team_table('trust_moves');
SELECT keep_append_only('trust_demotions'), protect_team_table('trust_demotions');
GRANT SELECT, INSERT ON trust_proposals, trust_moves, trust_demotions TO countersign_app;
REVOKE EXECUTE ON FUNCTION lock_trust, guard_trust_proposal, guard_trust_move, guard_trust_demotion FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_trust TO countersign_app;

-- The work that a team has watched: what a template may do alone depends on it.
CREATE INDEX runs_watched ON runs (team_id, template) WHERE mode = 'cowork' AND NOT is_trial;
