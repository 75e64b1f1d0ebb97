import Domain

struct ToolLevelRule: LintRule {
    let id = "tool-above-level"
    let level = LintLevel.warning
    let title = "Tools stay within the permission."
    let doc = """
        At the permission `read` a run changes nothing. A tool that writes says the opposite; one of the two \
        is not meant.
        """
    let bad = LintExample.task(
        """
        permission: read
        tools: [Read, Edit]
        """)
    let good = LintExample.task(
        """
        permission: draft
        tools: [Read, Edit]
        """)

    private static let writers: Set<String> = ["write", "edit", "multiedit", "notebookedit"]

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let template = facts.template
        guard template.permission == .read else { return [] }
        return template.tools.enumerated().filter { Self.writers.contains(ToolName($0.element).name.lowercased()) }.map
        {
            index, tool in
            LintFinding(
                task: "tools/\(index)", "\(tool) writes, and the permission is read",
                advice: "Take \(tool) out, or raise `permission` to draft: write its own output, and nothing else.")
        }
    }
}
