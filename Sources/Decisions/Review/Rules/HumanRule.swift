import Domain

/// A verdict is a person's. Runners, agents, jobs and service accounts never hold one, whatever their token allows.
struct HumanRule: ReviewRule {
    let id = "human"
    let codes: [FailureCode] = [.notHuman]
    let phase = ReviewPhase.standing
    let doc = "Only a person can give a verdict; runners, agents, jobs and service accounts cannot."

    func applies(to verdict: Verdict) -> Bool { true }

    func refusals(_ facts: ReviewFacts) -> [Failure] { Self.failure(facts.reviewer).map { [$0] } ?? [] }

    static func failure(_ standing: ReviewerStanding) -> Failure? {
        if case .person = standing.actor, standing.isHuman { return nil }
        return Failure(
            .notHuman, "\(standing.actor.text) is not a person and cannot give a verdict. Ask a reviewer to sign in.",
            detail: ["actor": .string(standing.actor.text)])
    }
}
