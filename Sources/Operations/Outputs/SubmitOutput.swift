import API
import Domain
import Platform
import Store

/// Takes the output of an attempt into the output repository, ends the attempt and gives the version to its reviewers.
///
/// A submission whose lease was lost is refused by name, and its manifest is kept in quarantine: its bytes are
/// artifacts of the team already, and somebody may want them.
package enum SubmitOutput {
    static let quarantineLimit = 100

    package static func run(
        _ team: TeamContext, runID: String, attempt number: Int, _ request: SubmitRequest
    ) throws -> OutputVersionView {
        do {
            return try team.change { change in
                let lease = try HeldLease.lock(change, run: runID, attempt: number, term: request.term)
                try lease.requireActive()
                try requireWholeTranscript(request, lease.attempt)
                let output = try IncomingOutput.examine(request.files, of: lease.run, change.tx, team)
                let (id, version) = try write(output, lease, change)
                try lease.end(change, as: .submitted, harness: request.harness, claimed: request.claimed)
                try change.tx.run(SetRunState(team: team.id, run: runID, state: .completed))
                try change.withdrawQuestions(run: runID)
                try record(output, id: id, version: version, lease, change)
                try change.recordTrust(in: lease.run.template, by: nil)
                if !lease.run.isTrial {
                    try AssignReviewers.assign(change, outputID: id, version: version, output.policies)
                }
                return try ShowOutput.version(change.tx, team, id, version)
            }
        } catch let refusal as Failure where refusal.code == .leaseLost {
            try keep(request, team.withoutRepetition, runID: runID, attempt: number, because: refusal)
            throw refusal
        }
    }

    private static func requireWholeTranscript(_ request: SubmitRequest, _ attempt: AttemptRow) throws {
        guard attempt.frameCount == request.frameCount, attempt.frameHead == request.frameHead else {
            throw Failure(
                .frameConflict,
                "the transcript here has \(attempt.frameCount) frames up to \(attempt.frameHead.short), the submission "
                    + "says \(request.frameCount) up to \(request.frameHead.short); send the rest of it first",
                detail: ["stored": .integer(attempt.frameCount), "head": .string(attempt.frameHead.description)])
        }
    }

    /// The first version makes the output; a later one takes its place and starts its review over.
    private static func write(
        _ output: IncomingOutput, _ lease: HeldLease, _ change: Change
    ) throws -> (id: String, version: Int) {
        let (tx, team, run) = (change.tx, change.team.id, lease.run)
        let earlier = try tx.first(LockOutputOfRun(team: team, run: run.id))
        let id = earlier?.id ?? Identifier.make(.output)
        let version = (earlier?.latestVersion ?? 0) + 1
        if earlier != nil {
            try tx.run(AdvanceOutput(team: team, id: id, risk: run.risk))
        } else {
            try tx.run(InsertOutput(team: team, id: id, run: run.id, title: run.title, risk: run.risk))
        }
        try tx.run(
            InsertOutputVersion(
                team: team, output: id, number: version, run: run.id, attempt: lease.attempt.number,
                runner: lease.attempt.runnerID, criteriaDigest: output.criteriaDigest,
                contentDigest: output.contentDigest, manifestRoot: output.manifestRoot,
                chunkCount: output.pieces.count, plannedMilliseconds: output.plannedMilliseconds,
                notices: output.notices))
        try tx.run(
            InsertOutputFiles(
                team: team, output: id, number: version,
                files: output.files.map {
                    OutputFileRow(
                        version: version, path: $0.path, kind: $0.declared.kind, digest: $0.digest,
                        sizeBytes: $0.sizeBytes)
                }))
        try tx.run(
            InsertOutputChunks(
                team: team, output: id, number: version, pieces: output.pieces.map { ($0.chunk, $0.body, $0.time) }))
        return (id, version)
    }

    private static func record(
        _ output: IncomingOutput, id: String, version: Int, _ lease: HeldLease, _ change: Change
    ) throws {
        let attempt: JSON = .integer(Int64(lease.attempt.number))
        try change.record(
            "output_submitted", "output:\(id)",
            [
                "run": .string(lease.run.id), "attempt": attempt, "version": .integer(Int64(version)),
                "content": .string(output.contentDigest.description),
                "manifest": .string(output.manifestRoot.description),
                "chunks": .integer(Int64(output.pieces.count)),
                "frames": .integer(lease.attempt.frameCount), "head": .string(lease.attempt.frameHead.description),
            ])
        try change.record("run_completed", "run:\(lease.run.id)", ["attempt": attempt, "output": .string(id)])
    }

    /// Only what a runner submits for an attempt that once was its own, and not without end.
    private static func keep(
        _ request: SubmitRequest, _ team: TeamContext, runID: String, attempt number: Int, because refusal: Failure
    ) throws {
        let runnerID = try team.context.runner().id
        guard (1...IncomingOutput.filesLimit).contains(request.files.count) else { return }
        try team.change { change in
            guard let attempt = try change.tx.first(LockAttempt(team: team.id, run: runID, number: number)),
                attempt.runnerID == runnerID,
                try change.tx.one(QuarantineCount(team: team.id, run: runID)) < quarantineLimit
            else { return }
            let digest = Manifest.contentDigest(request.files.map { ($0.path, $0.digest) })
            let files = request.files.map { file -> JSON in
                ["path": .string(file.path), "digest": .string(file.digest.description)]
            }
            let kept = try change.tx.runNow(
                InsertQuarantined(
                    team: team.id, run: runID, attempt: number, contentDigest: digest, files: .array(files),
                    reason: refusal.message))
            guard kept == 1 else { return }
            try change.record(
                "submission_quarantined", "run:\(runID)",
                [
                    "attempt": .integer(Int64(number)), "term": .integer(request.term),
                    "content": .string(digest.description), "files": .integer(Int64(files.count)),
                ])
        }
    }
}
