-- Who is away, who acts for whom in reviews, and which outputs wait because nobody is left to review them. Everything here has an
-- end, and nothing of it approves anything: whoever reviews in the end reviews by the same rules.

CREATE TABLE absences (
    team_id identifier NOT NULL REFERENCES teams,
    id identifier NOT NULL,
    person_id identifier NOT NULL REFERENCES persons,
    begins_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    -- Needed where somebody else sets it.
    reason text NOT NULL CHECK (length(reason) <= 2000),
    set_by identifier NOT NULL REFERENCES persons,
    set_at timestamptz NOT NULL,
    cleared_by identifier REFERENCES persons,
    cleared_at timestamptz,
    PRIMARY KEY (team_id, id),
    CHECK (begins_at < ends_at AND ends_at <= begins_at + interval '366 days'),
    CHECK ((cleared_by IS NULL) = (cleared_at IS NULL))
);
CREATE INDEX absences_by_end ON absences (ends_at, team_id);

CREATE FUNCTION is_absent(team text, person text) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM absences WHERE team_id = team AND person_id = person AND cleared_at IS NULL
        AND begins_at <= clock_timestamp() AND ends_at > clock_timestamp())
$$;

CREATE FUNCTION guard_absence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.cleared_at IS NOT NULL OR NEW.cleared_at IS NULL
            OR to_jsonb(NEW) - '{cleared_by,cleared_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{cleared_by,cleared_at}'::text[]
        THEN
            PERFORM refuse('wrong_state', 'an absence never changes; it is cleared, once');
        END IF;
        IF NEW.cleared_by IS DISTINCT FROM current_person()
            OR NOT (NEW.cleared_by = NEW.person_id OR is_team_admin(NEW.team_id, NEW.cleared_by))
        THEN
            PERFORM refuse('not_allowed', 'an absence is cleared by whose it is, or by an admin');
        END IF;
        NEW.cleared_at := clock_timestamp();
        RETURN NEW;
    END IF;
    IF NEW.set_by IS DISTINCT FROM current_person() OR NEW.cleared_at IS NOT NULL
        OR NOT (NEW.set_by = NEW.person_id OR (is_team_admin(NEW.team_id, NEW.set_by) AND NEW.reason <> ''))
    THEN
        PERFORM refuse('not_allowed', 'whoever is away says so in person, or an admin does, with a reason');
    END IF;
    IF NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.person_id) THEN
        PERFORM refuse('not_allowed', 'only people of the team are away from it');
    END IF;
    NEW.set_at := clock_timestamp();
    IF NEW.ends_at <= NEW.set_at THEN
        PERFORM refuse('invalid_input', 'this absence is over');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_absence BEFORE INSERT OR UPDATE ON absences FOR EACH ROW EXECUTE FUNCTION guard_absence();

-- An offer until its delegate accepts it: only from then on does it count.
CREATE TABLE delegations (
    team_id identifier NOT NULL REFERENCES teams,
    id identifier NOT NULL,
    person_id identifier NOT NULL REFERENCES persons,
    delegate_id identifier NOT NULL REFERENCES persons,
    -- Of OWNERS, the lines before any header being the empty one; NULL for all of it.
    section text CHECK (length(section) <= 120),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    made_by identifier NOT NULL REFERENCES persons,
    offered_at timestamptz NOT NULL,
    -- When it was accepted.
    begins_at timestamptz,
    ends_at timestamptz NOT NULL,
    -- When it was taken back or declined, before its end.
    ended_by identifier REFERENCES persons,
    ended_at timestamptz,
    PRIMARY KEY (team_id, id),
    CHECK (person_id <> delegate_id),
    CHECK (offered_at < ends_at AND ends_at <= offered_at + interval '90 days'),
    CHECK (offered_at <= begins_at AND begins_at < ends_at),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX delegations_by_end ON delegations (team_id, ends_at);

CREATE FUNCTION guard_offered_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM memberships WHERE team_id = NEW.team_id AND person_id IN (NEW.person_id, NEW.delegate_id)) <> 2 THEN
        PERFORM refuse('not_allowed', 'one person of the team acts for another');
    END IF;
    IF NEW.made_by IS DISTINCT FROM current_person() OR NEW.ended_at IS NOT NULL
        OR NOT (NEW.made_by = NEW.person_id OR (is_team_admin(NEW.team_id, NEW.made_by)
            AND NEW.made_by <> NEW.delegate_id AND is_absent(NEW.team_id, NEW.person_id)))
    THEN
        PERFORM refuse('not_allowed',
            'a person delegates in person; for somebody who is away now an admin does, and not to themselves');
    END IF;
    IF NEW.begins_at IS NOT NULL THEN
        PERFORM refuse('not_allowed', 'a delegation is an offer until its delegate accepts it');
    END IF;
    NEW.offered_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER guard_offered_delegation BEFORE INSERT ON delegations
    FOR EACH ROW EXECUTE FUNCTION guard_offered_delegation();

