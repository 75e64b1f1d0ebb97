import Domain

/// One person's review of one output version.
package struct ReviewRow: Sendable {
    package let id: String
    package let outputID: String
    package let version: Int
    package let reviewerID: String
    /// The reviewer's login.
    package let reviewer: String
    package let state: String
    /// Whether it was passed on before and came back.
    package let wasAskedAgain: Bool
    package let assignedAt: Timestamp
    package let dueAt: Timestamp
    package let closedAt: Timestamp?
    package let verdict: Verdict?
    package let verdictAt: Timestamp?

    /// Whether its reviewer has once had no time for it: then others may stand in.
    package var wasPassedOn: Bool { state == "reassigned" || wasAskedAgain }

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        outputID = try columns.next()
        version = try columns.next()
        reviewerID = try columns.next()
        reviewer = try columns.next()
        state = try columns.next()
        wasAskedAgain = try columns.next()
        assignedAt = try columns.next()
        dueAt = try columns.next()
        closedAt = try columns.next()
        verdict = try columns.next()
        verdictAt = try columns.next()
    }

    static let columns = """
        reviews.id, reviews.output_id, reviews.number, reviewer_id, persons.login, state, asked_again, assigned_at,
            due_at, closed_at, verdict, given_at
        FROM reviews JOIN persons ON persons.id = reviewer_id
            LEFT JOIN verdicts ON verdicts.team_id = reviews.team_id AND verdicts.review_id = reviews.id
        """
}

/// A review of this person; nobody else has one by that id.
package struct OwnReview: Query {
    package let team: String
    package let id: String
    package let reviewer: String

    package init(team: String, id: String, reviewer: String) {
        self.team = team
        self.id = id
        self.reviewer = reviewer
    }

    package static let sql = """
        SELECT \(ReviewRow.columns) WHERE reviews.team_id = $1 AND reviews.id = $2 AND reviewer_id = $3
        """
    package var parameters: [any SQLValue] { [team, id, reviewer] }
    package static func row(_ columns: inout Columns) throws -> ReviewRow { try ReviewRow(&columns) }
}

/// A review about to change. Whoever also locks its output locks the output first, and a person's clock last.
package struct LockReview: Query {
    package typealias Row = String
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    /// Its state.
    package static let sql = "SELECT state FROM reviews WHERE team_id = $1 AND id = $2 FOR UPDATE"
    package var parameters: [any SQLValue] { [team, id] }
}

/// An output about to be judged: orders new versions, verdicts and releases of one output.
package struct LockOutput: Query {
    package typealias Row = Int
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    /// Its latest version.
    package static let sql = "SELECT latest_version FROM outputs WHERE team_id = $1 AND id = $2 FOR UPDATE"
    package var parameters: [any SQLValue] { [team, id] }
}

/// Every review of an output, the oldest version first.
package struct ReviewsOfOutput: Query {
    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT \(ReviewRow.columns) WHERE reviews.team_id = $1 AND reviews.output_id = $2 AND NOT is_practice
        ORDER BY reviews.number, assigned_at, reviews.id
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> ReviewRow { try ReviewRow(&columns) }
}

package struct InsertReview: Command {
    package let team: String
    package let id: String
    package let output: String
    package let number: Int
    package let reviewer: String
    /// How long the reviewer has.
    package let overdueSeconds: Int

    package init(team: String, id: String, output: String, number: Int, reviewer: String, overdueSeconds: Int) {
        self.team = team
        self.id = id
        self.output = output
        self.number = number
        self.reviewer = reviewer
        self.overdueSeconds = overdueSeconds
    }

    package static let sql = """
        INSERT INTO reviews (team_id, id, output_id, number, reviewer_id, due_at)
        VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
        """
    package var parameters: [any SQLValue] { [team, id, output, number, reviewer, overdueSeconds] }
}

/// Asks the reviewer of a review that was passed on, or was not needed then, once more.
package struct ReopenReview: Command {
    package let team: String
    package let id: String
    /// How long the reviewer has.
    package let overdueSeconds: Int

    package init(team: String, id: String, overdueSeconds: Int) {
        self.team = team
        self.id = id
        self.overdueSeconds = overdueSeconds
    }

    package static let sql = """
        UPDATE reviews SET state = 'open', closed_at = NULL, asked_again = asked_again OR state = 'reassigned', assigned_at = now(),
            due_at = now() + make_interval(secs => $3)
        WHERE team_id = $1 AND id = $2
        """
    package var parameters: [any SQLValue] { [team, id, overdueSeconds] }
}

/// Ends the open reviews of a version that others have approved, but for those that are being read; answers with their ids.
package struct EndUnneededReviews: Query {
    package typealias Row = String
    package let team: String
    package let output: String
    package let number: Int

    package init(team: String, output: String, number: Int) {
        self.team = team
        self.output = output
        self.number = number
    }

    package static let sql = """
        UPDATE reviews SET state = 'unneeded', closed_at = clock_timestamp()
        WHERE team_id = $1 AND output_id = $2 AND number = $3 AND state = 'open' AND NOT is_practice
            AND NOT is_read(reviews) RETURNING id
        """
    package var parameters: [any SQLValue] { [team, output, number] }
}

/// Ends the open reviews of versions before this one; answers with their ids.
package struct StaleReviews: Query {
    package typealias Row = String
    package let team: String
    package let output: String
    package let number: Int

    package init(team: String, output: String, number: Int) {
        self.team = team
        self.output = output
        self.number = number
    }

    package static let sql = """
        UPDATE reviews SET state = 'stale', closed_at = clock_timestamp()
        WHERE team_id = $1 AND output_id = $2 AND number < $3 AND state = 'open' RETURNING id
        """
    package var parameters: [any SQLValue] { [team, output, number] }
}

package struct SetReviewState: Command {
    package let team: String
    package let output: String
    package let state: ReviewState

    package init(team: String, output: String, state: ReviewState) {
        self.team = team
        self.output = output
        self.state = state
    }

    package static let sql = "UPDATE outputs SET review_state = $3 WHERE team_id = $1 AND id = $2"
    package var parameters: [any SQLValue] { [team, output, state] }
}
