import Domain

struct NamedInputRule: LintRule {
    let id = "unknown-input"
    let level = LintLevel.warning
    let title = "An input that the text names is declared."
    let doc = """
        "The input `since`" names something that a dispatch gives. If `inputs` does not declare it, nobody is asked for \
        it, and the agent makes it up. Files, folders and variables are not meant: their names have a dot, a slash or a sign.
        """
    let bad = LintExample.instruction(
        "Read the inputs `start` and `tone`, and describe the changes since then in one line each.")
    let good = LintExample.instruction(
        "Read the inputs `since` and `tone`, and describe the changes since then in one line each.")

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let declared = Set(facts.template.inputNames)
        return facts.lines.enumerated().flatMap { index, line -> [LintFinding] in
            // "Input" and "inputs" alike.
            if line.isCode || !line.holds("nput") { return [] }
            return Self.names(in: line.text).filter { !declared.contains($0.name) }.map { name, column in
                LintFinding(
                    .instruction(line: index, column: column),
                    "the instruction names the input \(name), which is not declared",
                    advice: UndeclaredInputRule.advice(name, declared))
            }
        }
    }

    /// What stands in backticks after "input", or in a list after "inputs", and right before "input".
    private static func names(in line: Substring) -> [(name: String, column: Int)] {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        var isNamed = false
        return parts.indices.dropLast().filter { !$0.isMultiple(of: 2) }.compactMap { index in
            let before = Prose.whole(String(parts[index - 1])).words
            let after = Prose.whole(String(parts[index + 1])).words
            let goesOn = isNamed && before.allSatisfy { ["and", "or"].contains($0) }
            let leads = before.last.map(["input", "inputs"].contains) == true && !parts[index - 1].hasSuffix(". ")
            let trails = after.first == "input" && parts[index + 1].hasPrefix(" ")
            isNamed = goesOn || leads
            let name = parts[index]
            guard isNamed || trails, name.first?.isLetter == true, name.allSatisfy(isNamePart) else { return nil }
            return (String(name), line[..<name.startIndex].unicodeScalars.count + 1)
        }
    }

    private static func isNamePart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }
}