-- What is delegated is not delegated further: nobody is a delegate and has one at the same time. Both people's rows are locked, so
-- that two halves of a chain accepted at once wait for each other.
CREATE FUNCTION guard_accepted_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    people bigint;
BEGIN
    PERFORM FROM memberships WHERE team_id = NEW.team_id AND person_id IN (NEW.person_id, NEW.delegate_id)
        ORDER BY person_id FOR UPDATE;
    GET DIAGNOSTICS people = ROW_COUNT;
    IF people <> 2 THEN
        PERFORM refuse('not_allowed', 'one person of the team acts for another');
    END IF;
    NEW.begins_at := clock_timestamp();
    IF OLD.begins_at IS NOT NULL OR OLD.ended_at IS NOT NULL OR OLD.ends_at <= NEW.begins_at
        OR to_jsonb(NEW) - 'begins_at' IS DISTINCT FROM to_jsonb(OLD) - 'begins_at'
    THEN
        PERFORM refuse('wrong_state', 'a delegation is accepted once, as it was offered and before its end');
    END IF;
    IF NEW.delegate_id IS DISTINCT FROM current_person() THEN
        PERFORM refuse('not_allowed', 'nobody but the delegate accepts a delegation');
    END IF;
    IF EXISTS (SELECT FROM delegations WHERE team_id = NEW.team_id AND begins_at IS NOT NULL AND ended_at IS NULL
        AND ends_at > NEW.begins_at AND (delegate_id = NEW.person_id OR person_id = NEW.delegate_id))
    THEN
        PERFORM refuse('wrong_state', 'who acts for somebody delegates nothing meanwhile, and who has delegated acts for nobody');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_accepted_delegation BEFORE UPDATE ON delegations
    FOR EACH ROW WHEN (NEW.begins_at IS DISTINCT FROM OLD.begins_at) EXECUTE FUNCTION guard_accepted_delegation();

CREATE FUNCTION guard_ended_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR OLD.ends_at <= clock_timestamp()
        OR to_jsonb(NEW) - '{ended_by,ended_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{ended_by,ended_at}'::text[]
    THEN
        PERFORM refuse('wrong_state', 'a delegation never changes; it is ended, once');
    END IF;
    IF NEW.ended_by IS DISTINCT FROM current_person()
        OR NOT (NEW.ended_by IN (NEW.person_id, NEW.delegate_id) OR is_team_admin(NEW.team_id, NEW.ended_by))
    THEN
        PERFORM refuse('not_allowed', 'a delegation is ended by one of its two people, or by an admin');
    END IF;
    NEW.ended_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER guard_ended_delegation BEFORE UPDATE ON delegations
    FOR EACH ROW WHEN (NEW.begins_at IS NOT DISTINCT FROM OLD.begins_at) EXECUTE FUNCTION guard_ended_delegation();

