import Domain
import Glibc
import Store

/// A private PostgreSQL for this test process: unix socket only, in memory where possible, no fsync. Started when first
/// asked for. A shell holds one end of a socket whose other end is ours: when this process ends, in whatever way, the
/// shell reads the end of the stream, stops PostgreSQL and removes its folder.
package final class TestCluster: Sendable {
    private let folder: String

    private static let started = Result { try TestCluster() }

    package static func shared() throws -> TestCluster { try started.get() }

    /// Of a superuser unless another role is named.
    package func url(database: String, role: String = "postgres") -> String {
        "postgresql:///\(database)?host=\(folder)&user=\(role)"
    }

    /// PostgreSQL refuses to run as root, so root becomes `postgres`.
    private init() throws {
        let shell = ["sh", "-c", Self.script]
        let dropRoot = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        let answer = try Self.firstLine(of: getuid() == 0 ? dropRoot + shell : shell)
        guard answer.hasPrefix("/") else {
            throw Failure(.unavailable, "no PostgreSQL for tests (is postgresql-15 installed?): \(answer)")
        }
        folder = answer
    }

    private static let script = """
        trap '' INT HUP
        bin=$(pg_config --bindir) && cd / &&
        folder=$(mktemp -d /dev/shm/countersign-test.XXXXXX || mktemp -d) || exit 1
        { "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
          "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start -o "-k $folder -c listen_addresses='' \\
            -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c deadlock_timeout=100ms \\
            -c max_connections=300 -c shared_buffers=64MB"
        } >"$folder/setup" 2>&1 </dev/null && echo "$folder" || tail -n 1 "$folder/setup"
        read -r _
        "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
        rm -rf "$folder"
        """

    /// Starts a command with our socket as its stdin and stdout; answers the first line that it writes.
    private static func firstLine(of command: [String]) throws -> String {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0,
            posix_spawn_file_actions_adddup2(&actions, ends[1], 0) == 0,
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1) == 0,
            posix_spawnp(nil, command[0], &actions, nil, &arguments, &environment) == 0
        else { throw Failure(.unavailable, "cannot start \(command[0])") }
        close(ends[1])
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(ends[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }
}
