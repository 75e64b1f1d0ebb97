import Decisions
import Domain
import Store

/// Everything about one review that its rules look at, loaded at one moment.
struct ReviewDossier {
    let review: ReviewRow
    let version: ReviewedVersion.Row
    let template: TaskTemplate
    let chunks: [ChunkFacts]
    let answers: [CriterionAnswerRow]
    let findings: [FindingRow]
    let standing: ReviewerStanding
    let policy: ReviewPolicy

    static func load(_ tx: Transaction, _ team: TeamContext, _ review: OwnedReview) throws -> ReviewDossier {
        let row = review.row
        guard
            let version = try tx.first(
                ReviewedVersion(team: team.id, output: row.outputID, number: row.version))
        else { throw Failure.missing("review", row.id) }
        let files = try tx.all(VersionFiles(team: team.id, output: row.outputID, number: row.version))
        return ReviewDossier(
            review: row, version: version,
            template: try TaskTemplate.load(tx, team, version.template, number: version.templateVersion),
            chunks: try LoadedReading.chunks(tx, team, review: row.id),
            answers: try tx.all(CriterionAnswers(team: team.id, review: row.id)),
            findings: try tx.all(FindingsOnOutput(team: team.id, output: row.outputID)),
            standing: ReviewerStanding(
                personID: review.personID, involvements: try Involvements.load(tx, team, version), now: try tx.now()),
            policy: try ReviewPolicy.load(tx, team, pinned: version.policyNumber, risk: version.risk, files: files))
    }

    /// What the rules judge.
    /// - Parameter rejection: for a verdict other than an approval.
    func facts(
        _ tx: Transaction, _ team: TeamContext, rejection: Rejection? = nil, statement: String = ""
    ) throws -> ReviewFacts {
        let files = try tx.all(VersionFiles(team: team.id, output: review.outputID, number: review.version))
        let policy = try ReviewPolicy.load(tx, team, pinned: version.policyNumber, risk: version.risk, files: files)
        let anchors = answers.compactMap(\.anchor) + [rejection?.anchor].compactMap { $0 }
        return ReviewFacts(
            risk: version.risk, settings: policy.settings, reviewer: standing,
            criteria: template.successCriteria.map { ReviewCriterion(id: $0.id, text: $0.text) },
            chunks: chunks, texts: try LoadedReading.texts(tx, team, review, chunks: Set(anchors.map(\.chunk))),
            responses: answers.map { answer in
                CriterionResponse(
                    criterionID: answer.criterion, answer: answer.answer, reason: answer.reason,
                    anchors: [answer.anchor].compactMap { $0 })
            },
            findings: findings.map(FindingFacts.init), rejection: rejection, statement: statement)
    }
}
