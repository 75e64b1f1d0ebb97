import Domain

package struct InsertOutputDefect: Command {
    package let team: String
    package let id: String
    package let output: String
    package let version: Int
    package let criterion: String?
    package let reason: String
    package let person: String
    package let at: Timestamp

    package init(
        team: String, id: String, output: String, version: Int, criterion: String?, reason: String, person: String,
        at: Timestamp
    ) {
        self.team = team
        self.id = id
        self.output = output
        self.version = version
        self.criterion = criterion
        self.reason = reason
        self.person = person
        self.at = at
    }

    package static let sql = """
        INSERT INTO output_defects (team_id, id, output_id, number, criterion, reason, reported_by, reported_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    package var parameters: [any SQLValue] { [team, id, output, version, criterion, reason, person, at] }
}
