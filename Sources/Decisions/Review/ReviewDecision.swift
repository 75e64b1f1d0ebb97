import Domain

/// What the rules say to a verdict.
package enum ReviewDecision: Sendable {
    case accepted(flags: [ReviewFlag])
    /// Everything that stands against it, so that nobody comes back five times.
    case refused([Failure])

    /// Judges a verdict by every rule that applies to it.
    package static func decide(
        verdict: Verdict, facts: ReviewFacts, rules: [any ReviewRule] = ReviewRules.all
    ) -> ReviewDecision {
        let applying = rules.filter { $0.applies(to: verdict) }
        let refusals = ReviewPhase.allCases.flatMap { phase in
            applying.filter { $0.phase == phase }.flatMap { $0.refusals(facts) }
        }
        guard refusals.isEmpty else { return .refused(refusals) }
        return .accepted(flags: applying.flatMap { $0.flags(facts) })
    }

    /// The refusals as the one error that an operation throws: the first one's code, every message on a line of its own, and
    /// all of them in detail.
    package var failure: Failure? {
        guard case .refused(let refusals) = self, let first = refusals.first else { return nil }
        var detail = first.detail
        detail["refusals"] = .array(
            refusals.map {
                ["code": .string($0.code.rawValue), "message": .string($0.message), "detail": .object($0.detail)]
            })
        return Failure(first.code, refusals.map(\.message).joined(separator: "\n"), detail: detail)
    }
}
