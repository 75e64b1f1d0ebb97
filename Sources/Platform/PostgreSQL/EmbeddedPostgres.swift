import Domain
import FoundationEssentials
import Glibc

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

    package let socketDirectory: String
    /// Only names the socket: nothing listens on TCP.
    package let port = 5432
    private let process: RunningProcess
    private let directory: DataDirectory

    private init(process: RunningProcess, directory: DataDirectory, socketDirectory: String) {
        self.process = process
        self.directory = directory
        self.socketDirectory = socketDirectory
    }

    package var processID: Int32 { process.processID }
    package var isRunning: Bool { process.isRunning }

    /// A connection URI for libpq. Roles are those of `PostgresCluster.roles`; only `countersign_owner`, and the
    /// databases `postgres` and `template1`, are there from the start.
    package func url(role: String, database: String) -> String {
        let place = "host=\(Self.encode(socketDirectory))&port=\(port)"
        return "postgresql:///\(Self.encode(database))?\(place)&user=\(Self.encode(role))"
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
        let log = "\(directory.path)/postgres.log"
        let logStart = rotate(log)
        var program = host.program(
            "\(binaries.folder)/postgres",
            arguments(cluster, socketDirectory: socketDirectory, profile: profile))
        program.output = .append(path: log)
        program.errors = .append(path: log)
        let postgres = EmbeddedPostgres(
            process: try program.start(), directory: directory, socketDirectory: socketDirectory)
        try postgres.awaitReady(in: cluster.folder, log: log, logStart: logStart)
        return postgres
    }

    /// Ends connections, writes everything down and ends. Returns whether that went well; if it takes more than 30 s,
    /// PostgreSQL is stopped harder and recovers at the next start.
    @discardableResult
    package func stop() -> Bool {
        defer { directory.release() }
        process.send(SIGINT)
        if let outcome = process.wait(timeoutSeconds: Double(Self.stopTimeoutSeconds)) { return outcome.isSuccess }
        process.send(SIGQUIT)
        if process.wait(timeoutSeconds: 5) == nil {
            process.terminate(graceSeconds: 0)
            _ = process.wait()
        }
        return false
    }

    private func awaitReady(in cluster: String, log: String, logStart: Int) throws {
        let giveUp = Clock.monotonicMilliseconds + Self.startTimeoutSeconds * 1000
        while Clock.monotonicMilliseconds < giveUp {
            if let postmaster = Postmaster(cluster: cluster), postmaster.processID == processID, postmaster.isReady {
                return
            }
            if process.wait(timeoutSeconds: 0.005) != nil {
                let said = FileManager.default.contents(atPath: log)?.dropFirst(logStart) ?? Data()
                directory.release()
                throw PostgresCluster.failure(
                    "PostgreSQL did not start in \(cluster)", said: String(decoding: said, as: UTF8.self))
            }
        }
        stop()
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