-- Who has acted, at any time from when the run was asked for until they answer, for somebody with a part in it approves it as little
-- as they do. The service knows of more parts than these; these hold against the service itself.
CREATE FUNCTION guard_delegates_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.verdict = 'approve' AND EXISTS (
        SELECT FROM output_versions versions
            JOIN runs ON runs.team_id = versions.team_id AND runs.id = versions.run_id
            JOIN runners ON runners.team_id = versions.team_id AND runners.id = versions.runner_id
            JOIN template_versions ON template_versions.team_id = runs.team_id AND template_versions.template = runs.template
                AND template_versions.number = runs.template_version
            JOIN delegations ON delegations.team_id = runs.team_id AND delegate_id = NEW.person_id
                AND person_id IN (runs.requested_by, operator_id, template_versions.author_id)
                AND delegations.begins_at <= NEW.given_at
                AND least(delegations.ends_at, delegations.ended_at) > runs.created_at
        WHERE versions.team_id = NEW.team_id AND versions.output_id = NEW.output_id AND versions.number = NEW.number)
    THEN
        PERFORM refuse('conflict_of_interest',
            'you act or acted for a person who asked for this run, wrote its template, or on whose host it ran');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_delegates_verdict BEFORE INSERT ON verdicts FOR EACH ROW EXECUTE FUNCTION guard_delegates_verdict();

-- A review is passed on when its reviewer has had their time and is not reading: nothing of it was shown for an hour. Whoever is
-- away until after its end could not finish in time, so theirs is passed on at once.
CREATE FUNCTION is_read(review reviews) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM receipts WHERE team_id = review.team_id AND review_id = review.id
        AND served_at > clock_timestamp() - interval '1 hour')
$$;

CREATE FUNCTION is_overdue(review reviews) RETURNS boolean LANGUAGE sql AS $$
    SELECT review.state = 'open' AND NOT review.is_practice
        AND (review.due_at <= clock_timestamp() OR EXISTS (SELECT FROM absences
            WHERE team_id = review.team_id AND person_id = review.reviewer_id AND cleared_at IS NULL
                AND begins_at <= clock_timestamp() AND ends_at > greatest(review.due_at, clock_timestamp())))
        AND NOT is_read(review)
$$;

-- An output version for which the team has too few reviewers: its admins are told, and every ten minutes it is tried again. Ended
-- when somebody could be asked.
CREATE TABLE review_shortages (
    team_id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL,
    since timestamptz NOT NULL,
    tried_at timestamptz NOT NULL,
    -- What the quorum lacks, with the line of OWNERS; who cannot and why: {login: [reason]}.
    missing text[] NOT NULL CHECK (cardinality(missing) > 0),
    excluded jsonb NOT NULL CHECK (jsonb_typeof(excluded) = 'object'),
    -- What would help, for people.
    remedies text[] NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (team_id, output_id, number),
    FOREIGN KEY (team_id, output_id, number) REFERENCES output_versions
);
CREATE INDEX review_shortages_due ON review_shortages (tried_at) WHERE ended_at IS NULL;

CREATE FUNCTION waits_for_review(team text, output text, version integer) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM outputs
        WHERE team_id = team AND id = output AND latest_version = version AND review_state = 'in_review')
$$;

CREATE FUNCTION has_shortage(team text, output text, version integer) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM review_shortages
        WHERE team_id = team AND output_id = output AND number = version AND ended_at IS NULL)
$$;

