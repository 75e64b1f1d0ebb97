import Domain

/// Writes a verdict in the database's own function; answers with the time it was given.
package struct RecordVerdict: Query {
    package typealias Row = Timestamp
    package let review: String
    package let verdict: Verdict
    package let payload: String
    package let digest: Digest
    package let flags: [String]
    package let lifetimeSeconds: Int

    package init(
        review: String, verdict: Verdict, payload: String, digest: Digest, flags: [String], lifetimeSeconds: Int
    ) {
        self.review = review
        self.verdict = verdict
        self.payload = payload
        self.digest = digest
        self.flags = flags
        self.lifetimeSeconds = lifetimeSeconds
    }

    package static let sql = "SELECT record_verdict($1, $2, $3, $4, $5, $6)"
    package var parameters: [any SQLValue] { [review, verdict, payload, digest, flags, lifetimeSeconds] }
}

/// The verdicts on one version, oldest first.
package struct VerdictsOnVersion: Query {
    package struct Row: Sendable {
        package let review: String
        package let person: String
        package let verdict: Verdict
        package let payload: String
        package let digest: Digest
        /// When its review was assigned.
        package let assignedAt: Timestamp
        package let givenAt: Timestamp
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
        SELECT review_id, person_id, verdict, payload, digest, assigned_at, given_at
        FROM verdicts JOIN reviews ON reviews.team_id = verdicts.team_id AND reviews.id = review_id
        WHERE verdicts.team_id = $1 AND verdicts.output_id = $2 AND verdicts.number = $3 ORDER BY given_at, review_id
        """
    package var parameters: [any SQLValue] { [team, output, number] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            review: try columns.next(), person: try columns.next(), verdict: try columns.next(),
            payload: try columns.next(), digest: try columns.next(), assignedAt: try columns.next(),
            givenAt: try columns.next())
    }
}

/// When the approval of a version was first used to release or execute; NULL if never.
package struct FirstUse: Query {
    package typealias Row = Timestamp?
    package let team: String
    package let output: String
    package let number: Int

    package init(team: String, output: String, number: Int) {
        self.team = team
        self.output = output
        self.number = number
    }

    package static let sql = """
        SELECT min(started_at) FROM effects JOIN action_requests requests
            ON requests.team_id = effects.team_id AND requests.id = request_id
        WHERE effects.team_id = $1 AND output_id = $2 AND output_version = $3
        """
    package var parameters: [any SQLValue] { [team, output, number] }
}
