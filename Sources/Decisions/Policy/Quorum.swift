import Domain

/// Who must approve an output before it counts as approved.
package struct Quorum: Hashable, Sendable {
    /// One line of OWNERS that names who must look at something.
    package struct OwnerDemand: Hashable, Sendable {
        package fileprivate(set) var owners: [Owner]
        package let place: Place
        /// The paths and kinds that the line governs here.
        package fileprivate(set) var subjects: [String]
        /// How many distinct owners; 0 in an optional section: they may review, and nobody has to.
        package var count = 1
        /// Who stands in, in this order, where too few of the owners can.
        package var standIns: [Owner] = []
        /// Whose line it is; empty for the lines before any header.
        package var section = ""
    }

    package let risk: Risk
    /// Distinct people.
    package let approvals: Int
    package let lifetimeSeconds: Int
    /// Each needs approvals of its own.
    package private(set) var demands: [OwnerDemand]
    /// What each policy that was combined here asks for by itself.
    private let parts: [Part]

    private struct Part: Hashable, Sendable {
        let approvals: Int
        /// Which of the demands are its own.
        let demands: [Int]
    }

    private init(risk: Risk, lifetimeSeconds: Int, demands: [OwnerDemand], parts: [Part]) {
        self.risk = risk
        approvals = parts.map(\.approvals).max() ?? 0
        self.lifetimeSeconds = lifetimeSeconds
        self.demands = demands
        self.parts = parts
    }

    init(risk: Risk, approvals: Int, lifetimeSeconds: Int, demands: [OwnerDemand]) {
        self.init(
            risk: risk, lifetimeSeconds: lifetimeSeconds, demands: demands,
            parts: [Part(approvals: approvals, demands: Array(demands.indices))])
    }

    /// Who may review at all: by role, or because a line names them.
    package func mayReview(_ person: PersonFacts) -> Bool {
        person.isReviewer || demands.contains { $0.names(person) }
    }

    /// How many more distinct people must approve, whatever they own; never below 0. Each policy counts only who may review
    /// by its own lines: a line that names more people lets nobody in for what was begun before it.
    package func open(after approvers: [PersonFacts]) -> Int {
        parts.map { part in
            let counted = approvers.filter { person in
                person.isReviewer || part.demands.contains { demands[$0].names(person) }
            }
            return max(0, part.approvals - Set(counted.map(\.id)).count)
        }.max() ?? 0
    }

    /// Those of these approvals, in the order in which they were given, that it takes: whoever fills nothing that those before
    /// them left open is none of them.
    package func used(of approvers: [PersonFacts]) -> [PersonFacts] {
        var used = [PersonFacts]()
        for person in approvers where openInAll(after: used + [person]) < openInAll(after: used) { used.append(person) }
        return used
    }

    private func openInAll(after approvers: [PersonFacts]) -> Int {
        open(after: approvers) + demands.reduce(0) { $0 + $1.open(after: approvers) }
    }

    /// What is missing after approvals by these people, who have no conflict; empty when the quorum is met.
    package func missing(after approvers: [PersonFacts]) -> [Reason] {
        let people = approvers.filter(mayReview)
        let open = open(after: people)
        let shortage = Reason(.reviewPool, "\(open) of \(approvals) approvals at risk \(risk.rawValue)")
        return (open > 0 ? [shortage] : []) + demands.open(after: people)
    }

    /// The same, with those who stand in made owners of the lines for which too few of these people are: as many, in the
    /// order of the line, as are needed. Who stands in while the owners can does not count as one of them; nor does who stands
    /// in by one policy alone while the other wants the owners themselves and they cannot.
    /// - Parameter able: the people of the team who could review now.
    package func filled(from able: [PersonFacts]) -> Quorum {
        var quorum = self
        for index in demands.indices {
            quorum.demands[index] = demands[index].filled(from: able)
        }
        let lacking = quorum.demands.filter { $0.open(after: able) > 0 }
        for index in demands.indices where lacking.contains(where: { $0.settles(demands[index]) }) {
            quorum.demands[index] = demands[index]
        }
        return quorum
    }

    /// What both ask for. An item keeps the policy that it pinned, and a stricter one holds for it at once; a weaker one is
    /// for new items only.
    package func stricter(_ other: Quorum) -> Quorum {
        var both = demands
        let places = other.demands.map { demand in
            if let known = demands.firstIndex(where: { $0.covers(demand) }) { return known }
            both.append(demand)
            return both.count - 1
        }
        let more = other.parts.map { Part(approvals: $0.approvals, demands: $0.demands.map { places[$0] }) }
        return Quorum(
            risk: max(risk, other.risk), lifetimeSeconds: min(lifetimeSeconds, other.lifetimeSeconds), demands: both,
            parts: parts + more.filter { !parts.contains($0) })
    }
}

