import Domain

/// One difference between two bundles, by meaning.
package struct PolicyChange: Hashable, Sendable {
    /// In the order of decisions: allow < confirmation < countersignature < more people < deny.
    package enum Direction: String, Sendable, CaseIterable, Codable {
        case weaker, stricter
        /// Decides nothing: words, cases, places.
        case neutral
    }

    package let direction: Direction
    /// `rule no-large-refund`, `use case customer-care`, `action team.notify`, `review sensitive`, `OWNERS`, `cases`.
    package let subject: String
    package let text: String
    /// In the new bundle, or in the old one for what is gone.
    package let place: Place?
    /// The place is one of the old bundle.
    package let isGone: Bool

    package init(
        _ direction: Direction, _ subject: String, _ text: String, place: Place? = nil, isGone: Bool = false
    ) {
        self.isGone = isGone
        self.direction = direction
        self.subject = subject
        self.text = text
        self.place = place
    }
}

extension PolicyBundle {
    /// What changes when this bundle follows `old`. A change counts as weaker unless it is proven that it never allows
    /// more, never asks fewer people, and never shows them less: whoever writes a bundle is not asked.
    package func changes(since old: PolicyBundle) -> [PolicyChange] {
        RuleComparison(old: old, new: self).changes() + UseCaseComparison(old: old, new: self).changes()
            + ActionComparison(old: old, new: self).changes() + review.changes(since: old.review)
            + owners.changes(since: old.owners) + caseChanges(since: old)
    }

    private func caseChanges(since old: PolicyBundle) -> [PolicyChange] {
        let before = Set(old.cases.map(\.name))
        let after = Set(cases.map(\.name))
        let added = after.subtracting(before).count
        let removed = before.subtracting(after).count
        if added + removed == 0 { return [] }
        return [PolicyChange(.neutral, "cases", "\(added) added, \(removed) removed")]
    }
}

extension [PolicyChange] {
    package var weakenings: [PolicyChange] { filter { $0.direction == .weaker } }
}
