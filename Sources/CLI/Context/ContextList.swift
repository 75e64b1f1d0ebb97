import API
import Domain

/// `countersign context list`
enum ContextList {
    static let command = Command(
        "list", "List the documents of the team context.",
        description: """
            Of every layer and every project that has one: the version in force, who stands behind it, since when, and the \
            version that waits for a second person.
            """,
        examples: [Example("countersign context list", "Which projects have context, and what waits?")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(fetch(invocation)) { page in
            var table = Table(
                "LAYER", "PROJECT", "IN FORCE", "AUTHOR", "APPROVED BY", "SINCE", "PROPOSED", "PROPOSED BY")
            for row in page.items {
                let (current, proposal) = (row.inForce, row.proposal)
                table.add(
                    "\(row.layer.rawValue, .bold)", "\(row.project, .bold)", "\(current?.shown ?? "")",
                    "\(current?.author ?? "")", "\(current?.decidedBy ?? "")",
                    "\(invocation.time(current?.decidedAt), .dim)",
                    "\(proposal?.shown ?? "", .waiting)", "\(proposal?.author ?? "")")
            }
            try invocation.print(table, ifEmpty: "\(page.items.silence(widest(invocation)))")
        }
    }

    static func fetch(_ invocation: Invocation) throws -> Page<ContextStandingView> {
        try invocation.call(Endpoints.contextList, path: invocation.teamPath())
    }

    /// The document that belongs to the team itself.
    static func widest(_ invocation: Invocation) throws -> ContextLayer {
        try invocation.team() == "installation" ? .organisation : .team
    }

    /// Says that the document which a command names tells runs nothing.
    static func saySilence(_ invocation: Invocation) throws {
        let layer = try Choice.read(ContextLayer.self, invocation[ContextArgument.layer], for: ContextArgument.layer)
        let silence = try fetch(invocation).items.silence(layer, invocation[ContextArgument.project] ?? "")
        invocation.say("\("notice", .waiting): \(silence)")
    }
}

extension ContextSummary {
    /// Its number; of one that is blank, what that means.
    fileprivate var shown: String {
        guard isBlank == true else { return "\(number)" }
        return state == .proposed ? "\(number) (says nothing)" : "says nothing (emptied in version \(number))"
    }
}
