import Domain

extension PolicyBundle {
    /// Who could review what each line of OWNERS is about, if everybody of the team were there and without some of them.
    /// More people away never make more of them able: who stands in is told apart.
    /// - Parameters:
    ///   - people: the team, with those for whom they act in that time.
    ///   - away: identifiers.
    ///   - unable: everybody who cannot review then, and why.
    ///   - remedies: what would help where too few of the people who are left can.
    package func lineOutlook(
        of people: [PersonFacts], without away: Set<String>,
        unable: [(person: PersonFacts, reasons: [String])] = [],
        remedies: (Quorum.OwnerDemand, [PersonFacts]) -> [String] = { _, _ in [] }
    ) -> [AbsenceOutlook.Line] {
        let present = people.filter { !away.contains($0.id) }
        return owners.sections.flatMap { section in
            section.rules.filter { !$0.isExclusion && !$0.owners.isEmpty }.map { rule in
                let demand = Quorum.OwnerDemand(
                    owners: rule.owners, place: rule.place, subjects: [rule.subject.description],
                    count: section.approvals, standIns: owners.standIns(forAll: rule.subject), section: section.name)
                let filled = demand.filled(from: present)
                let isBlocked = filled.open(after: present) > 0
                let after = present.filter(demand.names)
                return AbsenceOutlook.Line(
                    place: rule.place, section: section.name, text: rule.text, approvals: section.approvals,
                    before: people.filter(demand.names).map(\.login), after: after.map(\.login),
                    delegates: after.delegates(of: demand.owners, in: section.name),
                    standingIn: filled.standingIn(of: present, for: demand),
                    unable: unable.filter { demand.names($0.person) }
                        .map { AbsenceOutlook.Conflicted(login: $0.person.login, reasons: $0.reasons) },
                    wasBlocked: demand.filled(from: people).open(after: people) > 0, isBlocked: isBlocked,
                    remedies: isBlocked ? remedies(demand, present) : [])
            }
        }
    }

    /// What no template makes yet has a path, too: whatever it is, a line for all paths governs it.
    private static let unknownPath = OwnedItem.path("any path")

    /// The same of each use case and kind of output, by what its templates make.
    /// - Parameters:
    ///   - made: by use case.
    ///   - conflicted: who has a part in every run of a use case, by its name.
    ///   - remedies: what would help where the people who are left are too few.
    package func useOutlook(
        of team: [PersonFacts], without away: Set<String>, made: [String: [OutputDeclaration]],
        conflicted: [String: [AbsenceOutlook.Conflicted]] = [:],
        remedies: (Quorum, [PersonFacts]) -> [String] = { _, _ in [] }
    ) -> [AbsenceOutlook.Use] {
        useCases.flatMap { useCase in
            let conflicted = conflicted[useCase.name] ?? []
            let people = team.filter { person in !conflicted.contains { $0.login == person.login } }
            let present = people.filter { !away.contains($0.id) }
            return useCase.kinds.map { kind in
                let paths = (made[useCase.name] ?? []).filter { $0.kind == kind }.map { OwnedItem.path($0.path) }
                let items = [.kind(kind)] + (paths.isEmpty ? [Self.unknownPath] : paths)
                let quorum = quorum(risk: useCase.riskCeiling, items: items)
                let (before, after) = (quorum.filled(from: people), quorum.filled(from: present))
                let missing = after.missing(after: present).map(\.lack)
                return AbsenceOutlook.Use(
                    useCase: useCase.name, kind: kind, risk: useCase.riskCeiling, approvals: quorum.approvals,
                    before: people.filter(quorum.mayReview).map(\.login),
                    after: present.filter(quorum.mayReview).map(\.login),
                    standingIn: present.filter { after.mayReview($0) && !quorum.mayReview($0) }.map(\.login),
                    conflicted: conflicted, wasBlocked: !before.missing(after: people).isEmpty,
                    demands: zip(quorum.demands, after.demands).map { demand, filled in
                        AbsenceOutlook.Demand(demand, filled: filled, of: people, present: present)
                    },
                    missing: missing, remedies: missing.isEmpty ? [] : remedies(quorum, present))
            }
        }
    }
}

extension AbsenceOutlook.Demand {
    fileprivate init(
        _ demand: Quorum.OwnerDemand, filled: Quorum.OwnerDemand, of people: [PersonFacts], present: [PersonFacts]
    ) {
        let after = present.filter(demand.names)
        self.init(
            place: demand.place, subjects: demand.subjects, approvals: demand.count,
            before: people.filter(demand.names).map(\.login), after: after.map(\.login),
            delegates: after.delegates(of: demand.owners, in: demand.section),
            standingIn: filled.standingIn(of: present, for: demand))
    }
}

extension Quorum.OwnerDemand {
    /// Logins of those whom only standing in makes owners.
    fileprivate func standingIn(of present: [PersonFacts], for demand: Self) -> [String] {
        present.filter { names($0) && !demand.names($0) }.map(\.login)
    }
}
