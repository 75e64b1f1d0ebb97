import API

/// `countersign owners delegations`
enum OwnersDelegations {
    static let command = Command(
        "delegations", "List who acts for whom, and who is asked to.",
        description:
            "Delegations that are not over, by their end; last those that wait for their delegate, and count for nothing yet.",
        examples: [Example("countersign owners delegations", "Who acts for the lead this week?")], run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.delegationList, path: invocation.teamPath())) { page in
            var table = Table("DELEGATION", "DELEGATE", "FOR", "SECTION", "SINCE", "UNTIL", "REASON")
            for one in page.items {
                let since: Text = one.beginsAt.map { "\(invocation.time($0))" } ?? "\("offered", .waiting)"
                table.add(
                    "\(one.id, .link)", "\(one.delegate, .bold)", "\(one.person)", "\(one.section ?? "all")",
                    since, "\(invocation.time(one.endsAt))", "\(one.reason)")
            }
            try invocation.print(table, ifEmpty: "Everybody acts for themselves.")
        }
    }
}
