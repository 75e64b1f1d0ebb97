import API
import Domain

/// `countersign policy withdraw`
enum PolicyWithdraw {
    static let proposal = Argument("PROPOSAL", "The number of the proposal, as `policy history` shows it.")

    static let command = Command(
        "withdraw", "Take a proposal back.",
        description: """
            For who proposed it, and for admins who say no. Whatever approvals it has count for nothing from then on; to ask \
            again, propose it again. What is in force stays.
            """,
        arguments: [proposal],
        examples: [Example("countersign policy withdraw 3", "No, after all.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let given = invocation[proposal]
        guard let number = Int(given), number > 0 else {
            throw Failure(
                .badRequest,
                "a proposal is named by its number, and `\(given)` is none: `countersign policy history` lists them")
        }
        let view = try invocation.call(
            Endpoints.policyWithdraw, path: invocation.teamPath(["number": String(number)]))
        try invocation.confirm(view, "Withdrew proposal \(view.number, .bold).")
    }
}
