/// What policy needs to know about a person of the team.
package struct PersonFacts: Hashable, Sendable {
    package let id: String
    package let login: String
    package let email: String?
    package let roles: Set<TeamRole>

    package init(id: String, login: String, email: String? = nil, roles: Set<TeamRole>) {
        self.id = id
        self.login = login
        self.email = email
        self.roles = roles
    }
}
