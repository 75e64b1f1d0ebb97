import Domain

/// Keeps the manifest of a submission whose lease was lost; the same one twice is kept once.
package struct InsertQuarantined: Command {
    package let team: String
    package let run: String
    package let attempt: Int
    package let contentDigest: Digest
    package let files: JSON
    package let reason: String

    package init(team: String, run: String, attempt: Int, contentDigest: Digest, files: JSON, reason: String) {
        self.team = team
        self.run = run
        self.attempt = attempt
        self.contentDigest = contentDigest
        self.files = files
        self.reason = reason
    }

    package static let sql = """
        INSERT INTO quarantined_submissions (team_id, run_id, attempt, content_digest, files, reason)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """
    package var parameters: [any SQLValue] { [team, run, attempt, contentDigest, files, reason] }
}

/// How many late submissions of a run are kept.
package struct QuarantineCount: Query {
    package typealias Row = Int
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT count(*) FROM quarantined_submissions WHERE team_id = $1 AND run_id = $2"
    package var parameters: [any SQLValue] { [team, run] }
}
