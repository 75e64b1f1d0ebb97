import Domain
import Harness
import Platform

/// The agent's process group: its output becomes frames, and it ends with us, with its lease, or by itself.
struct AgentProcess {
    enum End: Equatable {
        case ended(Outcome.End)
        case timedOut
        case cancelled
        case leaseLost(Lease.Loss)
    }

    private static let lookMilliseconds = 50

    private let process: RunningProcess
    private let output: LineCutter
    private let errors: LineCutter

    /// The last line that it wrote to standard error and that is not blank.
    var lastError: String { errors.lastLine }

    init(_ command: AgentCommand, in folder: String, transcript: Transcript) throws {
        let output = LineCutter { transcript.add(.stdout, $0) }
        let errors = LineCutter { transcript.add(.stderr, $0) }
        var program = Subprocess(
            command.words.first ?? "", Array(command.words.dropFirst()), environment: command.environment,
            directory: folder)
        program.endsWithUs = true
        // While these wait for the transcript to move on, the agent's pipes fill and it waits as well.
        program.output = .stream { output.add($0) }
        program.errors = .stream { errors.add($0) }
        self.output = output
        self.errors = errors
        process = try program.start()
    }

    /// Waits for its end and brings it about when it is due.
    /// - Parameter transcript: told when nothing can be sent any more, so that an agent that writes can be ended.
    func watch(
        _ lease: Lease, timeoutSeconds: Int, graceSeconds: Double, transcript: Transcript
    ) -> End {
        let deadline = Clock.sinceBootMilliseconds + timeoutSeconds * 1000
        while true {
            if let outcome = process.wait(timeoutSeconds: Double(Self.lookMilliseconds) / 1000) {
                finish()
                return lease.loss.map { .leaseLost($0) } ?? .ended(outcome.end)
            }
            if let loss = lease.loss {
                transcript.fail(Failure(.leaseLost, "the lease is given up"))
                stop(graceSeconds: min(graceSeconds, lease.stopWithinSeconds / 2))
                return .leaseLost(loss)
            }
            if lease.isCancelled {
                stop(graceSeconds: graceSeconds)
                return .cancelled
            }
            if Clock.sinceBootMilliseconds >= deadline {
                stop(graceSeconds: graceSeconds)
                return .timedOut
            }
        }
    }

    /// Returns when the whole group is gone.
    private func stop(graceSeconds: Double) {
        process.terminate(graceSeconds: graceSeconds)
        _ = process.wait()
        finish()
    }

    private func finish() {
        output.finish()
        errors.finish()
    }
}
