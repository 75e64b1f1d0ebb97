-- A policy is proposed by one admin and enacted by others: by one, or by two and a day later if it is weaker than what is in
-- force. A team's first bundle weakens nothing; its admin enacts it alone.

CREATE TABLE policy_proposals (
    team_id identifier NOT NULL REFERENCES teams,
    number integer NOT NULL CHECK (number >= 1),
    -- The bundle in force that it was compared with: once another is in force, the proposal is outdated.
    base_number integer NOT NULL,
    digest digest NOT NULL,
    files jsonb NOT NULL,
    note text NOT NULL DEFAULT '',
    -- Of the git work tree that it came from; empty for files that nobody committed.
    commit text NOT NULL DEFAULT '' CHECK (commit ~ '^([0-9a-f]{40}|[0-9a-f]{64})?$'),
    -- What it changes by meaning, as the service found it: [{direction, subject, text, place}].
    changes jsonb NOT NULL CHECK (jsonb_typeof(changes) = 'array'),
    is_weaker boolean NOT NULL GENERATED ALWAYS AS (changes @> '[{"direction": "weaker"}]') STORED,
    proposed_by identifier NOT NULL REFERENCES persons,
    proposed_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, number),
    FOREIGN KEY (team_id, base_number) REFERENCES policy_bundles
);

CREATE TABLE policy_approvals (
    team_id identifier NOT NULL,
    proposal integer NOT NULL,
    person_id identifier NOT NULL REFERENCES persons,
    approved_at timestamptz NOT NULL,
    -- Whoever is made an admin again says yes again.
    PRIMARY KEY (team_id, proposal, person_id, approved_at),
    FOREIGN KEY (team_id, proposal) REFERENCES policy_proposals
);

ALTER TABLE policy_bundles
    ADD COLUMN proposal integer,
    -- Whose yes counted when it came into force, in order; the guard says so.
    ADD COLUMN approved_by text[] NOT NULL DEFAULT '{}',
    ADD COLUMN commit text NOT NULL DEFAULT '' CHECK (commit ~ '^([0-9a-f]{40}|[0-9a-f]{64})?$'),
    ADD FOREIGN KEY (team_id, proposal) REFERENCES policy_proposals;

CREATE FUNCTION is_team_admin(team text, person text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM memberships JOIN persons ON persons.id = person_id AND disabled_at IS NULL
        WHERE team_id = team AND person_id = person AND 'admin' = ANY (roles::text[]))
$$;

-- Since when somebody is an admin without a break: a yes that was given before it does not come back with the role.
ALTER TABLE memberships ADD COLUMN admin_since timestamptz;

CREATE FUNCTION keep_admin_since() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.admin_since := CASE
        WHEN NOT 'admin' = ANY (NEW.roles::text[]) THEN NULL
        WHEN TG_OP = 'UPDATE' AND 'admin' = ANY (OLD.roles::text[]) THEN OLD.admin_since
        ELSE clock_timestamp() END;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_admin_since BEFORE INSERT OR UPDATE ON memberships
    FOR EACH ROW EXECUTE FUNCTION keep_admin_since();

