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
                "PROPOSAL", "TEMPLATE", "CLASS", "RUNG", "EVIDENCE", "BY", "PROPOSED", "WAITS FOR", "REASON")
            for one in page.items {
                table.add(
                    "\(one.number, .bold)", "\(one.template) version \(one.version)", "\(one.actionClass.rawValue)",
                    "\(one.rung.rawValue)",
                    "\(one.outputs) outputs, \(one.defects) defects, \(one.effects) actions", "\(one.proposedBy)",
                    "\(invocation.time(one.proposedAt), .dim)",
                    one.obstacle.map { "\("nothing", .bad): \($0)" } ?? "an admin who is not \(one.proposedBy)",
                    "\(one.reason)")
            }
            try invocation.print(table, ifEmpty: "No proposals.")
        }
    }
}
