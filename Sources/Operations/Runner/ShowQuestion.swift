import API
import Domain
import Store

/// A question and its answer, for the runner whose agent asked it.
package enum ShowQuestion {
    package static func run(_ team: TeamContext, id: String) throws -> QuestionView {
        let runner = try team.context.runner()
        return try team.read { tx in
            guard let question = try tx.first(QuestionByID(team: team.id, id: id)),
                try tx.all(Attempts(team: team.id, run: question.runID))
                    .contains(where: { $0.number == question.attempt && $0.runnerID == runner.id })
            else { throw Failure.missing("question", id) }
            return QuestionView(question)
        }
    }
}
