import Domain

/// The questions that can still be answered, oldest first.
package struct InboxQuestions: Query {
    package let team: String
    package let limit: Int

    package init(team: String, limit: Int) {
        self.team = team
        self.limit = limit
    }

    package static let sql = """
        SELECT \(QuestionRow.columns) WHERE team_id = $1 AND state = 'open' AND deadline > clock_timestamp()
        ORDER BY asked_at, questions.id LIMIT $2
        """
    package var parameters: [any SQLValue] { [team, limit] }
    package static func row(_ columns: inout Columns) throws -> QuestionRow { try QuestionRow(&columns) }
}
