import Domain

/// The people of a team, of whom a file names some.
package struct Roster {
    /// Why a name reaches nobody, and what to do; and the name that was probably meant.
    typealias Stranger = (reason: String, suggestion: String?)

    let people: [PersonFacts]

    /// Nil for an owner who is somebody.
    func stranger(_ owner: Owner) -> Stranger? {
        if people.contains(where: owner.includes) { return nil }
        switch owner {
        case .person(let login):
            return (Self.lack(of: login), NearestName.of(login, in: people.map(\.login)))
        case .role(let role):
            return (
                "nobody in the team is \(role.rawValue); an admin makes somebody one: "
                    + "`countersign member set LOGIN --role \(role.rawValue)`", nil
            )
        case .group, .email: return ("nobody in the team is \(owner)", nil)
        }
    }

    /// Who has no account that works in the team, and what an admin does about it.
    package static func lack(of login: String) -> String {
        "\(login) is not in the team, or their account is disabled; an admin adds them: "
            + "`countersign member set \(login) --role reviewer` (`countersign person create \(login)` first, if they have no "
            + "account)"
    }

    /// Nil for a team that somebody of this one is in. Which other teams there are is not for everybody to know.
    func stranger(team: String) -> Stranger? {
        if people.contains(where: { $0.teams.contains(team) }) { return nil }
        return (
            "nobody in the team is in a team \(team), too; an admin of that one adds them: "
                + "`countersign member set LOGIN --role member --team \(team)`", nil
        )
    }

    /// Nil for a competence that somebody has.
    func stranger(competence: String) -> Stranger? {
        let known = people.flatMap(\.competences)
        if known.contains(competence) { return nil }
        return (
            "nobody in the team is competent in \(competence); another admin says who is: "
                + "`countersign member set LOGIN --competence \(competence)`",
            NearestName.of(competence, in: Set(known).sorted())
        )
    }
}
