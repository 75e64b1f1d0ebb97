import Domain

package struct InsertOutputDefect: Command {
    package let team: String
    package let id: String
    package let output: String
    package let version: Int
    package let criterion: String?
    package let cause: FindingCause
    /// The finding that it makes.
    package let finding: String
    package let reason: String
    package let person: String
    package let at: Timestamp

    package init(
        team: String, id: String, output: String, version: Int, criterion: String?, cause: FindingCause,
        finding: String, reason: String, person: String, at: Timestamp
    ) {
        self.team = team
        self.id = id
        self.output = output
        self.version = version
        self.criterion = criterion
        self.cause = cause
        self.finding = finding
        self.reason = reason
        self.person = person
        self.at = at
    }

    package static let sql = """
        INSERT INTO output_defects (team_id, id, output_id, number, criterion, cause, finding_id, reason, reported_by,
            reported_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    package var parameters: [any SQLValue] {
        [team, id, output, version, criterion, cause, finding, reason, person, at]
    }
}

/// What was found in an output after its approval, the oldest first.
package struct OutputDefects: Query {
    package struct Row: Sendable {
        package let id: String
        package let outputID: String
        package let version: Int
        package let criterion: String?
        package let cause: FindingCause
        package let finding: String
        package let reason: String
        package let reporterID: String
        /// A login.
        package let reportedBy: String
        package let reportedAt: Timestamp
    }

    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT output_defects.id, output_id, number, criterion, cause, finding_id, reason, reported_by, login, reported_at
        FROM output_defects JOIN persons ON persons.id = reported_by
        WHERE team_id = $1 AND output_id = $2 ORDER BY reported_at, output_defects.id
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), outputID: try columns.next(), version: try columns.next(),
            criterion: try columns.next(), cause: try columns.next(), finding: try columns.next(),
            reason: try columns.next(), reporterID: try columns.next(), reportedBy: try columns.next(),
            reportedAt: try columns.next())
    }
}
