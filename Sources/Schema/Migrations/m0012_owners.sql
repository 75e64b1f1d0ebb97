-- Refused dispatches are counted by template and use case.
CREATE INDEX events_refused_dispatches ON events (team_id, at) WHERE name = 'dispatch_refused';
