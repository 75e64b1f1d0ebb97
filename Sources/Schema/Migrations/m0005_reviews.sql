-- Review. Receipts, credits and verdicts are written by functions only.

CREATE TABLE reviews (
    team_id identifier NOT NULL,
    id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL,
    reviewer_id identifier NOT NULL REFERENCES persons,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'stale', 'reassigned', 'unneeded')),
    -- Reserved for practice copies; no endpoint below the steward reveals it.
    is_practice boolean NOT NULL DEFAULT false,
    assigned_at timestamptz NOT NULL DEFAULT now(),
    -- How long its reviewer has; then somebody else is asked.
    due_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
    -- It was passed on, and then there was nobody else: since then others may stand in for its reviewer.
    asked_again boolean NOT NULL DEFAULT false,
    closed_at timestamptz,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, output_id, number, reviewer_id),
    FOREIGN KEY (team_id, output_id, number) REFERENCES output_versions,
    CHECK ((state = 'open') = (closed_at IS NULL)),
    CHECK (due_at > assigned_at)
);
CREATE INDEX reviews_inbox ON reviews (team_id, reviewer_id, assigned_at) WHERE state = 'open';
CREATE INDEX reviews_due ON reviews (due_at) WHERE state = 'open';

CREATE TABLE receipts (
    team_id identifier NOT NULL,
    review_id identifier NOT NULL,
    chunk integer NOT NULL,
    counter integer NOT NULL CHECK (counter >= 1),
    hash digest NOT NULL,
    session_id identifier NOT NULL,
    -- The order of first servings is the order of reading; serving again does not change it.
    first_served_at timestamptz NOT NULL,
    served_at timestamptz NOT NULL,
    acknowledged_at timestamptz,
    credited_milliseconds bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (team_id, review_id, chunk),
    UNIQUE (team_id, hash),
    FOREIGN KEY (team_id, review_id) REFERENCES reviews
);

-- One attention clock per person over all teams, tabs and devices.
CREATE TABLE attention_clocks (
    person_id identifier PRIMARY KEY REFERENCES persons,
    focus_team identifier,
    focus_review identifier,
    focus_chunk integer,
    -- What the present focus can still be credited: asking for the same part again does not renew it.
    focus_allowance_milliseconds bigint NOT NULL DEFAULT 0,
    -- Everything before this instant is spent: no later credit reaches behind it.
    credited_until timestamptz NOT NULL,
    CHECK ((focus_review IS NULL) = (focus_chunk IS NULL) AND (focus_review IS NULL) = (focus_team IS NULL))
);

CREATE TABLE criterion_answers (
    team_id identifier NOT NULL,
    review_id identifier NOT NULL,
    criterion text NOT NULL,
    answer criterion_answer NOT NULL,
    reason text NOT NULL DEFAULT '',
    chunk integer,
    start_line integer,
    end_line integer,
    quotation text,
    answered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, review_id, criterion),
    FOREIGN KEY (team_id, review_id) REFERENCES reviews
);