extension PersonFacts {
    fileprivate var isReviewer: Bool { roles.contains(.reviewer) || roles.contains(.admin) }
}

extension [Quorum.OwnerDemand] {
    /// Those that too few of these people own, as what is missing.
    package func open(after approvers: [PersonFacts]) -> [Reason] {
        reduce(into: []) { reasons, demand in
            let open = demand.open(after: approvers)
            guard open > 0 else { return }
            let owners = demand.owners.map(\.description).joined(separator: " or ")
            let what = demand.count == 1 ? "an approval" : "\(open) of \(demand.count) approvals"
            let reason = Reason(
                .reviewPool, "\(what) by \(owners) for \(demand.subjects.joined(separator: ", "))", place: demand.place)
            // Two policies may have the same line, with others who stand in or at another place.
            if !reasons.contains(where: { $0.text == reason.text }) { reasons.append(reason) }
        }
    }
}

extension Quorum.OwnerDemand {
    /// Whether a person is one of its owners, or acts for one.
    package func names(_ person: PersonFacts) -> Bool { !person.identities(among: owners, in: section).isEmpty }

    /// How many more distinct owners it needs; never below 0. An owner and whoever acts for them count once.
    package func open(after approvers: [PersonFacts]) -> Int {
        max(0, count - DistinctOwners.count(approvers, among: owners, in: section))
    }

    /// The same with as many of those who stand in among its owners as are needed.
    package func filled(from able: [PersonFacts]) -> Self {
        var demand = self
        for standIn in standIns where demand.open(after: able) > 0 {
            if DistinctOwners.count(able, among: [standIn], in: section) > 0 { demand.owners.append(standIn) }
        }
        return demand
    }

    /// Whether whoever meets this one meets the other, which is about the same work, without anybody who stands in.
    fileprivate func settles(_ other: Self) -> Bool {
        Set(owners).isSubset(of: other.owners) && !Set(subjects).isDisjoint(with: other.subjects)
            && count >= other.count && section.lowercased() == other.section.lowercased()
    }

    /// Whether whatever meets this one meets the other.
    fileprivate func covers(_ other: Self) -> Bool {
        owners == other.owners && subjects == other.subjects && count >= other.count
            && Set(standIns).isSubset(of: other.standIns) && section.lowercased() == other.section.lowercased()
    }
}

extension PolicyBundle {
    /// The effective review rule for an output: approvals by risk, and those that each section of OWNERS asks for by the
    /// owners of each path and kind.
    package func quorum(risk: Risk, outputs: [OutputDeclaration]) -> Quorum {
        quorum(risk: risk, items: outputs.flatMap { [OwnedItem.path($0.path), .kind($0.kind)] })
    }

    /// The same of what a template declares.
    package func quorum(of template: TaskTemplate) -> Quorum {
        quorum(
            risk: template.risk,
            outputs: template.outputs.map { OutputDeclaration(path: $0.path, kind: $0.kind) })
    }

    package func quorum(risk: Risk, items: [OwnedItem]) -> Quorum {
        var demands = [Quorum.OwnerDemand]()
        for item in items {
            for section in owners.sections {
                guard case .owned(let named, let place) = section.ownership(of: item) else { continue }
                let subject = item.description
                let standIns = owners.standIns(for: item)
                // One line may have several subjects, and those who stand in may differ between them.
                if let known = demands.firstIndex(where: { $0.place == place && $0.standIns == standIns }) {
                    demands[known].add(subject)
                } else {
                    demands.append(
                        Quorum.OwnerDemand(
                            owners: named, place: place, subjects: [subject], count: section.approvals,
                            standIns: standIns, section: section.name))
                }
            }
        }
        let settings = review[risk]
        return Quorum(
            risk: risk, approvals: settings.approvals, lifetimeSeconds: settings.lifetimeSeconds, demands: demands)
    }
}

extension Quorum.OwnerDemand {
    fileprivate mutating func add(_ subject: String) {
        if !subjects.contains(subject) { subjects.append(subject) }
    }
}
