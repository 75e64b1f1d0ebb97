import Domain

extension PolicyBundle {
    /// What is valid and hardly meant: cases of what no request is, rules about a taint that no request has, and what the
    /// reader of the files found.
    package var remarks: [Problem] {
        (cases.compactMap(\.taintRemark) + rules.flatMap(\.taintRemarks) + readingRemarks).sorted()
    }
}

private let realTaint = TaintSource.ofEveryRun.map(\.rawValue).sorted().joined(separator: ", ")

extension PolicyCase {
    fileprivate var taintRemark: Problem? {
        if given.taint == TaintSource.ofEveryRun { return nil }
        let stated = given.taint.map(\.rawValue).sorted().joined(separator: ", ")
        return place.problem(
            "this case has the taint \(stated.isEmpty ? "none" : stated), and every real request has \(realTaint): "
                + "nobody sees what an agent reads")
    }
}

extension ApprovalRule {
    fileprivate var taintRemarks: [Problem] {
        impossible(condition).map { allowed in
            let wanted = allowed.map(\.description).joined(separator: " or ")
            return place.problem(
                "\(name) asks for the taint \(wanted), and every real request has \(realTaint): nobody sees what an agent "
                    + "reads; so this can never be met")
        }
    }

    /// The taints for which the condition can never hold; none where another branch may.
    private func impossible(_ condition: Condition) -> [[Glob]] {
        switch condition {
        case .all(let parts): return parts.flatMap(impossible)
        case .any(let parts):
            let found = parts.map(impossible)
            return found.contains([]) ? [] : found.flatMap { $0 }
        case .predicate(.fact(.taint, let allowed)): return canHold(taint: allowed) ? [] : [allowed]
        case .predicate: return []
        }
    }

    /// What forbids or holds is met by a tool whose reading nobody saw, for it may have read anything; what permits is not.
    private func canHold(taint allowed: [Glob]) -> Bool {
        let possible = effect == .permit ? TaintSource.ofEveryRun : Set(TaintSource.allCases)
        return possible.contains { source in allowed.contains { $0.matches(source.rawValue) } }
    }
}

extension Place {
    fileprivate func problem(_ message: String) -> Problem {
        Problem(file: file, line: line, column: 1, message: message)
    }
}
