import API
import Domain
import Store

/// Gives a runner the oldest run that it can do, as a new attempt under a lease. Two runners that ask at once never get
/// the same run: the row is locked by one, and the other takes the next.
package enum ClaimWork {
    static let hostLimitCharacters = 255

    package static func run(_ team: TeamContext, _ request: ClaimRequest) throws -> ClaimAnswer {
        let runner = try team.context.runner()
        let foreign = Set(request.labels).subtracting(runner.labels).sorted()
        guard foreign.isEmpty else {
            throw Failure(
                .notAllowed,
                "this runner is not registered with \(foreign.joined(separator: ", ")); an admin registers labels"
            )
        }
        guard request.host.unicodeScalars.count <= hostLimitCharacters else {
            throw Failure(.badRequest, "host: at most \(hostLimitCharacters) characters")
        }
        return try team.change { change in
            let claimed = try change.tx.first(ClaimRun(team: team.id, labels: request.labels))
            let run = try claimed.map { try start($0, runner, change) }
            try change.tx.run(SeeRunner(team: team.id, runner: runner.id, host: request.host))
            return ClaimAnswer(run: run)
        }
    }

    private static func start(_ run: ClaimRun.Row, _ runner: CallingRunner, _ change: Change) throws -> ClaimedRun {
        let team = change.team
        try change.tx.run(
            InsertAttempt(
                team: team.id, run: run.id, number: run.attempt, runner: runner.id, term: run.term,
                leaseSeconds: team.services.leases.leaseSeconds))
        try change.record(
            "run_claimed", "run:\(run.id)",
            ["attempt": .integer(Int64(run.attempt)), "term": .integer(run.term), "runner": .string(runner.id)])
        return try answer(run, change.tx, team)
    }

    private static func answer(_ run: ClaimRun.Row, _ tx: Transaction, _ team: TeamContext) throws -> ClaimedRun {
        let (brief, templateFiles, files, outputs) = try tx.all(
            RunBriefText(team: team.id, run: run.id),
            TemplateFiles(team: team.id, template: run.template, number: run.templateVersion),
            RunFiles(team: team.id, run: run.id),
            DeclaredOutputs(team: team.id, template: run.template, number: run.templateVersion))
        return try ClaimedRun(
            id: run.id, attempt: run.attempt, term: run.term, title: run.title, template: run.template,
            templateVersion: run.templateVersion,
            templateFiles: templateFiles.map {
                TemplateFileView(path: $0.path, digest: $0.digest, size: $0.sizeBytes, isExecutable: $0.isExecutable)
            },
            brief: brief.one().text, briefDigest: brief.one().digest, inputs: run.inputs,
            files: files.map { API.InputFile(name: $0.name, digest: $0.digest) }, outputs: outputs.one(),
            timeoutSeconds: run.timeoutSeconds, lease: LeaseView(team.services.leases, isCancelled: false),
            feedback: feedback(run, tx, team), revisionReason: run.revisionReason)
    }

    /// What reviewers found on the latest version, when the run has been sent back to work.
    private static func feedback(_ run: ClaimRun.Row, _ tx: Transaction, _ team: TeamContext) throws -> [FindingView] {
        guard run.attempt > 1, let output = try tx.first(OutputOfRun(team: team.id, run: run.id)) else { return [] }
        return try tx.all(FindingsOnOutput(team: team.id, output: output.id))
            .filter { $0.closedOnVersion == nil && !$0.isDraft }.map(FindingView.init)
    }
}

extension LeaseView {
    init(_ times: LeaseTimes, isCancelled: Bool) {
        self.init(
            leaseSeconds: times.leaseSeconds, renewEverySeconds: times.renewEverySeconds, isCancelled: isCancelled)
    }
}
