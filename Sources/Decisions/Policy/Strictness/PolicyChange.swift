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
        let before = Dictionary(old.cases.map { ($0.name, $0) }) { first, _ in first }
        let after = Dictionary(cases.map { ($0.name, $0) }) { first, _ in first }
        let added = Set(after.keys).subtracting(before.keys).count
        let removed = Set(before.keys).subtracting(after.keys).count
        let changed = cases.filter { one in before[one.name].map { !one.asksTheSame(as: $0) } ?? false }
        var counts = [String]()
        if added > 0 { counts.append("\(added) added") }
        if removed > 0 { counts.append("\(removed) removed") }
        if !changed.isEmpty {
            counts.append("\(changed.count) changed: \(changed.map(\.name).joined(separator: "; "))")
        }
        if counts.isEmpty { return [] }
        return [PolicyChange(.neutral, "cases", counts.joined(separator: ", "), place: changed.first?.place)]
    }
}

extension PolicyCase {
    /// Wherever it stands.
    fileprivate func asksTheSame(as other: PolicyCase) -> Bool {
        given == other.given && event == other.event && expected == other.expected
    }
}

extension [PolicyChange] {
    package var weakenings: [PolicyChange] { filter { $0.direction == .weaker } }
}
