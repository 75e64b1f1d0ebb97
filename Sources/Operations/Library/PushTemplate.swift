import API
import Decisions
import Domain
import FoundationEssentials
import Formats
import Store

/// Takes a template folder in: as a new draft, or as the version that is there already if nothing has changed.
package enum PushTemplate {
    package static func run(_ team: TeamContext, _ input: TemplatePush) throws -> TemplateVersionView {
        let pushed = try decoded(input.files)
        let read = try template(TemplateReader.read(folder: "\(input.area)/\(input.name)", files: pushed))
        guard let author = team.personID else { throw Failure(.notHuman, "only a person can push a template") }
        let note = try ReasonText.note(input.note)
        let executables = Set(input.files.filter(\.isExecutable).map(\.path))
        return try team.change { change in
            let latest = try change.tx.templateVersion(team: team.id, template: read.name, .latest)
            guard let (files, template) = try settled(pushed, read, input, executables, over: latest, change) else {
                return try .load(change.tx, team, read.name, .latest)
            }
            let answers = Set(input.answers ?? []).sorted()
            if let onto = input.onto, onto < 1 || onto > latest?.number ?? 0 {
                throw Failure.missingVersion(template.name, onto)
            }
            if let latest, try isSame(latest, change, template.area, files, executables) {
                guard answers.isEmpty else { throw nothingAnswered(latest) }
                return try .load(change.tx, team, template.name, .number(latest.number))
            }
            try refuseToUndo(latest, template.name, input.onto)
            let number = (latest?.number ?? 0) + 1
            let definition = String(decoding: try JSONEncoder().encode(template), as: UTF8.self)
            try change.tx.insertNext(
                InsertTemplateVersion(
                    team: team.id, template: template.name, number: number, digest: files.digest,
                    area: template.area, description: template.description, definition: definition,
                    note: note, importedDigest: input.isImport == true ? pushed.digest : nil,
                    author: author, at: change.tx.startedAt))
            try store(files, executables, change, template.name, number)
            for finding in answers {
                try change.tx.run(
                    InsertFindingAnswer(team: team.id, finding: finding, template: template.name, number: number))
            }
            try record(change, template.name, number, files.digest, answers)
            var view = try TemplateVersionView.load(change.tx, team, template.name, .number(number))
            view.notice = try latest.flatMap { try notice(of: view.summary, after: $0, executables, change) }
            return view
        }
    }

    /// Says that a push has brought an earlier version back, over the head of the latest, or moved the template: whoever
    /// pushes an old folder or another one by mistake does not see it otherwise.
    private static func notice(
        of new: TemplateVersionSummary, after latest: TemplateVersionRow, _ executables: Set<String>, _ change: Change
    ) throws -> String? {
        let (tx, team) = (change.tx, change.team)
        let after = try StoredTemplate.load(tx, team, new.name, number: new.number)
        let same = TemplateVersionsWithDigest(
            team: team.id, template: new.name, digest: new.digest, before: latest.number)
        let earlier = try tx.all(same).first {
            try after.template.area == $0.area && executables == self.executables(new.name, $0.number, change)
        }
        guard let earlier else { return moved(after.template, from: latest.area) }
        let before = try StoredTemplate.load(tx, team, new.name, number: latest.number)
        var parts: [String] = []
        for change in MeaningDiff.changes(from: before, to: after) where !parts.contains(change.part.rawValue) {
            parts.append(change.part.rawValue)
        }
        return "version \(new.number) is identical to version \(earlier.number), and differs from version "
            + "\(latest.number), the latest until now, in \(parts.joined(separator: ", ")): it takes back what was "
            + "pushed since. `countersign template diff \(new.name)` shows what; --onto \(earlier.number) would have "
            + "refused this push"
    }

    /// The area is what the folder above is called: it changes with no line of the template.
    private static func moved(_ template: TaskTemplate, from area: String) -> String? {
        guard template.area != area else { return nil }
        return "this moves \(template.name) from the area \(area) to \(template.area)"
    }

    private static func nothingAnswered(_ latest: TemplateVersionRow) -> Failure {
        Failure(
            .wrongState,
            "nothing has changed since \(latest.template) version \(latest.number), so nothing is answered")
    }

    /// Files that were made from an older version would take back, without a word, what was pushed since.
    private static func refuseToUndo(_ latest: TemplateVersionRow?, _ name: String, _ onto: Int?) throws {
        guard let onto, let latest, onto != latest.number else { return }
        throw Failure(
            .stale,
            "\(latest.author) has pushed \(name) version \(latest.number) since version \(onto), from which this was made: "
                + "take over what `countersign template diff \(name) --from \(onto) --to \(latest.number) --lines` shows, "
                + "then push with --onto \(latest.number)",
            detail: ["latest": .integer(Int64(latest.number))])
    }

    /// What is to be stored: of an import with gaps, the task.yaml that the team has written since the last one. Nil if the
    /// collection has not changed since it was imported from there: the note says whence.
    private static func settled(
        _ pushed: FileSet, _ read: TaskTemplate, _ input: TemplatePush, _ executables: Set<String>,
        over latest: TemplateVersionRow?, _ change: Change
    ) throws -> (FileSet, TaskTemplate)? {
        let last = ImportedTemplateVersion(team: change.team.id, template: read.name)
        let ofSource = ImportedTemplateVersion(team: change.team.id, template: read.name, note: input.note ?? "")
        guard input.isImport == true, let latest, let imported = try change.tx.first(last) else {
            return (pushed, read)
        }
        let before = try change.tx.first(ofSource) ?? imported
        if before.digest == pushed.digest, latest.area == read.area,
            try executables == self.executables(read.name, before.number, change)
        {
            return nil
        }
        // Nobody has worked on it since.
        if read.missing == nil || latest.digest == imported.digest { return (pushed, read) }
        let files = try pushed.keepingTask(of: latest, change)
        return (files, try template(TemplateReader.read(read, withTaskOf: files)))
    }

    private static func template(_ outcome: (template: TaskTemplate?, problems: [Problem])) throws -> TaskTemplate {
        if let problems = Problems(outcome.problems) { throw problems.failure(.invalidTemplate) }
        guard let read = outcome.template else {
            throw Failure(.invalidTemplate, "there is no template in these files")
        }
        return read
    }

    private static func record(
        _ change: Change, _ name: String, _ number: Int, _ digest: Digest, _ answers: [String]
    ) throws {
        var data: [String: JSON] = ["number": .integer(Int64(number)), "digest": .string(digest.description)]
        if !answers.isEmpty { data["answers"] = .array(answers.map { .string($0) }) }
        try change.record("template_pushed", "template:\(name)", data)
    }

    private static func decoded(_ files: [FileContent]) throws -> FileSet {
        var out: [String: [UInt8]] = [:]
        for file in files {
            guard let data = Data(base64Encoded: file.base64) else {
                throw Failure(.invalidInput, "the bytes of \(file.path) are not in base 64")
            }
            guard out.updateValue([UInt8](data), forKey: file.path) == nil else {
                throw Failure(.invalidInput, "\(file.path) is given twice")
            }
        }
        return FileSet(out)
    }

    /// The digest covers paths and bytes; the area and what is executable count too.
    private static func isSame(
        _ latest: TemplateVersionRow, _ change: Change, _ area: String, _ files: FileSet, _ executables: Set<String>
    ) throws -> Bool {
        guard latest.digest == files.digest, latest.area == area else { return false }
        return try executables == self.executables(latest.template, latest.number, change)
    }

    private static func executables(_ template: String, _ number: Int, _ change: Change) throws -> Set<String> {
        let stored = try change.tx.all(TemplateFiles(team: change.team.id, template: template, number: number))
        return Set(stored.filter(\.isExecutable).map(\.path))
    }

    private static func store(
        _ files: FileSet, _ executables: Set<String>, _ change: Change, _ name: String, _ number: Int
    ) throws {
        for path in files.paths {
            let bytes = files.files[path] ?? []
            let digest = try StoredBytes.store(bytes, change)
            let file = TemplateFiles.Row(
                path: path, digest: digest, sizeBytes: Int64(bytes.count), isExecutable: executables.contains(path))
            try change.tx.run(
                InsertTemplateFile(team: change.team.id, template: name, number: number, file: file))
        }
    }
}

extension FileSet {
    /// With the task.yaml that the team has made of it.
    fileprivate func keepingTask(of version: TemplateVersionRow, _ change: Change) throws -> FileSet {
        let stored = try change.tx.all(
            TemplateFiles(team: change.team.id, template: version.template, number: version.number))
        var files = files
        for file in stored where file.path == "task.yaml" {
            files[file.path] = try StoredBytes.held(change.tx, change.team, file.digest)
        }
        return FileSet(files)
    }
}
