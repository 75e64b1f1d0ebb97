import Domain

/// Turns a collection of skills, sub-agents, commands and plugins by somebody else into drafts of templates. Nothing is
/// run, nothing is lost: every file becomes part of a draft, or is refused with its place and the reason, or is listed
/// as what it is.
package struct CollectionReader {
    private let collection: Collection
    private let area: String
    /// Names that are templates of another area already.
    private var taken: Set<String>
    private var report = ImportReport()

    /// `area` is where the drafts go; a name among `taken` gets a number.
    package static func read(_ collection: Collection, area: String, taken: Set<String> = []) -> ImportReport {
        var reader = CollectionReader(collection: collection, area: area, taken: taken)
        reader.run()
        return reader.report
    }

    private init(collection: Collection, area: String, taken: Set<String>) {
        self.collection = collection
        self.area = area
        self.taken = taken
    }

    private mutating func run() {
        let manifests = PluginManifests(collection)
        let map = CollectionMap(collection, manifests: manifests)
        var tasks: [(path: String, kind: ImportedDraft.Kind)] = []
        var parts: [String: [String]] = [:]
        let all = Array(collection.files.keys) + collection.tooLarge.keys + collection.strange.keys
        for path in all.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            switch map.role(of: path) {
            case .task(let kind): tasks.append((path, kind))
            case .part(let skill): parts[skill, default: []].append(path)
            case .manifest where manifests.problems.contains { $0.file == path }:
                let problems = manifests.problems.filter { $0.file == path }
                report.refusals.append(ImportReport.Refusal(source: path, sources: [path], problems: problems))
            case .manifest: report.manifests.append(path)
            case .machinery(let reason): refuse(path, [path], reason)
            case .aside: report.asides.append(path)
            }
        }
        report.elsewhere = manifests.elsewhere
        for (path, kind) in tasks { take(path, kind, [path] + (parts[path] ?? [])) }
        report.refusals.sort { $0.source.utf8.lexicographicallyPrecedes($1.source.utf8) }
    }

    private mutating func refuse(_ path: String, _ sources: [String], _ reason: String) {
        let problem = Problem(file: path, line: 1, column: 1, message: reason)
        report.refusals.append(ImportReport.Refusal(source: path, sources: sources, problems: [problem]))
    }

    private mutating func take(_ path: String, _ kind: ImportedDraft.Kind, _ sources: [String]) {
        let unread = sources.compactMap(unreadable)
        guard unread.isEmpty, let bytes = collection.files[path] else {
            report.refusals.append(ImportReport.Refusal(source: path, sources: sources, problems: unread))
            return
        }
        do throws(Problems) {
            let task = try TaskDescription(bytes, kind: kind, path: path)
            let draft = try draft(of: task, bytes, sources)
            taken.insert(draft.name)
            report.drafts.append(draft)
        } catch {
            report.refusals.append(ImportReport.Refusal(source: path, sources: sources, problems: error.all))
        }
    }

    /// Why a file of a task could not even be read.
    private func unreadable(_ path: String) -> Problem? {
        if let size = collection.tooLarge[path] {
            let message = "\(size) bytes, more than the \(FileSet.fileLimitBytes) that a file may have"
            return Problem(file: path, line: 1, column: 1, message: message)
        }
        return collection.strange[path].map { Problem(file: path, line: 1, column: 1, message: $0) }
    }

    private func draft(of task: TaskDescription, _ bytes: [UInt8], _ sources: [String]) throws(Problems)
        -> ImportedDraft
    {
        let wanted = task.title.asTemplateName
        guard !wanted.isEmpty else {
            let message = "nothing of the name \(task.title) can name a template: it has no letter a-z or digit"
            throw Problems(Problem(file: task.path, line: task.fields["name"]?.line ?? 1, column: 1, message: message))
        }
        let name = free(wanted)
        let writer = DraftWriter(task, name: name)
        var files: [String: [UInt8]] = [:]
        let folder = PathText.folder(task.path)
        for path in sources { files[String(path.dropFirst(folder.count))] = collection.files[path] }
        if task.kind != .skill { files = [:] }
        if !writer.isPortable {
            files[SkillReader.file] = Array(writer.skill.utf8)
        } else {
            files[SkillReader.file] = bytes
        }
        if files[TaskReader.file] == nil { files[TaskReader.file] = Array(writer.taskFile.utf8) }
        let set = FileSet(files)
        let (template, problems) = TemplateReader.read(folder: "\(area)/\(name)", files: set)
        if let problems = Problems(problems.map { place($0, of: task, isCopy: writer.isPortable) }) { throw problems }
        var remarks = writer.remarks
        if name != wanted {
            let message = "another template is called \(wanted); this one is \(name)"
            remarks.append(Problem(file: task.path, line: 1, column: 1, message: message))
        }
        let executables = sources.filter { collection.executables.contains($0) }.map {
            String($0.dropFirst(folder.count))
        }
        return ImportedDraft(
            kind: task.kind, name: name, source: task.path, sources: sources, files: set,
            executables: Set(task.kind == .skill ? executables : []), remarks: remarks.sorted(),
            missing: template?.missing ?? [])
    }

    /// The name itself, or with the first number that makes it free.
    private func free(_ name: String) -> String {
        var candidate = name
        var number = 2
        while taken.contains(candidate) {
            let suffix = "-\(number)"
            candidate = String(name.prefix(64 - suffix.count)).removingSuffix("-") + suffix
            number += 1
        }
        return candidate
    }

    /// A problem of the draft, where its cause is in the collection.
    private func place(_ problem: Problem, of task: TaskDescription, isCopy: Bool) -> Problem {
        let isWritten = problem.file == SkillReader.file && !isCopy
        let isTask = task.kind != .skill || problem.file == "." || isWritten
        let file = isTask ? task.path : PathText.folder(task.path) + problem.file
        return Problem(
            file: file, line: isTask ? 1 : problem.line, column: isTask ? 1 : problem.column, message: problem.message)
    }
}
