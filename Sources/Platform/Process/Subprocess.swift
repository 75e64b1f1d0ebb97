import Domain
import Glibc

/// A program to run: what it is given and what becomes of what it says. It starts by posix_spawn in a session of its
/// own without a terminal, with exactly this environment, with default signals and no descriptor but its first three.
package struct Subprocess: Sendable {
    package enum Input: Sendable {
        case none
        case bytes([UInt8])
        case file(String)
    }

    package enum Output: Sendable {
        case discard
        /// Kept up to the limit. What comes after it is read and dropped, so that the program does not hang.
        case capture(limitBytes: Int)
        /// Handed over in pieces as it comes, on the program's supervising thread. While the callback blocks, the
        /// program's output waits, and so does its deadline: hand over quickly.
        case stream(@Sendable ([UInt8]) -> Void)
        /// Appended to a file, which is made with mode 0600.
        case append(path: String)
    }

    /// A path, or a name that is looked up in the `PATH` of `environment`.
    package var executable: String
    package var arguments: [String]
    package var environment: [String: String]
    /// Nil: where the service is.
    package var directory: String?
    package var input: Input = .none
    package var output: Output = .capture(limitBytes: 1 << 20)
    package var errors: Output = .capture(limitBytes: 64 << 10)
    /// When it has run for so long, its process group gets SIGTERM, and SIGKILL after the grace.
    package var deadlineSeconds: Double?
    package var graceSeconds: Double = 5
    /// Whether its process group is killed when this process is gone, however it went.
    package var endsWithUs = false

    package init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        directory: String? = nil, deadlineSeconds: Double? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.deadlineSeconds = deadlineSeconds
    }

    /// Those of our own environment variables that are set.
    package static func inherited(_ names: [String]) -> [String: String] {
        names.reduce(into: [:]) { out, name in
            if let value = getenv(name) { out[name] = String(cString: value) }
        }
    }

    /// Starts it and waits for its end. Throws only when it cannot be started.
    package func run() throws -> Outcome { try start().wait() }

    /// Starts it. The thread that starts it lasts as long as the program does and watches over it; so a program that
    /// asked for a signal at its parent's death (`prctl(PR_SET_PDEATHSIG)`, which means the parent *thread*) gets it
    /// when this process ends and not before.
    package func start() throws -> RunningProcess {
        let program = endsWithUs ? try Leash.tie(self) : self
        let started = Promise<Result<RunningProcess, any Error>>()
        try BackgroundThread.start {
            do {
                var supervisor = try ProcessSupervisor.start(program)
                started.keep(.success(supervisor.process))
                supervisor.run()
            } catch {
                started.keep(.failure(error))
            }
        }
        return try started.wait().get()
    }
}
