import API

/// `countersign token revoke`
enum TokenRevoke {
    static let token = Argument("TOKEN", "The token's id, tok_….")

    static let command = Command(
        "revoke", "End a token or session.",
        description: "It stops working at once, also where it is in use right now.",
        arguments: [token],
        examples: [Example("countersign token revoke tok_0abc1defghjkmnpq", "A laptop was lost.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        _ = try invocation.call(Endpoints.tokenRevoke, path: ["token": invocation[token]])
        try invocation.confirm("Revoked \(invocation[token], .bold).")
    }
}
