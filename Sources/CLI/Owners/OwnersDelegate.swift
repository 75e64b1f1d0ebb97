import API

/// `countersign owners delegate`
enum OwnersDelegate {
    static let to = RequiredOption<String>("to", "LOGIN", "Who acts for you.")
    static let until = RequiredOption<Day>("until", "DAY", "When it ends, at most 90 days from now.")
    static let section = Option<String>("section", "NAME", "Only in this section of OWNERS.")
    static let reason = RequiredOption<String>("reason", "TEXT", "Why; everybody in the team can read it.")
    static let person = Option<String>("for", "LOGIN", "For whom, if not you: somebody who is away; for admins.")

    static let command = Command(
        "delegate", "Ask somebody to act for you in reviews, until a day.",
        description: """
            It waits in their inbox and counts from when they accept. Then, wherever OWNERS means you, by login or by role, your \
            delegate counts as you; both of you count once. They can review nothing that you could not: what you have a part in \
            is as closed to them as to you. Nothing is delegated further, and signing actions is not delegated.
            """,
        options: [to, until, section, reason, person],
        examples: [
            Example(
                "countersign owners delegate --to rob --until 2026-12-24 --reason 'on holiday'", "All that is yours."),
            Example(
                "countersign owners delegate --for ann --to rob --until 2026-12-24 --reason 'she is ill'",
                "By an admin, once ann is away."),
        ], run: run)

    static func run(_ invocation: Invocation) throws {
        let delegation = try invocation.call(
            Endpoints.delegationOffer, path: invocation.teamPath(),
            DelegationRequest(
                delegate: invocation[to], section: invocation[section], endsAt: invocation[until].time,
                reason: invocation[reason], person: invocation[person]))
        try invocation.confirm(
            delegation,
            """
            It waits for \(delegation.delegate, .bold): once they accept, they act for \(delegation.person)\
            \(place(delegation)) until \(delegation.endsAt.minute) (\(delegation.id)).
            """)
        if let notice = delegation.notice { invocation.warn("\("notice", .waiting): \(notice)") }
    }

    /// ` in section Data`
    static func place(_ delegation: DelegationView) -> String {
        delegation.section.map { " in section \($0)" } ?? ""
    }
}
