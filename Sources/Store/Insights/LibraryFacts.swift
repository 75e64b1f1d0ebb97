import Domain

// However much a team does: each looks at no more than so many rows, the newest, or the oldest of what waits.
private let rowLimit = 10_000

/// What reviewers have found in the last days on decided outputs, by cause.
package struct FindingsByCause: Query {
    package typealias Row = (cause: FindingCause, count: Int)
    package let team: String
    package let days: Int

    package init(team: String, days: Int) {
        self.team = team
        self.days = days
    }

    package static let sql = """
        SELECT cause, count(*)
        FROM (SELECT output_id, number, cause FROM findings
                WHERE team_id = $1 AND created_at > statement_timestamp() - make_interval(days => $2)
                    AND review_id IS NOT NULL
                ORDER BY created_at DESC LIMIT \(rowLimit)) latest
            JOIN outputs ON outputs.team_id = $1 AND outputs.id = output_id
        WHERE outputs.review_state <> 'in_review' OR latest.number < outputs.latest_version
        GROUP BY cause ORDER BY cause
        """
    package var parameters: [any SQLValue] { [team, days] }
    package static func row(_ columns: inout Columns) throws -> Row { (try columns.next(), try columns.next()) }
}

/// How many outputs of the last days, trials apart, are approved, and in how many of them a defect was found since, and confirmed.
package struct EscapedDefects: Query {
    package typealias Row = (approved: Int, defective: Int)
    package let team: String
    package let days: Int

    package init(team: String, days: Int) {
        self.team = team
        self.days = days
    }

    package static let sql = """
        SELECT count(*), count(*) FILTER (WHERE EXISTS (
            SELECT FROM findings WHERE findings.team_id = $1 AND output_id = latest.id AND confirmed_at IS NOT NULL))
        FROM (SELECT id, run_id, review_state FROM outputs
                WHERE team_id = $1 AND created_at > statement_timestamp() - make_interval(days => $2)
                ORDER BY created_at DESC, id DESC LIMIT \(rowLimit)) latest
        WHERE latest.review_state IN ('approved', 'released')
            AND NOT (SELECT is_trial FROM runs WHERE team_id = $1 AND id = latest.run_id)
        """
    package var parameters: [any SQLValue] { [team, days] }
    package static func row(_ columns: inout Columns) throws -> Row { (try columns.next(), try columns.next()) }
}

/// Findings on decided outputs that have waited so many days for a version that answers them, by template, most first.
package struct UnansweredFindings: Query {
    package typealias Row = (template: String, count: Int, oldestAt: Timestamp)
    package let team: String
    package let days: Int
    package let limit: Int

    package init(team: String, days: Int, limit: Int) {
        self.team = team
        self.days = days
        self.limit = limit
    }

    package static let sql = """
        SELECT template, count(*), min(oldest.created_at)
        FROM (SELECT output_id, number, template, created_at FROM findings
                WHERE team_id = $1 AND created_at < statement_timestamp() - make_interval(days => $2)
                    AND cause IN ('template', 'context', 'input', 'tool') AND answered_by IS NULL
                    AND (review_id IS NOT NULL OR confirmed_at IS NOT NULL)
                ORDER BY created_at LIMIT \(rowLimit)) oldest
            JOIN outputs ON outputs.team_id = $1 AND outputs.id = output_id
        WHERE outputs.review_state <> 'in_review' OR oldest.number < outputs.latest_version
        GROUP BY template ORDER BY 2 DESC, template LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, days, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next())
    }
}

/// Where a team or a project keeps to another version than the current one, and how often it was dispatched lately.
package struct StrayingPins: Query {
    package typealias Row = (
        template: String, project: String, version: Int, current: Int, isDeprecated: Bool, isCurrentDeprecated: Bool,
        runs: Int
    )
    package let team: String
    package let days: Int
    package let limit: Int

    package init(team: String, days: Int, limit: Int) {
        self.team = team
        self.days = days
        self.limit = limit
    }

    package static let sql = """
        SELECT pin.template, project, pin.number, current.number, pinned.state = 'deprecated',
            current.state = 'deprecated', (SELECT count(*) FROM (SELECT FROM runs WHERE runs.team_id = $1 AND runs.template = pin.template
                AND template_version = pin.number AND (pin.project = '' OR runs.project = pin.project)
                AND runs.created_at > statement_timestamp() - make_interval(days => $2)
                ORDER BY runs.created_at DESC LIMIT 1000) latest)
        FROM (SELECT DISTINCT ON (template, project) template, project, number FROM template_labels
                WHERE team_id = $1 AND label = 'pinned' AND approved_at IS NOT NULL
                ORDER BY template, project, move DESC) pin
            JOIN template_versions pinned
                ON pinned.team_id = $1 AND pinned.template = pin.template AND pinned.number = pin.number
            JOIN template_versions current
                ON current.team_id = $1 AND current.template = pin.template AND current.is_current
        WHERE pin.number <> current.number ORDER BY pin.template, project LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, days, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (
            try columns.next(), try columns.next(), try columns.next(), try columns.next(), try columns.next(),
            try columns.next(), try columns.next()
        )
    }
}

