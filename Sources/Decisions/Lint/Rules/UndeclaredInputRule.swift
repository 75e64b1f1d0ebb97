import Domain

struct UndeclaredInputRule: LintRule {
    let id = "undeclared-input"
    let level = LintLevel.error
    let title = "What the text uses can be given."
    let doc = """
        An input that the instruction uses and `inputs` does not declare can never be given: the agent finds \
        a name without a value, and makes one up. Inputs are data beside the instruction; nothing puts them \
        into its text.
        """
    let bad = LintExample.instruction("Describe the changes since `inputs.start`, one line each, in the given tone.")
    let good = LintExample.instruction("Describe the changes since `inputs.since`, one line each, in the given tone.")

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let declared = Set(facts.template.inputNames)
        var out: [LintFinding] = []
        // In code, braces and dots have their own meaning.
        for (index, line) in facts.lines.enumerated() where !line.isCode {
            for (name, column) in Self.uses(in: line) where !declared.contains(name) {
                out.append(
                    LintFinding(
                        .instruction(line: index, column: column),
                        "the instruction uses the input \(name), which is not declared",
                        advice: Self.advice(name, declared)))
            }
        }
        return out
    }

    static func advice(_ name: String, _ declared: Set<String>) -> String {
        let near = NearestName.of(name, in: declared.sorted()).map { " Did you mean \($0)?" } ?? ""
        return "Declare \(name) under `inputs.properties` of task.yaml, or take it out.\(near)"
    }

    /// `inputs.name` and `{{name}}`, with the column of the name.
    private static func uses(in instruction: InstructionLine) -> [(name: String, column: Int)] {
        let line = instruction.text
        return ["inputs.", "{{"].filter(instruction.holds).flatMap { mark in
            line.ranges(of: mark).compactMap { range -> (String, Int)? in
                if let before = line[..<range.lowerBound].last, isNamePart(before) || before == "." { return nil }
                let rest = line[range.upperBound...].drop { $0 == " " && mark == "{{" }
                let name = rest.prefix(while: isNamePart)
                guard name.first?.isLetter == true, mark == "inputs." || isClosed(rest.dropFirst(name.count)) else {
                    return nil
                }
                return (String(name), line[..<name.startIndex].unicodeScalars.count + 1)
            }
        }
    }

    private static func isClosed(_ rest: Substring) -> Bool { rest.drop { $0 == " " }.hasPrefix("}}") }

    private static func isNamePart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }
}
