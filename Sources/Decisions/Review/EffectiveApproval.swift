import Domain

/// Whether an output is approved *now*. Computed from digests and current facts each time it matters; nothing has to be
/// deleted or swept for an approval to end (invariants I2 and I5).
package enum EffectiveApproval: Equatable, Sendable {
    case effective(verdictIDs: [String], expiresAtMilliseconds: Int)
    /// Every reason, those of single verdicts first.
    case ineffective([Failure])

    package static func compute(_ facts: ApprovalFacts) -> EffectiveApproval {
        var (counted, failures) = weigh(facts)
        let missing = facts.quorum.missing(after: counted.compactMap { facts.people[$0.personID] })
        let isBlocked = failures.contains { $0.code == .findingOpen || $0.code == .notApproved }
        // Whatever a policy says, nothing is approved by nobody. And nothing while somebody still at work has found what
        // blocks it; that is said in words that give nothing of it away, and only where nothing else is missing.
        let isAwaited = facts.findings.contains { $0.isBlocking && $0.isOpen && $0.isDraft }
        if !isBlocked, missing.isEmpty, !counted.isEmpty, isAwaited {
            failures.append(
                Failure(.notApproved, "Missing: the verdict of a review that is still open. Wait for it."))
            return .ineffective(failures)
        }
        if !isBlocked, missing.isEmpty, let first = counted.map(\.decidedAtMilliseconds).min() {
            let end = first + facts.quorum.lifetimeSeconds * 1_000
            return .effective(verdictIDs: counted.map(\.id), expiresAtMilliseconds: end)
        }
        if !missing.isEmpty || counted.isEmpty { failures.append(shortage(missing, of: facts.output)) }
        return .ineffective(failures)
    }

    /// The approvals that count now, one for each person, and what is wrong with or said against the others.
    package static func weigh(_ facts: ApprovalFacts) -> (counted: [RecordedVerdict], failures: [Failure]) {
        var failures = OpenFindingRule.failures(facts.findings.filter { !$0.isDraft })
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

    /// How many of the approvals that it takes there are, and how many it takes in all: those, and of others as many as an
    /// assignment would ask.
    package static func tally(_ facts: ApprovalFacts) -> (given: Int, needed: Int) {
        let approvers = weigh(facts).counted.compactMap { facts.people[$0.personID] }
        let judges = Set(facts.verdicts.map(\.personID))
        let others = facts.people.values.filter { person in
            !judges.contains(person.id) && facts.standings[person.id].map { Conflicts.failures($0).isEmpty } == true
        }
        let more = ReviewerDraw.choose(
            from: others.sorted { $0.id < $1.id }
                .map { ReviewerDraw.Candidate(person: $0, openReviews: 0, knowsTheWork: false) },
            asked: approvers, for: facts.quorum
        ).chosen
        // Whom nobody in the team could be is needed, too.
        let lacking = max(
            facts.quorum.open(after: approvers + more),
            facts.quorum.demands.reduce(0) { $0 + $1.open(after: approvers + more) })
        let given = facts.quorum.used(of: approvers).count
        return (given, max(1, given + more.count + lacking))
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
            "\(facts.name(of: verdict)) asked for changes to this version (verdict \(verdict.id)). Submit a new version.",
            detail: ["verdict": .string(verdict.id)])
    }

    /// Why an approval does not count.
    private static func problems(_ verdict: RecordedVerdict, _ facts: ApprovalFacts) -> [Failure] {
        let detail: [String: JSON] = ["verdict": .string(verdict.id), "person": .string(verdict.personID)]
        let name = "The approval \(verdict.id) by \(facts.name(of: verdict))"
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
                    "\(name) is stale: \(changed.joined(separator: " and ")) changed since. "
                        + "Have it reviewed as it is now.",
                    detail: staleDetail))
        }
        let end = verdict.decidedAtMilliseconds + facts.quorum.lifetimeSeconds * 1_000
        if facts.nowMilliseconds >= end {
            out.append(Failure(.expired, "\(name) has expired. Ask somebody else for theirs.", detail: detail))
        }
        if facts.quorum.risk == .irreversible && verdict.usedAtMilliseconds != nil {
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
        let human = HumanRule.failure(standing).map {
            Failure($0.code, "\(name) does not count. \($0.message)", detail: $0.detail)
        }
        let conflicts = Conflicts.all(standing).map {
            Conflicts.failure(
                $0,
                "\(name) does not count: \($0.sentence(of: facts.name(of: verdict))). Ask somebody else to review it.")
        }
        return ([human].compactMap { $0 } + conflicts).map {
            Failure($0.code, $0.message, detail: $0.detail.merging(detail) { old, _ in old })
        }
    }

    private static func shortage(_ missing: [Reason], of output: ApprovalFacts.Output) -> Failure {
        let what = missing.isEmpty ? "an approval" : missing.map(\.text).joined(separator: "; ")
        return Failure(
            .notApproved, "Missing: \(what). \(output.advice)",
            detail: ["missing": .array(missing.map { .string($0.text) })])
    }
}

extension ApprovalFacts {
    /// The login of whoever gave it; of somebody who reviews no more only the identifier is known.
    fileprivate func name(of verdict: RecordedVerdict) -> String {
        people[verdict.personID]?.login ?? verdict.personID
    }
}

extension ApprovalFacts.Output {
    /// Who can get what is missing, and how.
    fileprivate var advice: String {
        switch reviewState {
        case .inReview: "`countersign review request \(id)` says who is asked."
        case .approved: "Ask for what is missing: `countersign review request \(id)`."
        case .changesRequested, .rejected: "Have a new version made: `countersign run revise \(runID) -m TEXT`."
        case .released: "What has been released is not reviewed again: dispatch another run."
        }
    }
}
