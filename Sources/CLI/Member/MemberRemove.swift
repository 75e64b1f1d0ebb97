import API

/// `countersign member remove`
enum MemberRemove {
    static let login = Argument("LOGIN", "The person's login name.")

    static let command = Command(
        "remove", "Take a person out of the team.",
        description: "For admins of the team. What the person did in the team stays on record.",
        arguments: [login],
        examples: [Example("countersign member remove ada", "Ada has another team now.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        _ = try invocation.call(
            Endpoints.memberRemove, path: invocation.teamPath(["login": invocation[login]]))
        try invocation.confirm("Removed \(invocation[login], .bold) from \(try invocation.team()).")
    }
}
