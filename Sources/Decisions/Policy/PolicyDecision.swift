import Domain

/// Why a decision is what it is: a rule, where it stands, and what it found.
package struct Reason: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name of a rule of the bundle or of a `BuiltInRule`.
    package let rule: String
    /// Nil for what holds for every team.
    package let place: Place?
    /// The number of the policy whose rule it is, where another one says something else.
    package let policy: Int?
    package let text: String

    package init(rule: String, place: Place?, policy: Int? = nil, text: String) {
        self.rule = rule
        self.place = place
        self.policy = policy
        self.text = text
    }

    package init(_ builtIn: BuiltInRule, _ text: String, place: Place? = nil) {
        self.init(rule: builtIn.rawValue, place: place, text: text)
    }

    /// An action that a bundle does not have.
    static func unknownAction(_ name: String) -> Reason {
        Reason(.defaultDeny, "there is no action \(name) in this bundle")
    }

    /// `git-release-is-countersigned (approvals.yaml:12, policy 3)`
    package var source: String {
        let details = [place?.description, policy.map { "policy \($0)" }].compactMap { $0 }
        return details.isEmpty ? rule : "\(rule) (\(details.joined(separator: ", ")))"
    }

    /// `git-release-is-countersigned (approvals.yaml:12): action is git.release`
    package var description: String { "\(source): \(text)" }

    /// What is lacking, for people, where the rule is known: `an approval by @ann for a.md (OWNERS:3)`.
    package var lack: String { text + (place.map { " (\($0))" } ?? "") }

    /// For people who ask why it could not begin or end: `too few could review it: OWNERS:3 needs an approval by @ann`.
    package var sentence: String {
        guard rule == BuiltInRule.reviewPool.rawValue else { return description }
        return "too few could review it: " + (place.map { "\($0) needs " } ?? "it needs ") + text
    }
}

/// The policy's answer to a request for an action. It never comes without its reasons.
package struct PolicyDecision: Hashable, Sendable, Codable {
    /// From the strictest to the mildest.
    package enum Outcome: String, Sendable, CaseIterable, Codable, Comparable {
        case deny, hold, allow

        private var rank: Int {
            switch self {
            case .deny: 0
            case .hold: 1
            case .allow: 2
            }
        }
        package static func < (left: Outcome, right: Outcome) -> Bool { left.rank < right.rank }
    }

    package let outcome: Outcome
    /// Never empty; the deciding ones.
    package let reasons: [Reason]
    /// Whose yes is needed, all of them; for `hold`, and only there.
    package let requirements: [Requirement]

    /// What is missing before the action may happen, in words.
    package var missing: [String] { requirements.uncovered.map(\.text) }

    private init(_ outcome: Outcome, _ reasons: [Reason], _ requirements: [Requirement] = []) {
        self.outcome = outcome
        self.reasons = reasons
        self.requirements = requirements
    }

    package static func deny(because first: Reason, _ more: some Sequence<Reason> = []) -> PolicyDecision {
        PolicyDecision(.deny, [first] + more)
    }

    static func allow(because first: Reason, _ more: some Sequence<Reason> = []) -> PolicyDecision {
        PolicyDecision(.allow, [first] + more)
    }

    static func hold(_ requirements: [Requirement], because first: Reason, _ more: some Sequence<Reason> = [])
        -> PolicyDecision
    {
        PolicyDecision(.hold, [first] + more, requirements)
    }

    package static func deny(unknownAction name: String) -> PolicyDecision { .deny(because: .unknownAction(name)) }

    /// The same as what this policy says: its number stands with every reason that the other one does not give, too.
    package func by(policy number: Int, unlike other: PolicyDecision) -> PolicyDecision {
        PolicyDecision(
            outcome,
            reasons.map { reason in
                other.reasons.contains(reason)
                    ? reason : Reason(rule: reason.rule, place: reason.place, policy: number, text: reason.text)
            }, requirements)
    }

    /// The stricter of the decision under the pinned bundle and under the current one: the lower outcome; of two holds
    /// both, so that every yes that either bundle demands is needed.
    package static func stricter(_ left: PolicyDecision, _ right: PolicyDecision) -> PolicyDecision {
        if left.outcome != right.outcome { return left.outcome < right.outcome ? left : right }
        return PolicyDecision(
            left.outcome, left.reasons + right.reasons.filter { !left.reasons.contains($0) },
            left.requirements + right.requirements.filter { !left.requirements.contains($0) })
    }
}
