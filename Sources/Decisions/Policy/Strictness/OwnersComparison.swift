import Domain

extension Owners {
    /// Proven not weaker, section by section: a higher number, fewer owners on a line, and new lines before all others
    /// (where every older line still beats them) that give what was nobody's to those who review anyway; fewer people who
    /// stand in. Every other change is weaker: the last line that matches decides, and whoever is named may review.
    func changes(since old: Owners) -> [PolicyChange] {
        var changes = sections.compactMap { section in
            section.change(since: old.section(section.key), hasStandIns: fallback != nil)
        }
        for gone in old.sections where section(gone.key) == nil {
            // What an optional one gave was the right to review.
            let lines = gone.rules.map { "- \($0.text)" }.joined(separator: "; ")
            let text = gone.name.isEmpty ? "no line stands before the sections any more: \(lines)" : "is gone: \(lines)"
            let why = gone.approvals == 0 ? "" : "; weaker because none of its owners has to approve any more"
            changes.append(gone.change(.of(isStricter: gone.approvals == 0), text + why))
        }
        return changes + [fallback.change(since: old.fallback)].compactMap { $0 }
    }

    private func section(_ key: String) -> Section? { sections.first { $0.key == key } }
}

extension Owners.Section {
    fileprivate var key: String { name.lowercased() }

    fileprivate func change(_ direction: PolicyChange.Direction, _ text: String) -> PolicyChange {
        PolicyChange(direction, name.isEmpty ? "OWNERS" : "OWNERS [\(name)]", text)
    }

    /// Where others stand in, fewer owners let them count sooner.
    fileprivate func change(since known: Owners.Section?, hasStandIns: Bool) -> PolicyChange? {
        let old = known ?? Owners.Section(name: name, approvals: 0, rules: [])
        let (before, after) = (old.rules.map(Line.init), rules.map(Line.init))
        if before == after && approvals == old.approvals { return nil }
        let added = after.count - before.count
        let isStricter =
            approvals >= old.approvals && added >= 0 && after.prefix(added).allSatisfy(\.namesReviewersOnly)
            && zip(before, after.dropFirst(added)).allSatisfy { hasStandIns ? $1 == $0 : $1.isWithin($0) }
        let asks =
            approvals == old.approvals
            ? []
            : known == nil
                ? ["new: \(approvals) of its owners must approve"]
                : ["\(old.approvals) approvals become \(approvals)"]
        let reasons = isStricter ? [] : weakenings(before, after, old, hasStandIns: hasStandIns)
        let why = reasons.isEmpty ? [] : ["weaker because " + reasons.joined(separator: ", and ")]
        return change(
            .of(isStricter: isStricter),
            (asks + Line.differences(before, after) + why).joined(separator: "; "))
    }

    /// Who need not approve any more, and who may: never empty.
    private func weakenings(
        _ before: [Line], _ after: [Line], _ old: Owners.Section, hasStandIns: Bool
    ) -> [String] {
        let fewer =
            approvals < old.approvals
            ? [approvals == 0 ? "none of its owners has to approve any more" : "fewer of its owners have to approve"]
            : []
        let gone = old.approvals == 0 ? [] : before.filter { !after.contains($0) }
        let reasons =
            fewer + gone.compactMap { $0.loss(to: after, hasStandIns: hasStandIns) }
            + after.filter { !before.contains($0) }.compactMap { $0.gain(since: before) }
        return reasons.isEmpty ? ["another line decides some of what they match"] : reasons
    }
}

extension Owners.Section? {
    /// Whoever stands in makes a demand easier to meet.
    fileprivate func change(since old: Owners.Section?) -> PolicyChange? {
        let (before, after) = ((old?.rules ?? []).map(Line.init), (self?.rules ?? []).map(Line.init))
        guard before != after, let section = self ?? old else { return nil }
        let isStricter =
            after.isEmpty
            || before.count == after.count
                && zip(before, after).allSatisfy { $1 == $0 || $1.subject == $0.subject && $1.isNarrower(than: $0) }
        return section.change(
            .of(isStricter: isStricter),
            ([after.isEmpty ? "nobody stands in any more" : "other people stand in"] + Line.differences(before, after)
                + (isStricter ? [] : ["weaker because they count where too few of the owners can approve"]))
                .joined(separator: "; "))
    }
}

extension PolicyChange.Direction {
    fileprivate static func of(isStricter: Bool) -> Self { isStricter ? .stricter : .weaker }
}

/// A line without its number.
private struct Line: Equatable {
    let subject: Owners.Subject
    let owners: [Owner]
    let isExclusion: Bool
    let text: String

    init(_ rule: Owners.Rule) {
        subject = rule.subject
        owners = rule.owners
        isExclusion = rule.isExclusion
        text = rule.text
    }

    var namesReviewersOnly: Bool {
        !isExclusion && !owners.isEmpty && owners.allSatisfy { [.role(.reviewer), .role(.admin)].contains($0) }
    }

    /// The same chain or its beginning; as an exclusion nobody. Whoever comes earlier in it now may count where they did
    /// not.
    func isNarrower(than other: Line) -> Bool {
        !other.isExclusion && (isExclusion || Array(other.owners.prefix(owners.count)) == owners)
    }

    static func differences(_ before: [Line], _ after: [Line]) -> [String] {
        let gone = before.filter { !after.contains($0) }.map { "- \($0.text)" }
        let come = after.filter { !before.contains($0) }.map { "+ \($0.text)" }
        return gone.isEmpty && come.isEmpty && before != after ? ["its lines have another order"] : gone + come
    }

    /// What the owners of a line that has gone have lost, in words.
    func loss(to after: [Line], hasStandIns: Bool) -> String? {
        if isExclusion { return "what \(subject) matches belongs to owners again, who may approve it" }
        if owners.isEmpty { return "another line decides what \(subject) matches" }
        let heirs = after.filter { $0.subject == subject }.flatMap(\.owners)
        let lost = owners.filter { !heirs.contains($0) }
        if lost.isEmpty { return nil }
        if heirs.isEmpty || !Set(heirs).isSubset(of: owners) {
            return "\(Line.names(lost)) need not approve \(subject) any more"
        }
        return hasStandIns ? "of fewer owners of \(subject), who stands in counts sooner" : nil
    }

    /// What the owners of a line that has come may do now, in words.
    func gain(since before: [Line]) -> String? {
        if isExclusion { return "what \(subject) matches needs none of its owners any more" }
        let known = before.filter { $0.subject == subject }.flatMap(\.owners) + [.role(.reviewer), .role(.admin)]
        let come = owners.filter { !known.contains($0) }
        return come.isEmpty ? nil : "\(Line.names(come)) may approve \(subject), reviewer or not"
    }

    private static func names(_ owners: [Owner]) -> String {
        owners.map(\.description).joined(separator: " or ")
    }

    func isWithin(_ other: Line) -> Bool {
        if self == other { return true }
        guard subject == other.subject, !isExclusion, !other.isExclusion else { return false }
        if other.owners.isEmpty { return namesReviewersOnly }
        return !owners.isEmpty && Set(owners).isSubset(of: other.owners)
    }
}
