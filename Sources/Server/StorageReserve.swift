import API
import Domain
import Glibc
import Platform
import Synchronization

/// Room on the disk of the service's own database that is kept for saying no.
///
/// A denial, a heartbeat, an expiry are written down too, and PostgreSQL that cannot extend its log stops altogether. So
/// the service keeps a file of 64 MiB beside the database. When less than 16 MiB are left besides, it removes the file, and
/// from then on refuses what brings content (uploads, submissions, transcripts, dispatches, templates) with `storage_full`,
/// before a byte of it is taken. Everything else goes on in the room that was gained: thousands of decisions. Runners repeat
/// what was refused while they hold their leases. When there is twice the reserve again, the file is made anew and content
/// is welcome.
final class StorageReserve: Sendable {
    private static let sizeBytes = 64 << 20
    private static let lowBytes = 16 << 20

    /// What brings content. Each is refused as a whole, before anything of it is stored.
    private static let content: Set<String> = [
        Endpoints.artifactPut.shape.name, Endpoints.runnerArtifactPut.shape.name, Endpoints.runnerSubmit.shape.name,
        Endpoints.runnerFrames.shape.name, Endpoints.runDispatch.shape.name, Endpoints.templatePush.shape.name,
    ]

    private let directory: String
    private let path: String
    private let observer: Observer
    private let isSpent = Atomic(false)

    init(in directory: String, observer: Observer) {
        self.directory = directory
        self.observer = observer
        path = "\(directory)/reserve"
    }

    /// Throws `storage_full` for what there is no room for.
    func admit(_ shape: EndpointShape) throws {
        guard isSpent.load(ordering: .relaxed), Self.content.contains(shape.name) else { return }
        throw Failure(
            .storageFull,
            "the disk of the service is full; nothing was stored. An operator must make room, then it can be repeated")
    }

    /// Spends the reserve or renews it as the disk wants; called a few times a second by one thread.
    func look() {
        guard let free = freeBytes else { return }
        let wasSpent = isSpent.load(ordering: .relaxed)
        if wasSpent ? free >= 2 * Self.sizeBytes : free < Self.lowBytes || access(path, F_OK) != 0 {
            let isKept = free >= Self.lowBytes && allocate()
            if !isKept { unlink(path) }
            isSpent.store(!isKept, ordering: .relaxed)
            guard isKept == wasSpent else { return }
            let facts: [String: JSON] = ["directory": .string(directory), "free_bytes": .integer(Int64(free))]
            isKept ? observer.info("storage_recovered", facts) : observer.error("storage_full", facts)
        }
    }

    private var freeBytes: Int? {
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else { return nil }
        return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    private func allocate() -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        return posix_fallocate(file, 0, Self.sizeBytes) == 0
    }
}
