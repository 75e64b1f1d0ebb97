import API
import Domain
import FoundationEssentials
import Formats
import Platform
import Store
import Synchronization

/// A team's library as a git repository on this server: one commit for each change of what a dispatch takes, laid out as
/// a marketplace. It is a cache. Who made a commit, when, and what is in it follow from the database alone, so every
/// instance comes to the same commit ids, and a folder that is lost or broken is made again.
///
/// Thousands of publications take longer than anybody waits for an answer. So a request works on it for some seconds, what
/// it has made stays, and whoever asks again goes on from there.
struct LibraryRepository {
    private static let branch = "refs/heads/main"
    private static let deadlineSeconds = 120
    /// So many at once to git: enough that starting it costs little, and little enough to hold in memory.
    private static let batchBytes = 8 << 20
    /// By folder: one change at a time in this process.
    private static let locks = Mutex<[String: FolderLock]>([:])

    private final class FolderLock: Sendable { let mutex = Mutex(()) }

    let folder: String
    /// The newest commit; nil while nothing is published.
    let head: String?

    /// Brought up to date with what a dispatch takes now. Throws `unavailable` if that takes longer: to ask again goes on.
    static func current(_ team: TeamContext, workMilliseconds: Int = 20_000) throws -> LibraryRepository {
        let folder = "\(team.services.libraryFolder)/\(team.id).git"
        let end = Clock.monotonicMilliseconds + workMilliseconds
        let lock = locks.withLock { locks in
            let lock = locks[folder] ?? FolderLock()
            locks[folder] = lock
            return lock
        }
        try lock.mutex.withLock { _ in
            // Read under the lock: an older list would take back what a newer one has added.
            let steps = try team.read { try LibraryHistory.steps($0, team) }
            let known = try? commits(folder)
            guard let known, steps.map(\.message).starts(with: known) else {
                try make(folder)
                return try append(steps[...], after: [], team, folder, until: end)
            }
            try append(steps[known.count...], after: steps[..<known.count], team, folder, until: end)
        }
        return LibraryRepository(
            folder: folder, head: try git(folder).answer(["rev-parse", "--verify", "--quiet", branch]))
    }

    private static func git(_ folder: String) -> GitCommand {
        GitCommand(folder: folder, deadlineSeconds: deadlineSeconds)
    }

    private static func make(_ folder: String) throws {
        let files = FileManager.default
        if files.fileExists(atPath: folder) { try files.removeItem(atPath: folder) }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try git(folder).run(["init", "--quiet", "--bare", "--template=", "--initial-branch=main"])
    }

    /// The messages of all commits, oldest first. Throws if this is no repository of ours.
    private static func commits(_ folder: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder + "/HEAD") else {
            throw Failure(.unavailable, "\(folder) is no repository")
        }
        guard try git(folder).answer(["rev-parse", "--verify", "--quiet", branch]) != nil else { return [] }
        let text = try git(folder).run(["log", "--reverse", "--first-parent", "--format=%B%x00", branch])
        return text.split(separator: "\0").map { $0.filter { $0 != "\n" } }.filter { !$0.isEmpty }
    }

    private static func append(
        _ new: ArraySlice<LibraryHistory.Step>, after old: ArraySlice<LibraryHistory.Step>, _ team: TeamContext,
        _ folder: String, until end: Int
    ) throws {
        if new.isEmpty { return }
        var layout = LibraryLayout(team: team.name, form: .marketplace)
        for step in old { layout.take(step) }
        var manifests = old.isEmpty ? [:] : layout.manifests
        var left = new
        while !left.isEmpty {
            var stream = FastImport(branch: branch, isNew: left.startIndex == 0)
            while let step = left.popFirst() {
                try write(step, on: &layout, &manifests, to: &stream, team)
                if stream.byteCount > batchBytes || Clock.monotonicMilliseconds > end { break }
            }
            try git(folder).run(["fast-import", "--quiet", "--done"], input: stream.stream)
            guard left.isEmpty || Clock.monotonicMilliseconds <= end else {
                throw Failure(
                    .unavailable,
                    "the library's git repository is being made: \(left.startIndex) of \(left.endIndex) publications are in it; "
                        + "ask again, and it goes on from there")
            }
        }
    }

    private static func write(
        _ step: LibraryHistory.Step, on layout: inout LibraryLayout, _ manifests: inout [String: [UInt8]],
        to stream: inout FastImport, _ team: TeamContext
    ) throws {
        let (before, replaced) = (manifests, layout.take(step))
        manifests = layout.manifests
        stream.commit(step.message, at: step.at)
        if let replaced { stream.delete(layout.folder(of: replaced)) }
        for path in before.keys where manifests[path] == nil { stream.delete(path) }
        for (path, bytes) in manifests where before[path] != bytes { stream.write(path, bytes) }
        guard let entry = step.entry else { return }
        try team.read { tx in
            for file in try tx.all(TemplateFiles(team: team.id, template: entry.template, number: entry.number)) {
                stream.write(
                    "\(layout.folder(of: entry))/\(file.path)", try StoredBytes.held(tx, team, file.digest),
                    isExecutable: file.isExecutable)
            }
        }
    }
}
