import Domain

/// Moves a locked run to another state. The guard refuses a move that is none; a finished run gets its end.
package struct SetRunState: Command {
    package let team: String
    package let run: String
    package let state: RunState
    package let reason: String

    package init(team: String, run: String, state: RunState, reason: String = "") {
        self.team = team
        self.run = run
        self.state = state
        self.reason = reason
    }

    package static let sql = """
        UPDATE runs SET state = $3::run_state, reason = $4,
            ended_at = CASE WHEN $3::run_state IN ('completed', 'error', 'cancelled', 'archived')
                THEN coalesce(ended_at, clock_timestamp()) END,
            cancel_requested_at =
                CASE WHEN $3::run_state = 'cancelled' THEN clock_timestamp() ELSE cancel_requested_at END
        WHERE team_id = $1 AND id = $2
        """
    package var parameters: [any SQLValue] { [team, run, state, reason] }
}

/// Sends a locked run back to work, and keeps why for whichever attempt works on it. Of a completed run this takes the place of
/// what was said before, which its output has answered; if no output came of the attempt, it stands beside that.
package struct RequeueRun: Command {
    package let team: String
    package let run: String
    package let reason: String

    package init(team: String, run: String, reason: String) {
        self.team = team
        self.run = run
        self.reason = reason
    }

    package static let sql = """
        UPDATE runs SET state = 'queued', reason = $3::text, ended_at = NULL, queued_at = clock_timestamp(),
            revision_reason = CASE WHEN state = 'completed' THEN $3::text
                ELSE concat_ws(E'\\n', revision_reason, $3::text) END
        WHERE team_id = $1 AND id = $2
        """
    package var parameters: [any SQLValue] { [team, run, reason] }
}

/// What people owe a run, and so what an active run waits for.
package struct RunWaits: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT EXISTS (SELECT FROM questions WHERE team_id = $1 AND run_id = $2 AND state = 'open'),
            EXISTS (SELECT FROM action_requests JOIN runs ON runs.team_id = action_requests.team_id AND runs.id = run_id
                    AND runs.term = action_requests.term
                WHERE action_requests.team_id = $1 AND run_id = $2 AND needed_sign_offs > 0
                    AND action_requests.state IN ('held', 'signed', 'executing'))
        """
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> (hasOpenQuestion: Bool, hasHeldAction: Bool) {
        (try columns.next(), try columns.next())
    }
}

/// Takes the oldest run that can be worked on with these labels, unless another runner is just taking it.
package struct ClaimRun: Query {
    package struct Row: Sendable {
        package let id: String
        package let attempt: Int
        package let term: Int64
        package let title: String
        package let template: String
        package let templateVersion: Int
        package let inputs: JSON
        package let timeoutSeconds: Int
        package let revisionReason: String?
    }

    package let team: String
    package let labels: [String]

    package init(team: String, labels: [String]) {
        self.team = team
        self.labels = labels
    }

    package static let sql = """
        UPDATE runs SET state = 'running', attempt = attempt + 1, term = term + 1,
            reason = CASE WHEN state = 'host_lost' THEN '' ELSE reason END
        WHERE team_id = $1 AND id = (
            SELECT id FROM runs WHERE team_id = $1 AND state IN ('queued', 'host_lost') AND needs <@ $2
            ORDER BY queued_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, attempt, term, title, template, template_version, inputs, timeout_seconds, revision_reason
        """
    package var parameters: [any SQLValue] { [team, labels] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), attempt: try columns.next(), term: try columns.next(), title: try columns.next(),
            template: try columns.next(), templateVersion: try columns.next(), inputs: try columns.next(),
            timeoutSeconds: try columns.next(), revisionReason: try columns.next())
    }
}

/// What a version of a template declares as its output.
package struct DeclaredOutputs: Query {
    package typealias Row = JSON
    package let team: String
    package let template: String
    package let number: Int

    package init(team: String, template: String, number: Int) {
        self.team = team
        self.template = template
        self.number = number
    }

    package static let sql = """
        SELECT definition -> 'outputs' FROM template_versions WHERE team_id = $1 AND template = $2 AND number = $3
        """
    package var parameters: [any SQLValue] { [team, template, number] }
}
