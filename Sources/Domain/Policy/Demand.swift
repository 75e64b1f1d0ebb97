/// Whose yes a held action waits for, as a tree: people of one description, all of several, or any of several. Each
/// branch counts distinct people by itself, so one person's yes may serve two branches.
package indirect enum Demand: Hashable, Sendable {
    case signers(Signers)
    case all([Demand])
    case any([Demand])

    /// With fewer people than this it can never be met.
    package var leastPeople: Int {
        switch self {
        case .signers(let signers): signers.count
        case .all(let parts): parts.map(\.leastPeople).max() ?? 0
        case .any(let parts): parts.map(\.leastPeople).min() ?? 0
        }
    }

    package var leaves: [Signers] {
        switch self {
        case .signers(let signers): [signers]
        case .all(let parts), .any(let parts): parts.flatMap(\.leaves)
        }
    }
}

/// So many people out of those who are named, or have one of the roles, or are in one of the teams too; `competence`
/// narrows them to people who have every one of these.
package struct Signers: Hashable, Sendable {
    /// How many distinct people.
    package let count: Int
    /// Logins.
    package let people: [String]
    package let roles: [TeamRole]
    /// Names of teams in which a member of this one is a member too.
    package let teams: [String]
    package let competence: [String]

    package init(
        count: Int, people: [String] = [], roles: [TeamRole] = [], teams: [String] = [], competence: [String] = []
    ) {
        self.count = count
        self.people = people
        self.roles = roles
        self.teams = teams
        self.competence = competence
    }

    /// Names nobody: then only a competence, or being the requester, entitles.
    package var namesNobody: Bool { people.isEmpty && roles.isEmpty && teams.isEmpty }
}

extension Demand: Codable {
    private enum Key: String, CodingKey { case all, any, count, people, roles, teams, competence }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let parts = try container.decodeIfPresent([Demand].self, forKey: .all) {
            self = .all(parts)
        } else if let parts = try container.decodeIfPresent([Demand].self, forKey: .any) {
            self = .any(parts)
        } else {
            self = .signers(
                Signers(
                    count: try container.decode(Int.self, forKey: .count),
                    people: try container.decode([String].self, forKey: .people),
                    roles: try container.decode([TeamRole].self, forKey: .roles),
                    teams: try container.decodeIfPresent([String].self, forKey: .teams) ?? [],
                    competence: try container.decodeIfPresent([String].self, forKey: .competence) ?? []))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .all(let parts): try container.encode(parts, forKey: .all)
        case .any(let parts): try container.encode(parts, forKey: .any)
        case .signers(let signers):
            try container.encode(signers.count, forKey: .count)
            try container.encode(signers.people, forKey: .people)
            try container.encode(signers.roles, forKey: .roles)
            if !signers.teams.isEmpty { try container.encode(signers.teams, forKey: .teams) }
            if !signers.competence.isEmpty { try container.encode(signers.competence, forKey: .competence) }
        }
    }
}
