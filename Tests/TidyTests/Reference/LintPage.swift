import Decisions
import Domain

extension ReferencePage {
    /// What lint says about templates, with the examples that are its tests.
    static let lint = ReferencePage(
        "lint.md", title: "Lint",
        """
        What `countersign template lint` and every push say about a template. An *error* is a fact, never a judgement about words; a \
        version with one cannot be published (`template_lint`). A *warning* is probably a mistake, a *hint* is worth a thought. \
        The words that some rules look for are lists, and English; each of these says so, and keeps quiet where a text reads like \
        another language. Remarks of the rule \
        `\(LintRules.format)` come from the reader: the folder is no template yet, or lacks a part. `outside-use-case` speaks where there is a \
        policy: the one in force on a push, the one of `--policy` at the terminal.
        """,
        [
            Markdown.table(
                ["rule", "level", "wants"],
                LintRules.explained.map { ["[\(Markdown.code($0.id))](#\($0.id))", $0.level.rawValue, $0.title] })
        ] + LintRules.explained.map(section))

    private static func section(_ rule: any LintRule) -> String {
        """
        ## \(rule.id)

        *\(rule.level.rawValue)*: \(([rule.doc] + [rule.limit].compactMap(\.self)).joined(separator: " "))

        Not so, in `\(rule.bad.file)`:

        \(fenced(rule.bad))

        But so:

        \(fenced(rule.good))
        """
    }

    private static func fenced(_ example: LintExample) -> String {
        let language = if case .instruction = example { "markdown" } else { "yaml" }
        return "```\(language)\n\(example.excerpt)\n```"
    }
}
