import Domain

/// Who must approve an output before it counts as approved.
package struct Quorum: Hashable, Sendable {
    /// One line of OWNERS that names who must look at something.
    package struct OwnerDemand: Hashable, Sendable {
        package let owners: [Owner]
        package let place: Place
        /// The paths and kinds that the line governs here.
        package let subjects: [String]
    }

    package let risk: Risk
    /// Distinct people.
    package let approvals: Int
    package let lifetimeSeconds: Int
    /// Each needs an approval of one of its owners.
    package let demands: [OwnerDemand]

    /// Who may review at all: by role, or because a line names them.
    package func mayReview(_ person: PersonFacts) -> Bool {
        person.roles.contains(.reviewer) || person.roles.contains(.admin)
            || demands.contains { $0.isMet(by: person) }
    }

    /// What is missing after approvals by these people, who have no conflict; empty when the quorum is met.
    package func missing(after approvers: [PersonFacts]) -> [Reason] {
        let people = approvers.filter(mayReview)
        let open = approvals - Set(people.map(\.id)).count
        let shortage = Reason(.reviewPool, "\(open) of \(approvals) approvals at risk \(risk.rawValue)")
        return (open > 0 ? [shortage] : []) + demands.open(after: people)
    }

    /// What both ask for. An item keeps the policy that it pinned, and a stricter one holds for it at once; a weaker one is
    /// for new items only.
    package func stricter(_ other: Quorum) -> Quorum {
        let more = other.demands.filter { demand in
            !demands.contains { $0.owners == demand.owners && $0.subjects == demand.subjects }
        }
        return Quorum(
            risk: max(risk, other.risk), approvals: max(approvals, other.approvals),
            lifetimeSeconds: min(lifetimeSeconds, other.lifetimeSeconds), demands: demands + more)
    }
}

extension [Quorum.OwnerDemand] {
    /// Those none of whose owners is among these people, as what is missing.
    package func open(after approvers: [PersonFacts]) -> [Reason] {
        filter { demand in !approvers.contains { demand.isMet(by: $0) } }.map { demand in
            let owners = demand.owners.map(\.description).joined(separator: " or ")
            return Reason(
                .reviewPool, "an approval by \(owners) for \(demand.subjects.joined(separator: ", "))",
                place: demand.place)
        }
    }
}

extension Quorum.OwnerDemand {
    package func isMet(by person: PersonFacts) -> Bool { owners.contains { $0.includes(person) } }
}

extension PolicyBundle {
    /// The effective review rule for an output: approvals by risk, and one by an owner of each path and kind that an
    /// OWNERS line gives to somebody.
    package func quorum(risk: Risk, outputs: [OutputDeclaration]) -> Quorum {
        var subjects = [Place: [String]]()
        var demands = [(owners: [Owner], place: Place)]()
        func note(_ ownership: Ownership, _ subject: String) {
            guard case .owned(let named, let place) = ownership else { return }
            if subjects[place] == nil { demands.append((named, place)) }
            if subjects[place]?.contains(subject) != true { subjects[place, default: []].append(subject) }
        }
        for output in outputs {
            note(owners.ownership(ofPath: output.path), output.path)
            note(owners.ownership(of: output.kind), "kind:\(output.kind.rawValue)")
        }
        let settings = review[risk]
        return Quorum(
            risk: risk, approvals: settings.approvals, lifetimeSeconds: settings.lifetimeSeconds,
            demands: demands.map {
                Quorum.OwnerDemand(owners: $0.owners, place: $0.place, subjects: subjects[$0.place] ?? [])
            })
    }
}
