import Domain

extension Owners {
    /// Proven not weaker: fewer owners on a line, and new lines before all others (where every older line still beats
    /// them) that give what was nobody's to those who review anyway. Every other change is weaker: the last line that
    /// matches decides, and whoever is named may review.
    func changes(since old: Owners) -> [PolicyChange] {
        let before = old.rules.map(Line.init)
        let after = rules.map(Line.init)
        if before == after { return [] }
        let added = after.count - before.count
        let isStricter =
            added >= 0 && after.prefix(added).allSatisfy(\.namesReviewersOnly)
            && zip(before, after.dropFirst(added)).allSatisfy { $1.isWithin($0) }
        let gone = before.filter { !after.contains($0) }.map { "- \($0.text)" }
        let come = after.filter { !before.contains($0) }.map { "+ \($0.text)" }
        let text = gone.isEmpty && come.isEmpty ? "its lines have another order" : (gone + come).joined(separator: "; ")
        return [PolicyChange(isStricter ? .stricter : .weaker, "OWNERS", text)]
    }
}

/// A line without its number.
private struct Line: Equatable {
    let subject: Owners.Subject
    let owners: [Owner]

    init(_ rule: Owners.Rule) {
        subject = rule.subject
        owners = rule.owners
    }

    var namesReviewersOnly: Bool {
        !owners.isEmpty && owners.allSatisfy { [.role(.reviewer), .role(.admin)].contains($0) }
    }

    func isWithin(_ other: Line) -> Bool {
        guard subject == other.subject else { return false }
        if self == other { return true }
        if other.owners.isEmpty { return namesReviewersOnly }
        return !owners.isEmpty && Set(owners).isSubset(of: other.owners)
    }

    var text: String {
        let what =
            switch subject {
            case .path(let pattern): pattern.description
            case .kind(let kind): "kind:\(kind.rawValue)"
            }
        return ([what] + owners.map(\.description)).joined(separator: " ")
    }
}
