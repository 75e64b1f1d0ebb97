import API
import Domain

/// `countersign trust demote`
enum TrustDemote {
    static let command = Command(
        "demote", "Take trust back, at once.",
        description: """
            For any admin of the team, alone: the template stands at the first rung again with this class of actions. What was \
            allowed and has not been carried out yet is judged anew.
            """,
        arguments: [TrustArgument.template], options: [TrustArgument.actionClass, TrustArgument.reason],
        examples: [
            Example(
                "countersign trust demote release-notes --class write -m 'it wrote to the wrong page'",
                "Stop it going alone.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let template = try invocation.wholeTemplate(TrustArgument.template)
        let view = try invocation.call(
            Endpoints.trustDemote, path: invocation.teamPath(["template": template]),
            TrustDemotion(
                actionClass: invocation[TrustArgument.actionClass], reason: invocation[TrustArgument.reason]))
        try invocation.show(view) { try TrustShow.print($0, invocation) }
    }
}
