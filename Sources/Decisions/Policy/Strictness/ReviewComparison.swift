import Domain

extension ReviewSettings {
    func changes(since old: ReviewSettings) -> [PolicyChange] {
        Risk.allCases.flatMap { self[$0].changes(since: old[$0], at: $0) }
            + PaceUnit.allCases.flatMap { self[$0].changes(since: old[$0], of: $0) } + size.changes(since: old.size)
            + change("new templates", "supervised runs", old.supervisedRuns, supervisedRuns, moreIsStricter: true)
    }
}

/// A number of review.yaml that may only go one way without being weaker.
/// - Parameters:
///   - text: as the file has it.
///   - why: what the other way lets happen, where that is not plain.
private func change<Number: BinaryInteger>(
    _ subject: String, _ key: String, _ before: Number, _ after: Number, moreIsStricter: Bool, why: String? = nil,
    text: (Number) -> String = { "\($0)" }
) -> [PolicyChange] {
    if before == after { return [] }
    let isStricter = (after > before) == moreIsStricter
    let reason = isStricter ? "" : why.map { "; weaker because \($0)" } ?? ""
    return [
        PolicyChange(
            isStricter ? .stricter : .weaker, "review \(subject)",
            "\(key): \(text(before)) became \(text(after))\(reason)")
    ]
}

extension RiskSettings {
    fileprivate func changes(since old: RiskSettings, at risk: Risk) -> [PolicyChange] {
        let name = risk.rawValue
        return change(name, "approvals", old.approvals, approvals, moreIsStricter: true)
            + change(
                name, "lifetime", old.lifetimeSeconds, lifetimeSeconds, moreIsStricter: false, text: DurationText.text)
            + change(
                name, "overdue", old.overdueSeconds, overdueSeconds, moreIsStricter: true,
                why: "others stand in sooner for somebody who has not answered", text: DurationText.text)
    }
}

extension PaceLimits {
    fileprivate func changes(since old: PaceLimits, of unit: PaceUnit) -> [PolicyChange] {
        let name = "pace of a \(unit.rawValue)"
        func pace(_ key: String, _ value: (PaceLimits) -> Int64, why: String? = nil) -> [PolicyChange] {
            change(name, key, value(old), value(self), moreIsStricter: true, why: why) {
                "\(JSON.number(Double($0) / 1000).canonical)s"
            }
        }
        return pace("refuse", \.refuseMilliseconds) + pace("flag", \.flagMilliseconds)
            + pace("planned", \.plannedMilliseconds, why: "an output reaches the limit of planned minutes later")
    }
}

extension SizeLimits {
    fileprivate func changes(since old: SizeLimits) -> [PolicyChange] {
        change("size", "effective lines", old.effectiveLines, effectiveLines, moreIsStricter: false)
            + change("size", "words", old.words, words, moreIsStricter: false)
            + change("size", "planned minutes", old.plannedMinutes, plannedMinutes, moreIsStricter: false)
    }
}
