import Domain

/// The newest runs of one template version, which all counts are about.
package struct TemplateSample: Sendable {
    package let team: String
    package let template: String
    package let number: Int
    /// Nil: all of them are one part, without a name.
    package let split: RunSplit?
    /// At most `NewestRuns.limit`.
    package let limit: Int

    package init(team: String, template: String, number: Int, split: RunSplit?, limit: Int) {
        self.team = team
        self.template = template
        self.number = number
        self.split = split
        self.limit = limit
    }

    fileprivate var parameters: [any SQLValue] { [team, template, number, split?.rawValue ?? "", limit] }

    /// A decision about the first version: it was approved, or sent back, or followed by another.
    static let isDecided = "(outputs.latest_version > 1 OR outputs.review_state <> 'in_review')"

    /// Model and harness are those that made the first version. What attempts claim is summed up where all of them do.
    fileprivate static let sql = """
        WITH sample AS (
            SELECT newest.id, work.*,
                CASE $4 WHEN 'model' THEN coalesce(model, '') WHEN 'harness' THEN coalesce(harness, '') ELSE '' END AS part
            FROM (SELECT id FROM \(NewestRuns.sql(version: "$3")) AS runs ORDER BY created_at DESC LIMIT $5) newest
                CROSS JOIN LATERAL (SELECT
                    (array_agg(claimed_model ORDER BY number) FILTER (WHERE state = 'submitted'))[1] AS model,
                    (array_agg(attempts.harness ORDER BY number) FILTER (WHERE state = 'submitted'))[1] AS harness,
                    sum(extract(epoch FROM ended_at - claimed_at))::double precision AS seconds,
                    CASE WHEN bool_and(claimed_cost_microdollars IS NOT NULL)
                        THEN sum(claimed_cost_microdollars)::double precision END AS microdollars,
                    CASE WHEN bool_and(claimed_input_tokens + claimed_output_tokens IS NOT NULL)
                        THEN sum(claimed_input_tokens + claimed_output_tokens)::double precision END AS tokens
                FROM attempts WHERE team_id = $1 AND run_id = newest.id AND ended_at IS NOT NULL) work)
        """
}

/// What became of each run of the sample.
package struct TemplateOutcomes: Query {
    package struct Row: Sendable {
        package let part: String
        package let isDecided: Bool
        package let isFirstPass: Bool
        package let isApproved: Bool
        package let hasDefect: Bool
        /// Empty: not told.
        package let model: String
        package let harness: String
        /// Of all attempts that have ended; nil if none has.
        package let workSeconds: Double?
        /// Claimed; nil if an attempt told nothing.
        package let microdollars: Double?
        package let tokens: Double?
    }

    private let sample: TemplateSample

    package init(_ sample: TemplateSample) { self.sample = sample }

    package static let sql = """
        \(TemplateSample.sql)
        SELECT part, coalesce(\(TemplateSample.isDecided), false),
            coalesce(latest_version = 1 AND review_state IN ('approved', 'released'), false),
            coalesce(review_state IN ('approved', 'released'), false),
            EXISTS (SELECT FROM findings WHERE team_id = $1 AND output_id = outputs.id AND confirmed_at IS NOT NULL),
            coalesce(model, ''), coalesce(harness, ''), seconds, microdollars, tokens
        FROM sample LEFT JOIN outputs ON outputs.team_id = $1 AND outputs.run_id = sample.id
        """
    package var parameters: [any SQLValue] { sample.parameters }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            part: try columns.next(), isDecided: try columns.next(), isFirstPass: try columns.next(),
            isApproved: try columns.next(), hasDefect: try columns.next(), model: try columns.next(),
            harness: try columns.next(), workSeconds: try columns.next(), microdollars: try columns.next(),
            tokens: try columns.next())
    }
}

/// How many decided first versions met a criterion: nobody who reviewed them doubted it, in an answer or with a finding. One that
/// nobody answered and nobody found fault with is no case. What was found after the approval is counted by itself.
package struct CriterionOutcomes: Query {
    package typealias Row = (part: String, criterion: String, met: Int, answered: Int)
    private let sample: TemplateSample

    package init(_ sample: TemplateSample) { self.sample = sample }

    package static let sql = """
        \(TemplateSample.sql)
        SELECT part, criterion, count(*) FILTER (WHERE is_met), count(*) FROM (
            SELECT part, criterion, bool_and(answer IN ('pass', 'not_applicable')) AS is_met
            FROM sample JOIN outputs ON outputs.team_id = $1 AND outputs.run_id = sample.id
                CROSS JOIN LATERAL (
                    SELECT criterion, answer FROM reviews
                        JOIN criterion_answers ON criterion_answers.team_id = $1 AND review_id = reviews.id
                    WHERE reviews.team_id = $1 AND reviews.output_id = outputs.id AND reviews.number = 1
                        AND reviews.state = 'closed'
                    UNION ALL
                    SELECT criterion, 'fail' FROM findings
                    WHERE findings.team_id = $1 AND findings.output_id = outputs.id AND findings.number = 1
                        AND criterion IS NOT NULL AND review_id IS NOT NULL AND cause <> 'changed_mind') told
            WHERE \(TemplateSample.isDecided)
            GROUP BY part, outputs.id, criterion HAVING bool_or(answer <> 'not_applicable')) answers
        GROUP BY part, criterion
        """
    package var parameters: [any SQLValue] { sample.parameters }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next(), try columns.next())
    }
}

/// How many decided outputs have a finding, by its cause.
package struct FindingOutcomes: Query {
    package typealias Row = (part: String, cause: FindingCause, outputs: Int)
    private let sample: TemplateSample

    package init(_ sample: TemplateSample) { self.sample = sample }

    package static let sql = """
        \(TemplateSample.sql)
        SELECT part, cause, count(DISTINCT outputs.id)
        FROM sample JOIN outputs ON outputs.team_id = $1 AND outputs.run_id = sample.id
            JOIN findings ON findings.team_id = $1 AND findings.output_id = outputs.id
        WHERE \(TemplateSample.isDecided) AND review_id IS NOT NULL GROUP BY part, cause
        """
    package var parameters: [any SQLValue] { sample.parameters }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next())
    }
}
