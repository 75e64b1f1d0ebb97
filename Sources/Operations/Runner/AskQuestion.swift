import API
import Domain
import Platform
import Store

/// An agent asks people a question: the run waits for the answer until the deadline, then goes on without.
package enum AskQuestion {
    static let questionsLimit = 50
    static let textLimitCharacters = 8000
    static let optionsLimit = 20
    static let optionLimitCharacters = 200
    static let timeoutRangeSeconds = 1...3600
    static let defaultTimeoutSeconds = 600

    package static func run(
        _ team: TeamContext, runID: String, attempt number: Int, _ request: AskRequest
    ) throws -> QuestionView {
        let timeoutSeconds = request.timeoutSeconds ?? defaultTimeoutSeconds
        try check(request, timeoutSeconds)
        return try team.change { change in
            try HeldLease.lock(change, run: runID, attempt: number, term: request.term).requireActive()
            let asked = try change.tx.all(QuestionsOfRun(team: team.id, run: runID)).count { $0.attempt == number }
            guard asked < questionsLimit else {
                throw Failure(.requestLimit, "an attempt asks at most \(questionsLimit) questions; go on without")
            }
            let id = Identifier.make(.question)
            try change.tx.run(
                InsertQuestion(
                    team: team.id, id: id, run: runID, attempt: number, text: request.text, options: request.options,
                    timeoutSeconds: timeoutSeconds))
            try change.settleRun(runID)
            try change.record(
                "question_asked", "question:\(id)",
                ["run": .string(runID), "text": .string(Digest.of(request.text).description)],
                by: .agent(runID: runID, attempt: number))
            return QuestionView(try change.tx.one(QuestionByID(team: team.id, id: id)))
        }
    }

    private static func check(_ request: AskRequest, _ timeoutSeconds: Int) throws {
        guard request.text.contains(where: { !$0.isWhitespace }),
            request.text.unicodeScalars.count <= textLimitCharacters
        else { throw Failure(.invalidInput, "text: ask in 1 to \(textLimitCharacters) characters") }
        guard request.options.count <= optionsLimit,
            request.options.allSatisfy({ (1...optionLimitCharacters).contains($0.unicodeScalars.count) })
        else {
            throw Failure(
                .invalidInput, "options: at most \(optionsLimit), each of 1 to \(optionLimitCharacters) characters")
        }
        guard timeoutRangeSeconds.contains(timeoutSeconds) else {
            let range = timeoutRangeSeconds
            throw Failure(.invalidInput, "timeoutSeconds: from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
