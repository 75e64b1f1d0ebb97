import API
import Decisions
import Domain
import Store

/// One review of the caller: what is to be read, what has been read and said, and what still stands between it and an
/// approval, by the rules that will judge it.
package enum ShowReview {
    package static func run(_ team: TeamContext, reviewID: String) throws -> ReviewView {
        try team.read { tx in try view(tx, team, try OwnedReview.find(tx, team, reviewID)) }
    }

    static func view(_ tx: Transaction, _ team: TeamContext, _ review: OwnedReview) throws -> ReviewView {
        let dossier = try ReviewDossier.load(tx, team, review)
        let version = dossier.version
        return ReviewView(
            summary: ReviewSummary(
                review.row, title: version.title, plannedSeconds: (version.plannedMilliseconds + 999) / 1_000),
            run: version.runID, objective: dossier.template.objective, risk: version.risk,
            contentDigest: version.contentDigest, criteria: criteria(dossier),
            constraints: dossier.template.constraints, chunks: dossier.chunks.map(ChunkSummary.init),
            findings: dossier.findings.map(FindingView.init),
            notices: (version.notices.array ?? []).compactMap(\.string), missing: try missing(tx, team, dossier))
    }

    private static func criteria(_ dossier: ReviewDossier) -> [CriterionView] {
        dossier.template.successCriteria.map { criterion in
            let answer = dossier.answers.first { $0.criterion == criterion.id }
            return CriterionView(
                id: criterion.id, text: criterion.text, evidence: criterion.evidence, answer: answer?.answer,
                reason: answer?.reason ?? "", anchor: answer?.anchor.map(AnchorView.init))
        }
    }

    private static func missing(
        _ tx: Transaction, _ team: TeamContext, _ dossier: ReviewDossier
    ) throws -> [MissingView] {
        guard dossier.review.state == "open",
            case .refused(let refusals) = ReviewDecision.decide(verdict: .approve, facts: try dossier.facts(tx, team))
        else { return [] }
        return refusals.map { MissingView(code: $0.code.rawValue, message: $0.message) }
    }
}

extension ChunkSummary {
    init(_ facts: ChunkFacts) {
        let chunk = facts.chunk
        self.init(
            index: chunk.index, path: chunk.path, kind: chunk.kind.rawValue, section: chunk.chunkClass.rawValue,
            startLine: chunk.startLine, endLine: chunk.endLine, isRead: facts.isAcknowledged,
            isSlowEnough: facts.isSlowEnough)
    }
}
