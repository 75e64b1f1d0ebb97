import API

/// `countersign whoami`
enum WhoAmI {
    static let command = Command(
        "whoami", "Who you are at which service, with teams and roles.",
        description: "Asks the service who the token belongs to. The team that commands use is marked with a star.",
        examples: [Example("countersign whoami", "Check login, service and team.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let settings = try invocation.settings()
        try invocation.show(invocation.call(Endpoints.meShow)) { me in
            var facts = Facts()
            facts.add("Service", settings.server.text)
            facts.add("Person", "\(me.person.login, .bold) (\(me.person.name))")
            if me.person.isOperator { facts.add("", "operates the installation") }
            for team in me.teams {
                let mark = team.name == settings.team ? "* " : ""
                let roles = team.roles.map(\.rawValue).joined(separator: ", ")
                facts.add("Team", "\(mark)\(team.name, .bold): \(roles)")
            }
            facts.add("Scopes", me.scopes.map(\.rawValue).joined(separator: ", "))
            try invocation.print(facts)
        }
    }
}
