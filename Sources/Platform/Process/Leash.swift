import Domain
import Glibc

/// Ties a program to the life of this process. The kernel sends a signal to one process when its parent dies, not to what
/// that one has started; so the program gets a guard above it, the `timeout` of coreutils, which is that one process and
/// kills the whole group, itself included, when it gets SIGALRM. Otherwise it passes on signals and the program's status.
///
/// Should we die in the millisecond before `setpriv` has asked for the signal, the guard's own time ends the group: it is a
/// little longer than the deadline and the grace, by which it has ended anyway while we live.
enum Leash {
    private static let path = "/usr/bin:/bin"
    private static let marginSeconds = 2.0

    static func tie(_ program: Subprocess) throws -> Subprocess {
        let executable = try Spawn.executable(of: program)
        guard !executable.hasPrefix("/") || access(executable, X_OK) == 0 else {
            throw Failure.system("cannot start \(executable)", errno: errno)
        }
        let seconds = program.deadlineSeconds.map { $0 + program.graceSeconds + marginSeconds } ?? 0
        var tied = program
        tied.executable = try Spawn.find("setpriv", in: path)
        tied.arguments =
            [
                "--pdeathsig", "ALRM", "--", try Spawn.find("timeout", in: path), "--signal=KILL", "\(seconds)",
                executable,
            ]
            + program.arguments
        return tied
    }
}
