import FoundationEssentials
import Glibc
import Platform
import Store

/// A private PostgreSQL for this test process, started when it is first asked for and gone with the process.
package final class TestCluster: Sendable {
    /// A superuser, who made the cluster.
    package static let owner = "countersign_owner"
    private static let started = Result { try TestCluster() }

    private static let place = "/tmp"
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
}
