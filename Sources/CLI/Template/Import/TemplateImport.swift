import API
import Domain
import FoundationEssentials
import Formats

/// `countersign template import`
enum TemplateImport {
    static let source = Argument("SOURCE", "A folder, or the address of a git repository.")
    static let area = Option<String>("as-area", "AREA", "Where the drafts go; the collection's name if absent.")
    static let dryRun = Flag("dry-run", "Only say what would become of each file; needs no service.")

    static let command = Command(
        "import", "Import skills, agents, commands and plugins of others as drafts.",
        description: """
            Reads Agent Skills (folders with SKILL.md), sub-agents (agents/*.md), slash commands (commands/**/*.md), \
            plugins and marketplaces. Nothing in them is run, no link is followed, no other repository is fetched. Every \
            file becomes part of a draft, or is refused with its place and the reason, or is listed as what it is. A \
            draft says what is missing before another person can publish it. Importing again makes new versions of \
            what has changed; a name that another area has already gets a number.
            """,
        arguments: [source], options: [area, dryRun],
        examples: [
            Example("countersign template import .claude --as-area engineering --dry-run", "See what would happen."),
            Example("countersign template import https://example.org/skills.git", "A repository's newest commit."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let collection = try read(invocation[source], invocation)
        let area = try area(collection, invocation)
        let taken = invocation[dryRun] ? [] : try takenNames(outside: area, invocation)
        let report = CollectionReader.read(collection, area: area, taken: taken)
        var view = ImportView(report, files: collection.count)
        for draft in report.drafts { try take(draft, area, &view, invocation) }
        if invocation.wantsJSON { return try invocation.print(json: view) }
        for refusal in view.refused {
            try invocation.print(refusal.problems.map { "\("refused", .bad) \($0.text)" })
        }
        for problem in view.elsewhere { invocation.say("\("elsewhere", .waiting) \(problem.text)") }
        try invocation.confirm("\(view.sentence).")
    }

    private static func read(_ typed: String, _ invocation: Invocation) throws -> Collection {
        guard !typed.isEmpty else { throw UsageFailure("SOURCE is empty: name a folder, or a git repository") }
        let path = LocalFile.path(typed, invocation)
        var isFolder = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder,
            !FileManager.default.fileExists(atPath: path + "/HEAD")
        {
            return try CollectionFolder.read(path)
        }
        guard CollectionRepository.isAddress(typed) || isFolder else {
            throw Failure(.badRequest, "\(typed) is neither a folder nor the address of a git repository")
        }
        return try invocation.working("Fetching \(typed)") {
            try CollectionRepository.read(isFolder ? path : typed)
        }
    }

    private static func area(_ collection: Collection, _ invocation: Invocation) throws -> String {
        let typed = invocation[area]
        let area = typed ?? collection.name.asTemplateName
        guard !area.isEmpty, area.asTemplateName == area else {
            throw UsageFailure("an area is 1 to 64 of a-z 0-9 and single hyphens: use --as-area AREA")
        }
        return area
    }

    private static func takenNames(outside area: String, _ invocation: Invocation) throws -> Set<String> {
        let page = try invocation.allPages(Endpoints.templateList, path: invocation.teamPath())
        return Set(page.items.filter { $0.area != area }.map(\.name))
    }

    /// What the service does not take is refused like what was not understood, and the others go on.
    private static func take(
        _ draft: ImportedDraft, _ area: String, _ view: inout ImportView, _ invocation: Invocation
    ) throws {
        var shown = ImportView.Draft(draft, area: area)
        if !invocation[dryRun] {
            do {
                shown.version = try push(draft, area, invocation).summary.number
            } catch let failure as Failure where [.malformed, .tooLarge].contains(failure.code.kind) {
                let problem = Problem(file: draft.source, line: 1, column: 1, message: failure.message)
                view.refused.append(
                    ImportView.Refusal(source: draft.source, sources: draft.sources, problems: [problem]))
                return
            }
        }
        view.drafts.append(shown)
        if invocation.wantsJSON { return }
        let version = shown.version.map { " version \($0)" } ?? ""
        try invocation.confirm("\(draft.source) → \(area)/\(draft.name, .bold)\(version) (\(draft.kind.rawValue))")
        for remark in draft.remarks { invocation.say("  \("remark", .dim): \(remark.text)") }
    }

    private static func push(
        _ draft: ImportedDraft, _ area: String, _ invocation: Invocation
    ) throws -> TemplateVersionView {
        let files = draft.files.paths.map { path in
            FileContent(
                path: path, base64: Data(draft.files.files[path] ?? []).base64EncodedString(),
                isExecutable: draft.executables.contains(path))
        }
        let push = TemplatePush(
            name: draft.name, area: area, files: files, note: "Imported from \(invocation[source]), \(draft.source).")
        return try invocation.call(Endpoints.templatePush, path: invocation.teamPath(), push)
    }
}
