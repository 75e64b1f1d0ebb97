import API
import Domain
import Formats
import Glibc

/// `countersign context import`
enum ContextImport {
    static let path = Argument("PATH", "CLAUDE.md, AGENTS.md, or the folder that one of them speaks for.")
    static let layer = Option<ContextLayer>("layer", "LAYER", "organisation, team or project; team if absent.")
    static let root = Option<String>("root", "FOLDER", "Imports may reach everything in here; PATH's folder if absent.")
    static let dryRun = Flag("dry-run", "Show what would be proposed, with the origin of every line; propose nothing.")

    static let command = Command(
        "import", "Propose what CLAUDE.md or AGENTS.md says as team context.",
        description: """
            `@path` outside of code is followed for up to \(ContextImporter.hopLimit) hops within the folder, also from an \
            AGENTS.md that a CLAUDE.md imports, though not from one taken by itself; every line keeps its file and line. Comments in HTML stay out. For a folder the closest file is \
            taken: its own CLAUDE.md, .claude/CLAUDE.md or AGENTS.md, or that of the next folder above, up to --root. Anything that is missing, secret, hidden, circular or \
            outside of the folder is refused, all of it at once, each with its place.
            """,
        arguments: [path], options: [layer, ContextArgument.project, root, ContextPropose.note, dryRun],
        examples: [
            Example("countersign context import . --dry-run", "What would the team's runs be told?"),
            Example("countersign context import CLAUDE.md", "Propose it as the team's context."),
            Example(
                "countersign context import packages/web --root . --layer project --project web",
                "What holds for one folder, as a project's context."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let layer = invocation[layer] ?? .team
        try ContextPropose.check(layer, invocation)
        let imported = try read(invocation)
        for notice in imported.notices { invocation.say("\(notice.text, .dim)") }
        let note = invocation[ContextPropose.note]
        let problems = imported.problems + ContextPropose.noteProblems(invocation)
        if let problems = Problems(problems) { throw problems.failure(.invalidContext) }
        let proposal = ContextProposal(
            text: imported.text, project: invocation[ContextArgument.project], note: note, sources: imported.sources)
        guard invocation[dryRun] else {
            return try ContextPropose.send(
                proposal, invocation.teamPath(["layer": layer.rawValue]), invocation)
        }
        ContextPropose.warnOfBlank(proposal.text, invocation)
        try invocation.show(proposal) { try show($0, invocation) }
    }

    private static func read(_ invocation: Invocation) throws -> ImportedContext {
        let typed = invocation[path]
        let full = LocalFile.path(typed, invocation)
        guard let mode = ImportFolder.mode(full) else {
            throw Failure(.badRequest, "there is no file or folder \(typed)")
        }
        let isFolder = mode == S_IFDIR
        // A link is known by where it stands, not by where it leads.
        let slash = full.lastIndex(of: "/") ?? full.startIndex
        let (place, name) = isFolder ? (full, "") : (String(full[...slash]), String(full[full.index(after: slash)...]))
        let folder = try ImportFolder(invocation[root] ?? place, invocation)
        guard let below = ImportFolder.real(place).flatMap(folder.relative) else {
            throw Failure(.badRequest, "\(typed) is not in \(folder.path)")
        }
        let inside = below.isEmpty || name.isEmpty ? below + name : below + "/" + name
        guard isFolder else { return try read(inside, in: folder, invocation) }
        guard let file = try ContextImporter.closest(to: inside, look: folder.look) else {
            throw Failure(
                .badRequest, "there is no CLAUDE.md and no AGENTS.md in \(typed), or above it up to \(folder.path)")
        }
        invocation.say("Reading \(file)")
        for other in try folder.nested(in: inside) {
            let below = other[..<(other.lastIndex(of: "/") ?? other.endIndex)]
            invocation.say("Not in it: \(other) holds for \(below) only; import \(below) as a project's context")
        }
        return try read(file, in: folder, invocation)
    }

    /// Says what lies beside the file and is not in what it imports.
    private static func read(
        _ file: String, in folder: ImportFolder, _ invocation: Invocation
    ) throws -> ImportedContext {
        let imported = try ContextImporter.read(file, look: folder.look)
        let taken = Set(imported.sources.map(\.file))
        for other in try ContextImporter.others(beside: file, look: folder.look) where !taken.contains(other) {
            invocation.say(
                "Not in it: \(other) lies beside \(file); name it there (@\(relative(other, to: file))) or import it instead"
            )
        }
        return imported
    }

    /// The path by which the file would name the other one.
    private static func relative(_ other: String, to file: String) -> String {
        let (from, to) = (file.split(separator: "/").dropLast(), other.split(separator: "/"))
        let common = zip(from, to.dropLast()).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: from.count - common) + to.dropFirst(common).map(String.init))
            .joined(separator: "/")
    }

    private static func show(_ proposal: ContextProposal, _ invocation: Invocation) throws {
        var table = Table("LINE", "FROM", "TEXT")
        for (index, text) in ContextLines.of(proposal.text).enumerated() {
            let source = (proposal.sources ?? []).place(ofLine: index + 1) ?? ""
            table.add("\(index + 1, .dim)", "\(source, .dim)", "\(text)")
        }
        try invocation.print(table.lines(width: nil))
        let size = TextSize(proposal.text)
        invocation.say(
            "\(size.words) words, \(size.characters) characters, about \(size.tokens) tokens. Nothing was proposed.")
    }
}
