import Domain
import FoundationEssentials
import Glibc
import Synchronization

/// The service's own private PostgreSQL: made on first start, reachable by a unix socket only and by the service's OS
/// user only, and gone when the service is gone, even if that was killed. Starting takes 2–3 s the first time, then
/// 0.1–0.2 s; after a crash it takes as long as recovery does.
package final class EmbeddedPostgres: Sendable {
    package enum Profile: Sendable {
        /// What was committed survives a loss of power.
        case durable
        /// Survives nothing, and is fast.
        case test
    }

    /// A start includes crash recovery, whose length depends on what there is to replay (at most 1 GiB of log).
    private static let startTimeoutSeconds = 120
    /// What a fast shutdown may take: it ends connections and writes 64 MiB of buffers at most.
    private static let stopTimeoutSeconds = 30
    private static let logLimitBytes = 16 << 20

    private struct State: Sendable {
        var process: RunningProcess?
        var isStopped = false
    }

    package let socketDirectory: String
    /// Only names the socket: nothing listens on TCP.
    package let port = 5432
    private let directory: DataDirectory
    private let clusterFolder: String
    private let log: String
    private let program: Subprocess
    private let state = Mutex(State())

    private init(directory: DataDirectory, clusterFolder: String, socketDirectory: String, program: Subprocess) {
        self.directory = directory
        self.clusterFolder = clusterFolder
        self.socketDirectory = socketDirectory
        log = Self.log(in: directory)
        self.program = program
    }

    /// 0 while it has never run.
    package var processID: Int32 { state.withLock { $0.process?.processID ?? 0 } }
    package var isRunning: Bool { state.withLock { $0.process?.isRunning ?? false } }

    /// A connection URI for libpq. Roles are those of `PostgresCluster.roles`; only `countersign_owner`, and the
    /// databases `postgres` and `template1`, are there from the start.
    package func url(role: String, database: String) -> String {
        let place = "host=\(Self.encode(socketDirectory))&port=\(port)"
        return "postgresql:///\(Self.encode(database))?\(place)&user=\(Self.encode(role))"
    }

    /// Whether a cluster has been made there.
    package static func exists(dataDirectory: String) -> Bool {
        access("\(dataDirectory)/postgres/PG_VERSION", F_OK) == 0
    }

    /// Takes the data directory, makes the cluster if there is none, and returns when clients can connect.
    package static func start(dataDirectory: String, profile: Profile = .durable) throws -> EmbeddedPostgres {
        let host = try PostgresHost()
        let directory = try DataDirectory(dataDirectory)
        try host.checkReach(directory.path)
        let cluster = PostgresCluster(host: host, dataDirectory: directory.path)
        let binaries = try PostgresBinaries.find(version: cluster.version)
        if cluster.version == nil { try cluster.initialize(binaries, profile: profile) }
        try Postmaster.awaitEnd(in: cluster.folder, timeoutSeconds: stopTimeoutSeconds)
        try cluster.writeAccess()
        let socketDirectory = socketDirectory(for: directory.path)
        try host.makePrivateFolder(socketDirectory)
        var program = host.program(
            "\(binaries.folder)/postgres",
            arguments(cluster, socketDirectory: socketDirectory, profile: profile))
        program.output = .append(path: log(in: directory))
        program.errors = program.output
        let postgres = EmbeddedPostgres(
            directory: directory, clusterFolder: cluster.folder, socketDirectory: socketDirectory, program: program)
        do {
            try postgres.launch()
        } catch {
            directory.release()
            throw error
        }
        return postgres
    }

    /// Starts it again on the same data after it has ended by itself: killed, out of memory, out of disk. It recovers what
    /// was committed, and clients connect again at the same place. Returns when they can. What is left of the one before
    /// may stand in the way for a moment (a backend that finishes its statement), so a caller tries again later.
    /// Throws also when `stop` was called, before or meanwhile: a stopped one stays stopped.
    package func restart() throws { try launch() }

    /// Ends connections, writes everything down and ends. Returns whether that went well; if it takes more than 30 s,
    /// PostgreSQL is stopped harder and recovers at the next start.
    @discardableResult
    package func stop() -> Bool {
        defer { directory.release() }
        let process = state.withLock { state in
            state.isStopped = true
            return state.process
        }
        return process.map(Self.end) ?? true
    }

    private static func end(_ process: RunningProcess) -> Bool {
        process.send(SIGINT)
        if let outcome = process.wait(timeoutSeconds: Double(stopTimeoutSeconds)) { return outcome.isSuccess }
        process.send(SIGQUIT)
        if process.wait(timeoutSeconds: 5) == nil {
            process.terminate(graceSeconds: 0)
            _ = process.wait()
        }
        return false
    }

    private func launch() throws {
        let logStart = Self.rotate(log)
        let process = try state.withLock { state in
            guard !state.isStopped else { throw Failure(.unavailable, "PostgreSQL in \(clusterFolder) is stopped") }
            let process = try program.start()
            state.process = process
            return process
        }
        try awaitReady(process, logStart: logStart)
    }

    private func awaitReady(_ process: RunningProcess, logStart: Int) throws {
        let giveUp = Clock.monotonicMilliseconds + Self.startTimeoutSeconds * 1000
        while Clock.monotonicMilliseconds < giveUp {
            if let postmaster = Postmaster(cluster: clusterFolder), postmaster.processID == process.processID,
                postmaster.isReady
            {
                return
            }
            if process.wait(timeoutSeconds: 0.005) != nil {
                let said = FileManager.default.contents(atPath: log)?.dropFirst(logStart) ?? Data()
                throw PostgresCluster.failure(
                    "PostgreSQL did not start in \(clusterFolder)", said: String(decoding: said, as: UTF8.self))
            }
        }
        _ = Self.end(process)
        throw Failure(.unavailable, "PostgreSQL was not ready after \(Self.startTimeoutSeconds) s; see \(log)")
    }

    /// Everything is said here and not in postgresql.conf, so that an old cluster gets today's settings.
    private static func arguments(
        _ cluster: PostgresCluster, socketDirectory: String, profile: Profile
    ) -> [String] {
        var settings = [
            "listen_addresses": "",
            "unix_socket_directories": socketDirectory,
            "hba_file": cluster.accessFile,
            "ident_file": cluster.identityFile,
            // Several times what all pools of the service hold.
            "max_connections": "200",
            "shared_buffers": "64MB",
            // Compiling costs more than the service's short statements take.
            "jit": "off",
            // What flash takes for a page anywhere, beside one in order; the default of 4 is a disk's, for which reading a
            // table of 50,000 rows from end to end is cheaper than looking up a thousand.
            "random_page_cost": "1.1",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m [%p] ",
        ]
        if profile == .test {
            settings["fsync"] = "off"
            settings["full_page_writes"] = "off"
            settings["synchronous_commit"] = "off"
        }
        let options = settings.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
        return ["-D", cluster.folder, "-p", "5432"] + options
    }

    /// Beside the cluster, or where that path is too long for a socket (107 bytes) or not plain, in /tmp under a name
    /// that only this data directory has.
    private static func socketDirectory(for dataDirectory: String) -> String {
        let beside = "\(dataDirectory)/socket"
        let isPlain = beside.utf8.allSatisfy {
            $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"")
        }
        if isPlain && beside.utf8.count + "/.s.PGSQL.5432".utf8.count <= 107 { return beside }
        return "/tmp/countersign-" + Digest.of(dataDirectory).hex.prefix(16)
    }

    private static func log(in directory: DataDirectory) -> String { "\(directory.path)/postgres.log" }

    /// Keeps one older log. Returns where the new part begins.
    private static func rotate(_ log: String) -> Int {
        var status = stat()
        guard lstat(log, &status) == 0 else { return 0 }
        guard status.st_size > logLimitBytes else { return status.st_size }
        _ = rename(log, log + ".1")
        return 0
    }

    private static func encode(_ text: String) -> String {
        text.utf8.reduce(into: "") { out, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                out.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                out += "%" + Hex.encode([byte]).uppercased()
            }
        }
    }
}
