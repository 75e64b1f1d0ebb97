import Domain

/// Reads the files of a bundle folder into a `PolicyBundle`, or says everything that is wrong with them.
package enum PolicyBundleReader {
    package static let limitBytes = 1 << 20
    private static let names = ["use-cases.yaml", "actions.yaml", "approvals.yaml", "review.yaml", "OWNERS"]

    /// `files` are the folder's files by path relative to it, with `/`.
    /// Whether time zones exist, only a database server knows: they are checked when it has been asked. So it is with
    /// `surroundings`, of which only remarks come.
    package static func read(
        _ files: [String: [UInt8]], zones: [String]? = nil, surroundings: PolicySurroundings? = nil
    ) throws(Problems) -> PolicyBundle {
        var problems = files.sorted { $0.key < $1.key }.flatMap(textProblems)
        let unfit = fileProblems(files)
        if !unfit.isEmpty, let found = Problems(unfit + problems) { throw found }
        func file(_ name: String) -> PolicyFile { PolicyFile(name, files[name] ?? []) }
        let useCasesFile = file("use-cases.yaml")
        let actionsFile = file("actions.yaml")
        let approvalsFile = file("approvals.yaml")
        let reviewFile = file("review.yaml")
        let caseFiles = files.keys.filter { $0.hasPrefix("cases/") }.sorted().map(file)
        let (owners, ownersProblems) = owners(files["OWNERS"] ?? [])
        problems += ownersProblems
        let actions = ActionsReader.read(actionsFile)
        let cases = caseFiles.flatMap(PolicyCasesReader.read)
        problems += repeats(cases)
        var bundle = PolicyBundle(
            useCases: UseCasesReader.read(useCasesFile), actions: actions.map(\.action),
            rules: ApprovalsReader.read(approvalsFile), review: ReviewSettingsReader.read(reviewFile),
            owners: owners, cases: cases, digest: PolicyBundle.digest(of: files))
        let readFiles = [useCasesFile, actionsFile, approvalsFile, reviewFile] + caseFiles
        problems += readFiles.flatMap(\.problems.problems)
        let references = readFiles.flatMap(\.references.list)
        problems += PolicyCrossCheck(
            bundle: bundle, schemas: actions.map(\.schema), references: references,
            zones: zones, broken: Set(readFiles.filter { !$0.problems.problems.isEmpty }.map(\.problems.file))
        ).problems()
        if let found = Problems(problems) { throw found }
        bundle.readingRemarks =
            readFiles.flatMap(\.problems.remarks)
            + (surroundings.map { $0.remarks(about: references) + $0.remarks(aboutOwners: files["OWNERS"] ?? []) } ?? [])
        return bundle
    }

    /// Cases that stand by themselves, in the shape of a file in `cases/`. What they name is not looked up, but what they
    /// ask for must be what one can ask for.
    /// - Parameter file: what it is called in complaints.
    package static func cases(
        _ text: String, file: String, of actions: [ActionDefinition]
    ) throws(Problems) -> [PolicyCase] {
        let file = PolicyFile(file, Array(text.utf8))
        return try possible(PolicyCasesReader.read(file), file, actions)
    }

    /// One such case, of which only `when` must be there: nobody looks at what it expects.
    package static func facts(
        _ text: String, file: String, of actions: [ActionDefinition]
    ) throws(Problems) -> PolicyCase {
        let file = PolicyFile(file, Array(text.utf8))
        let cases = try possible([PolicyCasesReader.readFacts(file)].compactMap { $0 }, file, actions)
        guard let only = cases.first else {
            throw Problems(
                Problem(file: file.problems.file, line: 1, column: 1, message: "this must be a case with `when`"))
        }
        return only
    }

    private static func possible(
        _ cases: [PolicyCase], _ file: PolicyFile, _ actions: [ActionDefinition]
    ) throws(Problems) -> [PolicyCase] {
        if let found = Problems(file.problems.problems) { throw found }
        let schemas = asked(cases, of: actions)
        if let found = Problems(PolicyCrossCheck.unfitCases(cases, schemas)) { throw found }
        return cases
    }

    /// Cases of one name, in whichever files: results are read by it.
    private static func repeats(_ cases: [PolicyCase]) -> [Problem] {
        var seen = [String: Place]()
        return cases.compactMap { policyCase in
            guard let first = seen[policyCase.name] else {
                seen[policyCase.name] = policyCase.place
                return nil
            }
            return Problem(
                file: policyCase.place.file, line: policyCase.place.line, column: 1,
                message: "the case \(policyCase.name) is already defined in \(first)")
        }
    }

    /// The schemas of the actions that cases ask for, by name.
    private static func asked(_ cases: [PolicyCase], of actions: [ActionDefinition]) -> [String: JSONSchema] {
        let names = Set(cases.compactMap(\.event.request?.action))
        let schemas = actions.filter { names.contains($0.name) }.compactMap { action in
            (try? JSONSchema(action.argumentSchema)).map { (action.name, $0) }
        }
        return Dictionary(schemas, uniquingKeysWith: { first, _ in first })
    }

    private static func fileProblems(_ files: [String: [UInt8]]) -> [Problem] {
        func problem(_ file: String, _ message: String, _ suggestion: String? = nil) -> Problem {
            Problem(file: file, line: 1, column: 1, message: message, suggestion: suggestion)
        }
        var problems = names.filter { files[$0] == nil }.map { problem($0, "this file is missing in the bundle") }
        for path in files.keys where !names.contains(path) && !isCase(path) && !path.hasSuffix(".md") {
            problems.append(
                problem(
                    path, "a bundle has \(names.joined(separator: ", ")), cases/*.yaml and *.md; not this file",
                    NearestName.of(path, in: names)))
        }
        let size = files.values.reduce(0) { $0 + $1.count }
        if size > limitBytes {
            problems.append(problem("OWNERS", "the bundle has \(size) bytes; at most \(limitBytes) are read"))
        }
        return problems
    }

    /// Bytes that are no text are the reader's of the file to refuse.
    private static func textProblems(_ file: String, _ bytes: [UInt8]) -> [Problem] {
        let text = String(validating: PlainText.withoutMark(bytes) ?? bytes, as: UTF8.self)
        return (text.map { PlainText.hidden(in: $0, file: file) } ?? []) + PlainText.secrets(in: bytes, file: file)
    }

    private static func isCase(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0] == "cases" && parts[1].hasSuffix(".yaml")
    }

    private static func owners(_ bytes: [UInt8]) -> (Owners, [Problem]) {
        let (owners, errors) = CodeOwners.parse(bytes, path: "OWNERS")
        var problems = errors.map(\.problem)
        for (rule, approvals, named) in owners.unmeetable {
            problems.append(
                Problem(
                    file: rule.place.file, line: rule.place.line, column: 1,
                    message: OwnersLint.unmeetable(approvals: approvals, named: named)))
        }
        for rule in owners.allRules {
            for case .group(let name) in rule.owners {
                problems.append(
                    Problem(
                        file: rule.place.file, line: rule.place.line, column: 1,
                        message: "@\(name) has nobody in it here: owners are @login, @@role or an e-mail address",
                        suggestion: "@@reviewer"))
            }
        }
        return (owners, problems)
    }
}
