import Domain

extension PolicyBundle {
    /// What is valid and hardly meant: cases of what no request is, rules about a taint that no request has, and what the
    /// reader of the files found.
    package var remarks: [Problem] {
        (cases.compactMap(\.taintRemark) + rules.flatMap(\.taintRemarks) + readingRemarks).sorted()
    }

    /// The same, and what asks for more people than the team has.
    package func remarks(for team: [PersonFacts]) -> [Problem] {
        (remarks + rules.flatMap { $0.shortages(of: team) }).sorted()
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

extension ApprovalRule {
    /// Of a demand with names that reach nobody, the reader of the files has said so.
    fileprivate func shortages(of team: [PersonFacts]) -> [Problem] {
        guard let requirement, requirement.tier == .countersignature else { return [] }
        return requirement.demand.leaves.filter { $0.isKnown(to: team) }.compactMap { wanted in
            let able = team.count { wanted.grounds(for: $0, by: name) != nil }
            guard able < wanted.count else { return nil }
            return place.problem(
                "\(name) asks for \(wanted.count) who are \(wanted.who), and the team has \(able); an admin adds more: "
                    + "`countersign member set`")
        }
    }
}

extension Signers {
    fileprivate func isKnown(to team: [PersonFacts]) -> Bool {
        Set(team.map(\.login)).isSuperset(of: people) && Set(team.flatMap(\.teams)).isSuperset(of: teams)
            && Set(team.flatMap(\.competences)).isSuperset(of: competence)
    }
}

extension Place {
    fileprivate func problem(_ message: String) -> Problem {
        Problem(file: file, line: line, column: 1, message: message)
    }
}
