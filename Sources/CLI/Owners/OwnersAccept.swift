import API

/// `countersign owners accept`
enum OwnersAccept {
    static let delegation = Argument("DELEGATION", "Its identifier, as your inbox shows it.")

    static let command = Command(
        "accept", "Act for somebody who asks you to.",
        description: """
            From now on you count as the owner in reviews, and you can review nothing that they have a part in; of runs that are \
            asked for meanwhile that stays so. What you have approved before still counts. To decline: `owners undelegate`.
            """,
        arguments: [delegation],
        examples: [Example("countersign owners accept dlg_0abc1defghjkmnpq", "The lead goes on holiday.")], run: run)

    static func run(_ invocation: Invocation) throws {
        let delegation = try invocation.call(
            Endpoints.delegationAccept, path: invocation.teamPath(["delegation": invocation[delegation]]))
        try invocation.confirm(
            delegation,
            """
            You act for \(delegation.person, .bold)\(OwnersDelegate.place(delegation)) until \
            \(delegation.endsAt.minute) (\(delegation.id)).
            """)
        if let notice = delegation.notice { invocation.warn("\("notice", .waiting): \(notice)") }
    }
}
