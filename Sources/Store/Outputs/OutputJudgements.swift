import Domain

/// The findings on an output, in the order in which they were made.
package struct FindingsOnOutput: Query {
    package struct Row: Sendable {
        package let id: String
        package let version: Int
        package let author: String
        package let isBlocking: Bool
        package let cause: FindingCause
        package let criterion: String?
        package let text: String
        package let chunk: Int?
        package let startLine: Int?
        package let endLine: Int?
        package let quotation: String?
        package let createdAt: Timestamp
        package let closedBy: String?
        package let closedOnVersion: Int?
    }

    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT findings.id, number, author.login, is_blocking, cause, criterion, text, chunk, start_line, end_line, quotation,
            findings.created_at, closer.login, closed_on_version
        FROM findings JOIN persons author ON author.id = author_id LEFT JOIN persons closer ON closer.id = closed_by
        WHERE team_id = $1 AND output_id = $2 ORDER BY findings.created_at, findings.id
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), version: try columns.next(), author: try columns.next(),
            isBlocking: try columns.next(), cause: try columns.next(), criterion: try columns.next(),
            text: try columns.next(), chunk: try columns.next(), startLine: try columns.next(),
            endLine: try columns.next(), quotation: try columns.next(), createdAt: try columns.next(),
            closedBy: try columns.next(), closedOnVersion: try columns.next())
    }
}

/// The reviews of an output's versions, and their verdicts as far as there are any.
package struct ReviewsOfOutput: Query {
    package struct Row: Sendable {
        package let id: String
        package let version: Int
        package let reviewer: String
        package let state: String
        package let assignedAt: Timestamp
        package let verdict: Verdict?
    }

    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT reviews.id, reviews.number, persons.login, state, assigned_at, verdict
        FROM reviews JOIN persons ON persons.id = reviewer_id
            LEFT JOIN verdicts ON verdicts.team_id = reviews.team_id AND verdicts.review_id = reviews.id
        WHERE reviews.team_id = $1 AND reviews.output_id = $2 AND NOT is_practice ORDER BY assigned_at, reviews.id
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), version: try columns.next(), reviewer: try columns.next(),
            state: try columns.next(), assignedAt: try columns.next(), verdict: try columns.next())
    }
}
