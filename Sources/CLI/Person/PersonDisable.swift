import API

/// `countersign person disable`
enum PersonDisable {
    static let login = Argument("LOGIN", "The person's login name.")

    static let command = Command(
        "disable", "Disable a person.",
        description: "Ends every token and session of the person. What the person did stays on record.",
        arguments: [login],
        examples: [Example("countersign person disable ada", "Somebody has left.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let person = try invocation.call(Endpoints.personDisable, path: ["login": invocation[login]])
        try invocation.confirm(person, "Disabled \(person.login, .bold); all their tokens have ended.")
    }
}
