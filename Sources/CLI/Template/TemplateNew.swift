import API
import Decisions
import Domain
import FoundationEssentials

/// `countersign template new`
enum TemplateNew {
    static let name = OptionalArgument("NAME", "The template's name, or `area/name`.")
    static let area = Option<String>("area", "AREA", "The area it belongs to, such as engineering.")
    static let folder = Option<String>("path", "DIR", "Below which folder; this one if absent.")
    static let from = Option<String>(
        "from", "EXAMPLE",
        "Start from this folder, or from this template of the team; name@version, too. Only with --area and --path.")
    static let objective = Option<String>("objective", "TEXT", "What is to be achieved, in one sentence.")
    static let description = Option<String>("description", "TEXT", "What it does and when to use it.")
    static let useCase = Option<String>("use-case", "NAME", "The approved use case that covers it.")
    static let kind = Option<OutputKind>("kind", "KIND", "What comes out.")
    static let output = Option<String>("output", "PATH", "The file that comes out; result.md if absent.")
    static let risk = Option<Risk>("risk", "RISK", "The harm that a wrong result can do; routine if absent.")
    static let criteria = RepeatedOption<String>("criterion", "TEXT", "How anybody can tell that it was done well.")
    static let evidence = RepeatedOption<String>("evidence", "TEXT", "What shows the criterion of the same place.")
    static let constraints = RepeatedOption<String>("must-not", "TEXT", "What must not be done, as a sentence.")

    static let command = Command(
        "new", "Make a template's folder.",
        description: """
            Asks at a terminal for what the options do not say; in a script, what is missing is marked as MISSING. Then lint \
            tells what remains. Nothing that is there is overwritten, and nothing is sent.
            """,
        arguments: [name],
        options: [
            area, folder, from, objective, description, useCase, kind, output, risk, criteria, evidence, constraints,
        ],
        examples: [
            Example("countersign template new", "Answer a few questions."),
            Example(
                "countersign template new engineering/changelog --from release-notes", "Start from what the team has."),
            Example(
                "countersign template new support/faq --objective 'Answer the ten most frequent questions in one page.'",
                "In a script; the rest is marked as MISSING."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let draft = try TemplateQuestions.draft(invocation)
        let typed = (invocation[folder].map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? "") + draft.folder
        let files = try invocation[from].map { try copy($0, draft, invocation) } ?? draft.files
        try TemplateFiles.write(
            files, to: LocalFile.path(typed, invocation),
            remedy: "choose another name, or another folder with --path")
        guard let made = try TemplateFolder.find(typed, invocation).first else { return }
        let report = LintReport(made, policy: nil)
        if invocation.wantsJSON { return try invocation.print(json: report) }
        try invocation.confirm("Made \(typed, .bold): \(files.map(\.path).joined(separator: ", ")).")
        try invocation.print(report.lines)
        if report.remarks.isEmpty { return }
        invocation.say("Mend that in \(typed), then: countersign template lint \(typed)")
    }

    private static func copy(_ source: String, _ draft: TemplateDraft, _ invocation: Invocation) throws
        -> [TemplateFile]
    {
        let texts = [objective, description, useCase, output].contains { invocation[$0] != nil }
        let lists = [criteria, evidence, constraints].contains { !invocation[$0].isEmpty }
        guard !texts, !lists, invocation[kind] == nil, invocation[risk] == nil else {
            throw UsageFailure("--from copies an example whole: edit the copy instead of giving further options")
        }
        let path = LocalFile.path(source, invocation)
        let files =
            FileManager.default.fileExists(atPath: path)
            ? TemplateFiles.read(try Folder.read(path))
            : try TemplateFiles.fetch(TemplateReference(source).fetch(invocation), invocation)
        return files.map { $0.path == "SKILL.md" ? $0.moved(to: draft.area, draft.name) : $0 }
    }
}
