import Domain

struct WideToolRule: LintRule {
    let id = "wide-tool"
    let level = LintLevel.error
    let title = "No tool is everything."
    let doc = """
        A tool that can do anything makes every other limit an agreement: `Bash` alone can push, delete and \
        send. Name the commands that the task needs, as in `Bash(git log:*)`.
        """
    let bad = LintExample.task(
        """
        tools: [Read, Bash]
        """)
    let good = LintExample.task(
        """
        tools: [Read, "Bash(git log:*)"]
        """)

    private static let shells: Set<String> = ["bash", "shell", "terminal", "execute", "powershell"]

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let template = facts.template
        let own = template.tools.enumerated().filter { Self.isWide($0.element) }.map { index, tool in
            finding("task.yaml#/tools/\(index)", tool)
        }
        return own + template.allowedTools.filter(Self.isWide).map { finding("SKILL.md#/allowed-tools", $0) }
    }

    private func finding(_ part: String, _ tool: String) -> LintFinding {
        let name = ToolName(tool).name
        return LintFinding(
            .part(part), "\(tool) allows anything",
            advice: name.allSatisfy { $0 == "*" }
                ? "List the tools that the task needs, one by one."
                : "Name the commands: `\(name)(scripts/run)`, `\(name)(git log:*)`.")
    }

    private static func isWide(_ tool: String) -> Bool {
        let tool = ToolName(tool)
        if tool.name.allSatisfy({ $0 == "*" }) { return true }
        return shells.contains(tool.name.lowercased()) && tool.pattern.allSatisfy { "*: ".contains($0) }
    }
}
