import API
import Domain

/// `countersign member set`
enum MemberSet {
    static let login = Argument("LOGIN", "The person's login name.")
    static let role = RepeatedOption<TeamRole>("role", short: "r", "ROLE", "A role in the team.")
    static let competence = RepeatedOption<String>(
        "competence", short: "c", "NAME", "What the person is competent in, as the policy names it.")
    static let noCompetence = Flag("no-competence", "The person is competent in nothing in particular any more.")

    static let command = Command(
        "set", "Add a person to the team or change their roles and competences.",
        description: """
            For admins of the team. The roles given are all that the person has afterwards: member dispatches and writes \
            templates, reviewer can be assigned outputs, admin enacts policy and manages members and runners. So are the \
            competences; what is not given stays as it is. Nobody calls themselves competent: another admin does.
            """,
        arguments: [login], options: [role, competence, noCompetence],
        examples: [
            Example("countersign member set ada --role member --role reviewer", "A member who also reviews."),
            Example("countersign member set ada --competence legal", "Policy asks for somebody who knows the law."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let (roles, competences) = (invocation[role], invocation[competence])
        let clears = invocation[noCompetence]
        guard !roles.isEmpty || !competences.isEmpty || clears else {
            throw UsageFailure("say what: \(role.shape.usage), \(competence.shape.usage) or --no-competence")
        }
        guard competences.isEmpty || !clears else {
            throw UsageFailure("\(competence.shape.usage) and --no-competence exclude each other")
        }
        let member = try invocation.call(
            Endpoints.memberSet, path: invocation.teamPath(["login": invocation[login]]),
            MemberRequest(
                roles: roles.isEmpty ? nil : roles, competences: competences.isEmpty && !clears ? nil : competences))
        let names = member.roles.map(\.rawValue).joined(separator: ", ")
        let known = member.competences.isEmpty ? "" : ", competent in \(member.competences.joined(separator: ", "))"
        try invocation.confirm(member, "\(member.login, .bold) is now \(names) in \(try invocation.team())\(known).")
    }
}
