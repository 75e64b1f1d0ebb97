import Domain

extension ReviewSettings {
    func changes(since old: ReviewSettings) -> [PolicyChange] {
        Risk.allCases.flatMap { self[$0].changes(since: old[$0], at: $0) }
            + PaceUnit.allCases.flatMap { self[$0].changes(since: old[$0], of: $0) } + size.changes(since: old.size)
            + change("new templates", "supervised runs", old.supervisedRuns, supervisedRuns, moreIsStricter: true)
    }
}

/// A number of review.yaml that may only go one way without being weaker.
private func change(
    _ subject: String, _ key: String, _ before: some BinaryInteger, _ after: some BinaryInteger, moreIsStricter: Bool
) -> [PolicyChange] {
    if Int64(before) == Int64(after) { return [] }
    let isStricter = (Int64(after) > Int64(before)) == moreIsStricter
    return [PolicyChange(isStricter ? .stricter : .weaker, "review \(subject)", "\(key): \(before) became \(after)")]
}

extension RiskSettings {
    fileprivate func changes(since old: RiskSettings, at risk: Risk) -> [PolicyChange] {
        let name = risk.rawValue
        return change(name, "approvals", old.approvals, approvals, moreIsStricter: true)
            + change(name, "lifetime seconds", old.lifetimeSeconds, lifetimeSeconds, moreIsStricter: false)
            // The sooner an owner is late, the sooner somebody else stands in.
            + change(name, "overdue seconds", old.overdueSeconds, overdueSeconds, moreIsStricter: true)
    }
}

extension PaceLimits {
    fileprivate func changes(since old: PaceLimits, of unit: PaceUnit) -> [PolicyChange] {
        let name = "pace of a \(unit.rawValue)"
        return change(name, "refuse ms", old.refuseMilliseconds, refuseMilliseconds, moreIsStricter: true)
            + change(name, "flag ms", old.flagMilliseconds, flagMilliseconds, moreIsStricter: true)
            // What takes longer by plan reaches the limit of planned minutes sooner.
            + change(name, "planned ms", old.plannedMilliseconds, plannedMilliseconds, moreIsStricter: true)
    }
}

extension SizeLimits {
    fileprivate func changes(since old: SizeLimits) -> [PolicyChange] {
        change("size", "effective lines", old.effectiveLines, effectiveLines, moreIsStricter: false)
            + change("size", "words", old.words, words, moreIsStricter: false)
            + change("size", "planned minutes", old.plannedMinutes, plannedMinutes, moreIsStricter: false)
    }
}
