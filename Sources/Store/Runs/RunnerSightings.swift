/// Notes that a runner has been heard of, at most every ten seconds, so that frequent calls do not rewrite its row.
package struct SeeRunner: Command {
    package let team: String
    package let runner: String
    /// Nil: as it was.
    package let host: String?

    package init(team: String, runner: String, host: String? = nil) {
        self.team = team
        self.runner = runner
        self.host = host
    }

    package static let sql = """
        UPDATE runners SET last_seen_at = clock_timestamp(), host = coalesce($3::text, host)
        WHERE team_id = $1 AND id = $2
            AND (last_seen_at IS NULL OR last_seen_at < clock_timestamp() - interval '10 seconds' OR host <> $3::text)
        """
    package var parameters: [any SQLValue] { [team, runner, host] }
}

/// Whether the team has a runner with these labels at all.
package struct HasRunner: Query {
    package typealias Row = Bool
    package let team: String
    package let labels: [String]

    package init(team: String, labels: [String]) {
        self.team = team
        self.labels = labels
    }

    package static let sql = """
        SELECT EXISTS (SELECT FROM runners WHERE team_id = $1 AND revoked_at IS NULL AND labels @> $2)
        """
    package var parameters: [any SQLValue] { [team, labels] }
}
