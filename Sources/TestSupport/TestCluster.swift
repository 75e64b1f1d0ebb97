import FoundationEssentials
import Glibc
import Platform
import Store

/// A private PostgreSQL for this test process, started when it is first asked for and gone with the process.
package final class TestCluster: Sendable {
    /// A superuser, who made the cluster.
    package static let owner = "countersign_owner"
    private static let started = Result { try TestCluster() }

    /// In memory if there is room. Besides being quick itself, it spares the disk's file system thousands of new files
    /// right after thousands were removed, which ext4 is slow at: StoreTests took 29 s on disk where they take 6 s here.
    private static let place = hasRoom("/dev/shm", gibibytes: 2) ? "/dev/shm" : "/tmp"
    private static let prefix = "countersign-test-cluster-"

    private let folder = "\(place)/\(prefix)\(getpid())"
    private let postgres: EmbeddedPostgres

    package static func shared() throws -> TestCluster { try started.get() }

    package func url(database: String, role: String = owner) -> String { postgres.url(role: role, database: database) }

    private init() throws {
        Self.removeLeftovers()
        postgres = try EmbeddedPostgres.start(dataDirectory: folder, profile: .test)
        atexit {
            guard let cluster = try? TestCluster.shared() else { return }
            cluster.postgres.stop()
            try? FileManager.default.removeItem(atPath: cluster.folder)
        }
    }

    /// PostgreSQL ends with its test process even if that is killed, but then nobody removes the files.
    private static func removeLeftovers() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [] where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)) else { continue }
            let isOver = process == getpid() || kill(process, 0) != 0 && errno == ESRCH
            if isOver { try? FileManager.default.removeItem(atPath: "\(place)/\(name)") }
        }
    }

    private static func hasRoom(_ folder: String, gibibytes: UInt) -> Bool {
        var status = statvfs()
        return access(folder, W_OK) == 0 && statvfs(folder, &status) == 0
            && status.f_bavail * status.f_frsize >= gibibytes << 30
    }
}
