import Domain

/// What became of the outputs of the newest runs of a template version: how many are judged, because they have stood or have a
/// confirmed defect, and how many of those have one. One with a defect counts whatever became of it since.
package struct JudgedOutputs: Query {
    package typealias Row = (judged: Int, defective: Int)
    package let team: String
    package let template: String
    package let number: Int
    /// How long an approval must have stood.
    package let settlingDays: Int

    package init(team: String, template: String, number: Int, settlingDays: Int) {
        self.team = team
        self.template = template
        self.number = number
        self.settlingDays = settlingDays
    }

    package static let sql = """
        WITH judged AS (
            SELECT EXISTS (SELECT FROM findings
                    WHERE team_id = $1 AND output_id = outputs.id AND confirmed_at IS NOT NULL) AS is_defective,
                review_state IN ('approved', 'released') AND (SELECT max(given_at) FROM verdicts
                    WHERE team_id = $1 AND output_id = outputs.id AND verdicts.number = latest_version
                        AND verdict = 'approve') <= clock_timestamp() - make_interval(days => $4) AS has_stood
            FROM \(NewestRuns.sql(version: "$3")) AS sample
                JOIN outputs ON outputs.team_id = $1 AND outputs.run_id = sample.id)
        SELECT count(*) FILTER (WHERE is_defective OR has_stood), count(*) FILTER (WHERE is_defective) FROM judged
        """
    package var parameters: [any SQLValue] { [team, template, number, settlingDays] }
    package static func row(_ columns: inout Columns) throws -> Row { (try columns.next(), try columns.next()) }
}

/// How many actions of each class the same runs have had carried out under sign-off, without a confirmed defect in their output. What needs
/// signatures is not carried out before it has them; what was allowed without any, nobody has judged.
package struct FaultlessEffects: Query {
    package typealias Row = (actionClass: ActionClass, effects: Int)
    package let team: String
    package let template: String
    package let number: Int

    package init(team: String, template: String, number: Int) {
        self.team = team
        self.template = template
        self.number = number
    }

    package static let sql = """
        SELECT class, count(*)
        FROM \(NewestRuns.sql(version: "$3")) AS sample
            JOIN action_requests ON action_requests.team_id = $1 AND action_requests.run_id = sample.id
        WHERE state = 'executed' AND needed_sign_offs > 0 AND NOT EXISTS (SELECT FROM outputs
            JOIN findings ON findings.team_id = $1 AND findings.output_id = outputs.id AND confirmed_at IS NOT NULL
            WHERE outputs.team_id = $1 AND outputs.run_id = sample.id)
        GROUP BY class ORDER BY class
        """
    package var parameters: [any SQLValue] { [team, template, number] }
    package static func row(_ columns: inout Columns) throws -> Row { (try columns.next(), try columns.next()) }
}

/// How many outputs of runs that a person watched were approved, up to so many.
package struct WatchedOutputs: Query {
    package typealias Row = Int
    package let team: String
    package let template: String
    package let limit: Int

    package init(team: String, template: String, limit: Int) {
        self.team = team
        self.template = template
        self.limit = limit
    }

    package static let sql = """
        SELECT count(*) FROM (
            SELECT FROM runs JOIN outputs ON outputs.team_id = runs.team_id AND outputs.run_id = runs.id
            WHERE runs.team_id = $1 AND template = $2 AND mode = 'cowork' AND NOT is_trial
                AND review_state IN ('approved', 'released') LIMIT $3) AS approved
        """
    package var parameters: [any SQLValue] { [team, template, limit] }
}

/// The pins of the context that a run was given.
package struct RunContextPins: Query {
    package typealias Row = JSON
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT pins -> 'context' FROM run_briefs WHERE team_id = $1 AND run_id = $2"
    package var parameters: [any SQLValue] { [team, run] }
}
