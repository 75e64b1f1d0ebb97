import API
import APIClient
import Domain

/// `countersign output get`
enum OutputGet {
    static let version = Option<Int>("version", "N", "This version; the latest if absent.")
    static let path = Option<String>("path", "PATH", "Only this file.")
    static let to = Option<String>(
        "to", "FOLDER", "Where to; a folder named like the output if absent; - prints one file.")
    static let force = Flag("force", short: "f", "Overwrite files that are there.")

    static let command = Command(
        "get", "Fetch the files of an output.",
        description: """
            Writes them below a folder, never outside of it, and checks every file against its digest before it gets its \
            name. Nothing that is there is overwritten without --force.
            """,
        arguments: [OutputArgument.output], options: [version, path, to, force],
        examples: [
            Example("countersign output get out_0abc1defghjkmnpq --to notes", "All files, into a folder."),
            Example("countersign output get out_0abc1defghjkmnpq --path release-notes.md --to -", "Print one file."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try OutputArgument.view(invocation)
        let version = try OutputArgument.version(invocation[version], of: view)
        let files = try wanted(version, invocation)
        if invocation[to] == "-" { return try printFile(files, version, invocation) }
        let typed = invocation[to] ?? view.summary.id
        let tree = SafeTree(
            root: LocalFile.path(typed, invocation), overwrites: invocation[force],
            remedy: "choose another folder with --to, or --force")
        // All names are checked before the first byte is fetched, so that nothing half-done is left behind.
        let places = try files.map { try tree.place(for: $0.path) }
        let client = try invocation.client()
        for (file, place) in zip(files, places) {
            try invocation.working("Fetching \(file.path)") {
                try tree.write(place, digest: file.digest) { draft in
                    try client.download(
                        Endpoints.outputFile, path: downloadPath(version, invocation), query: [("path", file.path)],
                        to: draft)
                }
            }
            try invocation.confirm("\(typed)/\(file.path)  \(file.digest.short, .dim)")
        }
        if invocation.wantsJSON { try invocation.print(json: files) }
    }

    private static func wanted(_ version: OutputVersionView, _ invocation: Invocation) throws -> [OutputFileView] {
        guard let path = invocation[path] else { return version.files }
        let found = version.files.filter { $0.path.utf8.elementsEqual(path.utf8) }
        guard !found.isEmpty else {
            let near = NearestName.of(path, in: version.files.map(\.path)).map { "; did you mean \($0)?" } ?? ""
            throw Failure(.notFound, "version \(version.number) has no file `\(path)`\(near)")
        }
        return found
    }

    private static func printFile(
        _ files: [OutputFileView], _ version: OutputVersionView, _ invocation: Invocation
    ) throws {
        guard files.count == 1, let file = files.first else {
            throw UsageFailure("only one file can be printed: name it with --path")
        }
        let bytes = try invocation.client().download(
            Endpoints.outputFile, path: downloadPath(version, invocation), query: [("path", file.path)])
        guard Digest.of(bytes) == file.digest else { throw SafeTree.mismatch(file.path) }
        guard invocation.terminal.isOutputTerminal else { return try invocation.terminal.write(bytes) }
        try invocation.print(content: String(decoding: bytes, as: UTF8.self))
    }

    private static func downloadPath(
        _ version: OutputVersionView, _ invocation: Invocation
    ) throws -> [String: String] {
        try OutputArgument.path(invocation).merging(["version": String(version.number)]) { $1 }
    }
}
