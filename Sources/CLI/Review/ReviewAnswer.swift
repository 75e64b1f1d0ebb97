import API
import Domain

/// `countersign review answer`
enum ReviewAnswer {
    static let criterion = Argument("CRITERION", "The criterion's id, as `review show` lists it.")
    static let answer = Argument("ANSWER", "pass, fail, concern, cannot_tell or not_applicable.")
    static let reason = Option<String>("reason", "TEXT", "Why; needed for concern and not_applicable.")

    static let command = Command(
        "answer", "Answer one success criterion with a quotation from the work.",
        description: """
            Each criterion is answered by itself, with words that stand in the work. If you read it on this machine, \
            --quote is enough: its part and lines are looked up. A new answer replaces the one before.
            """,
        arguments: [ReviewArgument.review, criterion, answer], options: AnchorOptions.all + [reason],
        examples: [
            Example(
                "countersign review answer rev_0abc1defghjkmnpq c1 pass --quote 'Fixed: the importer no longer drops rows'",
                "Met, and here is where it shows."),
            Example(
                "countersign review answer rev_0abc1defghjkmnpq c2 concern --quote '17 tickets' --part 2 --lines 10-12 "
                    + "--reason 'The export ends on Friday'", "With the place spelled out."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        guard let answer = CriterionAnswer(rawValue: invocation[answer].replacing("-", with: "_")) else {
            let all = CriterionAnswer.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageFailure("ANSWER must be one of \(all), not `\(invocation[answer])`")
        }
        let session = try ReviewSession(invocation[ReviewArgument.review], invocation)
        let anchor = try AnchorOptions.anchor(invocation, of: session.show())
        let view = try session.answer(
            invocation[criterion], CriterionRequest(answer: answer, reason: invocation[reason], anchor: anchor))
        let open = view.criteria.count { $0.answer == nil }
        try invocation.confirm(
            view,
            "Criterion \(invocation[criterion], .bold): \(answer.rawValue). \(open == 0 ? "All are answered." : "\(open) still open.")"
        )
    }
}
