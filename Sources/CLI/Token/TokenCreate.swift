import API
import Domain

/// `countersign token create`
enum TokenCreate {
    static let name = Argument("NAME", "What the token is for.")
    static let scope = RepeatedOption<Scope>("scope", short: "s", "SCOPE", "What the token may be used for.")
    static let days = Option<Int>("days", "N", "How long it lives; 30 if absent.")

    static let command = Command(
        "create", "Create a personal token.",
        description: """
            Prints the token on standard output, once: it cannot be shown again. A token can never do more than its \
            owner, and not less than its scopes say.
            """,
        arguments: [name], options: [scope, days],
        examples: [
            Example("countersign token create nightly --scope read --scope dispatch --days 90", "For a nightly job."),
            Example("COUNTERSIGN_TOKEN=$(countersign token create ci --scope read)", "Straight into a variable."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let scopes = invocation[scope]
        guard !scopes.isEmpty else { throw UsageFailure("\(scope.shape.usage) is missing; a token has at least one") }
        let token = try invocation.call(
            Endpoints.tokenCreate,
            TokenRequest(name: invocation[name], scopes: scopes, days: invocation[days] ?? 30))
        try invocation.show(token) { token in
            invocation.say("Token \(token.id) ends \(invocation.time(token.expiresAt)). It is shown this once:")
            try invocation.print("\(token.secret)")
        }
    }
}
