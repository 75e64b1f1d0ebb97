import API
import Domain

/// `countersign member set`
enum MemberSet {
    static let login = Argument("LOGIN", "The person's login name.")
    static let role = RepeatedOption<TeamRole>("role", short: "r", "ROLE", "A role in the team.")

    static let command = Command(
        "set", "Add a person to the team or change their roles.",
        description: """
            For admins of the team. The roles given are all that the person has afterwards: member dispatches and writes \
            templates, reviewer can be assigned outputs, admin enacts policy and manages members and runners.
            """,
        arguments: [login], options: [role],
        examples: [
            Example("countersign member set ada --role member --role reviewer", "A member who also reviews.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let roles = invocation[role]
        guard !roles.isEmpty else { throw UsageFailure("\(role.shape.usage) is missing; a member has at least one") }
        let member = try invocation.call(
            Endpoints.memberSet, path: invocation.teamPath(["login": invocation[login]]), MemberRequest(roles: roles))
        let names = member.roles.map(\.rawValue).joined(separator: ", ")
        try invocation.confirm(member, "\(member.login, .bold) is now \(names) in \(try invocation.team()).")
    }
}
