import Domain

/// One rule of lint. A new rule is one file in `Rules` and one line of `LintRules.all`; its examples are its tests.
package protocol LintRule: Sendable {
    /// Stable name, in kebab case: what remarks, docs and `--explain` call it.
    var id: String { get }
    var level: LintLevel { get }
    /// What it wants, in a sentence.
    var title: String { get }
    /// Why it matters, for people who meet it for the first time.
    var doc: String { get }
    /// Draws a remark of this rule, and of no other.
    var bad: LintExample { get }
    /// The same mended: draws no remark at all.
    var good: LintExample { get }

    func findings(_ facts: LintFacts) -> [LintFinding]
}

/// What a rule looks at.
package struct LintFacts: Sendable {
    package let template: TaskTemplate
    /// Nil: rules about use cases are silent.
    package let policy: PolicyBundle?
    /// The sentences of task.yaml as words, in the order of `TaskTemplate.texts`: several rules look through them.
    let sentences: [(part: String, name: String, prose: Prose)]
    /// Of the instruction.
    let lines: [Substring]

    package init(template: TaskTemplate, policy: PolicyBundle?) {
        self.template = template
        self.policy = policy
        sentences = template.texts.map { ($0.part, $0.name, Prose($0.text)) }
        lines = template.instruction.split(separator: "\n", omittingEmptySubsequences: false)
    }
}

/// What a rule has found, and where.
package struct LintFinding: Sendable {
    package enum Spot: Sendable {
        /// As `TaskTemplate.places` names parts.
        case part(String)
        /// In the instruction: its line from 0, its column from 1.
        case instruction(line: Int, column: Int)
    }

    package let spot: Spot
    package let message: String
    package let advice: String

    package init(_ spot: Spot, _ message: String, advice: String) {
        self.spot = spot
        self.message = message
        self.advice = advice
    }

    /// At a part of task.yaml: `objective`, `constraints/0`.
    package init(task part: String, _ message: String, advice: String) {
        self.init(.part("task.yaml#/" + part), message, advice: advice)
    }
}

/// A piece of a template that shows a rule; the rest of the template is flawless.
package enum LintExample: Sendable {
    /// Keys of task.yaml.
    case task(String)
    /// Keys of the front matter of SKILL.md.
    case frontMatter(String)
    /// The instruction of SKILL.md.
    case instruction(String)

    package var file: String {
        switch self {
        case .task: "task.yaml"
        case .frontMatter, .instruction: "SKILL.md"
        }
    }

    package var text: String {
        switch self {
        case .task(let text), .frontMatter(let text), .instruction(let text): text
        }
    }

    /// For a page: its first lines.
    package var excerpt: String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > Self.excerptLines else { return text }
        return lines.prefix(2).joined(separator: "\n") + "\n… (\(lines.count) lines)"
    }

    private static let excerptLines = 20
}