CREATE TABLE findings (
    team_id identifier NOT NULL,
    id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL,
    -- Null: found after the approval, see `output_defects`.
    review_id identifier,
    author_id identifier NOT NULL REFERENCES persons,
    is_blocking boolean NOT NULL,
    cause finding_cause NOT NULL,
    -- What the run was dispatched from: findings gather on it. Set by the guard.
    template text COLLATE "C" NOT NULL,
    template_version integer NOT NULL,
    -- What of the template it is about: a criterion, or a line of its files with what stands there, and which constraint that is
    -- if it was named as one.
    criterion text,
    template_file text COLLATE "C",
    template_line integer,
    template_text text,
    template_constraint integer,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 8000),
    chunk integer,
    start_line integer,
    end_line integer,
    quotation text,
    created_at timestamptz NOT NULL DEFAULT now(),
    closed_by identifier REFERENCES persons,
    closed_at timestamptz,
    closed_on_version integer,
    -- The first of the versions in use that answers it. Set when another version of the template comes into use.
    answered_by integer,
    -- Of a defect: since when it counts. Set by the judgement that confirms it.
    confirmed_at timestamptz,
    PRIMARY KEY (team_id, id),
    FOREIGN KEY (team_id, review_id) REFERENCES reviews,
    FOREIGN KEY (team_id, output_id, number) REFERENCES output_versions,
    CONSTRAINT a_line_is_in_a_file FOREIGN KEY (team_id, template, template_version, template_file)
        REFERENCES template_files (team_id, template, number, path),
    CONSTRAINT a_line_is_whole CHECK (num_nonnulls(template_file, template_line, template_text) IN (0, 3) AND template_line >= 1
        AND (template_constraint IS NULL OR (template_constraint >= 1 AND template_line IS NOT NULL))),
    CONSTRAINT about_one_thing CHECK (criterion IS NULL OR template_file IS NULL),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closed_on_version IS NULL)),
    CONSTRAINT a_defect_blocks_nothing CHECK (review_id IS NOT NULL OR NOT is_blocking),
    CONSTRAINT only_defects_are_confirmed CHECK (confirmed_at IS NULL OR (review_id IS NULL AND closed_at IS NULL)),
    -- A blocking finding is closed on a later version, by its author.
    CHECK (NOT is_blocking OR closed_on_version IS NULL OR closed_on_version > number),
    CHECK (NOT is_blocking OR closed_by IS NULL OR closed_by = author_id)
);
CREATE INDEX findings_by_output ON findings (team_id, output_id, created_at);

CREATE TABLE verdicts (
    team_id identifier NOT NULL,
    review_id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL,
    person_id identifier NOT NULL REFERENCES persons,
    verdict verdict NOT NULL,
    -- The canonical payload that the verdict binds, and its digest.
    payload text NOT NULL,
    digest digest NOT NULL CHECK (digest = sha256(convert_to(payload, 'UTF8'))),
    flags text[] NOT NULL DEFAULT '{}',
    given_at timestamptz NOT NULL,
    expires_at timestamptz,
    PRIMARY KEY (team_id, review_id),
    UNIQUE (team_id, output_id, number, person_id),
    FOREIGN KEY (team_id, review_id) REFERENCES reviews,
    CHECK ((verdict = 'approve') = (expires_at IS NOT NULL))
);

CREATE FUNCTION guard_new_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'open' OR NEW.asked_again THEN
        PERFORM refuse('wrong_state', 'a review begins open');
    END IF;
    IF NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.reviewer_id) THEN
        PERFORM refuse('not_allowed', 'only people of the team review');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_new_review BEFORE INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION guard_new_review();

CREATE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever had no time, or was not needed then, is asked again, with as much time as if it were the first time.
    IF OLD.state IN ('reassigned', 'unneeded') AND NEW.state = 'open' THEN
        IF to_jsonb(NEW) - '{state,closed_at,assigned_at,due_at,asked_again}'::text[]
                IS DISTINCT FROM to_jsonb(OLD) - '{state,closed_at,assigned_at,due_at,asked_again}'::text[]
            OR NEW.asked_again <> (OLD.asked_again OR OLD.state = 'reassigned') OR NEW.assigned_at <> now()
            OR is_absent(NEW.team_id, NEW.reviewer_id)
            OR NOT EXISTS (SELECT FROM memberships WHERE team_id = NEW.team_id AND person_id = NEW.reviewer_id)
            OR NOT EXISTS (SELECT FROM outputs WHERE team_id = NEW.team_id AND id = NEW.output_id
                AND latest_version = NEW.number AND review_state = 'in_review')
        THEN
            PERFORM refuse('wrong_state', 'only who is there is asked again, from now on, and about what is in review');
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - '{state,closed_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{state,closed_at}'::text[]
        OR OLD.state <> 'open'
    THEN
        PERFORM refuse('wrong_state', 'who reviews what never changes');
    END IF;
    IF NEW.state = 'closed' AND NOT EXISTS (SELECT FROM verdicts WHERE team_id = NEW.team_id AND review_id = NEW.id) THEN
        PERFORM refuse('wrong_state', 'a review is closed by a verdict only');
    END IF;
    IF NEW.state = 'stale' AND NOT EXISTS (SELECT FROM outputs
        WHERE team_id = NEW.team_id AND id = NEW.output_id AND latest_version > NEW.number)
    THEN
        PERFORM refuse('wrong_state', 'there is no later version');
    END IF;
    IF NEW.state = 'reassigned' AND (NOT is_overdue(OLD) OR NOT EXISTS (SELECT FROM reviews
        WHERE team_id = NEW.team_id AND output_id = NEW.output_id AND number = NEW.number AND id <> NEW.id
            AND state IN ('open', 'closed')))
    THEN
        PERFORM refuse('wrong_state', 'a review is taken from nobody who still has time, nor before somebody else is asked');
    END IF;
    IF NEW.state = 'unneeded' AND (is_read(OLD) OR NOT EXISTS (SELECT FROM outputs WHERE team_id = NEW.team_id
        AND id = NEW.output_id AND latest_version = NEW.number AND review_state = 'approved'))
    THEN
        PERFORM refuse('wrong_state', 'a review is needed until others have approved, and left to whoever is reading');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_review BEFORE UPDATE ON reviews FOR EACH ROW EXECUTE FUNCTION guard_review();

