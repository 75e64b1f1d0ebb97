import API
import Domain
import Store

/// Ends a question that nobody answered in time: the agent goes on without an answer. A background job.
package enum ExpireQuestion {
    /// Does nothing if the question was decided meanwhile or can still be answered.
    package static func run(_ team: TeamContext, id: String) throws {
        try team.change { change in
            guard let question = try change.tx.first(QuestionByID(team: team.id, id: id)) else { return }
            _ = try change.lockRun(question.runID)
            guard try change.tx.runNow(ExpireOpenQuestion(team: team.id, id: id)) == 1 else { return }
            try change.settleRun(question.runID)
            try change.record("question_expired", "question:\(id)", ["run": .string(question.runID)])
        }
    }
}
