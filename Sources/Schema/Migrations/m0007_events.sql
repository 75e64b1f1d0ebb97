-- Events: the one table that inbox, streams and audit read. An entry is its canonical text; its leaf digest is checked here.
-- A reader follows (xid, position) below the oldest running transaction, because a lower position can commit later.

CREATE TABLE events (
    team_id identifier NOT NULL REFERENCES teams,
    position bigint GENERATED ALWAYS AS IDENTITY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT now(),
    name text COLLATE "C" NOT NULL CHECK (name ~ '^[a-z]+(_[a-z]+)+$'),
    actor text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    entry text NOT NULL,
    leaf digest NOT NULL CHECK (leaf = sha256('\x00'::bytea || convert_to(entry, 'UTF8'))),
    PRIMARY KEY (team_id, position)
);
CREATE INDEX events_stream ON events (team_id, xid, position);
CREATE INDEX events_by_subject ON events (team_id, subject, position);
