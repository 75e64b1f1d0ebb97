import API
import Domain
import FoundationEssentials
import Formats
import Platform
import Store
import Synchronization

/// A team's library as a git repository on this server: one commit for each change of what a
/// dispatch takes, laid out as a marketplace. It
/// is a cache. Who made a commit, when, and what is in it follow from the database alone, so every instance comes to the
/// same commit ids, and a folder that is lost or broken is made again.
struct LibraryRepository {
    private static let branch = "refs/heads/main"
    private static let deadlineSeconds = 120
    /// One change at a time in this process; it is in nobody's way, for publications are rare.
    private static let lock = Mutex(())

    let folder: String
    /// The newest commit; nil while nothing is published.
    let head: String?

    /// Brought up to date with what a dispatch takes now.
    static func current(_ team: TeamContext) throws -> LibraryRepository {
        let folder = "\(team.services.libraryFolder)/\(team.id).git"
        try lock.withLock { _ in
            // Read under the lock: an older list would take back what a newer one has added.
            let steps = try team.read { try LibraryHistory.steps($0, team) }
            let known = try? commits(folder)
            guard let known, steps.map(\.message).starts(with: known) else {
                try make(folder)
                return try append(steps[...], after: [], team, folder)
            }
            try append(steps[known.count...], after: steps[..<known.count], team, folder)
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
        _ folder: String
    ) throws {
        if new.isEmpty { return }
        var layout = LibraryLayout(team: team.name, form: .marketplace)
        for step in old { layout.take(step) }
        for (index, step) in zip(new.indices, new) {
            let before = index == 0 ? [:] : layout.manifests
            let replaced = layout.take(step)
            var commit = FastImportCommit(
                branch: branch, message: step.message, at: step.at, isFirst: index == 0)
            if let replaced { commit.delete(layout.folder(of: replaced)) }
            for path in before.keys where layout.manifests[path] == nil { commit.delete(path) }
            for (path, bytes) in layout.manifests where before[path] != bytes { commit.write(path, bytes) }
            if let entry = step.entry { try write(entry, to: layout.folder(of: entry), &commit, team) }
            try git(folder).run(["fast-import", "--quiet", "--done"], input: commit.stream)
        }
    }

    private static func write(
        _ entry: LibraryLayout.Entry, to folder: String, _ commit: inout FastImportCommit, _ team: TeamContext
    ) throws {
        try team.read { tx in
            for file in try tx.all(TemplateFiles(team: team.id, template: entry.template, number: entry.number)) {
                commit.write(
                    "\(folder)/\(file.path)", try StoredBytes.held(tx, team, file.digest),
                    isExecutable: file.isExecutable)
            }
        }
    }
}
