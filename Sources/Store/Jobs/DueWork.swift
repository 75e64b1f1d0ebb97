/// What is due anywhere, over all teams; works outside any team.
package struct DueWork: Query {
    package enum Kind: String, SQLScalar, CaseIterable {
        case actionExpiry = "action_expiry"
        case questionExpiry = "question_expiry"
        case leaseRescue = "lease_rescue"
        case effectRescue = "effect_rescue"
        case reviewRescue = "review_rescue"
        case executeAction = "execute_action"
        case reconsiderReviews = "reconsider_reviews"
    }

    package struct Row: Sendable {
        package let kind: Kind
        package let teamID: String
        /// Its name.
        package let team: String
        package let subjectID: String
        /// Of an attempt, of an output's version, or of an entry of the outbox.
        package let number: Int64
    }

    /// Of each kind.
    package let limit: Int

    package init(limit: Int) { self.limit = limit }

    package static let sql = "SELECT kind, team_id, team, subject_id, number FROM due_work($1)"
    package var parameters: [any SQLValue] { [limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            kind: try columns.next(), teamID: try columns.next(), team: try columns.next(),
            subjectID: try columns.next(), number: try columns.next())
    }
}
