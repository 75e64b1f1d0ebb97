import API

/// `countersign token list`
enum TokenList {
    static let command = Command(
        "list", "List your live tokens and sessions.",
        description: "Their secrets are not kept by the service, so they cannot be shown.",
        examples: [Example("countersign token list", "What could act in your name.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.tokenList)) { page in
            var table = Table("TOKEN", "KIND", "NAME", "SCOPES", "CREATED", "ENDS")
            for token in page.items {
                let scopes = token.scopes.map(\.rawValue).joined(separator: ",")
                table.add(
                    "\(token.id, .bold)", "\(token.kind)", "\(token.name)", "\(scopes)",
                    "\(invocation.time(token.createdAt), .dim)", "\(invocation.time(token.expiresAt))")
            }
            try invocation.print(table, ifEmpty: "No tokens.")
        }
    }
}
