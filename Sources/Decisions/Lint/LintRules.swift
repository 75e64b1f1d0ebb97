import Domain

/// The registry: every rule of lint, errors first.
package enum LintRules {
    package static let all: [any LintRule] = [
        UnfinishedTextRule(),
        EvidenceRule(),
        DuplicateCriterionRule(),
        DataSchemaRule(),
        WideToolRule(),
        ToolOperatorRule(),
        UndeclaredInputRule(),
        PlaceholderRule(),
        VagueWordsRule(),
        ObjectiveRule(),
        CheckableRule(),
        ProhibitionRule(),
        PurposeRule(),
        NamedInputRule(),
        UnusedInputRule(),
        SchemaWordRule(),
        SchemaConflictRule(),
        ToolLevelRule(),
        UnmentionedToolRule(),
        AllowedToolsRule(),
        LongInstructionRule(),
        UseCaseRule(),
        OpenInstructionRule(),
        ManyCriteriaRule(),
        InputDescriptionRule(),
        BudgetRule(),
    ]

    /// The rule of remarks on files that cannot be read as a template, which the reader makes.
    package static let format = FormatRule().id

    /// With the one of the reader.
    package static let explained: [any LintRule] = [FormatRule()] + all

    /// `problems` of a reader as remarks.
    package static func remarks(_ problems: [Problem]) -> [LintRemark] {
        problems.map { problem in
            LintRemark(
                file: problem.file, place: TextPlace(line: problem.line, column: problem.column), level: .error,
                rule: format, message: problem.message,
                advice: problem.suggestion.map { "Did you mean \($0)?" } ?? "")
        }
    }

    package static func named(_ id: String) -> (any LintRule)? { explained.first { $0.id == id } }

    /// What all rules say, in the order of files and lines.
    package static func remarks(_ template: TaskTemplate, policy: PolicyBundle? = nil) -> [LintRemark] {
        remarks(LintFacts(template: template, policy: policy))
    }

    package static func remarks(_ facts: LintFacts) -> [LintRemark] {
        let template = facts.template
        let found = all.flatMap { rule in rule.findings(facts).map { remark($0, of: rule, template) } }
        guard let gaps = template.missing else { return found.sorted() }
        return (remarks(gaps) + found).sorted()
    }

    /// Of a template that has these problems: them, and what the rules say of its other parts.
    package static func remarks(_ facts: LintFacts, besides problems: [Problem]) -> [LintRemark] {
        let broken = Set(problems.map { facts.template.part(at: $0.line, $0.column, of: $0.file) })
        let others = remarks(facts).filter {
            $0.rule == format || !broken.contains(facts.template.part(at: $0.line, $0.column, of: $0.file))
        }
        return (remarks(problems) + others).sorted()
    }

    /// What of that keeps a template from being dispatched under this policy.
    package static func obstacles(_ template: TaskTemplate, policy: PolicyBundle) -> [LintRemark] {
        let rule = UseCaseRule()
        return remarks(template.missing ?? [])
            + rule.findings(LintFacts(template: template, policy: policy)).map { remark($0, of: rule, template) }
    }

    static func remark(_ finding: LintFinding, of rule: any LintRule, _ template: TaskTemplate) -> LintRemark {
        let (file, place) =
            switch finding.spot {
            case .part(let pointer): template.place(of: pointer)
            case .instruction(let line, let column): instructionPlace(template, line, column)
            }
        return LintRemark(
            file: file, place: place, level: rule.level, rule: rule.id, message: finding.message,
            advice: finding.advice)
    }

    private static func instructionPlace(_ template: TaskTemplate, _ line: Int, _ column: Int) -> (String, TextPlace) {
        let (file, start) = template.place(of: "SKILL.md")
        return (file, TextPlace(line: start.line + line, column: column))
    }
}
