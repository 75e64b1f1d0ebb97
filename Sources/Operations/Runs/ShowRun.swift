import API
import Domain
import Store

/// One run with its attempts, questions and output.
package enum ShowRun {
    package static func run(_ team: TeamContext, id: String) throws -> RunView {
        try team.read { try view($0, team, id) }
    }

    static func view(_ tx: Transaction, _ team: TeamContext, _ id: String) throws -> RunView {
        let (runs, outputs, files, brief, attempts, questions, quarantined) = try tx.all(
            RunByID(team: team.id, id: id), OutputOfRun(team: team.id, run: id), RunFiles(team: team.id, run: id),
            RunBriefDigest(team: team.id, run: id), Attempts(team: team.id, run: id),
            QuestionsOfRun(team: team.id, run: id), QuarantineCount(team: team.id, run: id))
        guard let run = runs.first else { throw Failure.missing("run", id) }
        return RunView(
            summary: RunSummary(run), useCase: run.useCase, project: run.project, mode: run.mode, inputs: run.inputs,
            files: files.map { API.InputFile(name: $0.name, digest: $0.digest) },
            needs: run.needs, briefDigest: try brief.one(),
            policyNumber: run.policyNumber,
            attempts: attempts.map(AttemptView.init), questions: questions.map(QuestionView.init),
            output: outputs.first?.id, reviewState: outputs.first?.reviewState, quarantined: try quarantined.one(),
            notices: try notices(run, tx, team))
    }

    /// Why a run that waits may go on waiting.
    private static func notices(_ run: RunRow, _ tx: Transaction, _ team: TeamContext) throws -> [String] {
        guard run.state == .queued || run.state == .hostLost,
            try !tx.one(HasRunner(team: team.id, labels: run.needs))
        else { return [] }
        let labels = run.needs.isEmpty ? "" : " with the labels \(run.needs.joined(separator: ", "))"
        return ["no runner of this team\(labels) is registered: the run waits until an admin adds one"]
    }
}

extension RunSummary {
    init(_ run: RunRow) {
        self.init(
            id: run.id, title: run.title, template: run.template, templateVersion: run.templateVersion,
            state: run.state, reason: run.reason, risk: run.risk, requestedBy: run.requestedBy,
            createdAt: run.createdAt, endedAt: run.endedAt, isTrial: run.isTrial)
    }
}

extension AttemptView {
    init(_ attempt: AttemptRow) {
        self.init(
            number: attempt.number, runner: attempt.runner, term: attempt.term, state: attempt.state,
            reason: attempt.reason, claimedAt: attempt.claimedAt, leaseExpiresAt: attempt.leaseExpiresAt,
            endedAt: attempt.endedAt, frameCount: attempt.frameCount, frameHead: attempt.frameHead,
            harness: attempt.harness, claimed: attempt.claimed)
    }
}

extension QuestionView {
    init(_ question: QuestionRow) {
        self.init(
            id: question.id, run: question.runID, text: question.text, options: question.options,
            state: question.state, askedAt: question.askedAt, deadline: question.deadline, answer: question.answer,
            answeredBy: question.answeredBy)
    }
}
