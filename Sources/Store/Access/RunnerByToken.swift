import Domain

/// The runner behind a token that has not been revoked. Works outside any team.
package struct RunnerByToken: Query {
    package struct Row: Sendable {
        package let teamID: String
        package let team: String
        package let id: String
        package let name: String
        package let labels: [String]
    }

    package let hash: Digest

    package init(hash: Digest) { self.hash = hash }

    package static let sql = "SELECT team_id, team, runner_id, name, labels FROM runner_by_token($1)"
    package var parameters: [any SQLValue] { [hash] }

    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            teamID: try columns.next(), team: try columns.next(), id: try columns.next(), name: try columns.next(),
            labels: try columns.next())
    }
}
