import Domain

/// The open reviews of a person on the latest versions, oldest first.
package struct InboxReviews: Query {
    package struct Row: Sendable {
        package let id: String
        package let output: String
        package let run: String
        package let version: Int
        package let title: String
        package let reviewer: String
        package let assignedAt: Timestamp
        package let dueAt: Timestamp
        package let plannedMilliseconds: Int64
    }

    package let team: String
    package let person: String

    package init(team: String, person: String) {
        self.team = team
        self.person = person
    }

    package static let sql = """
        SELECT reviews.id, outputs.id, outputs.run_id, reviews.number, title, login, assigned_at, due_at, planned_milliseconds
        FROM reviews
            JOIN outputs ON outputs.team_id = reviews.team_id AND outputs.id = reviews.output_id
            JOIN output_versions AS versions ON versions.team_id = reviews.team_id
                AND versions.output_id = reviews.output_id AND versions.number = reviews.number
            JOIN persons ON persons.id = reviewer_id
        WHERE reviews.team_id = $1 AND reviewer_id = $2 AND reviews.state = 'open'
            AND outputs.latest_version = reviews.number
        ORDER BY assigned_at, reviews.id
        """
    package var parameters: [any SQLValue] { [team, person] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), output: try columns.next(), run: try columns.next(),
            version: try columns.next(), title: try columns.next(), reviewer: try columns.next(),
            assignedAt: try columns.next(),
            dueAt: try columns.next(), plannedMilliseconds: try columns.next())
    }
}
