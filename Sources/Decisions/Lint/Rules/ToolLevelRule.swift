import Domain

struct ToolLevelRule: LintRule {
    let id = "tool-above-level"
    let level = LintLevel.warning
    let title = "Tools stay within the permission."
    let doc = """
        At the permission `read` a run changes nothing, at `draft` it writes its own output. A tool that can do more says \
        the opposite; one of the two is not meant. Commands stay within a draft if they are the template's own, as \
        `Bash(scripts/run)`, or only read, as `Bash(git log:*)`; files, if their pattern names a place in the run's folder, \
        as `Write(reports/**)`. A command that only reads changes something if the pattern names an option that does, as \
        `Bash(sort -o list:*)`; what a star leaves open is not held against it.
        """
    let bad = LintExample.task(
        """
        permission: draft
        tools: [Read, "Bash(git push:*)"]
        """)
    let good = LintExample.task(
        """
        permission: draft
        tools: [Read, "Bash(git log:*)"]
        """)

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let permission = facts.template.permission
        guard permission < .write else { return [] }
        return facts.template.tools.enumerated().compactMap { index, tool in
            excess(of: ToolName(tool), over: permission).map { message, advice in
                LintFinding(
                    task: "tools/\(index)", "\(tool) \(message), and the permission is \(permission.rawValue)",
                    advice: advice)
            }
        }
    }

    /// What it can do beyond the permission, and what to do about that. Nil for what is too wide at any permission.
    private func excess(of tool: ToolName, over permission: PermissionLevel) -> (message: String, advice: String)? {
        if tool.isWide || tool.hasOperator { return nil }
        if tool.runsCommands, !tool.staysInside {
            let commands = "`\(tool.name)(git log:*)`, or its own script: `\(tool.name)(scripts/run)`"
            return (
                "may change what is not its own",
                "Name a command that only reads, as \(commands); or raise `permission` to write."
            )
        }
        guard tool.writesFiles else { return nil }
        if permission == .read {
            return (
                "writes",
                "Take it out, or raise `permission` to draft: write its own output, and nothing else."
            )
        }
        return tool.paths.staysInside
            ? nil
            : (
                "writes outside of its own output",
                "Name the folder, as in `\(tool.name)(reports/**)`; or raise `permission` to write."
            )
    }
}