-- Answers and findings belong to an open review of the person who acts.
CREATE FUNCTION guard_review_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM reviews WHERE team_id = NEW.team_id AND id = NEW.review_id AND reviewer_id = current_person()
        AND state = 'open' FOR SHARE;
    IF NOT FOUND THEN
        PERFORM refuse('wrong_state', 'you have no such open review');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_review_part BEFORE INSERT OR UPDATE ON criterion_answers
    FOR EACH ROW EXECUTE FUNCTION guard_review_part();
CREATE TRIGGER guard_review_part BEFORE INSERT ON findings FOR EACH ROW WHEN (NEW.review_id IS NOT NULL)
    EXECUTE FUNCTION guard_review_part();

CREATE FUNCTION guard_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.author_id IS DISTINCT FROM current_person() OR num_nonnulls(NEW.closed_at, NEW.answered_by, NEW.confirmed_at) > 0
            -- Only the record of a defect makes one without a review.
            OR (NEW.review_id IS NULL AND pg_trigger_depth() < 2)
            OR (NEW.review_id IS NOT NULL AND NOT EXISTS (SELECT FROM reviews
                WHERE team_id = NEW.team_id AND id = NEW.review_id AND output_id = NEW.output_id AND number = NEW.number))
        THEN
            PERFORM refuse('wrong_state', 'a finding is its author''s, on what they review, and begins open');
        END IF;
        SELECT runs.template, runs.template_version INTO NEW.template, NEW.template_version
            FROM outputs JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
            WHERE outputs.team_id = NEW.team_id AND outputs.id = NEW.output_id;
        RETURN NEW;
    END IF;
    -- What other rows say of it.
    IF (NEW.answered_by, NEW.confirmed_at) IS DISTINCT FROM (OLD.answered_by, OLD.confirmed_at) THEN
        IF pg_trigger_depth() < 2 OR to_jsonb(NEW) - '{answered_by,confirmed_at}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{answered_by,confirmed_at}'::text[]
        THEN
            PERFORM refuse('wrong_state',
                'a finding is answered as long as a version that names it is in use, and confirmed by a judgement');
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.closed_at IS NOT NULL THEN
        PERFORM refuse('already_decided', 'this finding is closed');
    END IF;
    IF OLD.review_id IS NULL AND pg_trigger_depth() < 2 THEN
        PERFORM refuse('wrong_state', 'the finding of a defect is closed by the end of its report, and by nothing else');
    END IF;
    IF to_jsonb(NEW) - '{closed_by,closed_at,closed_on_version}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{closed_by,closed_at,closed_on_version}'::text[]
    THEN
        PERFORM refuse('wrong_state', 'a finding never changes; it is closed');
    END IF;
    IF NEW.closed_by IS DISTINCT FROM current_person() OR NEW.closed_on_version > (SELECT latest_version FROM outputs
        WHERE team_id = NEW.team_id AND id = NEW.output_id)
    THEN
        PERFORM refuse('not_allowed', 'whoever closes a finding does it in person, on a version that is there');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_finding BEFORE INSERT OR UPDATE ON findings FOR EACH ROW EXECUTE FUNCTION guard_finding();

-- The functions below are the only writers of receipts, credits and verdicts. They run as the schema's owner, act for the
-- person set in `countersign.person`, and check what must hold even if the service asks for something else.

