import API

/// `countersign team list`
enum TeamList {
    static let command = Command(
        "list", "List your teams and your roles in them.",
        description: "The team that commands use is marked with a star; `team use` chooses another.",
        examples: [Example("countersign team list", "Your teams.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let current = try invocation.settings().team
        try invocation.show(invocation.call(Endpoints.teamList)) { page in
            var table = Table("", "TEAM", "TITLE", "YOUR ROLES")
            for team in page.items {
                let roles = team.roles.map(\.rawValue).joined(separator: ", ")
                table.add(team.name == current ? "*" : "", "\(team.name, .bold)", "\(team.title)", "\(roles)")
            }
            try invocation.print(table, ifEmpty: "You are in no team.")
        }
    }
}
