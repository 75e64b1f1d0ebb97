import API
import APIClient
import Domain
import FoundationEssentials
import Formats

/// `countersign template import`
enum TemplateImport {
    static let source = Argument("SOURCE", "A folder, a SKILL.md, another .md, or the address of a git repository.")
    static let area = Option<String>("as-area", "AREA", "Where the drafts go; the collection's name if absent.")
    static let dryRun = Flag("dry-run", "Only say what would become of each file; needs no service.")

    static let command = Command(
        "import", "Import skills, agents, commands and plugins of others as drafts.",
        description: """
            Reads Agent Skills (folders with SKILL.md), sub-agents (agents/*.md), slash commands (commands/**/*.md), \
            plugins and marketplaces. Nothing in them is run, no link is followed, no other repository is fetched. Every \
            file becomes part of a draft, or is refused with its place and the reason, or is listed as what it is. A \
            file with a secret is left out of its skill; if that is in SKILL.md or task.yaml, the skill is refused. A \
            draft says what is missing before another person can publish it. Importing again makes new versions of \
            what has changed there, keeps the task.yaml that you have written, and names what an import of the same \
            SOURCE brought and the collection has no longer; a name that another area has already gets a number. Of \
            an export of your team's own library, what is as it was is named as already here, and what somebody has \
            changed becomes a new version of the template that it was exported from.
            """,
        arguments: [source], options: [area, dryRun],
        examples: [
            Example("countersign template import .claude --as-area engineering --dry-run", "See what would happen."),
            Example(
                "countersign template import skills/pdf/SKILL.md --as-area office",
                "One skill, with what lies beside it."),
            Example("countersign template import https://example.org/skills.git", "A repository's newest commit."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let collection = try read(invocation[source], invocation)
        guard collection.count > 0 else { throw Failure(.badRequest, "there is no file in \(invocation[source])") }
        let area = try area(collection, invocation)
        let known = try invocation[dryRun] ? [] : library(invocation)
        // One for all of them: it keeps its connection.
        let client = try invocation[dryRun] ? nil : invocation.client()
        let own =
            try client.map { try OwnTemplates(in: collection, known: known, $0, invocation) } ?? OwnTemplates()
        let report = CollectionReader.read(
            collection, area: area, taken: Set(known.filter { $0.area != area }.map(\.name)), homes: own.homes)
        var view = ImportView(report, files: collection.count)
        let before = Dictionary(known.map { ($0.name, $0.latest) }, uniquingKeysWith: max)
        for (index, draft) in report.drafts.enumerated() {
            try invocation.working("Importing \(index + 1) of \(report.drafts.count)") {
                try take(draft, own, before: before[draft.name], &view, client, invocation)
            }
            if let shown = view.drafts.last, shown.source == draft.source {
                try show(shown, invocation)
            }
        }
        if let client { view.gone = try gone(from: known, report, area, client, invocation) }
        try conclude(view, invocation)
        guard !view.drafts.isEmpty || view.refused.isEmpty else { throw Ended(.failed) }
    }

    private static func conclude(_ view: ImportView, _ invocation: Invocation) throws {
        if invocation.wantsJSON { return try invocation.print(json: view) }
        for refusal in view.refused { try invocation.print(lines(of: refusal)) }
        for problem in view.elsewhere { try invocation.print("\("elsewhere", .waiting) \(problem.text)") }
        for path in view.manifests {
            try invocation.print("\("manifest", .dim) \(path): read; it describes no task itself")
        }
        for aside in view.asides { try invocation.print("\("no task", .dim) \(aside.file): \(aside.message)") }
        for template in view.gone { try invocation.print(template.line) }
        try invocation.confirm("\(view.sentence).")
    }

    /// With how many files go with it.
    private static func lines(of refusal: ImportView.Refusal) -> [Text] {
        let count = refusal.sources.count
        let whole = count > 1 ? "\(refusal.source) (\(count) files): " : ""
        return refusal.problems.map { "\("refused", .bad) \(whole)\($0.text)" }
    }

    private static func read(_ typed: String, _ invocation: Invocation) throws -> Collection {
        guard !typed.isEmpty else { throw UsageFailure("SOURCE is empty: name a folder, or a git repository") }
        let path = LocalFile.path(typed, invocation)
        var isFolder = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if exists, isFolder, !FileManager.default.fileExists(atPath: path + "/HEAD") {
            return try CollectionFolder.read(path)
        }
        if exists, !isFolder, path.hasSuffix(".md") { return try CollectionFolder.read(file: path) }
        guard CollectionRepository.isAddress(typed) || isFolder else {
            throw Failure(
                .badRequest,
                "\(CollectionRepository.shown(typed)) is neither a folder, nor a file *.md, nor the address of a git "
                    + "repository")
        }
        return try invocation.working("Fetching \(CollectionRepository.shown(typed))") {
            try CollectionRepository.read(isFolder ? path : typed)
        }
    }

    private static func area(_ collection: Collection, _ invocation: Invocation) throws -> String {
        let typed = invocation[area]
        let area = typed ?? collection.name.asTemplateName
        guard !area.isEmpty, area.asTemplateName == area else {
            let like = (typed ?? "").asTemplateName
            let shown = "an area is 1 to 64 of a-z 0-9 and single hyphens"
            throw UsageFailure(
                typed.map { "`\($0)` names no area: \(shown)\(like.isEmpty ? "" : ", as in --as-area \(like)")" }
                    ?? "\(shown), and the collection's name has none of them: use --as-area AREA")
        }
        return area
    }

    private static func library(_ invocation: Invocation) throws -> [TemplateView] {
        try invocation.allPages(Endpoints.templateList, path: invocation.teamPath()).items
    }

    /// What the service does not take is refused like what was not understood, and the others go on.
    /// - Parameters:
    ///   - before: the latest version that the template had.
    ///   - client: absent in a dry run.
    private static func take(
        _ draft: ImportedDraft, _ own: OwnTemplates, before: Int?, _ view: inout ImportView, _ client: Client?,
        _ invocation: Invocation
    ) throws {
        var shown = ImportView.Draft(draft)
        if let client {
            do {
                if let stored = try own.version(of: draft, client, invocation) {
                    shown.find(stored, latest: before)
                } else {
                    try shown.take(try push(draft, client, invocation), of: draft, before: before) { number in
                        try TemplateReference(draft.name, version: String(number)).fetch(invocation)
                    }
                    if !shown.isUnchanged { shown.remarks += [own.remark(on: draft, latest: before)].compactMap { $0 } }
                }
            } catch let failure as Failure where [.malformed, .tooLarge].contains(failure.code.kind) {
                let problem = Problem(file: draft.source, line: 1, column: 1, message: failure.message)
                view.refused.append(
                    ImportView.Refusal(source: draft.source, sources: draft.sources, problems: [problem]))
                return
            }
        }
        view.drafts.append(shown)
    }

    private static func show(_ shown: ImportView.Draft, _ invocation: Invocation) throws {
        if invocation.wantsJSON { return }
        let version = shown.version.map { " version \($0)" } ?? ""
        let unchanged = shown.isHere == true ? ", already here" : shown.isUnchanged ? ", unchanged" : ""
        try invocation.confirm(
            "\(shown.source) → \(shown.area)/\(shown.name, .bold)\(version) (\(shown.kind.rawValue))\(unchanged)")
        for remark in shown.remarks { invocation.say("  \("remark", .dim): \(remark.text)") }
        if !shown.missing.isEmpty { invocation.say("  \("lacks", .waiting): \(shown.lacks)") }
        if let counts = shown.lintCounts { invocation.say("  \("lint", .waiting): \(counts)") }
    }

    private static func push(
        _ draft: ImportedDraft, _ client: Client, _ invocation: Invocation
    ) throws -> TemplateVersionView {
        let files = draft.files.paths.map { path in
            FileContent(
                path: path, base64: Data(draft.files.files[path] ?? []).base64EncodedString(),
                isExecutable: draft.executables.contains(path))
        }
        let note = ImportNote.text(of: draft.source, in: origin(invocation))
        let push = TemplatePush(name: draft.name, area: draft.area, files: files, note: note, isImport: true)
        return try client.call(Endpoints.templatePush, path: invocation.teamPath(), push)
    }

    /// By which the next import knows the source again: a path is the same however it is typed.
    private static func origin(_ invocation: Invocation) -> String {
        let typed = invocation[source]
        return ImportFolder.real(LocalFile.path(typed, invocation)) ?? CollectionRepository.shown(typed)
    }

    /// What earlier imports of the same source brought to the area, and this one has not even refused.
    private static func gone(
        from known: [TemplateView], _ report: ImportReport, _ area: String, _ client: Client, _ invocation: Invocation
    ) throws -> [GoneTemplate] {
        let origin = origin(invocation)
        let brought = Set(report.drafts.map(\.name))
        let refused = Set(report.refusals.map(\.source))
        let candidates = known.filter { $0.area == area && !$0.isDeprecated && !brought.contains($0.name) }
        return try candidates.compactMap { template in
            let path = try invocation.teamPath(["template": template.name])
            let notes = try client.call(Endpoints.templateHistory, path: path).items.map(\.note)
            guard let note = notes.first(where: ImportNote.isOne),
                let file = ImportNote.file(in: note, of: origin), !refused.contains(file)
            else { return nil }
            return GoneTemplate(area: area, name: template.name, source: file, isPublished: template.published != nil)
        }
    }
}
