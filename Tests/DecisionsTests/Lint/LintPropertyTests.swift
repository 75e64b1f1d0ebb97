import Decisions
import Domain
import Formats
import Testing

/// Any template that can be read can be linted, and every remark stands in a file of the template.
@Suite struct LintPropertyTests {
    @Test func aThousandTemplatesAreReadAndLinted() throws {
        var generator = SeededGenerator(7)
        let policy = try Bundles.smallTeam()
        var read = 0
        var rules: Set<String> = []
        for _ in 1...1_000 {
            let instruction = text(&generator, count: 40)
            let (template, _) = LintFixture.read(task: task(&generator), instruction: instruction)
            guard let template else { continue }
            read += 1
            let remarks = LintRules.remarks(template, policy: policy)
            for remark in remarks {
                rules.insert(remark.rule)
                #expect(["SKILL.md", "task.yaml"].contains(remark.file) && remark.line >= 1 && remark.column >= 1)
            }
            #expect(remarks == remarks.sorted())
            guard let advice = DispatchAdvice(template, policy: policy) else { continue }
            #expect((advice.course == .dispatch) == advice.reasons.isEmpty)
        }
        // Both ways are taken: what cannot be read is refused by the reader, and the rest is a mixture.
        #expect(read > 300 && read < 1_000, "\(read)")
        #expect(rules.count > 10, "\(rules.sorted())")
    }

    private static let words = [
        "improve", "every", "change", "MISSING:", "none", "\"good\"", "`since`", "inputs.when", "{{tone}}", "é𝕏", "„",
        "etc.",
        "as needed", "n/a", "never", "(", "“", ":", "#", "-", "\t", "Quote", "the", "line", "a b", "1", "’", "*",
        "\u{0301}",
    ]

    private func text(_ generator: inout SeededGenerator, count: Int) -> String {
        (0..<Int.random(in: 0...count, using: &generator)).map { _ in
            Self.words.randomElement(using: &generator) ?? ""
        }.joined(separator: Bool.random(using: &generator) ? " " : "\n  ")
    }

    private func scalar(_ generator: inout SeededGenerator) -> String {
        JSON.string("x" + text(&generator, count: 9)).canonical
    }

    private func task(_ generator: inout SeededGenerator) -> String {
        func pick(_ options: String...) -> String { options.randomElement(using: &generator) ?? "" }
        let kind = pick("document", "data", "code", "analysis", "data")
        var lines = [
            "objective: \(scalar(&generator))", "use_case: \(pick("release-notes", "nothing", "customer-insight"))",
            "inputs: {type: object, properties: {\(pick("since", "tone-x", "a/b")): {type: string}, b_c: {}}}",
            "success_criteria:",
        ]
        for index in 0..<Int.random(in: 1...9, using: &generator) {
            lines.append("  - {id: c-\(index), text: \(scalar(&generator)), evidence: \(scalar(&generator))}")
        }
        lines.append("constraints: [\(scalar(&generator)), \(scalar(&generator))]")
        lines.append("output: [{path: out.\(pick("json", "md", "")), kind: \(kind)}]")
        lines.append("tools: [\(pick("Bash", "Read", "\"*\"", "Edit", "\"Bash(:*)\"", "\"((\""))]")
        lines.append("actions: [\(pick("git.release", "team.notify", "nope"))]")
        lines.append("risk: \(pick("routine", "shared", "irreversible"))")
        lines.append("permission: \(pick("read", "draft", "act"))")
        if Bool.random(using: &generator) { lines.append("timeout_minutes: \(pick("3", "60"))") }
        return lines.joined(separator: "\n") + "\n"
    }
}
