import API

/// `countersign member list`
enum MemberList {
    static let command = Command(
        "list", "List the people of the team, their roles and competences.",
        description: "Everybody in the team can see who else is, and who reviews and administers.",
        examples: [Example("countersign member list", "Who is in the team.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.memberList, path: invocation.teamPath())) { page in
            var table = Table("LOGIN", "NAME", "ROLES", "COMPETENCES")
            for member in page.items {
                let roles = member.roles.map(\.rawValue).joined(separator: ", ")
                let competences = member.competences.joined(separator: ", ")
                table.add("\(member.login, .bold)", "\(member.name)", "\(roles)", "\(competences)")
            }
            try invocation.print(table, ifEmpty: "Nobody yet.")
        }
    }
}
