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
    /// Whether it looks for words of a list, which are English.
    var isEnglish: Bool { get }
    /// Draws a remark of this rule, and of no other.
    var bad: LintExample { get }
    /// The same mended: draws no remark at all.
    var good: LintExample { get }

    func findings(_ facts: LintFacts) -> [LintFinding]
}

extension LintRule {
    package var isEnglish: Bool { false }

    /// What has to be said of a rule that looks for words; nil for any other.
    package var limit: String? {
        isEnglish
            ? "Its words are a list, and English: what says the same in other words gets past it, and a text in another "
                + "language draws few remarks of it, or none."
            : nil
    }
}

/// What a rule looks at.
package struct LintFacts: Sendable {
    package let template: TaskTemplate
    /// Nil: rules about use cases are silent.
    package let policy: PolicyBundle?
    /// The sentences of task.yaml as words, in the order of `TaskTemplate.texts`: several rules look through them.
    let sentences: [(part: String, name: String, prose: Prose)]
    /// Of SKILL.md.
    let description: Prose
    /// Of the instruction.
    let lines: [InstructionLine]
    /// Of the instruction, with the line on which each begins, from 0: what stands between blank lines and is neither code
    /// nor a quotation.
    let paragraphs: [(line: Int, prose: Prose)]

    package init(template: TaskTemplate, policy: PolicyBundle?) {
        self.template = template
        self.policy = policy
        sentences = template.texts.map { ($0.part, $0.name, Prose($0.text)) }
        description = Prose(template.description)
        lines = InstructionLine.lines(of: template.instruction)
        paragraphs = InstructionLine.paragraphs(of: lines)
    }

    /// All that says how the work is done, with what it quotes.
    var whole: Prose { .whole(([template.instruction] + template.texts.map(\.text)).joined(separator: "\n")) }
}

/// A line of the instruction.
struct InstructionLine: Sendable {
    let text: Substring
    /// In a fence, or one itself: code is quoted from elsewhere.
    let isCode: Bool

    static func lines(of instruction: String) -> [InstructionLine] {
        var isInCode = false
        return instruction.lines.map { text in
            let start = text.utf8.drop { $0 == UInt8(ascii: " ") }
            let isFence = start.starts(with: "```".utf8) || start.starts(with: "~~~".utf8)
            if isFence { isInCode.toggle() }
            return InstructionLine(text: text, isCode: isFence || isInCode)
        }
    }

    fileprivate static func paragraphs(of lines: [InstructionLine]) -> [(line: Int, prose: Prose)] {
        lines.indices.split { !lines[$0].isProse }.map { range in
            (range.lowerBound, Prose(lines[range].map(\.text).joined(separator: "\n")))
        }
    }

    /// Byte for byte: a search by characters takes longer than most rules.
    func holds(_ mark: String) -> Bool {
        var rest = text.utf8
        while let start = rest.firstIndex(where: { $0 == mark.utf8.first }) {
            if rest[start...].starts(with: mark.utf8) { return true }
            rest = rest[start...].dropFirst()
        }
        return false
    }

    private var isProse: Bool {
        guard !isCode, let first = text.utf8.first(where: { $0 != UInt8(ascii: " ") }) else { return false }
        return first != UInt8(ascii: ">")
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
        let lines = text.lines
        guard lines.count > Self.excerptLines else { return text }
        return lines.prefix(2).joined(separator: "\n") + "\n… (\(lines.count) lines)"
    }

    private static let excerptLines = 20
}

extension [String] {
    /// `"nice", "robust" and "etc"`
    var quoted: String {
        let quoted = map { "\"\($0)\"" }
        return quoted.dropLast().isEmpty
            ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " and " + (quoted.last ?? "")
    }
}
