import API
import Domain

/// `countersign trust proposals`
enum TrustProposals {
    static let command = Command(
        "proposals", "List the steps up that wait for an admin.",
        description: "With the evidence as it was, and why a proposal does not hold any more.",
        examples: [Example("countersign trust proposals", "What waits for a yes.")], run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.trustProposals, path: invocation.teamPath())) { page in
            var table = Table(
                "PROPOSAL", "STATE", "TEMPLATE", "CLASS", "RUNG", "EVIDENCE", "BY", "PROPOSED", "REASON")
            for one in page.items {
                table.add(
                    "\(one.number, .bold)", one.obstacle == nil ? "\("open", .waiting)" : "\("outdated", .dim)",
                    "\(one.template) version \(one.version)", "\(one.actionClass.rawValue)",
                    "\(one.rung.rawValue)",
                    "\(one.outputs.counted("output")), \(one.defects.counted("defect")), \(one.effects.counted("signed action"))",
                    "\(one.proposedBy)",
                    "\(invocation.time(one.proposedAt), .dim)",
                    "\(one.reason)")
            }
            try invocation.print(table, ifEmpty: "No proposals.")
            for one in page.items { try invocation.print("\(one.number, .bold): \(waiting(one))") }
        }
    }

    private static func waiting(_ one: TrustProposalView) -> String {
        one.obstacle
            ?? "waits for an admin who is not \(one.proposedBy)\(one.shortage ?? ""): "
            + "`countersign trust promote \(one.number)`"
    }
}
