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
    /// Those that the reviewer may know of.
    let findings: [FindingRow]
    let standing: ReviewerStanding
    let policies: RunPolicies
    let policy: ReviewPolicy

    static func load(_ tx: Transaction, _ team: TeamContext, _ review: OwnedReview) throws -> ReviewDossier {
        let row = review.row
        let (versions, files, chunks, answers, findings) = try tx.all(
            ReviewedVersion(team: team.id, output: row.outputID, number: row.version),
            VersionFiles(team: team.id, output: row.outputID, number: row.version),
            ReviewChunks(team: team.id, review: row.id), CriterionAnswers(team: team.id, review: row.id),
            FindingsOnOutput(team: team.id, output: row.outputID))
        guard let version = versions.first else { throw Failure.missing("review", row.id) }
        let involvements = try Involvements.load(tx, team, version)
        let (now, delegations, definition, policyRows) = try tx.all(
            DatabaseClock(), Delegations(team: team.id, since: version.dispatchedAt),
            TemplateDefinition(team: team.id, template: version.template, number: version.templateVersion),
            PoliciesOfRun(team: team.id, pinned: version.policyNumber))
        let policies = try RunPolicies(tx, team, pinned: version.policyNumber, policyRows)
        return ReviewDossier(
            review: row, version: version, template: try StoredTemplate.parse(try definition.one()),
            chunks: chunks.map(ChunkFacts.init), answers: answers,
            findings: findings.filter { $0.isVisible(to: review.personID) },
            standing: ReviewerStanding(
                personID: review.personID, involvements: involvements,
                presence: Presence(absences: [], delegations: delegations), now: try now.one()),
            policies: policies, policy: ReviewPolicy(policies, risk: version.risk, files: files))
    }

    /// What the rules judge.
    /// - Parameter rejection: for a verdict other than an approval.
    func facts(
        _ tx: Transaction, _ team: TeamContext, rejection: Rejection? = nil, statement: String = ""
    ) throws -> ReviewFacts {
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
