import Domain

struct ToolOperatorRule: LintRule {
    let id = "operator-in-tool"
    let level = LintLevel.error
    let title = "A tool is one command."
    let doc = """
        `;`, `&&`, `|`, `>`, a backtick or `$(` in the pattern of a command ends the command that was named and begins \
        another, which nobody has looked at. Name each command by itself; what belongs together stands in a script of the \
        template.
        """
    let bad = LintExample.task(
        """
        tools: [Read, "Bash(scripts/run; rm -rf build)"]
        """)
    let good = LintExample.task(
        """
        tools: [Read, "Bash(scripts/run)"]
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let template = facts.template
        let own = template.tools.enumerated().map { ("task.yaml#/tools/\($0.offset)", $0.element) }
        return (own + template.allowedTools.map { ("SKILL.md#/allowed-tools", $0) }).compactMap { part, tool in
            let name = ToolName(tool)
            guard name.hasOperator, !name.isWide else { return nil }
            return LintFinding(
                .part(part), "\(tool) is more than one command",
                advice: "Name one command each, or put them into a script: `\(name.name)(scripts/run)`.")
        }
    }
}