/// Templates whose current version is deprecated, so that a dispatch is refused, the latest first: unless the team has pinned
/// another, something else is to be used instead, or the whole template was retired longer than so many days ago.
package struct UndispatchableTemplates: Query {
    package typealias Row = (template: String, version: Int, reason: String, fallback: Int?)
    package let team: String
    package let days: Int
    package let limit: Int

    package init(team: String, days: Int, limit: Int) {
        self.team = team
        self.days = days
        self.limit = limit
    }

    package static let sql = """
        SELECT current.template, current.number, current.deprecation, fallback.number
        FROM template_versions current
            LEFT JOIN LATERAL (SELECT number FROM template_versions version
                WHERE version.team_id = $1 AND version.template = current.template AND version.state = 'published'
                ORDER BY number > current.number, number DESC LIMIT 1) fallback ON true
            LEFT JOIN LATERAL (SELECT number FROM template_labels
                WHERE team_id = $1 AND template_labels.template = current.template AND label = 'pinned' AND project = ''
                    AND approved_at IS NOT NULL
                ORDER BY move DESC LIMIT 1) pin ON true
        WHERE current.team_id = $1 AND current.is_current AND current.state = 'deprecated' AND current.instead = ''
            AND (fallback.number IS NOT NULL
                OR current.deprecated_at > statement_timestamp() - make_interval(days => $2))
            AND NOT EXISTS (SELECT FROM template_versions pinned WHERE pinned.team_id = $1
                AND pinned.template = current.template AND pinned.number = pin.number AND pinned.state = 'published')
        ORDER BY current.deprecated_at DESC, current.template LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, days, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next(), try columns.next())
    }
}

/// Templates that were published so many days ago and have not been dispatched since, those without any run first.
package struct UnusedTemplates: Query {
    package typealias Row = (template: String, version: Int, lastRunAt: Timestamp?)
    package let team: String
    package let days: Int
    package let limit: Int

    package init(team: String, days: Int, limit: Int) {
        self.team = team
        self.days = days
        self.limit = limit
    }

    /// The newest run of each version is the first in the index.
    package static let sql = """
        SELECT current.template, current.number, last.at
        FROM template_versions current CROSS JOIN LATERAL (
            SELECT max((SELECT created_at FROM runs WHERE runs.team_id = $1 AND runs.template = version.template
                AND template_version = version.number ORDER BY created_at DESC LIMIT 1)) AS at
            FROM template_versions version
            WHERE version.team_id = $1 AND version.template = current.template AND version.state <> 'draft') last
        WHERE current.team_id = $1 AND current.is_current AND current.state = 'published'
            AND current.published_at < statement_timestamp() - make_interval(days => $2)
            AND (last.at IS NULL OR last.at < statement_timestamp() - make_interval(days => $2))
        ORDER BY last.at NULLS FIRST, current.template LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, days, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next())
    }
}
