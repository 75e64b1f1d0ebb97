import Domain

/// What only the service knows: whom and what the names in a bundle can lead to. A bundle may be written before they are
/// there, so what is missing is a remark and no problem.
package struct PolicySurroundings: Sendable {
    let roster: Roster
    /// Names of the executors of this server; nil where it was told of none.
    let executors: [String]?

    /// - Parameter people: everybody in the team whose account works.
    package init(people: [PersonFacts], executors: [String]?) {
        roster = Roster(people: people)
        self.executors = executors
    }

    func remarks(about references: [PolicyReference]) -> [Problem] { references.compactMap(remark) }

    /// Of what lint says, only the owners who are nobody: the rest is not for everybody who checks a bundle.
    func remarks(aboutOwners bytes: [UInt8]) -> [Problem] {
        let surroundings = OwnersLint.Surroundings(people: roster.people, free: roster.people, items: [])
        return OwnersLint.remarks(bytes, path: "OWNERS", surroundings: surroundings)
            .filter { $0.kind == OwnersLint.unknownOwner }.map(\.problem)
    }

    private func remark(about reference: PolicyReference) -> Problem? {
        let name = reference.name.description
        let stranger: Roster.Stranger? =
            switch reference.kind {
            case .person: roster.stranger(.person(login: name))
            case .team: roster.stranger(team: name)
            case .competence: roster.stranger(competence: name)
            case .executor: executors.flatMap { Self.stranger(executor: name, in: $0) }
            case .action, .argument, .rule, .useCase, .zone: nil
            }
        return stranger.map { reference.problem($0.reason, suggestion: $0.suggestion) }
    }

    private static func stranger(executor name: String, in known: [String]) -> Roster.Stranger? {
        if known.contains(name) { return nil }
        return (
            "this server has no executor \(name), so what asks for it is denied; its operator adds it to the file that "
                + "`countersignd serve --executors` names", NearestName.of(name, in: known)
        )
    }
}
