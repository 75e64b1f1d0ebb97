import API

/// `countersign context stale`
enum ContextStale {
    static let days = Option<Int>("days", "N", "For how many days; \(usualDays) if absent.")
    private static let usualDays = 90

    static let command = Command(
        "stale", "List team context that nobody has confirmed for long.",
        description:
            "What is in force and was neither changed nor confirmed. Read it, then confirm it or propose another.",
        options: [days],
        examples: [Example("countersign context stale --days 30", "What nobody has looked at for a month.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = invocation[days].map { [("days", String($0))] } ?? []
        try invocation.show(
            invocation.call(Endpoints.contextStale, path: invocation.teamPath(), query: query)
        ) { page in
            var table = Table("DOCUMENT", "VERSION", "IN FORCE SINCE", "CONFIRMED", "BY", "NEXT")
            for row in page.items {
                table.add(
                    "\(row.name, .bold)", "\(row.number)", "\(invocation.time(row.decidedAt), .dim)",
                    "\(invocation.time(row.confirmedAt), .dim)", "\(row.confirmedBy ?? "")",
                    "\("countersign context confirm \(row.arguments) --version \(row.number)", .link)")
            }
            try invocation.print(table, ifEmpty: page.items.isEmpty ? none(invocation) : "")
        }
    }

    private static func none(_ invocation: Invocation) throws -> Text {
        let isOperators = try ContextList.widest(invocation) == .organisation
        let own = try ContextList.fetch(invocation).items.filter { ($0.layer == .organisation) == isOperators }
        guard own.contains(where: { $0.inForce != nil }) else { return "Nothing is in force yet." }
        return "Everything in force was changed or confirmed in the last \(invocation[days] ?? usualDays) days."
    }
}
