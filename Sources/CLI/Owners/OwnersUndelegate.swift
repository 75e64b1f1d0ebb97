import API

/// `countersign owners undelegate`
enum OwnersUndelegate {
    static let delegation = Argument("DELEGATION", "Its identifier, as `owners delegations` shows it.")

    static let command = Command(
        "undelegate", "Take a delegation back before its end, or decline one.",
        description: """
            For the owner, the delegate and admins; what was only offered counts for nothing, and then never does. What the \
            delegate has approved for the owner still counts; what they approve from now on does not, and the owner is asked \
            instead.
            """,
        arguments: [delegation],
        examples: [Example("countersign owners undelegate dlg_0abc1defghjkmnpq", "Back early.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let id = invocation[delegation]
        _ = try invocation.call(Endpoints.delegationEnd, path: invocation.teamPath(["delegation": id]))
        try invocation.confirm("\(id) has ended.")
    }
}
