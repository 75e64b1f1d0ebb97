internal import CProcess
import Domain
import Glibc

/// posix_spawn, with everything that a child must not inherit taken away.
enum Spawn {
    /// Starts the program with these descriptors as its standard input, output and errors. Returns its process number.
    static func start(_ program: Subprocess, input: Int32, output: Int32, errors: Int32) throws -> Int32 {
        let path = try executable(of: program)
        let variables = program.environment.map { "\($0.key)=\($0.value)" }.sorted()
        let texts = [path, program.directory ?? ""] + program.arguments + variables
        guard !texts.contains(where: { $0.utf8.contains(0) }) else {
            throw Failure(.badRequest, "cannot start \(path): an argument or a variable holds a zero byte")
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setAttributes(&attributes)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (index, number) in [input, output, errors].enumerated() {
            posix_spawn_file_actions_adddup2(&actions, number, Int32(index))
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        if let directory = program.directory { posix_spawn_file_actions_addchdir_np(&actions, directory) }
        var processID: pid_t = 0
        let status = withCStrings([path] + program.arguments) { arguments in
            withCStrings(variables) { variables in
                SpawnGate.pass { posix_spawn(&processID, path, &actions, &attributes, arguments, variables) }
            }
        }
        guard status == 0 else {
            let place = program.directory.map { " in \($0)" } ?? ""
            throw Failure.system("cannot start \(path)\(place)", errno: status)
        }
        return processID
    }

    /// A session of its own, and signals as if nobody had touched them.
    private static func setAttributes(_ attributes: inout posix_spawnattr_t) {
        posix_spawnattr_setflags(
            &attributes, SPAWN_SETSID | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
    }

    static func executable(of program: Subprocess) throws -> String {
        let name = program.executable
        if name.utf8.contains(UInt8(ascii: "/")) { return name }
        return try find(name, in: program.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
    }

    static func find(_ name: String, in path: String) throws -> String {
        let candidates = path.split(separator: ":").map { "\($0)/\(name)" }
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw Failure(.unavailable, "cannot start \(name): it is in none of the folders \(path)")
        }
        return found
    }

    static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        return body(pointers + [nil])
    }
}
