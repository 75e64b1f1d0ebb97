import API
import Domain

/// The verdicts that send a review back. They ask for little: a reason, and for changes where the cause lies.
enum ReviewReturn {
    static let reason = Option<String>("reason", "TEXT", "The reason; asked for at a terminal if absent.")
    static let cause = Option<FindingCause>("cause", "CAUSE", "Where it comes from; asked for at a terminal if absent.")

    static let changes = Command(
        "changes", "Ask for changes.",
        description: """
            Takes a reason and its cause, and a quotation if there is one to give; nothing needs to have been read to the \
            end. The run can then be sent back to work.
            """,
        arguments: [ReviewArgument.review], options: [reason, cause] + SubjectOptions.all + AnchorOptions.all,
        examples: [
            Example(
                "countersign review changes rev_0abc1defghjkmnpq --reason 'The breaking change is missing' --cause agent",
                "Something is missing."),
            Example(
                "countersign review changes rev_0abc1defghjkmnpq --reason 'Wrong quarter' --cause input "
                    + "--quote 'Results for Q2 2025'", "Something is wrong, and here."),
        ],
        run: { invocation in
            try send(.changes, invocation, about: SubjectOptions.subject(invocation)) {
                try invocation[cause]
                    ?? choose("Cause (\(FindingCause.choices.joined(separator: ", "))): ", cause, invocation)
            }
        })

    static let cannotTell = Command(
        "cannot-tell", "Say that you cannot judge this.",
        description:
            "No shame in it: the output goes to somebody who can, and the reason tells what would have helped.",
        arguments: [ReviewArgument.review], options: [reason],
        examples: [
            Example(
                "countersign review cannot-tell rev_0abc1defghjkmnpq --reason 'I do not know the billing rules'",
                "Let somebody else judge.")
        ],
        run: { invocation in try send(.cannotTell, invocation) { nil } })

    static let handBack = Command(
        "hand-back", "Give a review back without a judgement.",
        description: "For want of time, or because it is not yours to judge. Somebody else is assigned.",
        arguments: [ReviewArgument.review], options: [reason],
        examples: [
            Example(
                "countersign review hand-back rev_0abc1defghjkmnpq --reason 'On leave from tomorrow'", "Pass it on.")
        ],
        run: { invocation in try send(.handBack, invocation) { nil } })

    private static func send(
        _ verdict: Verdict, _ invocation: Invocation, about subject: FindingSubject? = nil,
        cause: () throws -> FindingCause?
    ) throws {
        let reason = try invocation[Self.reason] ?? choose("Why: ", Self.reason, invocation)
        let cause = try cause()
        let session = try ReviewSession(invocation[ReviewArgument.review], invocation)
        let review = try session.show()
        try VerdictSending.send(
            VerdictRequest(
                verdict: verdict, contentDigest: review.contentDigest, reason: reason, cause: cause,
                subject: subject, anchor: AnchorOptions.anchor(invocation, of: review)),
            session, invocation)
    }

    /// Asks for an option that was left out; without a terminal it cannot be left out.
    private static func choose<Value: OptionValue>(
        _ question: String, _ option: Option<Value>, _ invocation: Invocation
    ) throws -> Value {
        guard invocation.terminal.isInputTerminal else { throw UsageFailure("\(option.shape.usage) is missing") }
        invocation.terminal.writeError(question)
        let text = try invocation.terminal.readLine() ?? ""
        guard !text.isEmpty, let value = Value.read(text) else {
            throw UsageFailure("--\(option.shape.name) must be \(Value.expectation), not `\(text)`")
        }
        return value
    }
}
