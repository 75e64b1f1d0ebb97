-- A proposal of a policy is taken back by whoever made it, or by any admin, until it is in force. From then on nobody can say
-- yes to it any more.

CREATE TABLE policy_withdrawals (
    team_id identifier NOT NULL,
    proposal integer NOT NULL,
    person_id identifier NOT NULL REFERENCES persons,
    withdrawn_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, proposal),
    FOREIGN KEY (team_id, proposal) REFERENCES policy_proposals
);

-- One at a time for each proposal: whoever waits sees what the other has done. Answers whether it was withdrawn.
CREATE FUNCTION lock_policy_proposal(team text, wanted integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('policy proposal ' || team || '/' || wanted, 0));
    RETURN EXISTS (SELECT FROM policy_withdrawals WHERE team_id = team AND proposal = wanted);
END $$;

CREATE FUNCTION guard_policy_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id IS DISTINCT FROM current_person() OR NOT (is_team_admin(NEW.team_id, NEW.person_id) OR EXISTS (
        SELECT FROM policy_proposals
            WHERE team_id = NEW.team_id AND number = NEW.proposal AND proposed_by = NEW.person_id))
    THEN
        PERFORM refuse('not_allowed', 'a proposal is withdrawn by who made it or by an admin, in their own name');
    END IF;
    IF lock_policy_proposal(NEW.team_id, NEW.proposal) THEN
        PERFORM refuse('wrong_state', 'this proposal was withdrawn already');
    END IF;
    IF EXISTS (SELECT FROM policy_bundles WHERE team_id = NEW.team_id AND proposal = NEW.proposal) THEN
        PERFORM refuse('wrong_state', 'what is or was in force is not withdrawn; propose another policy');
    END IF;
    IF EXISTS (SELECT FROM policy_proposals WHERE team_id = NEW.team_id AND number = NEW.proposal
        AND base_number < (SELECT max(number) FROM policy_bundles WHERE team_id = NEW.team_id))
    THEN
        PERFORM refuse('wrong_state', 'another policy came into force since, so there is nothing to withdraw');
    END IF;
    NEW.withdrawn_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER guard_policy_withdrawal BEFORE INSERT ON policy_withdrawals
    FOR EACH ROW EXECUTE FUNCTION guard_policy_withdrawal();
SELECT keep_append_only('policy_withdrawals'), protect_team_table('policy_withdrawals');
GRANT SELECT, INSERT ON policy_withdrawals TO countersign_app;

CREATE FUNCTION refuse_withdrawn_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF lock_policy_proposal(NEW.team_id, NEW.proposal) THEN
        PERFORM refuse('wrong_state', 'this proposal was withdrawn');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse_withdrawn_policy BEFORE INSERT ON policy_approvals
    FOR EACH ROW EXECUTE FUNCTION refuse_withdrawn_policy();
CREATE TRIGGER refuse_withdrawn_policy BEFORE INSERT ON policy_bundles
    FOR EACH ROW WHEN (NEW.proposal IS NOT NULL) EXECUTE FUNCTION refuse_withdrawn_policy();

-- Whoever publishes or deprecates a version answers for it with their own name; and only what is deprecated has a reason
-- not to be used.
ALTER TABLE template_versions ADD CONSTRAINT deprecated_for_a_reason
    CHECK ((state = 'deprecated') = (deprecation <> '') AND (state = 'deprecated' OR instead = ''));

CREATE FUNCTION guard_template_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.published_by IS DISTINCT FROM OLD.published_by AND NEW.published_by IS DISTINCT FROM current_person()
        OR NEW.deprecated_by IS DISTINCT FROM OLD.deprecated_by AND NEW.deprecated_by IS DISTINCT FROM current_person()
    THEN
        PERFORM refuse('not_allowed', 'a version is published or deprecated in one''s own name');
    END IF;
    -- Under the lock that the guard of states took: what is current, and since when, tell the same order.
    IF NEW.state <> OLD.state AND NEW.state = 'published' THEN
        NEW.published_at := clock_timestamp();
    END IF;
    RETURN NEW;
END $$;
-- After the guard of states, whose answers say more.
CREATE TRIGGER guard_template_version_names BEFORE UPDATE ON template_versions
    FOR EACH ROW EXECUTE FUNCTION guard_template_names();

REVOKE EXECUTE ON FUNCTION lock_policy_proposal, guard_policy_withdrawal, refuse_withdrawn_policy, guard_template_names
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_policy_proposal TO countersign_app;
