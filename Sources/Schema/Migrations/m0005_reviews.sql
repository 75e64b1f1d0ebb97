-- Review. Receipts, credits and verdicts are written by functions only.

CREATE TABLE reviews (
    team_id identifier NOT NULL,
    id identifier NOT NULL,
    output_id identifier NOT NULL,
    number integer NOT NULL,
    reviewer_id identifier NOT NULL REFERENCES persons,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'stale')),
    -- Reserved for practice copies; no endpoint below the steward reveals it.
    is_practice boolean NOT NULL DEFAULT false,
    assigned_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, output_id, number, reviewer_id),
    FOREIGN KEY (team_id, output_id, number) REFERENCES output_versions,
    CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE INDEX reviews_inbox ON reviews (team_id, reviewer_id, assigned_at) WHERE state = 'open';

CREATE TABLE receipts (
    team_id identifier NOT NULL,
    review_id identifier NOT NULL,
    chunk integer NOT NULL,
    counter integer NOT NULL CHECK (counter >= 1),
    hash digest NOT NULL,
    session_id identifier NOT NULL,
    served_at timestamptz NOT NULL,
    acknowledged_at timestamptz,
    credited_milliseconds bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (team_id, review_id, chunk),
    FOREIGN KEY (team_id, review_id) REFERENCES reviews
);

-- One attention clock per person over all teams, tabs and devices.
CREATE TABLE attention_clocks (
    person_id identifier PRIMARY KEY REFERENCES persons,
    focus_team identifier,
    focus_review identifier,
    focus_chunk integer,
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
    review_id identifier NOT NULL,
    author_id identifier NOT NULL REFERENCES persons,
    is_blocking boolean NOT NULL,
    cause finding_cause NOT NULL,
    criterion text,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 8000),
    chunk integer,
    start_line integer,
    end_line integer,
    quotation text,
    created_at timestamptz NOT NULL DEFAULT now(),
    closed_by identifier REFERENCES persons,
    closed_at timestamptz,
    closed_on_version integer,
    PRIMARY KEY (team_id, id),
    FOREIGN KEY (team_id, review_id) REFERENCES reviews,
    FOREIGN KEY (team_id, output_id, number) REFERENCES output_versions,
    CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closed_on_version IS NULL)),
    -- A blocking finding is closed on a later version, by its author (an adjudicator comes later).
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

-- The functions below are the only writers of receipts, credits and verdicts. They run as the schema's owner, act for the
-- person set in `countersign.person`, and check what must hold even if the service asks for something else.

CREATE FUNCTION open_review(wanted_review text) RETURNS reviews LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    review reviews%ROWTYPE;
BEGIN
    SELECT * INTO review FROM reviews WHERE team_id = current_team() AND id = wanted_review FOR UPDATE;
    IF review.id IS NULL OR review.reviewer_id IS DISTINCT FROM current_person() THEN
        PERFORM refuse('not_found', 'there is no such review of yours');
    END IF;
    IF review.state <> 'open' THEN
        PERFORM refuse('wrong_state', format('this review is %s', review.state));
    END IF;
    RETURN review;
END $$;

-- Moves the person's attention: credits the chunk that had it with at most the time since its last credit and at most the
-- larger of 20 s and 1.5 times the planned time (the cap on one focus), then focuses on the given chunk, or on nothing.
CREATE FUNCTION move_attention(credit_milliseconds bigint, next_review text, next_chunk integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    clock attention_clocks%ROWTYPE;
    elapsed_milliseconds bigint;
    cap_milliseconds bigint;
BEGIN
    INSERT INTO attention_clocks (person_id, credited_until) VALUES (current_person(), clock_timestamp())
        ON CONFLICT (person_id) DO NOTHING;
    SELECT * INTO clock FROM attention_clocks WHERE person_id = current_person() FOR UPDATE;
    elapsed_milliseconds := ceil(extract(epoch FROM clock_timestamp() - clock.credited_until) * 1000);
    IF credit_milliseconds > 0 THEN
        IF clock.focus_review IS NULL OR clock.focus_team <> current_team() THEN
            PERFORM refuse('pace_implausible', 'nothing has your attention here, so nothing can be credited');
        END IF;
        SELECT greatest(20000, chunks.planned_milliseconds * 3 / 2) INTO cap_milliseconds
            FROM reviews JOIN output_chunks chunks USING (team_id, output_id, number)
            WHERE reviews.team_id = current_team() AND reviews.id = clock.focus_review AND chunks.chunk = clock.focus_chunk;
        IF credit_milliseconds > elapsed_milliseconds OR credit_milliseconds > cap_milliseconds THEN
            PERFORM refuse('pace_implausible', 'more time was claimed than has passed');
        END IF;
        UPDATE receipts SET credited_milliseconds = credited_milliseconds + move_attention.credit_milliseconds
            WHERE team_id = current_team() AND review_id = clock.focus_review AND chunk = clock.focus_chunk;
    END IF;
    UPDATE attention_clocks SET credited_until = clock_timestamp(), focus_chunk = next_chunk, focus_review = next_review,
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
    INSERT INTO receipts (team_id, review_id, chunk, counter, hash, session_id, served_at)
        SELECT review.team_id, review.id, wanted_chunk, next_counter, receipt_hash, session, clock_timestamp()
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
    ELSIF receipt.hash <> receipt_hash THEN
        PERFORM refuse('receipt_invalid', 'this is not the receipt of the latest serving of this part');
    ELSIF receipt.session_id <> session THEN
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
    IF run.requested_by = review.reviewer_id OR EXISTS (SELECT FROM runners
        WHERE team_id = review.team_id AND id = version.runner_id AND operator_id = review.reviewer_id)
    THEN
        PERFORM refuse('conflict_of_interest', 'you asked for this run, or it ran on your host');
    END IF;
    IF NOT EXISTS (SELECT FROM outputs WHERE team_id = review.team_id AND id = review.output_id AND latest_version = review.number)
    THEN
        PERFORM refuse('stale', 'there is a later version of this output');
    END IF;
    IF (payload::jsonb ->> 'output', (payload::jsonb ->> 'version')::integer, payload::jsonb ->> 'person',
        payload::jsonb ->> 'content_digest', payload::jsonb ->> 'verdict')
        IS DISTINCT FROM (review.output_id::text, review.number, review.reviewer_id::text,
        'sha256:' || encode(version.content_digest, 'hex'), wanted_verdict::text)
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
        IF EXISTS (SELECT FROM findings WHERE team_id = review.team_id AND output_id = review.output_id
            AND is_blocking AND closed_at IS NULL)
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
