import API

/// `countersign person list`
enum PersonList {
    static let command = Command(
        "list", "List the persons of the installation.",
        description: "For operators of the installation. Disabled persons stay in the list, since what they did stays.",
        options: [Paging.limit],
        examples: [Example("countersign person list", "Everybody.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.pages(Endpoints.personList)) { page in
            var table = Table("LOGIN", "NAME", "OPERATOR", "CREATED", "DISABLED")
            for person in page.items {
                table.add(
                    "\(person.login, .bold)", "\(person.name)", person.isOperator ? "yes" : "",
                    "\(invocation.time(person.createdAt), .dim)", "\(invocation.time(person.disabledAt), .bad)")
            }
            try invocation.print(table, ifEmpty: "Nobody yet.")
            invocation.sayIfMore(page)
        }
    }
}
