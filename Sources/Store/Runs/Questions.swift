import Domain

package struct QuestionRow: Sendable {
    package let id: String
    package let runID: String
    package let attempt: Int
    package let text: String
    package let options: [String]
    package let state: QuestionState
    package let askedAt: Timestamp
    package let deadline: Timestamp
    package let answer: String?
    /// The answerer's login.
    package let answeredBy: String?

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        runID = try columns.next()
        attempt = try columns.next()
        text = try columns.next()
        options = try columns.next()
        state = try columns.next()
        askedAt = try columns.next()
        deadline = try columns.next()
        answer = try columns.next()
        answeredBy = try columns.next()
    }

    static let columns = """
        questions.id, run_id, attempt, text, options, state, asked_at, deadline, answer, persons.login
        FROM questions LEFT JOIN persons ON persons.id = answered_by
        """
}

package struct QuestionByID: Query {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = "SELECT \(QuestionRow.columns) WHERE team_id = $1 AND questions.id = $2"
    package var parameters: [any SQLValue] { [team, id] }
    package static func row(_ columns: inout Columns) throws -> QuestionRow { try QuestionRow(&columns) }
}

/// The questions of a run, in the order in which they were asked.
package struct QuestionsOfRun: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT \(QuestionRow.columns) WHERE team_id = $1 AND run_id = $2 ORDER BY asked_at, questions.id
        """
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> QuestionRow { try QuestionRow(&columns) }
}

package struct InsertQuestion: Command {
    package let team: String
    package let id: String
    package let run: String
    package let attempt: Int
    package let text: String
    package let options: [String]
    package let timeoutSeconds: Int

    package init(
        team: String, id: String, run: String, attempt: Int, text: String, options: [String], timeoutSeconds: Int
    ) {
        self.team = team
        self.id = id
        self.run = run
        self.attempt = attempt
        self.text = text
        self.options = options
        self.timeoutSeconds = timeoutSeconds
    }

    package static let sql = """
        INSERT INTO questions (team_id, id, run_id, attempt, text, options, deadline)
        VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(secs => $7))
        """
    package var parameters: [any SQLValue] { [team, id, run, attempt, text, options, timeoutSeconds] }
}

/// Answers an open question; the guard refuses it after the deadline.
package struct AnswerOpenQuestion: Command {
    package let team: String
    package let id: String
    package let answer: String
    package let person: String

    package init(team: String, id: String, answer: String, person: String) {
        self.team = team
        self.id = id
        self.answer = answer
        self.person = person
    }

    package static let sql = """
        UPDATE questions SET state = 'answered', answer = $3, answered_by = $4, answered_at = clock_timestamp()
        WHERE team_id = $1 AND id = $2
        """
    package var parameters: [any SQLValue] { [team, id, answer, person] }
}

/// Ends an open question without an answer, if its deadline has passed.
package struct ExpireOpenQuestion: Command {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = """
        UPDATE questions SET state = 'expired'
        WHERE team_id = $1 AND id = $2 AND state = 'open' AND deadline <= clock_timestamp()
        """
    package var parameters: [any SQLValue] { [team, id] }
}

/// Ends the open questions of a run that will not listen any more.
package struct WithdrawOpenQuestions: Query {
    package typealias Row = String
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        UPDATE questions SET state = 'withdrawn' WHERE team_id = $1 AND run_id = $2 AND state = 'open' RETURNING id
        """
    package var parameters: [any SQLValue] { [team, run] }
}
