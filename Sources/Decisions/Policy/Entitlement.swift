import Domain

/// Whether a person may give a sign-off, and why.
package struct Eligibility: Hashable, Sendable {
    package let isEligible: Bool
    package let reason: String
}

extension Requirement {
    /// Whether this person may sign for this request. Judged by person, with the facts of now.
    package func entitles(_ person: PersonFacts, facts: ActionFacts) -> Eligibility {
        func no(_ reason: String) -> Eligibility { Eligibility(isEligible: false, reason: reason) }
        func yes(_ reason: String) -> Eligibility { Eligibility(isEligible: true, reason: reason) }
        let isRequester = person.id == facts.requester.id
        if isRequester && (excludeRequester || tier == .countersignature) { return no("dispatched the run") }
        if excludeContributors && facts.contributors.contains(person.id) { return no("contributed to the run") }
        if tier == .countersignature && facts.policyEditors.contains(person.id) {
            return no("changed the policy that applies")
        }
        if tier == .confirmation && isRequester { return yes("dispatched the run") }
        if people.contains(where: { Array($0.utf8) == Array(person.login.utf8) }) { return yes("is named by \(rule)") }
        if let role = roles.first(where: person.roles.contains) { return yes("is \(role.rawValue)") }
        return no("is not \((roles.map(\.rawValue) + people.map { "@\($0)" }).joined(separator: " or "))")
    }

    /// How many more distinct people must sign, given who has signed.
    package func open(after signers: [PersonFacts], facts: ActionFacts) -> Int {
        max(0, count - Set(signers.filter { entitles($0, facts: facts).isEligible }.map(\.id)).count)
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
        case .hold: requirements.filter { $0.open(after: signers, facts: facts) > 0 }.map(\.text)
        }
    }
}
