import API
import Domain

/// `countersign template show`
enum TemplateShow {
    static let name = Argument("TEMPLATE", "The template's name, or name@version, or name@label.")
    static let version = Option<String>(
        "version", "N", "A version number, a label, or `latest`; the current one if absent.")

    static let command = Command(
        "show", "Show one version of a template.",
        description:
            "Its objective, inputs, success criteria, constraints and files. --json gives the whole definition.",
        arguments: [name], options: [version],
        examples: [
            Example("countersign template show release-notes", "What a dispatch would use now."),
            Example("countersign template show release-notes@latest", "The newest draft."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let reference = try TemplateReference(invocation[name], version: invocation[version])
        try invocation.show(reference.fetch(invocation)) { view in
            try print(view, invocation)
            for warning in view.warnings { invocation.say("\("warning", .waiting): \(warning.text)") }
            for remark in view.remarks where remark.level == .error {
                for line in LintReport.lines(remark) { invocation.say(line) }
            }
        }
    }

    static func print(_ view: TemplateVersionView, _ invocation: Invocation) throws {
        try invocation.print(facts(view, invocation))
        try invocation.print(definition(view.definition))
        var table = Table("FILE", "SIZE", "DIGEST", "")
        for file in view.files {
            table.add(
                "\(file.path)", "\(RelativeTime.size(file.size))", "\(file.digest.short, .dim)",
                file.isExecutable ? "runs" : "")
        }
        try invocation.print("")
        try invocation.print(table, ifEmpty: "")
    }

    private static func facts(_ view: TemplateVersionView, _ invocation: Invocation) -> Facts {
        let summary = view.summary
        var facts = Facts()
        facts.add("Template", "\(view.area)/\(summary.name, .bold)")
        let style: Style = summary.state == .published ? .good : .waiting
        facts.add("Version", "\(summary.number) (\(summary.state.rawValue, style))")
        facts.add("Digest", "\(summary.digest)")
        facts.add("Author", "\(summary.author), \(invocation.time(summary.createdAt))")
        if let publisher = summary.publishedBy {
            facts.add("Published", "by \(publisher), \(invocation.time(summary.publishedAt))")
        }
        if let deprecation = summary.deprecation {
            facts.add("Deprecated", "\(deprecation, .bad)\(summary.instead.map { ", use \($0)" } ?? "")")
        }
        if let pins = view.pins {
            facts.add("Pinned", "\(pins.map(\.pinText).joined(separator: ", "), .waiting)")
        }
        facts.add("Note", summary.note)
        facts.add("For", view.description)
        let isStuck = summary.state == .draft && view.remarks.contains { $0.level == .error }
        facts.add("Lint", LintReport.count(view.remarks).map { isStuck ? "\($0): cannot be published" : $0 })
        return facts
    }

    /// The parts of a definition that somebody who dispatches or reviews wants to know.
    private static func definition(_ definition: JSON) -> [Text] {
        var lines: [Text] = ["", "\("Objective", .bold)", "  \(definition["objective"]?.string ?? "")"]
        let required = Set((definition["inputs"]?["required"]?.array ?? []).compactMap(\.string))
        let inputs = (definition["inputs"]?["properties"]?.object ?? [:]).keys.sorted()
        if !inputs.isEmpty { lines += ["", "\("Inputs", .bold)"] }
        for name in inputs {
            let input = InputSchema(name, in: definition["inputs"] ?? [:])
            let need = required.contains(name) ? ", needed" : ""
            lines.append("  \(name, .link) (\(input.said)\(need)): \(input.note("description")?.string ?? "")")
        }
        lines += ["", "\("Success criteria", .bold)"]
        for criterion in definition["successCriteria"]?.array ?? [] {
            lines.append("  \(criterion["id"]?.string ?? "", .link): \(criterion["text"]?.string ?? "")")
        }
        lines += ["", "\("Must not", .bold)"]
        for constraint in definition["constraints"]?.array ?? [] { lines.append("  - \(constraint.string ?? "")") }
        lines += ["", "\("Delivers", .bold)"]
        for output in definition["outputs"]?.array ?? [] {
            lines.append("  \(output["path"]?.string ?? "", .link) (\(output["kind"]?.string ?? ""))")
        }
        return lines
    }
}

extension LabelView {
    /// `to version 3`, `to version 2 in project app`
    fileprivate var pinText: String {
        "to version \(version.map(String.init) ?? "none")" + (project.map { " in project \($0)" } ?? "")
    }
}
