import API
import Domain

/// `countersign review request`
enum ReviewRequest {
    static let command = Command(
        "request", "Ask for what an output's approval lacks.",
        description: """
            An approval stops counting when it expires, when the policy asks for more, or when somebody who gave it gets a part in \
            the work or leaves. Then the output goes back into review, and others are asked as at its submission: whoever has \
            judged this version already is not. Says who is asked; for what is in review already, nothing changes. Where nobody \
            is left, `countersign run revise` has a new version made.
            """,
        arguments: [OutputArgument.output],
        examples: [Example("countersign review request out_0abc1defghjkmnpq", "Its approval has expired.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(Endpoints.reviewRequest, path: OutputArgument.path(invocation))
        let output = view.output
        let state: Text =
            view.isReopened
            ? "\("in review again", .waiting)" : "\(output.reviewState.rawValue, output.reviewState.style), as before"
        let asked =
            view.asked.isEmpty
            ? "nobody is asked yet: admins find in their inboxes what helps"
            : "asked: " + view.asked.map(\.reviewer).joined(separator: ", ")
        try invocation.confirm(
            view, "Output \(output.id, .bold) version \(output.latestVersion) is \(state); \(asked).")
    }
}
