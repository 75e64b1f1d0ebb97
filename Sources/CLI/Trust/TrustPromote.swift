import API
import Domain

/// `countersign trust promote`
enum TrustPromote {
    static let proposal = Argument("PROPOSAL", "Its number.")

    static let command = Command(
        "promote", "Make a step up that somebody else has proposed.",
        description: """
            For admins of the team. Refused if something has happened that the proposal's evidence does not know of: a defect, \
            another version of the template, another context.
            """,
        arguments: [proposal],
        examples: [Example("countersign trust promote 3", "Say yes to proposal 3.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(
            Endpoints.trustPromote, path: invocation.teamPath(["number": invocation[proposal]]))
        try invocation.show(view) { try TrustShow.print($0, invocation) }
    }
}
