import Domain

/// What policy needs to know about the run behind a request.
package struct RunOfAction: Query {
    package struct Row: Sendable {
        package let id: String
        /// The team's name.
        package let team: String
        package let template: String
        package let templateVersion: Int
        package let useCase: String
        package let mode: Mode
        /// Of the run, or of its output where that is higher.
        package let risk: Risk
        package let policyNumber: Int
        package let state: RunState
        package let term: Int64
        package let requesterID: String
        package let requesterLogin: String
        /// Those of now; empty for somebody who has left the team.
        package let requesterRoles: [TeamRole]
        package let isTrial: Bool
    }

    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT runs.id, (SELECT name FROM teams WHERE teams.id = runs.team_id), template, template_version, use_case, mode, greatest(runs.risk, outputs.risk),
            policy_number, state, term, requested_by, login,
            coalesce(roles::text[], '{}'), is_trial
        FROM runs JOIN persons ON persons.id = requested_by
            LEFT JOIN memberships ON memberships.team_id = runs.team_id AND memberships.person_id = requested_by
            LEFT JOIN outputs ON outputs.team_id = runs.team_id AND outputs.run_id = runs.id
        WHERE runs.team_id = $1 AND runs.id = $2
        """
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), team: try columns.next(), template: try columns.next(),
            templateVersion: try columns.next(),
            useCase: try columns.next(), mode: try columns.next(), risk: try columns.next(),
            policyNumber: try columns.next(), state: try columns.next(), term: try columns.next(),
            requesterID: try columns.next(), requesterLogin: try columns.next(), requesterRoles: try columns.next(),
            isTrial: try columns.next())
    }
}

/// Identifiers of the people who fed a run: who dispatched it, wrote its template, answered its questions, or is in
/// charge of a host it ran on.
package struct RunContributors: Query {
    package typealias Row = String
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT requested_by FROM runs WHERE team_id = $1 AND id = $2
        UNION SELECT author_id FROM runs JOIN template_versions AS versions ON versions.team_id = runs.team_id
                AND versions.template = runs.template AND versions.number = runs.template_version
            WHERE runs.team_id = $1 AND runs.id = $2
        UNION SELECT answered_by FROM questions WHERE team_id = $1 AND run_id = $2 AND answered_by IS NOT NULL
        UNION SELECT operator_id FROM attempts JOIN runners ON runners.team_id = attempts.team_id
                AND runners.id = attempts.runner_id
            WHERE attempts.team_id = $1 AND attempts.run_id = $2
        """
    package var parameters: [any SQLValue] { [team, run] }
}

/// The runs of the last days, newest first, as far as their admission and review go; trials, which nobody reviews, apart.
package struct RunsOfDays: Query {
    package struct Row: Sendable {
        package let id: String
        package let template: String
        package let templateVersion: Int
        package let mode: Mode
        package let risk: Risk
        package let dispatchedAt: Timestamp
        /// What the run pins, as its brief has it.
        package let pins: JSON
        /// Nil without a version of it.
        package let outputID: String?
        /// When the first version of its output was there; nil without one.
        package let submittedAt: Timestamp?
        /// When the last review of it ended; nil while one is open.
        package let reviewedAt: Timestamp?
    }

    package let team: String
    package let days: Int
    package let limit: Int

    package init(team: String, days: Int, limit: Int) {
        self.team = team
        self.days = days
        self.limit = limit
    }

    package static let sql = """
        SELECT runs.id, template, template_version, mode, runs.risk, runs.created_at, pins, versions.output_id, versions.submitted_at,
            (SELECT CASE WHEN bool_and(closed_at IS NOT NULL) THEN max(closed_at) END FROM reviews
                WHERE team_id = runs.team_id AND output_id = outputs.id)
        FROM runs JOIN run_briefs ON run_briefs.team_id = runs.team_id AND run_briefs.run_id = runs.id
            LEFT JOIN outputs ON outputs.team_id = runs.team_id AND outputs.run_id = runs.id
            LEFT JOIN output_versions AS versions ON versions.team_id = runs.team_id AND versions.output_id = outputs.id
                AND versions.number = 1
        WHERE runs.team_id = $1 AND runs.created_at > statement_timestamp() - make_interval(days => $2) AND NOT is_trial
        ORDER BY runs.created_at DESC, runs.id DESC LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, days, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), template: try columns.next(), templateVersion: try columns.next(),
            mode: try columns.next(), risk: try columns.next(), dispatchedAt: try columns.next(),
            pins: try columns.next(), outputID: try columns.next(), submittedAt: try columns.next(),
            reviewedAt: try columns.next())
    }
}
