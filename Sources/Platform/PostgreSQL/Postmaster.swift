import Domain
import FoundationEssentials
import Glibc

/// What `postmaster.pid` in a cluster says about the PostgreSQL that serves it.
struct Postmaster: Equatable {
    let processID: Int32
    let isReady: Bool

    /// Nil when the file is not there or half written. Its first line is the process, its eighth the state, which turns
    /// `ready` when clients can connect: the same that pg_ctl waits for.
    init?(cluster: String) {
        guard let data = FileManager.default.contents(atPath: "\(cluster)/postmaster.pid") else { return nil }
        self.init(text: String(decoding: data, as: UTF8.self))
    }

    init?(text: String) {
        let lines = text.lines
        guard let first = lines.first, let processID = Int32(first) else { return nil }
        self.processID = processID
        isReady = lines.count > 7 && lines[7].hasPrefix("ready")
    }

    /// Whether it is alive and works in this cluster: the file may be left over, and its number someone else's by now.
    func serves(_ cluster: String) -> Bool {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/\(processID)/cwd", &buffer, buffer.count)
        return count > 0 && cluster.utf8.elementsEqual(buffer.prefix(count).map { UInt8(bitPattern: $0) })
    }

    /// A service that was killed leaves its PostgreSQL behind for the moment that a fast shutdown takes. Asks once more
    /// and waits until it is gone.
    static func awaitEnd(in cluster: String, timeoutSeconds: Int) throws {
        guard let orphan = Postmaster(cluster: cluster), orphan.serves(cluster) else { return }
        kill(orphan.processID, SIGINT)
        let giveUp = Clock.monotonicMilliseconds + timeoutSeconds * 1000
        while orphan.serves(cluster) {
            guard Clock.monotonicMilliseconds < giveUp else {
                throw Failure(
                    .unavailable,
                    "an earlier PostgreSQL, process \(orphan.processID), still shuts down in \(cluster) after "
                        + "\(timeoutSeconds) s; look into its log or stop it with `kill -QUIT \(orphan.processID)`")
            }
            usleep(10_000)
        }
    }
}
