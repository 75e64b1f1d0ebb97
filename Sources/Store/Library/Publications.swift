import Domain

/// Every version of a team's templates that was ever published, in the order in which that happened.
package struct Publications: Query {
    package struct Row: Hashable, Sendable {
        package let template: String
        package let number: Int
        package let area: String
        package let digest: Digest
        package let publishedAt: Timestamp
    }

    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT template, number, area, digest, published_at FROM template_versions
        WHERE team_id = $1 AND published_at IS NOT NULL ORDER BY published_at, template, number
        """
    package var parameters: [any SQLValue] { [team] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            template: try columns.next(), number: try columns.next(), area: try columns.next(),
            digest: try columns.next(), publishedAt: try columns.next())
    }
}
