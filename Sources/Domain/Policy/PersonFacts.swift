/// What policy needs to know about a person of the team.
package struct PersonFacts: Hashable, Sendable {
    package let id: String
    package let login: String
    package let email: String?
    package let roles: Set<TeamRole>
    /// Names of the other teams that this person is a member of.
    package let teams: Set<String>
    /// What this team says the person is competent in.
    package let competences: Set<String>
    /// Owners for whom this person acts in reviews.
    package let actsFor: [Principal]

    package init(
        id: String, login: String, email: String? = nil, roles: Set<TeamRole>, teams: Set<String> = [],
        competences: Set<String> = [], actsFor: [Principal] = []
    ) {
        self.id = id
        self.login = login
        self.email = email
        self.roles = roles
        self.teams = teams
        self.competences = competences
        self.actsFor = actsFor
    }

    /// The same person, acting for these.
    package func acting(for principals: [Principal]) -> PersonFacts {
        PersonFacts(
            id: id, login: login, email: email, roles: roles, teams: teams, competences: competences,
            actsFor: principals)
    }
}