-- Output versions whose reviews are to be passed on, those of people who are away first, and shortages to be tried again. What has
-- a shortage already waits for its next try. Stable, so that `due_work` takes it into its own plan.
CREATE FUNCTION overdue_reviews(at_most integer) RETURNS TABLE (team_id text, output_id text, number bigint)
LANGUAGE sql STABLE AS $$
    (SELECT late.team_id, late.output_id, late.number FROM absences JOIN reviews AS late
            ON late.team_id = absences.team_id AND late.reviewer_id = person_id AND state = 'open'
        WHERE cleared_at IS NULL AND begins_at <= clock_timestamp() AND ends_at > clock_timestamp()
            AND is_overdue(late) AND waits_for_review(late.team_id, late.output_id, late.number)
            AND NOT has_shortage(late.team_id, late.output_id, late.number) ORDER BY due_at LIMIT at_most)
    UNION ALL
    (SELECT late.team_id, late.output_id, late.number FROM reviews AS late
        WHERE state = 'open' AND due_at <= clock_timestamp()
            AND is_overdue(late) AND waits_for_review(late.team_id, late.output_id, late.number)
            AND NOT has_shortage(late.team_id, late.output_id, late.number) ORDER BY due_at LIMIT at_most)
    UNION ALL
    (SELECT short.team_id, short.output_id, short.number FROM review_shortages AS short
        WHERE ended_at IS NULL AND tried_at <= clock_timestamp() - interval '10 minutes'
            AND waits_for_review(short.team_id, short.output_id, short.number) ORDER BY tried_at LIMIT at_most)
$$;

ALTER TABLE memberships ADD CHECK (cardinality(competences) <= 20
    AND array_to_string(competences, ' ') ~ '^([a-z0-9][a-z0-9-]{0,39}( |$))*$');

-- What somebody is competent in is said by somebody else, also where they administer the team.
CREATE FUNCTION guard_competences() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- Also where an INSERT turns into an UPDATE of what is there.
    before text[] := (SELECT competences FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.person_id);
BEGIN
    IF NEW.person_id = current_person() AND NOT NEW.competences <@ coalesce(before, '{}') THEN
        PERFORM refuse('second_person_required', 'nobody calls themselves competent; another admin does');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_competences BEFORE INSERT OR UPDATE ON memberships FOR EACH ROW EXECUTE FUNCTION guard_competences();

-- Whoever may not log in any more reviews nothing. The teams that counted upon them are not those of whoever says so.
CREATE FUNCTION reconsider_without_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    INSERT INTO outbox (team_id, kind, subject_id)
        SELECT team_id, 'reconsider_reviews', team_id FROM memberships WHERE person_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER reconsider_without_person AFTER UPDATE OF disabled_at ON persons FOR EACH ROW
    WHEN (OLD.disabled_at IS DISTINCT FROM NEW.disabled_at) EXECUTE FUNCTION reconsider_without_person();
CREATE POLICY reconsideration ON outbox FOR INSERT TO countersign_system WITH CHECK (kind = 'reconsider_reviews');
GRANT INSERT (team_id, kind, subject_id) ON outbox TO countersign_system;
GRANT countersign_system TO CURRENT_USER;
GRANT CREATE ON SCHEMA public TO countersign_system;
ALTER FUNCTION reconsider_without_person OWNER TO countersign_system;
REVOKE CREATE ON SCHEMA public FROM countersign_system;
REVOKE EXECUTE ON FUNCTION reconsider_without_person FROM PUBLIC;
REVOKE countersign_system FROM CURRENT_USER;

SELECT protect_team_table('absences');
SELECT protect_team_table('delegations');
SELECT protect_team_table('review_shortages');
GRANT SELECT, INSERT, UPDATE (cleared_by, cleared_at) ON absences TO countersign_app;
GRANT SELECT, INSERT, UPDATE (begins_at, ended_by, ended_at) ON delegations TO countersign_app;
GRANT SELECT, INSERT, UPDATE ON review_shortages TO countersign_app;
REVOKE EXECUTE ON FUNCTION guard_absence, guard_offered_delegation, guard_accepted_delegation, guard_ended_delegation,
    guard_delegates_verdict, guard_competences, is_absent, is_read, is_overdue, waits_for_review, has_shortage, overdue_reviews FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_absent, is_read, is_overdue TO countersign_app;
GRANT EXECUTE ON FUNCTION is_read, is_overdue, waits_for_review, has_shortage, overdue_reviews TO countersign_system;
