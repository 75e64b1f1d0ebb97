import API
import APIClient
import Domain
import Formats
import Glibc

extension LibraryLayout.Form: OptionValue {}

/// `countersign library export`
enum LibraryExport {
    static let form = RequiredOption<LibraryLayout.Form>(
        "as", "FORM", "A marketplace of plugins, or a folder of skills.")
    static let to = Option<String>("to", "FOLDER", "Where to; a folder named library if absent.")
    static let pinned = Flag(
        "pinned", "A marketplace that only names the plugins, in the service's repository at this very commit.")
    static let force = Flag(
        "force", short: "f", "Overwrite files that are there, and remove templates that have left the library.")

    static let command = Command(
        "export", "Write the published templates as plugins or skills.",
        description: """
            Every template is written in the version that a dispatch takes, with all of its files, byte for byte, task.yaml \
            too; what is deprecated is left out. countersign.json names the version and the digest of each. A marketplace \
            has one plugin per area, whose version counts changes; a folder of skills suits any agent that reads Agent \
            Skills. With --pinned a marketplace holds no plugin: each is named by the service's repository and the commit \
            (sha), so that it stays what it is. Nothing that is there is overwritten without --force. With it, what somebody \
            has changed since is named as it is overwritten, and what an earlier export wrote and the library no longer \
            has is removed, unless somebody has changed it since.
            """,
        options: [form, to, pinned, force],
        examples: [
            Example(
                "countersign library export --as marketplace --to team-library", "For `claude plugin marketplace add`."),
            Example("countersign library export --as marketplace --pinned --to approved", "Only this state of it."),
            Example("countersign library export --as skills --to .claude/skills", "Skills of one project."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let form = try invocation[form]
        guard !invocation[pinned] || form == .marketplace else {
            throw UsageFailure("--pinned is about a marketplace; skills are always written as they are")
        }
        let path = try invocation.teamPath()
        var view = try invocation.call(Endpoints.libraryShow, path: path, query: [("as", form.rawValue)])
        let typed = invocation[to] ?? "library"
        let tree = SafeTree(
            root: LocalFile.path(typed, invocation), overwrites: invocation[force],
            remedy: "choose another folder with --to, or --force")
        let earlier = tree.overwrites ? try EarlierExport.read(tree.root) : nil
        guard !view.templates.isEmpty || earlier?.isEmpty == false else {
            throw Failure(.notPublished, "the team has nothing published: `countersign template publish`")
        }
        if invocation[pinned] { try pin(&view, invocation) }
        let left = earlier?.left(by: view.files.map(\.path)) ?? [:]
        try view.rewrite(LibraryLayout.pinsFile) { [files = view.files] pins in
            let manifests = files.filter { $0.text != nil && $0.path != LibraryLayout.pinsFile }
            let digests = Dictionary(manifests.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
            return LibraryLayout.pins(pins, others: digests.merging(left) { first, _ in first })
        }
        let overwritten = earlier?.overwritten(by: view.files) ?? []
        try write(view, into: tree, path, invocation)
        for file in overwritten { invocation.say("Overwrote \(typed)/\(file), which was changed here or not exported") }
        earlier?.remove(except: view.files.map(\.path), shownAs: typed, invocation)
        let count = view.templates.count
        try invocation.confirm(
            view, "\(count.counted("template")) in \(view.files.count.counted("file")) below \(typed, .bold)")
    }

    private static func write(
        _ view: LibraryView, into tree: SafeTree, _ path: [String: String], _ invocation: Invocation
    ) throws {
        // All names are checked before the first byte is fetched, so that nothing half-done is left behind.
        let places = try view.files.map { try tree.place(for: $0.path) }
        let client = try invocation.client()
        for (file, place) in zip(view.files, places) {
            try invocation.working("Fetching \(file.path)") {
                try tree.write(place, digest: file.digest) { draft in
                    if let text = file.text {
                        return try AtomicFile.write(Array(text.utf8), to: draft, replaces: false)
                    }
                    let path = path.merging(["digest": file.digest.description]) { $1 }
                    try client.download(Endpoints.artifactGet, path: path, to: draft)
                }
            }
            if file.isExecutable { chmod(place, 0o755) }
        }
    }

    /// Leaves the manifests only, and has them name the repository and its newest commit.
    private static func pin(_ view: inout LibraryView, _ invocation: Invocation) throws {
        guard let commit = view.commit else { return }
        let url = "\(try invocation.settings().server)\(view.repository)"
        view.files.removeAll { $0.path.hasPrefix("plugins/") }
        try view.rewrite(LibraryLayout.marketplaceFile) { LibraryLayout.pinned($0, url: url, sha: commit) }
    }
}

extension LibraryView {
    /// Changes what stands in one of the manifests.
    fileprivate mutating func rewrite(_ path: String, _ change: (JSON) -> JSON) throws {
        guard let index = files.firstIndex(where: { $0.path == path }), let text = files[index].text else { return }
        let changed = change(try JSON(text: text)).pretty + "\n"
        files[index].text = changed
        files[index].digest = Digest.of(changed)
        files[index].size = Int64(changed.utf8.count)
    }
}
