import Domain

/// What the clocks of some zones show at a moment: the day of the week by ISO 8601 and the minutes since midnight. Both
/// nil for a zone that the database does not know.
package struct ZonedTimes: Query {
    package let zones: [String]
    /// Nil: now.
    package let at: Timestamp?

    package init(zones: [String], at: Timestamp?) {
        self.zones = zones
        self.at = at
    }

    package static let sql = """
        SELECT zone, day, minute FROM unnest($1::text[]) AS zone, local_time(zone, coalesce($2, clock_timestamp()))
        """
    package var parameters: [any SQLValue] { [zones, at] }
    package static func row(_ columns: inout Columns) throws -> (zone: String, day: Int?, minute: Int?) {
        (try columns.next(), try columns.next(), try columns.next())
    }
}

/// The time zones that the database knows.
package struct ZoneNames: Query {
    package typealias Row = String

    package init() {}

    package static let sql = "SELECT name FROM pg_timezone_names ORDER BY name"
    package var parameters: [any SQLValue] { [] }
}

/// What the attempts of a run have spent together. Turns and cost are claims of their agents, and nil as long as an attempt
/// has not told them.
package struct RunSpending: Query {
    package typealias Row = (seconds: Int64, turns: Int64?, microdollars: Int64?)
    package let team: String
    package let run: String
    /// Nil: now.
    package let at: Timestamp?

    package init(team: String, run: String, at: Timestamp?) {
        self.team = team
        self.run = run
        self.at = at
    }

    package static let sql = """
        SELECT coalesce(sum(extract(epoch FROM least(ended_at, $3, clock_timestamp()) - claimed_at)), 0)::bigint,
            CASE WHEN bool_and(claimed_turns IS NOT NULL AND (ended_at > $3) IS NOT TRUE)
                THEN sum(claimed_turns)::bigint END,
            CASE WHEN bool_and(claimed_cost_microdollars IS NOT NULL AND (ended_at > $3) IS NOT TRUE)
                THEN sum(claimed_cost_microdollars)::bigint END
        FROM attempts WHERE team_id = $1 AND run_id = $2 AND (claimed_at > $3) IS NOT TRUE
        """
    package var parameters: [any SQLValue] { [team, run, at] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try columns.next(), try columns.next(), try columns.next())
    }
}
