import API
import Domain

/// `countersign trust propose`
enum TrustPropose {
    static let rung = RequiredOption<TrustRung>("rung", "RUNG", "Where it is to stand: one rung up, or the same again.")

    static let command = Command(
        "propose", "Propose that a template is trusted further with a class of actions.",
        description: """
            Refused if the evidence is not there; the answer says what is missing. An admin who is not you makes the step, \
            within a week. To keep a rung beyond its 90 days, propose the same one again.
            """,
        arguments: [TrustArgument.template], options: [TrustArgument.actionClass, rung, TrustArgument.reason],
        examples: [
            Example(
                "countersign trust propose release-notes --class write --rung act_with_sign_off -m 'a month without a complaint'",
                "Ask for the next rung.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let template = try invocation.wholeTemplate(TrustArgument.template)
        let proposal = try invocation.call(
            Endpoints.trustPropose, path: invocation.teamPath(["template": template]),
            TrustRequest(
                actionClass: invocation[TrustArgument.actionClass], rung: invocation[rung],
                reason: invocation[TrustArgument.reason]))
        try invocation.confirm(
            proposal,
            """
            Proposal \(proposal.number, .bold) waits for an admin who is not you\(proposal.shortage ?? ""): \
            `countersign trust promote \(proposal.number)`
            """)
    }
}
