-- Countersign's whole first schema. Invariants live here: states are tied to their timestamps by CHECKs, keys start with
-- the team, single use is a primary key, and what must never be forged is written only by SECURITY DEFINER functions.
-- Roles (made by the migrator): countersign_app serves requests, countersign_system finds due work across teams,
-- countersign_auditor reads, countersign_sealer will number audit leaves.

CREATE DOMAIN identifier AS text COLLATE "C" CHECK (length(VALUE) BETWEEN 1 AND 64);
CREATE DOMAIN digest AS bytea CHECK (octet_length(VALUE) = 32);

CREATE TYPE team_role AS ENUM ('member', 'reviewer', 'admin');
CREATE TYPE risk AS ENUM ('routine', 'shared', 'sensitive', 'irreversible');
CREATE TYPE output_kind AS ENUM ('code', 'document', 'analysis', 'data', 'message');
CREATE TYPE action_class AS ENUM ('read', 'write', 'communicate', 'pay', 'publish', 'delete', 'configure', 'execute');
CREATE TYPE context_layer AS ENUM ('organisation', 'team', 'project');
CREATE TYPE template_version_state AS ENUM ('draft', 'published', 'deprecated');
CREATE TYPE attempt_state AS ENUM ('running', 'submitted', 'failed', 'cancelled', 'host_lost');
CREATE TYPE review_state AS ENUM ('in_review', 'changes_requested', 'approved', 'released', 'rejected');
CREATE TYPE verdict AS ENUM ('approve', 'changes', 'cannot_tell', 'hand_back');
CREATE TYPE criterion_answer AS ENUM ('pass', 'fail', 'concern', 'cannot_tell', 'not_applicable');
CREATE TYPE finding_cause AS ENUM ('template', 'context', 'input', 'tool', 'agent', 'changed_mind');
CREATE TYPE question_state AS ENUM ('open', 'answered', 'expired', 'withdrawn');
CREATE TYPE action_outcome AS ENUM ('signed', 'policy', 'denied_by', 'timed_out', 'withdrawn', 'host_lost');
CREATE TYPE effect_state AS ENUM ('started', 'finished', 'failed', 'indeterminate');

-- States that long lists are filtered by. Under row-level security only leakproof operators reach an index and the
-- planner's statistics: those of texts are, those of enums are not, and a list of the few failed runs would read all.
CREATE DOMAIN run_state AS text COLLATE "C" CHECK (VALUE IN
    ('queued', 'running', 'awaiting_input', 'awaiting_answer', 'host_lost', 'completed', 'error', 'cancelled', 'archived'));
CREATE DOMAIN action_state AS text COLLATE "C" CHECK (VALUE IN
    ('held', 'allowed', 'denied', 'signed', 'executing', 'executed', 'failed', 'indeterminate'));

-- A refusal by the database: the service shows the message and takes the failure code from DETAIL.
CREATE FUNCTION refuse(code text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'CS001', MESSAGE = message, DETAIL = code;
END $$;

CREATE FUNCTION current_team() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT current_setting('countersign.team', true) $$;
CREATE FUNCTION current_person() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT current_setting('countersign.person', true) $$;

-- People, teams, tokens. Installation tables: they belong to no team.

CREATE TABLE persons (
    id identifier PRIMARY KEY,
    login text COLLATE "C" NOT NULL UNIQUE CHECK (login ~ '^[a-z][a-z0-9-]{0,38}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    password_hash text NOT NULL,
    is_operator boolean NOT NULL DEFAULT false,
    failed_logins integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz
);

-- One row: the key of review receipts, the same for every instance, and the epoch, which a restore raises.
CREATE TABLE installation (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    receipt_key digest NOT NULL,
    epoch integer NOT NULL DEFAULT 1
);
INSERT INTO installation (receipt_key)
    VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

CREATE TABLE teams (
    id identifier PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE CHECK (name ~ '^[a-z][a-z0-9-]{0,38}$'),
    title text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now()
);

-- The installation is a team of its own, so that its events and its context have a place like any other's.
INSERT INTO teams (id, name, title) VALUES ('team_installation', 'installation', 'The installation itself');

CREATE TABLE tokens (
    id identifier PRIMARY KEY,
    hash digest NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('session', 'personal')),
    person_id identifier NOT NULL REFERENCES persons,
    name text NOT NULL DEFAULT '',
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX tokens_by_person ON tokens (person_id, created_at);

-- One answer per key and caller, kept with the change it made, so that a retried POST repeats the answer, not the change.
CREATE TABLE idempotency_keys (
    actor text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 128),
    request_digest digest NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE memberships (
    team_id identifier NOT NULL REFERENCES teams,
    person_id identifier NOT NULL REFERENCES persons,
    roles team_role[] NOT NULL CHECK (cardinality(roles) > 0),
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX memberships_by_person ON memberships (person_id);

CREATE TABLE runners (
    team_id identifier NOT NULL REFERENCES teams,
    id identifier NOT NULL,
    name text COLLATE "C" NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    -- The person in charge of the host: conflicted for whatever runs there.
    operator_id identifier NOT NULL REFERENCES persons,
    token_hash digest NOT NULL UNIQUE,
    labels text[] NOT NULL DEFAULT '{}',
    host text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, name)
);
