import Domain

/// Reads the files of a template folder: a valid Agent Skill (`SKILL.md`) with `task.yaml` beside it.
package enum TemplateReader {
    /// `folder` is `<area>/<name>`, as in `library/`; `files` are by path relative to it; `symbolicLinks` are the paths
    /// that whoever read the folder found to be such. There is a template exactly if there are no problems; the parts
    /// of a task that are not there at all are none: the template names them itself, and is a draft until they are there.
    package static func read(
        folder: String, files: FileSet, symbolicLinks: [String] = []
    ) -> (template: TaskTemplate?, problems: [Problem]) {
        let (template, problems) = sketch(folder: folder, files: files, symbolicLinks: symbolicLinks)
        return (problems.isEmpty ? template : nil, problems)
    }

    /// As far as it can be read, whatever is wrong with it: for lint, which speaks about the rest, too.
    package static func sketch(
        folder: String, files: FileSet, symbolicLinks: [String] = []
    ) -> (template: TaskTemplate?, problems: [Problem]) {
        var problems = files.problems(symbolicLinks: symbolicLinks)
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count != 2 || !parts.allSatisfy(isName) {
            let message =
                "a template's folder is `<area>/<name>`, each of a-z 0-9 and single hyphens; this is `\(folder)`"
            problems.append(Problem(file: ".", line: 1, column: 1, message: message))
        }
        // Of the two that are read, every problem is reported below.
        for path in files.paths where path != SkillReader.file && path != TaskReader.file {
            problems += PlainText.problems(inAnyFile: files.files[path] ?? [], file: path)
        }
        let skillProblems = ProblemCollector(file: SkillReader.file)
        let skillReader = SkillReader(folderName: parts.last ?? "", problems: skillProblems)
        let skill = contents(files, skillProblems).flatMap(skillReader.read)
        let task = TaskFile(files)
        problems += skillProblems.problems + task.problems
        var template = skill.flatMap { TaskTemplate(area: parts.first ?? "", skill: $0, task: task) }
        template?.hasScript = files.files["scripts/run"] != nil
        return (template, problems.sorted())
    }

    /// A template that was read, with the task.yaml of these files; all others are as they were.
    package static func read(
        _ template: TaskTemplate, withTaskOf files: FileSet
    ) -> (template: TaskTemplate?, problems: [Problem]) {
        let task = TaskFile(files)
        let problems = files.problems(symbolicLinks: []) + task.problems
        guard problems.isEmpty, var changed = TaskTemplate(area: template.area, skill: .init(template), task: task)
        else { return (nil, problems.sorted()) }
        changed.hasScript = template.hasScript
        return (changed, [])
    }

    fileprivate struct TaskFile {
        let task: TaskReader.Task?
        let problems: [Problem]
        /// It is no mistake, and may only seem so while there is one.
        let missing: [Problem]

        init(_ files: FileSet) {
            let problems = ProblemCollector(file: TaskReader.file)
            let missing = ProblemCollector(file: TaskReader.file)
            task = contents(files, problems).flatMap(TaskReader(problems: problems, missing: missing).read)
            (self.problems, self.missing) = (problems.problems, missing.problems)
        }
    }

    /// Of a template or an area: 1 to 64 of a-z 0-9 -, without a hyphen at an end or two in a row.
    package static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        let hyphen = UInt8(ascii: "-")
        return (1...64).contains(bytes.count) && bytes.first != hyphen && bytes.last != hyphen
            && !name.contains("--")
            && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == hyphen }
    }

    /// The file's bytes; nil, and reported, if it is missing, not UTF-8, or hides something from its readers.
    private static func contents(_ files: FileSet, _ problems: ProblemCollector) -> [UInt8]? {
        guard let bytes = files.files[problems.file] else {
            problems.report("this file is missing: a template has SKILL.md and task.yaml", line: 1, column: 1)
            return nil
        }
        // That a file is too large is said of all files alike.
        guard bytes.count <= FileSet.fileLimitBytes else { return nil }
        let found = PlainText.problems(in: bytes, file: problems.file, limitBytes: FileSet.fileLimitBytes)
        for problem in found { problems.report(problem.message, line: problem.line, column: problem.column) }
        return found.isEmpty ? bytes : nil
    }
}

extension TaskTemplate {
    /// Nil for a task that could not be read.
    fileprivate init?(area: String, skill: SkillReader.Skill, task file: TemplateReader.TaskFile) {
        guard let task = file.task else { return nil }
        self.init(
            name: skill.name, area: area, description: skill.description, instruction: skill.instruction,
            objective: task.objective, useCase: task.useCase, inputs: task.inputs,
            successCriteria: task.successCriteria, constraints: task.constraints, outputs: task.outputs, risk: task.risk
        )
        license = skill.license
        compatibility = skill.compatibility
        metadata = skill.metadata
        allowedTools = skill.allowedTools
        tools = task.tools
        actions = task.actions
        mode = task.mode
        permission = task.permission
        needs = task.needs
        budget = task.budget
        timeoutSeconds = task.timeoutSeconds
        places = task.places.merging(skill.places) { first, _ in first }
        missing = file.missing.isEmpty ? nil : file.missing
    }
}

extension SkillReader.Skill {
    fileprivate init(_ template: TaskTemplate) {
        self.init(
            name: template.name, description: template.description, license: template.license,
            compatibility: template.compatibility, metadata: template.metadata, allowedTools: template.allowedTools,
            instruction: template.instruction,
            places: template.places.filter { $0.key.hasPrefix(SkillReader.file) })
    }
}
