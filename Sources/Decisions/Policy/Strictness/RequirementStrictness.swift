import Domain

extension Requirement {
    /// Whether this asks for as much as the other or more: a countersignature is more than any confirmation; of the same
    /// tier, whoever satisfies this must satisfy the other. False is only "not proven".
    package func isAtLeast(_ other: Requirement) -> Bool {
        if tier != other.tier { return tier == .countersignature }
        return (excludeRequester || !other.excludeRequester) && (excludeContributors || !other.excludeContributors)
            && demand.implies(other.demand)
    }
}

extension Demand {
    fileprivate func implies(_ other: Demand) -> Bool {
        switch (self, other) {
        case (_, .all(let parts)): parts.allSatisfy(implies)
        case (.any(let parts), _): parts.allSatisfy { $0.implies(other) }
        case (_, .any(let parts)) where parts.contains(where: implies): true
        case (.all(let parts), _): parts.contains { $0.implies(other) }
        case (.signers(let one), .signers(let other)): one.isWithin(other)
        case (.signers, .any): false
        }
    }
}

extension Signers {
    private var isAnybodyCompetent: Bool { namesNobody && !competence.isEmpty }

    /// As many people or more, out of no more than the other's.
    fileprivate func isWithin(_ other: Signers) -> Bool {
        count >= other.count && Set(people).isSubset(of: other.people) && Set(roles).isSubset(of: other.roles)
            && Set(teams).isSubset(of: other.teams) && Set(competence).isSuperset(of: other.competence)
            && (!isAnybodyCompetent || other.isAnybodyCompetent)
    }
}
