import API

/// `countersign run answer`
enum RunAnswer {
    static let question = Argument("QUESTION", "The question's id, qst_….")
    static let answer = Argument("ANSWER", "The answer, in one word or in quotation marks; - is standard input.")

    static let command = Command(
        "answer", "Answer an agent's question.",
        description: "The first answer counts. `inbox` and `run show` list the questions that are open.",
        arguments: [question, answer],
        examples: [Example("countersign run answer qst_0abc1defghjkmnpq 'Use the tag v2.1'", "Let the run go on.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let answer = invocation[answer] == "-" ? try LocalFile.text("-", invocation) : invocation[answer]
        let view = try invocation.call(
            Endpoints.questionAnswer, path: invocation.teamPath(["question": invocation[question]]),
            AnswerRequest(answer: answer))
        try invocation.confirm(view, "Answered; run \(view.run, .bold) goes on.")
    }
}
