/// The canonical payload of a verdict: what was judged, by whom, on which evidence, when. Its digest is stored with the
/// verdict; whoever uses the verdict computes it again.
package struct VerdictBinding: Hashable, Sendable {
    package static let purpose = "countersign/verdict/v1"

    package var purpose = Self.purpose
    package var teamID: String
    package var reviewID: String
    package var personID: String
    package var verdict: Verdict
    package var risk: Risk
    package var outputID: String
    package var outputVersion: Int
    package var state: BoundState
    package var coverageDigest: Digest
    package var findingsDigest: Digest
    /// The sentence the person agreed to.
    package var meaning: String
    package var startedAtMilliseconds: Int
    package var decidedAtMilliseconds: Int
    package var nonce: String

    package init(
        teamID: String, reviewID: String, personID: String, verdict: Verdict, risk: Risk, outputID: String,
        outputVersion: Int, state: BoundState, coverageDigest: Digest, findingsDigest: Digest, meaning: String,
        startedAtMilliseconds: Int, decidedAtMilliseconds: Int, nonce: String
    ) {
        self.teamID = teamID
        self.reviewID = reviewID
        self.personID = personID
        self.verdict = verdict
        self.risk = risk
        self.outputID = outputID
        self.outputVersion = outputVersion
        self.state = state
        self.coverageDigest = coverageDigest
        self.findingsDigest = findingsDigest
        self.meaning = meaning
        self.startedAtMilliseconds = startedAtMilliseconds
        self.decidedAtMilliseconds = decidedAtMilliseconds
        self.nonce = nonce
    }

    /// The payload; its `canonical` text is what is stored and signed.
    package var payload: JSON {
        func text(_ digest: Digest?) -> JSON { digest.map { .string($0.description) } ?? .null }
        return [
            "purpose": .string(purpose),
            "team": .string(teamID),
            "review": .string(reviewID),
            "person": .string(personID),
            "verdict": .string(verdict.rawValue),
            "risk": .string(risk.rawValue),
            "output": .string(outputID),
            "version": .integer(Int64(outputVersion)),
            "content_digest": text(state.contentDigest),
            "manifest_root": text(state.manifestRoot),
            "criteria_digest": text(state.criteriaDigest),
            "policy_digest": text(state.policyDigest),
            "action_digest": text(state.actionDigest),
            "target_state_digest": text(state.targetStateDigest),
            "coverage_digest": text(coverageDigest),
            "findings_digest": text(findingsDigest),
            "meaning": .string(meaning),
            "started_at_ms": .integer(Int64(startedAtMilliseconds)),
            "decided_at_ms": .integer(Int64(decidedAtMilliseconds)),
            "nonce": .string(nonce),
        ]
    }

    package var digest: Digest { Digest.of(payload) }
}
