import Domain

/// Turns a collection of skills, sub-agents, commands and plugins by somebody else into drafts of templates. Nothing is
/// run, nothing is lost: every file becomes part of a draft, or is refused with its place and the reason, or is listed
/// as what it is.
package struct CollectionReader {
    /// Where a template is already that a folder of the collection holds.
    package struct Home: Hashable, Sendable {
        package let name: String
        package let area: String

        package init(name: String, area: String) {
            self.name = name
            self.area = area
        }
    }

    private let collection: Collection
    private let area: String
    /// Names that are templates of another area already, or of somebody else in the collection.
    private var taken: Set<String>
    /// By folder, with its `/`.
    private let homes: [String: Home]
    private var report = ImportReport()

    /// `area` is where the drafts go; a name among `taken` gets a number. What is at home elsewhere goes there, under its
    /// name.
    package static func read(
        _ collection: Collection, area: String, taken: Set<String> = [], homes: [String: Home] = [:]
    ) -> ImportReport {
        var reader = CollectionReader(collection: collection, area: area, taken: taken, homes: homes)
        reader.run()
        return reader.report
    }

    private init(collection: Collection, area: String, taken: Set<String>, homes: [String: Home]) {
        self.collection = collection
        self.area = area
        self.taken = taken.union(homes.values.map(\.name))
        self.homes = homes
    }

    private mutating func run() {
        let manifests = PluginManifests(collection)
        let map = CollectionMap(collection, manifests: manifests)
        var tasks: [(path: String, kind: ImportedDraft.Kind)] = []
        var parts: [String: [String]] = [:]
        for path in collection.paths {
            switch map.role(of: path) {
            case .task(let kind): tasks.append((path, kind))
            case .part(let skill): parts[skill, default: []].append(path)
            case .manifest:
                let problems = manifests.problems.filter { $0.file == path }.sorted()
                if problems.isEmpty { report.manifests.append(path) } else { refuse(path, [path], problems) }
            case .machinery(let reason), .strange(let reason): refuse(path, [path], [top(path, reason)])
            case .aside(let reason): report.asides.append(top(path, reason))
            }
        }
        report.elsewhere = manifests.elsewhere
        let described = tasks.compactMap { path, kind in describe(path, kind, [path] + (parts[path] ?? [])) }
        // A skill whose folder has its name keeps it, whoever else is called so.
        for isAtHome in [true, false] {
            for source in described where source.task.isAtHome == isAtHome { take(source) }
        }
        report.drafts.sort { $0.source.utf8.lexicographicallyPrecedes($1.source.utf8) }
        report.refusals.sort { $0.source.utf8.lexicographicallyPrecedes($1.source.utf8) }
    }

    /// A task, and the files that belong to it.
    private struct Source {
        let task: TaskDescription
        let bytes: [UInt8]
        let files: [String]
        /// What belongs to it and does not come along.
        let leftOut: [Problem]
    }

    private func top(_ path: String, _ message: String) -> Problem {
        Problem(file: path, line: 1, column: 1, message: message)
    }

    private mutating func refuse(_ path: String, _ sources: [String], _ problems: [Problem]) {
        report.refusals.append(ImportReport.Refusal(source: path, sources: sources, problems: problems))
    }

    /// Nil if it is refused. Of the files that belong to a task, one that cannot be read, hides something or
    /// holds a secret is refused alone.
    private mutating func describe(_ path: String, _ kind: ImportedDraft.Kind, _ all: [String]) -> Source? {
        guard let bytes = collection.text(path) else {
            refuse(path, all, all.compactMap(unreadable))
            return nil
        }
        do throws(Problems) {
            let task = try TaskDescription(bytes, kind: kind, path: path)
            let leftOut = all.map { unreadable($0).map { [$0] } ?? unfit($0, besides: path) }.filter { !$0.isEmpty }
            for problems in leftOut { refuse(problems[0].file, [problems[0].file], problems) }
            let refused = Set(leftOut.map { $0[0].file })
            return Source(
                task: task, bytes: bytes, files: all.filter { !refused.contains($0) }, leftOut: leftOut.map { $0[0] })
        } catch {
            refuse(path, all, error.all)
            return nil
        }
    }

    /// Why a file could not even be read.
    private func unreadable(_ path: String) -> Problem? {
        if let size = collection.tooLarge[path] {
            return top(path, "\(size) bytes, more than the \(FileSet.fileLimitBytes) that a file may have")
        }
        return collection.strange[path].map { top(path, $0) }
    }

    /// In a file beside a SKILL.md that the task can do without.
    private func unfit(_ path: String, besides skill: String) -> [Problem] {
        if [skill, PathText.folder(skill) + TaskReader.file].contains(path) { return [] }
        let bytes = collection.files[path] ?? []
        let without = "; the draft is made without this file: "
        let secrets = PlainText.secrets(in: bytes, file: path)
        return PlainText.problems(inAnyFile: bytes, file: path).map { found in
            let way =
                secrets.contains(found)
                ? "for a sample write a placeholder such as YOUR_KEY, then import again" : "mend it, then import again"
            return Problem(
                file: path, line: found.line, column: found.column, message: found.message + without + way)
        }
    }

    private mutating func take(_ source: Source) {
        do throws(Problems) {
            report.drafts.append(try draft(of: source))
        } catch {
            refuse(source.task.path, source.files, error.all)
        }
    }

    private mutating func draft(of source: Source) throws(Problems) -> ImportedDraft {
        let task = source.task
        let wanted = task.title.asTemplateName
        guard !wanted.isEmpty else {
            let message = "nothing of the name \(task.title) can name a template: it has no letter a-z or digit"
            throw Problems(Problem(file: task.path, line: task.fields["name"]?.line ?? 1, column: 1, message: message))
        }
        let home = home(of: task, called: wanted)
        let name = home?.name ?? free(wanted)
        let area = home?.area ?? area
        // Even if it is refused: what is mended upstream comes under the same name later.
        taken.insert(name)
        let writer = DraftWriter(task, name: name)
        let folder = PathText.folder(task.path)
        var files: [String: [UInt8]] = [:]
        for path in source.files where task.kind == .skill && path != task.path {
            files[String(path.dropFirst(folder.count))] = collection.files[path]
        }
        files[SkillReader.file] = writer.isPortable ? source.bytes : Array(writer.skill.utf8)
        if files[TaskReader.file] == nil, files.count >= FileSet.countLimit {
            throw Problems(top(task.path, Self.tooMany(files.count)))
        }
        files[TaskReader.file] =
            files[TaskReader.file] == nil ? Array(writer.taskFile.utf8) : collection.text(folder + TaskReader.file)
        let carried = CarriedFiles(of: task, from: collection, into: files)
        for (path, file) in carried.files { files[path] = collection.files[file] }
        let set = FileSet(files)
        let (template, problems) = TemplateReader.read(folder: "\(area)/\(name)", files: set)
        if let problems = Problems(problems.map { place($0, of: task, isCopy: writer.isPortable) }) { throw problems }
        // Each file is in one list: what several tasks name is told with the first of them.
        let claimed = Set(report.asides.map(\.file)).intersection(carried.files.values)
        report.asides.removeAll { claimed.contains($0.file) }
        return ImportedDraft(
            kind: task.kind, name: name, area: area, isOwn: home != nil, source: task.path,
            sources: source.files + claimed.sorted(), files: set,
            executables: executables(of: source, carried),
            remarks: (writer.remarks + remarks(on: source, wanted: wanted, name: name) + carried.remarks).sorted(),
            missing: template?.missing ?? [])
    }

    private func executables(of source: Source, _ carried: CarriedFiles) -> Set<String> {
        let folder = PathText.folder(source.task.path)
        let own = source.files.filter { collection.executables.contains($0) }.map { String($0.dropFirst(folder.count)) }
        let programs = carried.files.filter { collection.executables.contains($0.value) }.keys
        return Set(source.task.kind == .skill ? own : []).union(programs)
    }

    /// A task that somebody has renamed is another one.
    private func home(of task: TaskDescription, called name: String) -> Home? {
        guard task.kind == .skill, let home = homes[PathText.folder(task.path)], home.name == name else { return nil }
        return home
    }

    /// What the collection has, and what its draft needs besides.
    private static func tooMany(_ count: Int) -> String {
        "\(count) files, and task.yaml makes \(count + 1), more than the \(FileSet.countLimit) that a folder may have"
    }

    private func remarks(on source: Source, wanted: String, name: String) -> [Problem] {
        let task = source.task
        var out = source.leftOut.map { problem in
            let place = problem.line > 1 ? "\(problem.file):\(problem.line)" : problem.file
            return top(task.path, "without \(place): \(problem.message)")
        }
        for path in [task.path, PathText.folder(task.path) + TaskReader.file] where source.files.contains(path) {
            if collection.text(path) != collection.files[path] {
                out.append(top(path, "a byte order mark was left out"))
            }
        }
        if task.kind == .skill, PathText.name(task.path) != SkillReader.file {
            out.append(top(task.path, "a skill's file is called \(SkillReader.file); here it is, too"))
        }
        if name != wanted { out.append(top(task.path, "another template is called \(wanted); this one is \(name)")) }
        return out
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