CREATE FUNCTION open_review(wanted_review text) RETURNS reviews LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    review reviews%ROWTYPE;
BEGIN
    SELECT * INTO review FROM reviews WHERE team_id = current_team() AND id = wanted_review FOR UPDATE;
    IF review.id IS NULL OR review.reviewer_id IS DISTINCT FROM current_person()
        OR NOT EXISTS (SELECT FROM memberships WHERE team_id = review.team_id AND person_id = review.reviewer_id)
    THEN
        PERFORM refuse('not_found', 'there is no such review of yours');
    END IF;
    IF review.state <> 'open' THEN
        PERFORM refuse('wrong_state', format('this review is %s', review.state));
    END IF;
    RETURN review;
END $$;

-- The person's clock, locked, and the time after the lock: what a credit is computed from.
CREATE FUNCTION lock_attention()
RETURNS TABLE (focus_team text, focus_review text, focus_chunk integer, allowance_milliseconds bigint,
    credited_until timestamptz, at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    INSERT INTO attention_clocks (person_id, credited_until) VALUES (current_person(), clock_timestamp())
        ON CONFLICT (person_id) DO NOTHING;
    PERFORM FROM attention_clocks WHERE person_id = current_person() FOR UPDATE;
    RETURN QUERY SELECT clocks.focus_team::text, clocks.focus_review::text, clocks.focus_chunk,
        clocks.focus_allowance_milliseconds, clocks.credited_until, clock_timestamp()
        FROM attention_clocks clocks WHERE person_id = current_person();
END $$;

-- Moves the person's attention: credits the chunk that had it with at most the time since the last credit and at most what
-- its focus can still get, then focuses on the given chunk, or on nothing. A focus can get the larger of 20 s and 1.5 times
-- the planned time.
CREATE FUNCTION move_attention(credit_milliseconds bigint, next_review text, next_chunk integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    clock attention_clocks%ROWTYPE;
    elapsed_milliseconds bigint;
    allowance bigint := 0;
BEGIN
    INSERT INTO attention_clocks (person_id, credited_until) VALUES (current_person(), clock_timestamp())
        ON CONFLICT (person_id) DO NOTHING;
    SELECT * INTO clock FROM attention_clocks WHERE person_id = current_person() FOR UPDATE;
    elapsed_milliseconds := ceil(extract(epoch FROM clock_timestamp() - clock.credited_until) * 1000);
    IF credit_milliseconds < 0 THEN
        PERFORM refuse('pace_implausible', 'time is never taken back');
    ELSIF credit_milliseconds > 0 THEN
        IF clock.focus_review IS NULL OR clock.focus_team <> current_team() THEN
            PERFORM refuse('pace_implausible', 'nothing has your attention here, so nothing can be credited');
        END IF;
        IF credit_milliseconds > elapsed_milliseconds OR credit_milliseconds > clock.focus_allowance_milliseconds THEN
            PERFORM refuse('pace_implausible', 'more time was claimed than has passed');
        END IF;
        -- A verdict has been given on what was credited until then.
        UPDATE receipts SET credited_milliseconds = receipts.credited_milliseconds + move_attention.credit_milliseconds
            FROM reviews WHERE reviews.team_id = receipts.team_id AND reviews.id = receipts.review_id
                AND reviews.state = 'open' AND receipts.team_id = current_team()
                AND receipts.review_id = clock.focus_review AND receipts.chunk = clock.focus_chunk;
    END IF;
    IF next_review IS NOT NULL THEN
        IF (next_review, next_chunk, current_team()) = (clock.focus_review, clock.focus_chunk, clock.focus_team) THEN
            allowance := clock.focus_allowance_milliseconds - credit_milliseconds;
        ELSE
            SELECT greatest(20000, chunks.planned_milliseconds * 3 / 2) INTO allowance
                FROM reviews JOIN output_chunks chunks USING (team_id, output_id, number)
                    JOIN receipts ON receipts.team_id = reviews.team_id AND receipts.review_id = reviews.id
                        AND receipts.chunk = chunks.chunk
                WHERE reviews.team_id = current_team() AND reviews.id = next_review AND chunks.chunk = next_chunk
                    AND reviewer_id = current_person() AND state = 'open';
            IF NOT FOUND THEN
                PERFORM refuse('not_found', 'this part has not been served to you');
            END IF;
        END IF;
    END IF;
    UPDATE attention_clocks SET credited_until = clock_timestamp(), focus_chunk = next_chunk, focus_review = next_review,
        focus_allowance_milliseconds = allowance,
        focus_team = CASE WHEN next_review IS NULL THEN NULL ELSE current_team() END
        WHERE person_id = current_person();
END $$;

-- Hands out a chunk with a fresh receipt; the counter must be the next one, so that two servings never share a receipt.
CREATE FUNCTION serve_chunk(wanted_review text, wanted_chunk integer, next_counter integer, receipt_hash bytea, session text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    review reviews%ROWTYPE := open_review(wanted_review);
    served integer;
BEGIN
    PERFORM FROM output_chunks WHERE team_id = review.team_id AND output_id = review.output_id
        AND number = review.number AND chunk = wanted_chunk;
    IF NOT FOUND THEN
        PERFORM refuse('not_found', format('this output has no part %s', wanted_chunk));
    END IF;
    INSERT INTO receipts (team_id, review_id, chunk, counter, hash, session_id, first_served_at, served_at)
        SELECT review.team_id, review.id, wanted_chunk, next_counter, receipt_hash, session, clock_timestamp(), clock_timestamp()
        WHERE next_counter = 1
        ON CONFLICT (team_id, review_id, chunk) DO NOTHING;
    GET DIAGNOSTICS served = ROW_COUNT;
    IF served = 0 THEN
        UPDATE receipts SET counter = next_counter, hash = receipt_hash, session_id = session, served_at = clock_timestamp()
            WHERE team_id = review.team_id AND review_id = review.id AND chunk = wanted_chunk AND counter = next_counter - 1;
        GET DIAGNOSTICS served = ROW_COUNT;
    END IF;
    IF served = 0 THEN
        PERFORM refuse('receipt_invalid', 'another window is reading this part; ask for it again');
    END IF;
END $$;

-- Takes a receipt back, once: of this review, this chunk, its latest serving, the same session.
CREATE FUNCTION acknowledge_chunk(wanted_review text, wanted_chunk integer, receipt_hash bytea, session text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    review reviews%ROWTYPE := open_review(wanted_review);
    receipt receipts%ROWTYPE;
BEGIN
    SELECT * INTO receipt FROM receipts
        WHERE team_id = review.team_id AND review_id = review.id AND chunk = wanted_chunk FOR UPDATE;
    IF receipt.chunk IS NULL THEN
        PERFORM refuse('receipt_invalid', format('part %s has not been served in this review', wanted_chunk));
    ELSIF receipt.hash IS DISTINCT FROM receipt_hash THEN
        PERFORM refuse('receipt_invalid', 'this is not the receipt of the latest serving of this part');
    ELSIF receipt.session_id IS DISTINCT FROM session THEN
        PERFORM refuse('receipt_invalid', 'this part was served to another session');
    ELSIF receipt.acknowledged_at >= receipt.served_at THEN
        PERFORM refuse('receipt_invalid', 'this receipt has been used');
    END IF;
    UPDATE receipts SET acknowledged_at = clock_timestamp()
        WHERE team_id = review.team_id AND review_id = review.id AND chunk = wanted_chunk;
END $$;

-- Writes a verdict and closes its review. The service decides by all the rules; what is checked again here holds against the
-- service itself: own work, a later version, unread parts, an impossible pace, open blocking findings, wrong digests.
CREATE FUNCTION record_verdict(
    wanted_review text, wanted_verdict verdict, payload text, payload_digest bytea, flags text[], lifetime_seconds integer)
RETURNS timestamptz LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    review reviews%ROWTYPE := open_review(wanted_review);
    version output_versions%ROWTYPE;
    run runs%ROWTYPE;
    given timestamptz;
    unread integer;
    slow_enough integer;
    needed_milliseconds bigint;
    credited bigint;
BEGIN
    -- The output row orders verdicts, new versions and releases of one output.
    PERFORM FROM outputs WHERE team_id = review.team_id AND id = review.output_id FOR UPDATE;
    SELECT * INTO version FROM output_versions
        WHERE team_id = review.team_id AND output_id = review.output_id AND number = review.number;
    SELECT * INTO run FROM runs WHERE team_id = review.team_id AND id = version.run_id;
    given := clock_timestamp();
    IF run.requested_by = review.reviewer_id
        OR EXISTS (SELECT FROM runners
            WHERE team_id = review.team_id AND id = version.runner_id AND operator_id = review.reviewer_id)
        OR EXISTS (SELECT FROM template_versions WHERE team_id = review.team_id AND template = run.template
            AND template_versions.number = run.template_version AND author_id = review.reviewer_id)
    THEN
        PERFORM refuse('conflict_of_interest', 'you asked for this run, wrote its template, or it ran on your host');
    END IF;
    IF NOT EXISTS (SELECT FROM outputs WHERE team_id = review.team_id AND id = review.output_id AND latest_version = review.number)
    THEN
        PERFORM refuse('stale', 'there is a later version of this output');
    END IF;
    IF (payload::jsonb ->> 'team', payload::jsonb ->> 'review', payload::jsonb ->> 'output',
        (payload::jsonb ->> 'version')::integer, payload::jsonb ->> 'person', payload::jsonb ->> 'verdict',
        payload::jsonb ->> 'content_digest', payload::jsonb ->> 'manifest_root', payload::jsonb ->> 'criteria_digest')
        IS DISTINCT FROM (review.team_id::text, review.id::text, review.output_id::text, review.number,
        review.reviewer_id::text, wanted_verdict::text, 'sha256:' || encode(version.content_digest, 'hex'),
        'sha256:' || encode(version.manifest_root, 'hex'), 'sha256:' || encode(version.criteria_digest, 'hex'))
    THEN
        PERFORM refuse('stale', 'the verdict does not name what was reviewed');
    END IF;
    IF wanted_verdict = 'approve' THEN
        SELECT count(*) FILTER (WHERE receipts.acknowledged_at IS NULL),
            count(*) FILTER (WHERE receipts.credited_milliseconds >= chunks.refuse_milliseconds),
            sum(chunks.refuse_milliseconds), coalesce(sum(receipts.credited_milliseconds), 0)
            INTO unread, slow_enough, needed_milliseconds, credited
            FROM output_chunks chunks LEFT JOIN receipts ON receipts.team_id = chunks.team_id
                AND receipts.review_id = review.id AND receipts.chunk = chunks.chunk
            WHERE chunks.team_id = review.team_id AND chunks.output_id = review.output_id AND chunks.number = review.number;
        IF unread > 0 THEN
            PERFORM refuse('coverage_incomplete', format('%s parts have not been read', unread));
        END IF;
        IF slow_enough * 100 < version.chunk_count * 95 OR credited < needed_milliseconds THEN
            PERFORM refuse('pace_implausible', 'nobody can have read this in the time taken');
        END IF;
        -- What others are still to say is not told here; `guard_new_effect` waits for it.
        IF EXISTS (SELECT FROM findings WHERE team_id = review.team_id AND output_id = review.output_id
            AND is_blocking AND closed_at IS NULL AND (review_id = review.id OR NOT EXISTS (SELECT FROM reviews AS own
                WHERE own.team_id = findings.team_id AND own.id = findings.review_id AND own.state = 'open')))
        THEN
            PERFORM refuse('finding_open', 'a blocking finding is open');
        END IF;
        IF NOT EXISTS (SELECT FROM criterion_answers WHERE team_id = review.team_id AND review_id = review.id) THEN
            PERFORM refuse('criteria_open', 'no success criterion has been answered');
        END IF;
    END IF;
    INSERT INTO verdicts (team_id, review_id, output_id, number, person_id, verdict, payload, digest, flags, given_at, expires_at)
        VALUES (review.team_id, review.id, review.output_id, review.number, review.reviewer_id, wanted_verdict, payload,
            payload_digest, flags, given,
            CASE WHEN wanted_verdict = 'approve' THEN given + make_interval(secs => lifetime_seconds) END);
    UPDATE reviews SET state = 'closed', closed_at = given WHERE team_id = review.team_id AND id = review.id;
    RETURN given;
END $$;
