import Domain

/// Whether a person may give a sign-off, and why.
package struct Eligibility: Hashable, Sendable {
    package let isEligible: Bool
    package let reason: String
}

extension Requirement {
    /// Whether this person's yes counts for something that is asked for here. Judged by person, with the facts of now.
    package func entitles(_ person: PersonFacts, facts: ActionFacts) -> Eligibility {
        if let conflict = conflict(of: person, facts) { return Eligibility(isEligible: false, reason: conflict) }
        let leaves = demand.leaves
        if let because = leaves.compactMap({ grounds(for: person, in: $0, facts) }).first {
            return Eligibility(isEligible: true, reason: because)
        }
        var who = [String]()
        for text in leaves.map(\.who) where !who.contains(text) { who.append(text) }
        let wanted = who.filter { !$0.isEmpty }.joined(separator: " or ")
        return Eligibility(isEligible: false, reason: "is not \(wanted.isEmpty ? "the requester" : wanted)")
    }

    /// How many more distinct people must sign at least, given who has signed; 0 when it is met.
    package func open(after signers: [PersonFacts], facts: ActionFacts) -> Int { open(demand, signers, facts) }

    private func open(_ demand: Demand, _ signers: [PersonFacts], _ facts: ActionFacts) -> Int {
        switch demand {
        case .all(let parts): return parts.map { open($0, signers, facts) }.max() ?? 0
        case .any(let parts): return parts.map { open($0, signers, facts) }.min() ?? 0
        case .signers(let wanted):
            let counted = signers.filter {
                conflict(of: $0, facts) == nil && grounds(for: $0, in: wanted, facts) != nil
            }
            return max(0, wanted.count - Set(counted.map(\.id)).count)
        }
    }

    private func conflict(of person: PersonFacts, _ facts: ActionFacts) -> String? {
        if person.id == facts.requester.id && (excludeRequester || tier == .countersignature) {
            return "dispatched the run"
        }
        if excludeContributors && facts.contributors.contains(person.id) { return "contributed to the run" }
        if tier == .countersignature && facts.policyEditors.contains(person.id) {
            return "changed the policy that applies"
        }
        return nil
    }

    /// Why this person is one of those who are wanted; nil when they are not.
    private func grounds(for person: PersonFacts, in wanted: Signers, _ facts: ActionFacts) -> String? {
        if tier == .confirmation && person.id == facts.requester.id { return "dispatched the run" }
        return wanted.grounds(for: person, by: rule)
    }
}

extension Signers {
    /// Why this person is one of these, whatever is asked for; nil when they are not.
    func grounds(for person: PersonFacts, by rule: String) -> String? {
        guard person.competences.isSuperset(of: competence) else { return nil }
        let skill = competence.isEmpty ? nil : "is competent in \(competence.joined(separator: " and "))"
        if namesNobody { return skill }
        let named: String? =
            if people.contains(where: { Array($0.utf8) == Array(person.login.utf8) }) {
                "is named by \(rule)"
            } else if let role = roles.first(where: person.roles.contains) {
                "is \(role.rawValue)"
            } else {
                teams.first(where: person.teams.contains).map { "is in the team \($0)" }
            }
        return named.map { name in skill.map { "\(name) and \($0)" } ?? name }
    }
}

extension PolicyDecision {
    /// Whether this person may sign: one requirement that entitles is enough; otherwise why not.
    package func entitles(_ person: PersonFacts, facts: ActionFacts) -> Eligibility {
        let answers = requirements.map { $0.entitles(person, facts: facts) }
        return answers.first(where: \.isEligible) ?? answers.first
            ?? Eligibility(isEligible: false, reason: "nothing is to be signed")
    }

    /// What is still missing after these people signed, in words; empty when the action may happen.
    package func missing(after signers: [PersonFacts], facts: ActionFacts) -> [String] {
        switch outcome {
        case .allow: []
        case .deny: reasons.map(\.description)
        case .hold:
            requirements.uncovered.compactMap { requirement in
                let open = requirement.open(after: signers, facts: facts)
                if open == 0 { return nil }
                return open < requirement.demand.leastPeople ? "\(requirement.text) (\(open) more)" : requirement.text
            }
        }
    }
}

extension Requirement {
    /// Whether whatever meets this one meets the other: the same people are asked, as many or more of them.
    fileprivate func covers(_ other: Requirement) -> Bool {
        guard case .signers(let wanted) = demand, case .signers(let others) = other.demand else { return false }
        return tier == other.tier && wanted.count >= others.count && wanted.asks(like: others)
            && (excludeRequester || !other.excludeRequester) && (excludeContributors || !other.excludeContributors)
    }
}

extension Signers {
    fileprivate func asks(like other: Signers) -> Bool {
        people == other.people && roles == other.roles && teams == other.teams && competence == other.competence
    }
}

extension [Requirement] {
    /// Without those that another one of them covers: they ask for nothing more.
    var uncovered: [Requirement] {
        indices.filter { index in
            !indices.contains { other in
                other != index && self[other].covers(self[index]) && (other < index || !self[index].covers(self[other]))
            }
        }.map { self[$0] }
    }
}
