import Domain
import Glibc

/// A program that a person uses at this terminal, such as an editor: it has our standard streams and we wait for it.
package enum Foreground {
    /// Returns the exit status; 128 and the signal's number if a signal ended it. Interrupts are the program's meanwhile,
    /// not ours.
    package static func run(
        _ path: String, _ arguments: [String], environment: [String: String]
    ) throws -> Int32 {
        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        defer {
            signal(SIGINT, interrupt)
            signal(SIGQUIT, quit)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGQUIT)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
        var processID: pid_t = 0
        let failure = Spawn.withCStrings([path] + arguments) { arguments in
            Spawn.withCStrings(variables) { variables in
                SpawnGate.pass { posix_spawn(&processID, path, nil, &attributes, arguments, variables) }
            }
        }
        guard failure == 0 else { throw Failure.system("cannot start \(path)", errno: failure) }
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0 {
            guard errno == EINTR else { throw Failure.system("cannot wait for \(path)", errno: errno) }
        }
        let signalNumber = status & 0x7f
        return signalNumber == 0 ? (status >> 8) & 0xff : 128 + signalNumber
    }
}
