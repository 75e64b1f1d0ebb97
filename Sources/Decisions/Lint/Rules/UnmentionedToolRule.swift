import Domain

struct UnmentionedToolRule: LintRule {
    let id = "unmentioned-tool"
    let level = LintLevel.warning
    let isEnglish = true
    let title = "A tool that reaches far has a purpose that is written down."
    let doc = """
        A tool that reaches the network, deletes, starts other agents or speaks to another program does harm by \
        accident. If neither the objective nor the instruction says what it is for, the task does not need it.
        """
    let bad = LintExample.task(
        """
        tools: [Read, Write, WebFetch]
        """)
    let good = LintExample.task(
        """
        tools: [Read, Write]
        """)

    /// Tools that do the same kind of thing, and the words by which a text says that it is wanted.
    private struct Reach {
        let does: String
        let tools: Set<String>
        let commands: Set<String>
        let words: Phrases
    }

    private static let reaches = [
        Reach(
            does: "reaches the network", tools: ["webfetch", "websearch", "fetch", "browser"],
            commands: ["curl", "wget", "scp", "sftp", "rsync", "ftp", "nc", "ncat", "telnet"],
            words: Phrases([
                "web", "website", "websites", "site", "sites", "internet", "online", "network", "url", "urls", "http",
                "https", "link", "links", "api", "download", "downloads", "upload", "uploads", "fetch", "fetches",
            ])),
        Reach(
            does: "deletes", tools: [], commands: ["rm", "rmdir", "shred", "unlink"],
            words: Phrases(["delete", "deletes", "remove", "removes", "erase", "erases", "clean up", "cleans up"])),
        Reach(
            does: "starts other agents", tools: ["task", "agent"], commands: [],
            words: Phrases([
                "agent", "agents", "sub-agent", "sub-agents", "subagent", "subagents", "delegate", "delegates",
                "in parallel",
            ])),
    ]

    func findings(_ facts: LintFacts) -> [LintFinding] {
        let far = facts.template.tools.enumerated().compactMap { index, tool in
            Self.reach(ToolName(tool)).map { (index, tool, $0) }
        }
        if far.isEmpty { return [] }
        let text = Prose.whole(facts.template.objective + "\n" + facts.template.instruction)
        return far.filter { !$0.2.isWanted(text) }.map { index, tool, reach in
            LintFinding(
                task: "tools/\(index)", "\(tool) \(reach.does), and the instruction does not say what for",
                advice: "Take \(tool) out, or say in the instruction what it is for.")
        }
    }

    /// Nil for a tool that stays at its place, and for one that is too wide anyway.
    private static func reach(_ tool: ToolName) -> (does: String, isWanted: (Prose) -> Bool)? {
        if tool.isWide { return nil }
        if tool.name.hasPrefix("mcp__") {
            let names = tool.name.dropFirst(5).split(separator: "_").map(String.init)
            return ("speaks to another program", { text in names.contains { text.mentions($0) } })
        }
        let command = tool.runsCommands ? tool.commandName : nil
        let reach = reaches.first {
            $0.tools.contains(tool.name.lowercased()) || command.map($0.commands.contains) == true
        }
        return reach.map { reach in
            (reach.does, { $0.says(reach.words) || $0.isForeign || (command != nil && $0.mentions(command ?? "")) })
        }
    }
}
