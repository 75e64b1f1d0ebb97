/// Who must review something, as an OWNERS line names them.
package enum Owner: Hashable, Sendable, CustomStringConvertible {
    /// `@login`
    case person(login: String)
    /// `@@role`
    case role(TeamRole)
    /// `@organisation/team`: known to the format, but nobody here.
    case group(String)
    case email(String)

    package var description: String {
        switch self {
        case .person(let login): "@\(login)"
        case .role(let role): "@@\(role.rawValue)"
        case .group(let name): "@\(name)"
        case .email(let address): address
        }
    }

    package var isRole: Bool { if case .role = self { true } else { false } }

    package func includes(_ person: PersonFacts) -> Bool {
        switch self {
        case .person(let login): Array(login.utf8) == Array(person.login.utf8)
        case .role(let role): person.roles.contains(role)
        case .group: false
        case .email(let address): person.email.map { Array($0.utf8) == Array(address.utf8) } ?? false
        }
    }
}