CREATE FUNCTION was_team_admin_since(team text, person text, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT is_team_admin(team, person)
        AND EXISTS (SELECT FROM memberships WHERE team_id = team AND person_id = person AND admin_since <= moment)
$$;

CREATE FUNCTION guard_policy_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.proposed_by IS DISTINCT FROM current_person() OR NOT is_team_admin(NEW.team_id, NEW.proposed_by) THEN
        PERFORM refuse('not_allowed', 'an admin proposes a policy, in their own name');
    END IF;
    NEW.proposed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER guard_policy_proposal BEFORE INSERT ON policy_proposals
    FOR EACH ROW EXECUTE FUNCTION guard_policy_proposal();

CREATE FUNCTION guard_policy_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id IS DISTINCT FROM current_person() OR NOT is_team_admin(NEW.team_id, NEW.person_id) THEN
        PERFORM refuse('not_allowed', 'an admin enacts a policy, in their own name');
    END IF;
    IF EXISTS (SELECT FROM policy_proposals
        WHERE team_id = NEW.team_id AND number = NEW.proposal AND proposed_by = NEW.person_id)
    THEN
        PERFORM refuse('second_person_required', 'who proposed a policy does not enact it');
    END IF;
    NEW.approved_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER guard_policy_approval BEFORE INSERT ON policy_approvals
    FOR EACH ROW EXECUTE FUNCTION guard_policy_approval();

CREATE FUNCTION guard_policy_bundle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposed policy_proposals%ROWTYPE;
    approvers integer;
BEGIN
    IF NEW.enacted_by IS DISTINCT FROM current_person() OR NOT is_team_admin(NEW.team_id, NEW.enacted_by) THEN
        PERFORM refuse('not_allowed', 'an admin of the team enacts its policy, in their own name');
    END IF;
    NEW.approved_by := '{}';
    IF NEW.number = 1 AND NEW.proposal IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO proposed FROM policy_proposals WHERE team_id = NEW.team_id AND number = NEW.proposal;
    IF proposed.digest IS DISTINCT FROM NEW.digest OR proposed.files IS DISTINCT FROM NEW.files
        OR proposed.commit IS DISTINCT FROM NEW.commit
    THEN
        PERFORM refuse('second_person_required', 'only a policy that was proposed is enacted, as it was proposed');
    END IF;
    IF proposed.base_number <> NEW.number - 1
        OR proposed.base_number <> (SELECT max(number) FROM policy_bundles WHERE team_id = NEW.team_id)
    THEN
        PERFORM refuse('stale', 'another policy came into force since this one was proposed');
    END IF;
    -- Whoever has stopped being an admin since does not count, even if they are one again.
    NEW.approved_by := ARRAY(SELECT person_id FROM policy_approvals
        WHERE team_id = NEW.team_id AND proposal = NEW.proposal AND person_id <> proposed.proposed_by
            AND was_team_admin_since(team_id, person_id, approved_at)
        GROUP BY person_id ORDER BY min(approved_at), person_id);
    approvers := cardinality(NEW.approved_by);
    IF approvers < 1 OR NEW.enacted_by = proposed.proposed_by THEN
        PERFORM refuse('second_person_required', 'who proposed a policy does not enact it');
    END IF;
    IF proposed.is_weaker AND (approvers < 2 OR clock_timestamp() < proposed.proposed_at + interval '24 hours') THEN
        PERFORM refuse('policy_ratchet', 'what weakens a policy takes two people besides the proposer, and 24 hours');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_policy_bundle BEFORE INSERT ON policy_bundles
    FOR EACH ROW EXECUTE FUNCTION guard_policy_bundle();

SELECT keep_append_only('policy_proposals'), protect_team_table('policy_proposals');
SELECT keep_append_only('policy_approvals'), protect_team_table('policy_approvals');
GRANT SELECT, INSERT ON policy_proposals, policy_approvals TO countersign_app;

-- What people are competent in, as their team says: rules may ask for it.
ALTER TABLE memberships ADD COLUMN competences text[] NOT NULL DEFAULT '{}';

-- What a clock in this zone shows: the ISO day of the week and the minutes since midnight. Null for a zone that is not known
-- here, which a rule that asks then denies.
CREATE FUNCTION local_time(zone text, at timestamptz, OUT day integer, OUT minute integer) LANGUAGE plpgsql STABLE AS $$
DECLARE
    shown timestamp;
BEGIN
    shown := at AT TIME ZONE zone;
    day := extract(isodow FROM shown);
    minute := extract(hour FROM shown) * 60 + extract(minute FROM shown);
EXCEPTION WHEN invalid_parameter_value THEN
    day := NULL;
    minute := NULL;
END $$;

-- The names of the other teams of somebody who is a member of this one.
CREATE FUNCTION teams_of(person text) RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce(array_agg(teams.name ORDER BY teams.name), '{}')
    FROM memberships JOIN teams ON teams.id = memberships.team_id
    WHERE memberships.person_id = person AND memberships.team_id <> current_team()
        AND EXISTS (SELECT FROM memberships AS own WHERE own.person_id = person AND own.team_id = current_team())
$$;
GRANT countersign_system TO CURRENT_USER;
GRANT CREATE ON SCHEMA public TO countersign_system;
ALTER FUNCTION teams_of OWNER TO countersign_system;
REVOKE CREATE ON SCHEMA public FROM countersign_system;
REVOKE EXECUTE ON FUNCTION teams_of, local_time, is_team_admin, was_team_admin_since, keep_admin_since FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION guard_policy_proposal, guard_policy_approval, guard_policy_bundle FROM PUBLIC;
GRANT EXECUTE ON FUNCTION teams_of, local_time, is_team_admin, was_team_admin_since TO countersign_app;
REVOKE countersign_system FROM CURRENT_USER;
