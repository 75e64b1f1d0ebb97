import Domain

struct WideToolRule: LintRule {
    let id = "wide-tool"
    let level = LintLevel.error
    let title = "No tool is everything."
    let doc = """
        A tool that can do anything makes every other limit an agreement: `Bash` alone can push, delete and \
        send. So can a shell, an interpreter or `sudo` with anything behind it, as in `Bash(python3:*)`, and `mcp__*`. \
        Name the commands that the task needs, as in `Bash(git log:*)`.
        """
    let bad = LintExample.task(
        """
        tools: [Read, Bash]
        """)
    let good = LintExample.task(
        """
        tools: [Read, "Bash(git log:*)"]
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let template = facts.template
        let own = template.tools.enumerated().filter { ToolName($0.element).isWide }.map { index, tool in
            finding("task.yaml#/tools/\(index)", tool)
        }
        return own
            + template.allowedTools.filter { ToolName($0).isWide }.map { finding("SKILL.md#/allowed-tools", $0) }
    }

    private func finding(_ part: String, _ tool: String) -> LintFinding {
        let name = ToolName(tool)
        return LintFinding(
            .part(part), "\(tool) allows anything",
            advice: name.isEveryTool
                ? "List the tools that the task needs, one by one."
                : "Name the commands: `\(name.name)(scripts/run)`, `\(name.name)(git log:*)`.")
    }
}
