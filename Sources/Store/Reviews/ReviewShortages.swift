import Domain

/// Says that a version has too few reviewers; answers whether that is new.
package struct RecordShortage: Query {
    package typealias Row = Bool
    package let team: String
    package let output: String
    package let number: Int
    package let missing: [String]
    package let excluded: JSON
    package let remedies: [String]

    package init(
        team: String, output: String, number: Int, missing: [String], excluded: JSON, remedies: [String]
    ) {
        self.team = team
        self.output = output
        self.number = number
        self.missing = missing
        self.excluded = excluded
        self.remedies = remedies
    }

    package static let sql = """
        INSERT INTO review_shortages AS old (team_id, output_id, number, since, tried_at, missing, excluded, remedies)
            VALUES ($1, $2, $3, now(), now(), $4, $5, $6)
        ON CONFLICT (team_id, output_id, number) DO UPDATE SET tried_at = now(), missing = excluded.missing,
            excluded = excluded.excluded, remedies = excluded.remedies, ended_at = NULL,
            since = CASE WHEN old.ended_at IS NULL THEN old.since ELSE now() END
        RETURNING since = tried_at
        """
    package var parameters: [any SQLValue] { [team, output, number, missing, excluded, remedies] }
}

/// Everybody whom a version needs could be asked.
package struct EndShortage: Command {
    package let team: String
    package let output: String
    package let number: Int

    package init(team: String, output: String, number: Int) {
        self.team = team
        self.output = output
        self.number = number
    }

    package static let sql = """
        UPDATE review_shortages SET ended_at = clock_timestamp()
        WHERE team_id = $1 AND output_id = $2 AND number = $3 AND ended_at IS NULL
        """
    package var parameters: [any SQLValue] { [team, output, number] }
}

/// The outputs that wait because too few people can review them, longest first.
package struct OpenShortages: Query {
    package struct Row: Sendable {
        package let output: String
        package let run: String
        package let version: Int
        package let title: String
        package let since: Timestamp
        package let missing: [String]
        package let excluded: JSON
        package let remedies: [String]
    }

    package let team: String
    package let limit: Int

    package init(team: String, limit: Int) {
        self.team = team
        self.limit = limit
    }

    package static let sql = """
        SELECT output_id, run_id, number, title, since, missing, excluded, remedies
        FROM review_shortages JOIN outputs ON outputs.team_id = review_shortages.team_id AND outputs.id = output_id
        WHERE review_shortages.team_id = $1 AND ended_at IS NULL AND latest_version = number AND review_state = 'in_review'
        ORDER BY since, output_id LIMIT $2
        """
    package var parameters: [any SQLValue] { [team, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            output: try columns.next(), run: try columns.next(), version: try columns.next(),
            title: try columns.next(), since: try columns.next(), missing: try columns.next(),
            excluded: try columns.next(), remedies: try columns.next())
    }
}

/// The reviews of one version that are to be passed on, by their reviewers. Whoever changes them holds the output's lock.
package struct OverdueReviews: Query {
    package struct Row: Sendable {
        package let id: String
        package let reviewerID: String
        package let dueAt: Timestamp
    }

    package let team: String
    package let output: String
    package let number: Int

    package init(team: String, output: String, number: Int) {
        self.team = team
        self.output = output
        self.number = number
    }

    package static let sql = """
        SELECT id, reviewer_id, due_at FROM reviews
        WHERE team_id = $1 AND output_id = $2 AND number = $3 AND state = 'open' AND is_overdue(reviews)
        ORDER BY due_at, id
        """
    package var parameters: [any SQLValue] { [team, output, number] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(id: try columns.next(), reviewerID: try columns.next(), dueAt: try columns.next())
    }
}

/// Ends a review that somebody else has been asked for.
package struct ReassignReview: Command {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = """
        UPDATE reviews SET state = 'reassigned', closed_at = clock_timestamp() WHERE team_id = $1 AND id = $2
        """
    package var parameters: [any SQLValue] { [team, id] }
}
