import Domain

/// The newest runs of one template version, which all counts below are about. Trials are nobody's work.
enum TemplateSample {
    /// A decision about the first version: it was approved, or sent back, or followed by another.
    static let isDecided = "(outputs.latest_version > 1 OR outputs.review_state <> 'in_review')"

    static let sql = """
        WITH sample AS (SELECT id FROM runs WHERE team_id = $1 AND template = $2 AND template_version = $3
                AND NOT is_trial
            ORDER BY created_at DESC LIMIT $4)
        """
}

/// What became of each run of a template version.
package struct TemplateOutcomes: Query {
    package struct Row: Sendable {
        package let isDecided: Bool
        package let isFirstPass: Bool
        package let isApproved: Bool
        package let hasDefect: Bool
        /// Of all attempts that have ended; nil if none has.
        package let workSeconds: Double?
    }

    package let team: String
    package let template: String
    package let number: Int
    package let limit: Int

    package init(team: String, template: String, number: Int, limit: Int) {
        self.team = team
        self.template = template
        self.number = number
        self.limit = limit
    }

    package static let sql = """
        \(TemplateSample.sql)
        SELECT coalesce(\(TemplateSample.isDecided), false),
            coalesce(latest_version = 1 AND review_state IN ('approved', 'released'), false),
            coalesce(review_state IN ('approved', 'released'), false),
            (SELECT count(*) > 0 FROM output_defects WHERE team_id = $1 AND output_id = outputs.id),
            (SELECT sum(extract(epoch FROM ended_at - claimed_at))::double precision FROM attempts
                WHERE team_id = $1 AND run_id = sample.id AND ended_at IS NOT NULL)
        FROM sample LEFT JOIN outputs ON outputs.team_id = $1 AND outputs.run_id = sample.id
        """
    package var parameters: [any SQLValue] { [team, template, number, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            isDecided: try columns.next(), isFirstPass: try columns.next(), isApproved: try columns.next(),
            hasDefect: try columns.next(), workSeconds: try columns.next())
    }
}

/// How many decided first versions met a criterion: nobody who reviewed them doubted it.
package struct CriterionOutcomes: Query {
    package typealias Row = (criterion: String, met: Int, answered: Int)
    package let team: String
    package let template: String
    package let number: Int
    package let limit: Int

    package init(team: String, template: String, number: Int, limit: Int) {
        self.team = team
        self.template = template
        self.number = number
        self.limit = limit
    }

    package static let sql = """
        \(TemplateSample.sql)
        SELECT criterion, count(*) FILTER (WHERE is_met), count(*) FROM (
            SELECT criterion, bool_and(answer IN ('pass', 'not_applicable')) AS is_met
            FROM sample JOIN outputs ON outputs.team_id = $1 AND outputs.run_id = sample.id
                JOIN reviews ON reviews.team_id = $1 AND reviews.output_id = outputs.id AND reviews.number = 1
                    AND reviews.state = 'closed'
                JOIN criterion_answers ON criterion_answers.team_id = $1 AND review_id = reviews.id
            WHERE \(TemplateSample.isDecided)
            GROUP BY outputs.id, criterion HAVING bool_or(answer <> 'not_applicable')) answers
        GROUP BY criterion ORDER BY criterion
        """
    package var parameters: [any SQLValue] { [team, template, number, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next())
    }
}

/// How many decided outputs have a finding, by its cause.
package struct FindingOutcomes: Query {
    package typealias Row = (cause: FindingCause, outputs: Int)
    package let team: String
    package let template: String
    package let number: Int
    package let limit: Int

    package init(team: String, template: String, number: Int, limit: Int) {
        self.team = team
        self.template = template
        self.number = number
        self.limit = limit
    }

    package static let sql = """
        \(TemplateSample.sql)
        SELECT cause, count(DISTINCT outputs.id)
        FROM sample JOIN outputs ON outputs.team_id = $1 AND outputs.run_id = sample.id
            JOIN findings ON findings.team_id = $1 AND findings.output_id = outputs.id
        WHERE \(TemplateSample.isDecided) GROUP BY cause ORDER BY cause
        """
    package var parameters: [any SQLValue] { [team, template, number, limit] }
    package static func row(_ columns: inout Columns) throws -> Row { (try columns.next(), try columns.next()) }
}
