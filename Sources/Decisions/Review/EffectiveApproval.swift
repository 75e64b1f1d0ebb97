import Domain

/// Whether an output is approved *now*. Computed from digests and current facts each time it matters; nothing has to be
/// deleted or swept for an approval to end (invariants I2 and I5).
package enum EffectiveApproval: Equatable, Sendable {
    case effective(verdictIDs: [String], expiresAtMilliseconds: Int)
    /// Every reason, those of single verdicts first.
    case ineffective([Failure])

    package static func compute(_ facts: ApprovalFacts) -> EffectiveApproval {
        let (counted, problems) = weigh(facts)
        var failures = OpenFindingRule.failures(facts.findings) + problems
        let quorum = facts.settings[facts.risk].approvals
        let lifetime = facts.settings[facts.risk].lifetimeSeconds * 1_000
        failures += openDemands(counted, facts)
        let isBlocked = failures.contains { $0.code == .findingOpen || $0.code == .notApproved }
        if !isBlocked, counted.count >= quorum, let first = counted.map(\.decidedAtMilliseconds).min() {
            return .effective(verdictIDs: counted.map(\.id), expiresAtMilliseconds: first + lifetime)
        }
        if counted.count < quorum { failures.append(shortage(counted.count, of: quorum, facts.risk)) }
        return .ineffective(failures)
    }

    /// The approvals that count now, whether they are enough or not.
    package static func counted(_ facts: ApprovalFacts) -> [RecordedVerdict] { weigh(facts).counted }

    /// Which approvals count, and what stands against the others.
    private static func weigh(_ facts: ApprovalFacts) -> (counted: [RecordedVerdict], failures: [Failure]) {
        var failures = [Failure]()
        var counted = [RecordedVerdict]()
        var accounts = Set<String>()
        for verdict in latestPerPerson(facts) {
            guard verdict.verdict == .approve else {
                if let objection = objection(verdict, facts) { failures.append(objection) }
                continue
            }
            let problems = problems(verdict, facts)
            failures += problems
            let own = facts.standings[verdict.personID]?.accountIDs ?? [verdict.personID]
            guard problems.isEmpty, accounts.isDisjoint(with: own) else { continue }
            accounts.formUnion(own)
            counted.append(verdict)
        }
        return (counted, failures)
    }

    private static func openDemands(_ counted: [RecordedVerdict], _ facts: ApprovalFacts) -> [Failure] {
        let people = counted.compactMap { facts.people[$0.personID] }
        return facts.demands.open(after: people).map { reason in
            Failure(.notApproved, "What OWNERS asks for is missing: \(reason.description).")
        }
    }

    /// A person who judges again replaces what they said before, from any of their accounts.
    private static func latestPerPerson(_ facts: ApprovalFacts) -> [RecordedVerdict] {
        var seen = Set<String>()
        var out = [RecordedVerdict]()
        for verdict in facts.verdicts.reversed() {
            let accounts = facts.standings[verdict.personID]?.accountIDs ?? [verdict.personID]
            if seen.isDisjoint(with: accounts) { out.append(verdict) }
            seen.formUnion(accounts)
            seen.insert(verdict.personID)
        }
        return out.reversed()
    }

    /// Someone asked for changes to exactly this: their word stands until they or a later version change it.
    private static func objection(_ verdict: RecordedVerdict, _ facts: ApprovalFacts) -> Failure? {
        guard verdict.verdict == .changes, verdict.state.contentDigest == facts.state.contentDigest else { return nil }
        return Failure(
            .notApproved,
            "\(verdict.personID) asked for changes to this version (verdict \(verdict.id)). Submit a new version.",
            detail: ["verdict": .string(verdict.id)])
    }

    /// Why an approval does not count.
    private static func problems(_ verdict: RecordedVerdict, _ facts: ApprovalFacts) -> [Failure] {
        let detail: [String: JSON] = ["verdict": .string(verdict.id), "person": .string(verdict.personID)]
        let name = "The approval \(verdict.id) by \(verdict.personID)"
        var out = [Failure]()
        if !verdict.isIntact {
            out.append(
                Failure(
                    .digestMismatch,
                    "\(name) is not what was recorded: its digest differs. Have it given anew, and look into the "
                        + "database.",
                    detail: detail))
        }
        let changed = verdict.state.changes(to: facts.state)
        if !changed.isEmpty {
            var staleDetail = detail
            staleDetail["changed"] = .array(changed.map { .string($0) })
            out.append(
                Failure(
                    .stale,
                    "\(name) is stale: \(changed.joined(separator: " and ")) changed since. Have it reviewed as it is now.",
                    detail: staleDetail))
        }
        let end = verdict.decidedAtMilliseconds + facts.settings[facts.risk].lifetimeSeconds * 1_000
        if facts.nowMilliseconds >= end {
            out.append(Failure(.expired, "\(name) has expired. Ask for it again.", detail: detail))
        }
        if facts.risk == .irreversible && verdict.usedAtMilliseconds != nil {
            out.append(
                Failure(
                    .alreadyUsed, "\(name) was for a single use and has been used. Ask for another.", detail: detail))
        }
        return out + standingFailures(verdict, facts, name, detail)
    }

    private static func standingFailures(
        _ verdict: RecordedVerdict, _ facts: ApprovalFacts, _ name: String, _ detail: [String: JSON]
    ) -> [Failure] {
        guard var standing = facts.standings[verdict.personID] else {
            return [
                Failure(
                    .notAllowed, "\(name) does not count: that person is no reviewer any more. Ask another one.",
                    detail: detail)
            ]
        }
        standing.nowMilliseconds = facts.nowMilliseconds
        let human = HumanRule.failure(standing).map { [$0] } ?? []
        return (human + Conflicts.failures(standing)).map {
            Failure(
                $0.code, "\(name) does not count. \($0.message)", detail: $0.detail.merging(detail) { old, _ in old })
        }
    }

    private static func shortage(_ count: Int, of quorum: Int, _ risk: Risk) -> Failure {
        Failure(
            .notApproved,
            "\(count) of \(quorum) approvals count for work of risk \(risk.rawValue). Ask for what is missing.",
            detail: ["approvals": .integer(Int64(count)), "needed": .integer(Int64(quorum))])
    }
}
