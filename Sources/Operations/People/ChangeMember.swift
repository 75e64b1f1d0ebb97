import API
import Domain
import Store

/// Adds a person to a team or changes their roles and competences; for the team's admins and the installation's operators.
package enum ChangeMember {
    package static func run(
        _ context: Context, team name: String, login: String, _ input: MemberRequest
    ) throws -> MemberView {
        let team = try context.teamForPeople(name, needs: [.admin])
        let given = try input.competences.map(Competences.check)
        return try team.change { change in
            let members = try TeamMembers.lock(change)
            guard let person = try change.tx.first(PersonByLogin(login: login)) else {
                throw Failure.missing("person", login)
            }
            guard person.disabledAt == nil else {
                throw Failure(.wrongState, "\(login) is disabled and cannot get a role")
            }
            let before = members.first { $0.personID == person.id }
            let roles = input.roles?.inOrder ?? before?.roles.inOrder ?? []
            guard !roles.isEmpty else {
                throw Failure(.invalidInput, "a member has at least one role: member, reviewer or admin")
            }
            let competences = given ?? before?.competences ?? []
            try TeamMembers.keepAnAdmin(members, person: person.id, becoming: roles, team)
            try Competences.allow(competences, before: before?.competences ?? [], of: person.id, by: team)
            try change.tx.run(SetMember(team: team.id, person: person.id, roles: roles, competences: competences))
            try record(change, person.id, before, roles, competences)
            try change.reconsiderReviews()
            return MemberView(login: login, name: person.name, roles: roles, competences: competences)
        }
    }

    private static func record(
        _ change: Change, _ person: String, _ before: Members.Row?, _ roles: [TeamRole], _ competences: [String]
    ) throws {
        let (oldRoles, oldCompetences) = (before?.roles.inOrder ?? [], before?.competences ?? [])
        if roles != oldRoles {
            try change.record("member_changed", "person:\(person)", ["before": oldRoles.json, "roles": roles.json])
        }
        if competences != oldCompetences {
            try change.record(
                "competences_changed", "person:\(person)",
                ["before": Competences.json(oldCompetences), "competences": Competences.json(competences)])
        }
    }
}

/// What a team says that its people are competent in: predicates and requirements of its policy name it.
enum Competences {
    static let most = 20

    /// Each once, sorted. Throws `invalid_input`.
    static func check(_ names: [String]) throws -> [String] {
        let names = Set(names).sorted()
        guard names.count <= most, names.allSatisfy(isName) else {
            throw Failure(
                .invalidInput,
                "competences are at most \(most) names of lower-case letters, digits and hyphens, each of at most 40")
        }
        return names
    }

    private static func isName(_ text: String) -> Bool {
        let isWord = { (byte: UInt8) in (97...122).contains(byte) || (48...57).contains(byte) }
        return (1...40).contains(text.utf8.count) && text.utf8.first.map(isWord) == true
            && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") }
    }

    /// Whoever administers the team does not call themselves competent either.
    static func allow(_ names: [String], before: [String], of person: String, by team: TeamContext) throws {
        guard person != team.personID || Set(names).isSubset(of: before) else {
            throw Failure(.secondPersonRequired, "nobody calls themselves competent; another admin does")
        }
    }

    static func json(_ names: [String]) -> JSON { .array(names.map { .string($0) }) }
}
