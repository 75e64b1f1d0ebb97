import Domain

struct WideToolRule: LintRule {
    let id = "wide-tool"
    let level = LintLevel.error
    let title = "No tool is everything."
    let doc = """
        A tool that can do anything makes every other limit an agreement: `Bash` alone can push, delete and \
        send. So can a shell, an interpreter or `sudo` with anything behind it, as in `Bash(python3:*)`, what starts other \
        programs, as `Bash(uv run:*)`, `Bash(find:*)` or `Bash(git:*)`, and `mcp__*`. \
        `Write(/**)` or `Read(~/**)` opens every file of the host. Name the commands and folders that the task needs, as in \
        `Bash(git log:*)` and `Write(reports/**)`.
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
        LintFinding(
            .part(part), "\(tool) allows anything", advice: advice(ToolName(tool)))
    }

    private func advice(_ tool: ToolName) -> String {
        if tool.isEveryTool { return "List the tools that the task needs, one by one." }
        return tool.runsCommands
            ? "Name the commands: `\(tool.name)(scripts/run)`, `\(tool.name)(git log:*)`."
            : "Name the folder: `\(tool.name)(reports/**)`."
    }
}
