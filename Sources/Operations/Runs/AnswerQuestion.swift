import API
import Domain
import Store

/// Answers an agent's question. Any member can, in time, once.
package enum AnswerQuestion {
    static let limitCharacters = 8000

    package static func run(_ team: TeamContext, id: String, _ request: AnswerRequest) throws -> QuestionView {
        guard let personID = team.personID else { throw Failure(.notHuman, "only a person answers a question") }
        guard request.answer.contains(where: { !$0.isWhitespace }),
            request.answer.unicodeScalars.count <= limitCharacters
        else { throw Failure(.invalidInput, "answer: give 1 to \(limitCharacters) characters") }
        try ReasonText.checkPlain(in: request.answer, "answer")
        return try team.change { change in
            guard let question = try change.tx.first(QuestionByID(team: team.id, id: id)) else {
                throw Failure.missing("question", id)
            }
            _ = try change.lockRun(question.runID)
            try change.tx.run(AnswerOpenQuestion(team: team.id, id: id, answer: request.answer, person: personID))
            try change.settleRun(question.runID)
            try change.record(
                "question_answered", "question:\(id)",
                ["run": .string(question.runID), "answer": .string(Digest.of(request.answer).description)])
            return QuestionView(try change.tx.one(QuestionByID(team: team.id, id: id)))
        }
    }
}
