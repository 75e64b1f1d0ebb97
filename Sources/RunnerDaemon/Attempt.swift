import API
import APIClient
import Domain
import Harness
import Platform

/// One attempt from claim to end. The rule of all its steps: under a lease that is given up nothing is said and nothing is
/// done, the service finds out by itself; in every other case the attempt ends with a submission or with the true reason why
/// there is none.
struct Attempt {
    private let attempt: AttemptLink
    private let settings: RunnerSettings
    private let observer: Observer

    private static let reasonLimit = 1000
    /// What is wrong with an output: the agent may mend it in another attempt.
    private static let refusals: Set<FailureCode> = [.invalidOutput, .outputTooLarge, .splitRequired]

    init(_ attempt: AttemptLink, _ settings: RunnerSettings, _ observer: Observer) {
        self.attempt = attempt
        self.settings = settings
        self.observer = observer
    }

    func execute() {
        defer { attempt.lease.end() }
        observer.info(
            "run_claimed", attempt.facts.merging(["title": .string(attempt.run.title)]) { $1 })
        do {
            try Heartbeat(attempt: attempt, observer: observer).start()
            let workspace = try Workspace(
                root: settings.workspaceRoot, run: attempt.run.id, attempt: attempt.run.attempt)
            defer { workspace.removeSocketFolder() }
            var isSubmitted = false
            var claimed: ClaimedUsage?
            do {
                try work(in: workspace, &claimed)
                isSubmitted = true
            } catch {
                tell(error, claimed)
            }
            leave(workspace, isSubmitted: isSubmitted)
        } catch {
            tell(error, nil)
        }
    }

    /// Returns when the output is submitted; throws why it is not. In both cases the agent may have said what it used.
    private func work(in workspace: Workspace, _ claimed: inout ClaimedUsage?) throws {
        let client = try attempt.client()
        try workspace.fill(attempt.run, from: client)
        let transcript = Transcript(
            spool: try Spool(path: workspace.spool, observer: observer),
            waitingLimitBytes: settings.transcriptLimitBytes)
        try TranscriptSender(attempt: attempt, transcript: transcript, observer: observer).start()
        defer { transcript.close() }
        do {
            defer { claimed = claimedUsage(workspace, transcript) }
            try runAgent(in: workspace, transcript)
        } catch {
            // The transcript is stored before the attempt ends: afterwards it does not grow.
            transcript.add(.status, "failed: \(Failure(wrapping: error).message)")
            transcript.close()
            if attempt.lease.isHeld { _ = try? transcript.finished() }
            throw error
        }
        try submit(workspace, transcript, client, claimed)
    }

    private func claimedUsage(_ workspace: Workspace, _ transcript: Transcript) -> ClaimedUsage? {
        do {
            return try settings.adapter.claimedUsage(workspace.site)
        } catch {
            let failure = Failure(wrapping: error)
            transcript.add(.status, failure.message)
            observer.warn("usage_unreadable", attempt.facts(because: failure))
            return nil
        }
    }

    private func runAgent(in workspace: Workspace, _ transcript: Transcript) throws {
        let desk = AgentDesk(attempt: attempt, transcript: transcript)
        let socket = try AgentSocket(path: workspace.site.socket) {
            AgentConnection(descriptor: $0, desk: desk).serve()
        }
        defer { socket.stop() }
        let command = try settings.adapter.prepare(workspace.site)
        transcript.add(.status, "started on \(settings.host)")
        let agent = try AgentProcess(command, in: workspace.site.work, transcript: transcript)
        let end = agent.watch(
            attempt.lease, timeoutSeconds: attempt.run.timeoutSeconds, graceSeconds: settings.graceSeconds,
            transcript: transcript)
        switch end {
        case .ended(.exited(0)): transcript.add(.status, "ended")
        case .ended(.exited(let status)):
            throw failed(agent.lastError.isEmpty ? "the agent ended with status \(status)" : agent.lastError)
        case .ended(.signalled(let signal)): throw failed("the agent was ended by signal \(signal)")
        case .timedOut: throw failed("timeout after \(attempt.run.timeoutSeconds) s")
        case .cancelled: throw failed("cancelled")
        case .leaseLost: throw Failure(.leaseLost, "the lease was given up and the agent stopped")
        }
    }

    private func submit(
        _ workspace: Workspace, _ transcript: Transcript, _ client: Client, _ claimed: ClaimedUsage?
    ) throws {
        let files = try OutputFolder.files(in: workspace.site.output)
        for file in files {
            try client.upload(
                Endpoints.runnerArtifactPut, path: [:], digest: file.digest,
                .file(path: "\(workspace.site.output)/\(file.path)"))
        }
        transcript.close()
        let frames = try transcript.finished()
        let request = SubmitRequest(
            term: attempt.run.term, files: files.map { SubmittedFile(path: $0.path, digest: $0.digest) },
            frameCount: frames.count, frameHead: frames.head, harness: settings.adapter.harness, claimed: claimed)
        let version = try client.call(Endpoints.runnerSubmit, path: attempt.path, request)
        observer.info(
            "run_submitted",
            attempt.facts.merging([
                "output": .string(version.output), "version": .integer(Int64(version.number)),
                "files": .integer(Int64(files.count)),
            ]) { $1 })
    }

    private func failed(_ reason: String) -> Failure { Failure(.wrongState, reason) }

    /// Ends the attempt with the reason; says nothing where the lease is over.
    private func tell(_ error: any Error, _ claimed: ClaimedUsage?) {
        let failure = Failure(wrapping: error)
        guard attempt.lease.isHeld, failure.code != .leaseLost else {
            let loss = attempt.lease.loss.map { String(describing: $0) } ?? failure.message
            return observer.warn("lease_lost", attempt.facts.merging(["reason": .string(loss)]) { $1 })
        }
        let reason = String(Redactor.clean(failure.message).prefix(Self.reasonLimit))
        observer.warn("run_failed", attempt.facts.merging(["reason": .string(reason)]) { $1 })
        do {
            _ = try attempt.client().call(
                Endpoints.runnerFail, path: attempt.path,
                FailRequest(
                    term: attempt.run.term, reason: reason, harness: settings.adapter.harness, claimed: claimed,
                    isOutputRefused: Self.refusals.contains(failure.code)))
        } catch {
            observer.warn("report_failed", attempt.facts(because: Failure(wrapping: error)))
        }
    }

    private func leave(_ workspace: Workspace, isSubmitted: Bool) {
        var facts = attempt.facts
        facts["folder"] = .string(workspace.site.folder)
        do {
            guard isSubmitted, !settings.keepsWorkspaces else {
                observer.info("workspace_kept", facts)
                for old in try WorkspaceRoot.prune(settings.workspaceRoot, keeping: settings.keptWorkspaceCount) {
                    observer.info("workspace_removed", ["folder": .string(old)])
                }
                return
            }
            try workspace.remove()
        } catch {
            facts["message"] = .string(Failure(wrapping: error).message)
            observer.warn("workspace_kept", facts)
        }
    }
}
