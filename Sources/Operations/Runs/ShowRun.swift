import API
import Domain
import Store

/// One run with its attempts, questions and output.
package enum ShowRun {
    package static func run(_ team: TeamContext, id: String) throws -> RunView {
        try team.read { try view($0, team, id) }
    }

    static func view(_ tx: Transaction, _ team: TeamContext, _ id: String) throws -> RunView {
        guard let run = try tx.first(RunByID(team: team.id, id: id)) else { throw Failure.missing("run", id) }
        let output = try tx.first(OutputOfRun(team: team.id, run: id))
        return RunView(
            summary: RunSummary(run), useCase: run.useCase, mode: run.mode, inputs: run.inputs,
            files: try tx.all(RunFiles(team: team.id, run: id)).map { API.InputFile(name: $0.name, digest: $0.digest) },
            needs: run.needs, briefDigest: try tx.one(RunBriefDigest(team: team.id, run: id)),
            policyNumber: run.policyNumber,
            attempts: try tx.all(Attempts(team: team.id, run: id)).map(AttemptView.init),
            questions: try tx.all(QuestionsOfRun(team: team.id, run: id)).map(QuestionView.init),
            output: output?.id, reviewState: output?.reviewState,
            quarantined: try tx.one(QuarantineCount(team: team.id, run: id)), notices: try notices(run, tx, team))
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
            createdAt: run.createdAt, endedAt: run.endedAt)
    }
}

extension AttemptView {
    init(_ attempt: AttemptRow) {
        self.init(
            number: attempt.number, runner: attempt.runner, term: attempt.term, state: attempt.state,
            reason: attempt.reason, claimedAt: attempt.claimedAt, leaseExpiresAt: attempt.leaseExpiresAt,
            endedAt: attempt.endedAt, frameCount: attempt.frameCount, frameHead: attempt.frameHead)
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
