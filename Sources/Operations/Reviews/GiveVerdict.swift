import API
import Decisions
import Domain
import Platform
import Store

/// Gives a verdict on one output version. Everything is loaded under the output's lock, judged by every rule, and bound by
/// digest to what was judged; the database's own function writes it and checks the physics again.
package enum GiveVerdict {
    static let reasonLimit = 8_000

    package static func run(_ team: TeamContext, reviewID: String, _ request: VerdictRequest) throws -> VerdictView {
        try team.change { change in
            let tx = change.tx
            let latest = try tx.one(
                LockOutput(team: team.id, id: try OwnedReview.find(tx, team, reviewID).row.outputID))
            let review = try OwnedReview.lock(tx, team, reviewID)
            try Attention.lock(change).leave(review.row.id)
            let dossier = try ReviewDossier.load(tx, team, review)
            try requireCurrent(request, dossier, latest)
            let judged = try judge(request, dossier, change)
            let lifetimeSeconds = dossier.policy.quorum.lifetimeSeconds
            let binding = bind(judged, dossier, now: try tx.now(), team)
            try recordFinding(request, review, dossier, change)
            let given = try tx.one(
                RecordVerdict(
                    review: review.row.id, verdict: request.verdict, payload: binding.payload.canonical,
                    digest: binding.digest, flags: judged.flags, lifetimeSeconds: lifetimeSeconds))
            let state = try VerdictConsequence.apply(
                change, review, dossier, request.verdict, binding.digest, judged.flags)
            return VerdictView(
                review: review.row.id, verdict: request.verdict, digest: binding.digest, givenAt: given,
                expiresAt: request.verdict == .approve ? given + Int64(lifetimeSeconds) : nil,
                flags: judged.flags, reviewState: state)
        }
    }

    private struct Judged {
        let verdict: Verdict
        let facts: ReviewFacts
        let flags: [String]
    }

    private static func requireCurrent(_ request: VerdictRequest, _ dossier: ReviewDossier, _ latest: Int) throws {
        guard request.contentDigest == dossier.version.contentDigest, latest == dossier.review.version else {
            throw Failure(
                .stale,
                "the digest of what you read (\(request.contentDigest.short)) is not that of version "
                    + "\(dossier.review.version) (\(dossier.version.contentDigest.short)); look at it as it is now",
                detail: ["content_digest": .string(dossier.version.contentDigest.description)])
        }
    }

    private static func judge(
        _ request: VerdictRequest, _ dossier: ReviewDossier, _ change: Change
    ) throws -> Judged {
        let reason = request.reason ?? ""
        guard reason.unicodeScalars.count <= reasonLimit else {
            throw Failure(.invalidInput, "the reason is longer than \(reasonLimit) characters; say it shorter")
        }
        try ReasonText.checkPlain(in: reason, "reason")
        let rejection = Rejection(anchor: request.anchor.map(Anchor.init), absence: reason, cause: request.cause)
        let facts = try dossier.facts(
            change.tx, change.team, rejection: request.verdict == .approve ? nil : rejection, statement: reason)
        switch ReviewDecision.decide(verdict: request.verdict, facts: facts) {
        case .accepted(let flags):
            return Judged(verdict: request.verdict, facts: facts, flags: flags.map(\.code.rawValue))
        case .refused(let refusals):
            throw ReviewDecision.refused(refusals).failure ?? Failure(.internalError, "a refusal without a reason")
        }
    }

    private static func bind(
        _ judged: Judged, _ dossier: ReviewDossier, now: Timestamp, _ team: TeamContext
    ) -> VerdictBinding {
        let (review, version) = (dossier.review, dossier.version)
        let state = BoundState(
            contentDigest: version.contentDigest, manifestRoot: version.manifestRoot,
            criteriaDigest: version.criteriaDigest, policyDigest: dossier.policy.digest)
        return VerdictBinding(
            teamID: team.id, reviewID: review.id, personID: review.reviewerID, verdict: judged.verdict,
            risk: version.risk, outputID: review.outputID, outputVersion: review.version, state: state,
            coverageDigest: VerdictEvidence.coverageDigest(dossier.chunks),
            findingsDigest: VerdictEvidence.findingsDigest(judged.facts),
            meaning: meaning(judged.verdict, judged.facts.statement),
            startedAtMilliseconds: Int(review.assignedAt.millisecondsSince1970),
            decidedAtMilliseconds: Int(now.millisecondsSince1970), nonce: Hex.encode(SecureRandom.bytes(16)))
    }

    /// The sentence that the person stands behind.
    private static func meaning(_ verdict: Verdict, _ statement: String) -> String {
        switch verdict {
        case .approve: "I have read all of this version, and it meets its success criteria."
        case .changes: "This version must be changed" + (statement.isEmpty ? "." : ": \(statement)")
        case .cannotTell: "I cannot tell: \(statement)"
        case .handBack: "I hand this back: \(statement)"
        }
    }

    /// What is to be changed is a finding, so that the agent gets it and the library learns from it. It blocks nobody: the
    /// verdict itself stands against this version, and the next one is judged anew.
    private static func recordFinding(
        _ request: VerdictRequest, _ review: OwnedReview, _ dossier: ReviewDossier, _ change: Change
    ) throws {
        guard request.verdict == .changes else {
            guard request.subject == nil else {
                throw Failure(
                    .badRequest, "only a verdict that asks for changes says what of the template they are about")
            }
            return
        }
        guard let cause = request.cause else { return }
        let anchor = request.anchor.map(Anchor.init)
        let reason = request.reason ?? ""
        _ = try RecordFinding.insert(
            change, review, isBlocking: false, cause: cause,
            about: TemplateSubject.find(request.subject, dossier, change),
            text: reason.isEmpty ? "to be changed here" : reason, anchor: anchor)
    }
}
