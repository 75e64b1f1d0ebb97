import API

/// `countersign team create`
enum TeamCreate {
    static let name = Argument("NAME", "The team's short name, as it is typed.")
    static let title = Option<String>("title", "TEXT", "The team's name for people; the short name if absent.")

    static let command = Command(
        "create", "Create a team.",
        description: "For operators of the installation. Add people with `member set`, then enact a policy.",
        arguments: [name], options: [title],
        examples: [Example("countersign team create demo --title 'Demo team'", "A team to try things in.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let team = try invocation.call(
            Endpoints.teamCreate,
            TeamRequest(name: invocation[name], title: invocation[title] ?? invocation[name]))
        try invocation.confirm(
            team,
            """
            Created team \(team.name, .bold). Nobody is in it yet: \
            `countersign member set LOGIN --role admin --team \(team.name)`.
            """)
    }
}
