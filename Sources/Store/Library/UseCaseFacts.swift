import Domain

/// The current version of each of a team's templates, unless it is deprecated, parsed as `TaskTemplate` encodes it.
package struct PublishedDefinitions: Query {
    package typealias Row = String
    package let team: String
    package let limit: Int

    package init(team: String, limit: Int) {
        self.team = team
        self.limit = limit
    }

    package static let sql = """
        SELECT definition::text FROM template_versions
        WHERE team_id = $1 AND is_current AND state = 'published' ORDER BY template LIMIT $2
        """
    package var parameters: [any SQLValue] { [team, limit] }
}

/// How many runs of the last days were dispatched under each use case.
package struct RunsByUseCase: Query {
    package struct Row: Sendable {
        package let useCase: String
        package let runs: Int
    }

    package let team: String
    package let days: Int

    package init(team: String, days: Int) {
        self.team = team
        self.days = days
    }

    package static let sql = """
        SELECT use_case, count(*) FROM runs
        WHERE team_id = $1 AND created_at > statement_timestamp() - make_interval(days => $2)
        GROUP BY use_case ORDER BY use_case COLLATE "C"
        """
    package var parameters: [any SQLValue] { [team, days] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(useCase: try columns.next(), runs: try columns.next())
    }
}

/// Dispatches and agents' requests of the last days that the bounds of a use case refused, or the lack of one, most often first.
/// What nobody could review, or a rule denied, lacks no use case.
package struct UseCaseRefusals: Query {
    package struct Row: Sendable {
        package let template: String
        package let useCase: String?
        /// Nil for a dispatch.
        package let action: String?
        package let code: String
        /// Of the use case, that were broken: `mode`.
        package let bounds: [String]
        package let count: Int
        package let latestAt: Timestamp
        /// The latest request; nil for a dispatch, of which nothing is left.
        package let example: String?
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
        SELECT template, use_case, action, code, bounds, count(*), max(at), (array_agg(id ORDER BY at DESC))[1] FROM (
            SELECT substr(subject, 10) AS template, entry::jsonb -> 'data' ->> 'use_case' AS use_case, NULL AS action,
                entry::jsonb -> 'data' ->> 'code' AS code,
                ARRAY(SELECT jsonb_array_elements_text(entry::jsonb -> 'data' -> 'bounds')) AS bounds, at, NULL AS id
            FROM events
            WHERE team_id = $1 AND name = 'dispatch_refused' AND at > statement_timestamp() - make_interval(days => $2)
            UNION ALL
            SELECT template, use_case, action, 'action_denied', '{action}', requested_at, requests.id
            FROM action_requests AS requests
                JOIN runs ON runs.team_id = requests.team_id AND runs.id = run_id
            WHERE requests.team_id = $1 AND requested_at > statement_timestamp() - make_interval(days => $2)
                AND decision ->> 'outcome' = 'deny' AND decision -> 'reasons' @> '[{"rule": "use_case"}]') AS refused
        WHERE code IN ('use_case_missing', 'use_case_forbids', 'action_denied')
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1, 2, 3 NULLS FIRST, 4, 5 LIMIT $3
        """
    package var parameters: [any SQLValue] { [team, days, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            template: try columns.next(), useCase: try columns.next(), action: try columns.next(),
            code: try columns.next(), bounds: try columns.next(), count: try columns.next(),
            latestAt: try columns.next(), example: try columns.next())
    }
}
