import Domain
import Testing

@testable import Formats

/// Collections by others: what becomes of each file.
@Suite struct CollectionReaderTests {
    private static let agent =
        "---\nname: code-reviewer\ndescription: Reviews code.\ntools: Read, Grep\nmodel: opus\n---\n\nRead it.\n"

    private func collection(_ files: [String: String], name: String = "things") -> Collection {
        var collection = Collection(name: name)
        collection.files = files.mapValues { Array($0.utf8) }
        return collection
    }

    private func read(_ files: [String: String], taken: Set<String> = []) -> ImportReport {
        CollectionReader.read(collection(files), area: "imported", taken: taken)
    }

    private func text(_ draft: ImportedDraft?, _ path: String) -> String? {
        draft?.files.files[path].map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func everyFileIsInExactlyOneList() throws {
        var things = collection([
            ".claude-plugin/marketplace.json":
                #"{"name": "m", "plugins": [{"name": "far", "source": {"source": "url", "url": "https://example.org/x"}}]}"#,
            "README.md": "Read me.", "plug/.claude-plugin/plugin.json": #"{"name": "plug", "agents": ["./odd.md"]}"#,
            "plug/hooks/hooks.json": "{}", "plug/odd.md": Self.agent, "plug/agents/README.md": "None.",
            "plug/agents/bare.md": "No front matter.", "plug/commands/git/commit.md": "# Commit\n\nCommit $ARGUMENTS.",
            "plug/skills/pdf/SKILL.md": "---\nname: pdf\ndescription: Reads PDF.\n---\nRead.\n",
            "plug/skills/pdf/agents/part.md": "A part.",
            "plug/skills/big/SKILL.md": "---\nname: big\ndescription: B.\n---\nB.\n",
            "broken/.claude-plugin/plugin.json": "{", "docs/a.md": "# A\n", "plug/note.txt": "Note.",
        ])
        things.tooLarge = ["plug/skills/big/data.bin": 2 << 20]
        things.strange = ["link": "a symbolic link, which is not followed"]
        let report = CollectionReader.read(things, area: "imported")
        #expect(
            report.drafts.map { [$0.kind.rawValue, $0.name] + $0.sources } == [
                ["command", "git-commit", "plug/commands/git/commit.md"], ["agent", "code-reviewer", "plug/odd.md"],
                ["skill", "big", "plug/skills/big/SKILL.md"],
                ["skill", "pdf", "plug/skills/pdf/SKILL.md", "plug/skills/pdf/agents/part.md"],
            ])
        #expect(
            report.refusals.flatMap(\.problems).map(\.text) == [
                "broken/.claude-plugin/plugin.json:1:1: not valid JSON: line 1, byte 2: a member's name is missing",
                "link:1:1: a symbolic link, which is not followed",
                "plug/agents/bare.md:1:1: the file must begin with `---` and its front matter",
                "plug/hooks/hooks.json:1:1: hooks run programs by themselves; nothing here runs them",
                "plug/skills/big/data.bin:1:1: 2097152 bytes, more than the 1048576 that a file may have",
            ])
        #expect(report.manifests == [".claude-plugin/marketplace.json", "plug/.claude-plugin/plugin.json"])
        #expect(report.asides.map(\.file) == ["README.md", "docs/a.md", "plug/agents/README.md", "plug/note.txt"])
        #expect(
            report.asides.dropFirst(1).map(\.message) == [
                "it is in no folder `agents` or `commands`, and has no name and description at the top",
                "a README tells of the files around it",
                "it is not Markdown, and no SKILL.md is in its folder or above",
            ])
        #expect(
            report.elsewhere.map(\.text) == [
                ".claude-plugin/marketplace.json:1:43: the plugin far is elsewhere and was not fetched; import it by "
                    + "itself: `countersign template import https://example.org/x`"
            ])
        let all =
            report.drafts.flatMap(\.sources) + report.refusals.flatMap(\.sources) + report.manifests
            + report.asides.map(\.file)
        let files = Array(things.files.keys) + things.tooLarge.keys + things.strange.keys
        #expect(all.sorted() == files.sorted())
    }

    @Test func anAgentKeepsWhatHasNoPlace() throws {
        let draft = try #require(read(["agents/code-reviewer.md": Self.agent]).drafts.first)
        #expect(
            text(draft, "SKILL.md") == """
                ---
                name: code-reviewer
                description: "Reviews code."
                metadata:
                  "model": "opus"
                allowed-tools: "Read Grep"
                ---

                Read it.

                """)
        #expect(
            text(draft, "task.yaml") == """
                # What only you can say is missing; `countersign template lint` tells what it must hold.
                # objective:
                # use_case:
                # success_criteria:
                # constraints:
                # output:
                # risk:
                tools: ["Read", "Grep"]
                actions: []

                """)
        #expect(
            draft.remarks.map(\.text) == [
                "agents/code-reviewer.md:5:1: model is no key of a portable skill; kept under metadata"
            ])
        #expect(
            draft.missing.map { String($0.message.prefix { $0 != " " }) } == [
                "success_criteria", "constraints", "output", "use_case", "risk", "objective",
            ])
    }

    @Test func aPortableSkillStaysAsItIs() throws {
        let skill = "---\nname: pdf\ndescription: Reads PDF.\nmetadata: {owner: us}\n---\n\n# PDF  \n\nRead.\n\n"
        let draft = try #require(read(["pdf/SKILL.md": skill, "pdf/scripts/run": "#!/bin/sh\n"]).drafts.first)
        #expect(text(draft, "SKILL.md") == skill && draft.remarks.isEmpty)
        #expect(draft.files.paths == ["SKILL.md", "scripts/run", "task.yaml"])
    }

    @Test func aTemplateOfOursComesBackWithItsDigest() throws {
        let files = SampleTemplate.files()
        var collection = Collection(name: "ours")
        for (path, bytes) in files.files {
            collection.files["plugins/engineering/skills/release-notes/\(path)"] = bytes
        }
        let draft = try #require(CollectionReader.read(collection, area: "engineering").drafts.first)
        #expect(draft.files.digest == files.digest && draft.missing == [] && draft.remarks == [])
    }

    @Test func whatACommandDoesBeforeItIsReadIsRemarkedOnAndNotDone() throws {
        let command =
            "---\nargument-hint: [branch] | --all\nallowed-tools: Bash(git:*), Read\n---\nSee !`git status`.\nThen $1."
        let draft = try #require(read([".claude/commands/look.md": command]).drafts.first)
        #expect(
            draft.remarks.map { "\($0.line): \($0.message.prefix(30))" } == [
                "2: argument-hint is no key of a p", "2: not read as YAML (did not find",
                "5: !`…` is a program that agents ", "6: `$1` stays as text, for nothin",
            ])
        #expect(draft.remarks.last?.message.hasSuffix("so write which part of `arguments` instead") == true)
        let skill = try #require(text(draft, "SKILL.md"))
        #expect(skill.contains("\"argument-hint\": \"[branch] | --all\"") && skill.contains("!`git status`"))
        #expect(skill.contains("description: \"See !`git status`.\""))
        let task = try #require(text(draft, "task.yaml"))
        #expect(task.contains("    arguments: {type: string, description: \"[branch] | --all\"}\n"))
        #expect(task.contains("tools: [\"Bash(git:*)\", \"Read\"]\n"))
    }

    @Test(
        arguments: [
            ("---\nname: x\ndescription: Use when: always\n---\nGo.\n", "Use when: always"),
            (
                "---\nname: x\ndescription: \"Say \\\"hi\\\": now\" and\n  go on\n---\nGo.\n",
                "\"Say \\\"hi\\\": now\" and go on"
            ),
        ])
    func brokenYAMLIsReadLineByLine(file: String, description: String) throws {
        let draft = try #require(read(["agents/x.md": file]).drafts.first)
        #expect(draft.remarks.first?.message.hasPrefix("not read as YAML") == true)
        let (template, _) = TemplateReader.read(folder: "imported/x", files: draft.files)
        #expect(template?.description == description)
    }

    @Test(
        arguments: [
            ("", ["agents/x.md:1:1: the file must begin with `---` and its front matter"]),
            ("---\nname: x\n", ["agents/x.md:1:1: the front matter is not closed by a line `---`"]),
            ("---\nname: x\n---\nGo.\n", ["agents/x.md:1:1: description is missing in the front matter"]),
            (
                "---\nname: x\n\tdescription: D.\n---\nGo.\n",
                [
                    "agents/x.md:1:1: description is missing in the front matter",
                    "agents/x.md:3:1: not read as YAML (a tab; YAML is indented with spaces); each line was read as `key: text`",
                ]
            ),
            (
                "---\nname: x\ndescription: D.\n---\n \n",
                ["agents/x.md:4:1: there is no instruction below the front matter"]
            ),
            ("---\n- a\n- b\n---\nGo.\n", ["agents/x.md:2:1: the front matter must be a mapping; this is a list"]),
            (
                "---\nname: 審査\ndescription: D.\n---\nGo.\n",
                ["agents/x.md:2:1: nothing of the name 審査 can name a template: it has no letter a-z or digit"]
            ),
            (
                "---\nname: x\ndescription: D.\n---\nGo \u{202E}on.\n",
                ["agents/x.md:5:4: a character that readers do not see: U+202E RIGHT-TO-LEFT OVERRIDE; remove it"]
            ),
        ])
    func whatCannotBeTakenIsRefusedWithItsPlace(file: String, problems: [String]) {
        let report = read(["agents/x.md": file])
        #expect(report.drafts.isEmpty)
        #expect(report.refusals.flatMap(\.problems).map(\.text) == problems)
    }

    /// A command that names files of its plugin would miss them.
    @Test func whatATaskNamesOfItsPluginComesAlong() throws {
        let report = read([
            "p/.claude-plugin/plugin.json": #"{"name": "p"}"#,
            "p/commands/setup.md": """
            Read ${CLAUDE_PLUGIN_ROOT}/templates/t.md.
            Then `${CLAUDE_PLUGIN_ROOT}/scripts/run` and ${CLAUDE_PLUGIN_ROOT}/styles/, again ${CLAUDE_PLUGIN_ROOT}/templates/t.md
            and ${CLAUDE_PLUGIN_ROOT}/gone.md, ${CLAUDE_PLUGIN_ROOT}/key.txt
            """,
            "p/agents/guide.md":
                "---\nname: guide\ndescription: Guides.\n---\nSee ${CLAUDE_PLUGIN_ROOT}/templates/t.md\n",
            "p/templates/t.md": "# T\n", "p/templates/other.md": "# O\n", "p/scripts/run": "#!/bin/sh\n",
            "p/styles/a.css": "a {}\n", "p/styles/b.css": "b {}\n", "p/key.txt": "AKIA" + "IOSFODNN7EXAMPLQ\n",
        ])
        let setup = try #require(report.drafts.first { $0.name == "setup" })
        #expect(
            setup.files.paths == [
                "SKILL.md", "plugin/scripts/run", "plugin/styles/a.css", "plugin/styles/b.css", "plugin/templates/t.md",
                "task.yaml",
            ])
        let named = { (path: String) in "${CLAUDE_PLUGIN_ROOT}/\(path)" }
        #expect(
            setup.remarks.map { "\($0.line) \($0.message)" } == [
                "1 \(named("templates/t.md")) comes along as plugin/templates/t.md: say so in the instruction",
                "2 \(named("scripts/run")) comes along as plugin/scripts/run: say so in the instruction",
                "2 \(named("styles/")) comes along as plugin/styles/: say so in the instruction",
                "3 \(named("gone.md")) is not in the collection",
                "3 \(named("key.txt")) does not come along: "
                    + (setup.remarks.last?.message.split(separator: ": ", maxSplits: 1).last ?? ""),
            ])
        #expect(setup.remarks.last?.message.contains("plugin/key.txt:1:1") == true)
        let guide = try #require(report.drafts.first { $0.name == "guide" })
        #expect(guide.files.paths == ["SKILL.md", "plugin/templates/t.md", "task.yaml"])
        #expect(report.asides.map(\.file) == ["p/key.txt", "p/templates/other.md"])
        let listed = report.drafts.flatMap(\.sources) + report.asides.map(\.file) + report.manifests
        #expect(listed.count == Set(listed).count && listed.count == 9)
    }

    @Test func namesThatMeetGetNumbers() {
        let report = read(
            ["a/agents/one.md": Self.agent, "b/agents/two.md": Self.agent, "c/agents/Code Reviewer.md": Self.agent],
            taken: ["code-reviewer-2"])
        #expect(report.drafts.map(\.name) == ["code-reviewer", "code-reviewer-3", "code-reviewer-4"])
        #expect(
            report.drafts[1].remarks.first?.text
                == "b/agents/two.md:1:1: another template is called code-reviewer; this one is code-reviewer-3")
    }

    @Test func aSkillWhoseFolderHasItsNameKeepsIt() {
        let skill = "---\nname: good\ndescription: D.\n---\nGo.\n"
        let report = read(["skills/dup/SKILL.md": skill, "skills/good/SKILL.md": skill])
        #expect(
            report.drafts.map { [$0.name, $0.source] } == [
                ["good-2", "skills/dup/SKILL.md"], ["good", "skills/good/SKILL.md"],
            ])
        let secret = ["skills/dup/SKILL.md": skill, "skills/good/SKILL.md": skill, "skills/good/task.yaml": "- no\n"]
        #expect(read(secret).drafts.map(\.name) == ["good-2"], "what is refused today has its name tomorrow")
    }

    @Test func whatCannotBeReadIsLeftOutOfASkillAndSaid() throws {
        var things = collection([
            "good/SKILL.md": "---\nname: good\ndescription: D.\n---\nGo.\n", "good/scripts/run": "#!/bin/sh\n",
        ])
        things.strange = ["good/pa": Collection.symbolicLink]
        things.tooLarge = ["good/data": 2 << 20]
        let report = CollectionReader.read(things, area: "imported")
        let draft = try #require(report.drafts.first)
        #expect(draft.sources == ["good/SKILL.md", "good/scripts/run"])
        #expect(draft.files.paths == ["SKILL.md", "scripts/run", "task.yaml"])
        #expect(
            draft.remarks.map(\.text) == [
                "good/SKILL.md:1:1: without good/data: 2097152 bytes, more than the 1048576 that a file may have",
                "good/SKILL.md:1:1: without good/pa: a symbolic link, which is not followed",
            ])
        #expect(report.refusals.map(\.sources) == [["good/data"], ["good/pa"]])
    }

    @Test func aSecretBesideASkillLeavesOneFileOut() throws {
        let key = "AKIA" + "IOSFODNN7EXAMPLQ"
        let files = [
            "good/SKILL.md": "---\nname: good\ndescription: D.\n---\nGo.\n",
            "good/references/a.md": "# A\n\nKey: \(key)\nAgain: \(key)\n", "good/references/b.md": "# B\n",
        ]
        let report = read(files)
        let draft = try #require(report.drafts.first)
        #expect(draft.files.paths == ["SKILL.md", "references/b.md", "task.yaml"])
        #expect(draft.sources == ["good/SKILL.md", "good/references/b.md"])
        #expect(draft.remarks.map(\.text).count == 1)
        let remark = "good/SKILL.md:1:1: without good/references/a.md:3: looks like an AWS access key"
        #expect(draft.remarks.first?.text.hasPrefix(remark) == true)
        #expect(report.refusals.map(\.sources) == [["good/references/a.md"]])
        #expect(
            report.refusals.flatMap(\.problems).map(\.text)
                == [3, 4].map { line in
                    "good/references/a.md:\(line):\(line == 3 ? 6 : 8): looks like an AWS access key; remove it, and revoke it "
                        + "if it is real; the draft is made without this file: for a sample write a placeholder such as "
                        + "YOUR_KEY, then import again"
                })
        for whole in ["good/SKILL.md", "good/task.yaml"] {
            let refused = read(files.merging([whole: (files[whole] ?? "") + "# \(key)\n"]) { $1 })
            #expect(refused.drafts.isEmpty, "\(whole)")
        }
    }

    @Test func whatAManifestWouldStartIsRefusedWhereverItStands() {
        let report = read([
            ".claude-plugin/marketplace.json": """
            {"metadata": {"pluginRoot": "./plugins"}, "plugins": [
                {"name": "ghost", "source": "./ghost"},
                {"name": "a", "source": "a", "hooks": {"Stop": []}, "agents": "./x.md"},
                {"name": "far", "source": {"source": "github", "repo": "who/what"}},
                {"name": "evil", "source": {"source": "url", "url": "https://x.org/a;reboot"}},
                {"name": "Far Off", "source": {"source": "npm", "package": "@who/what", "version": "^2.1.0"}},
                {"name": "", "source": {"source": "npm", "package": "what", "registry": "https://n.org"}},
                {"name": "worse", "source": {"source": "npm", "package": "--globalconfig=x"}}]}
            """,
            "plugins/a/x.md": Self.agent, "plugins/b/h.json": "{}", "plugins/b/m.json": "{}",
            "plugins/b/.claude-plugin/plugin.json":
                #"{"hooks": ["./h.json"], "mcpServers": "./m.json", "lspServers": {"x": {}}}"#,
        ])
        #expect(report.drafts.map(\.source) == ["plugins/a/x.md"] && report.asides.isEmpty && report.manifests == [])
        #expect(
            report.refusals.flatMap(\.problems).map(\.text) == [
                ".claude-plugin/marketplace.json:3:34: hooks is left out: hooks run programs by themselves; "
                    + "nothing here runs them",
                "plugins/b/.claude-plugin/plugin.json:1:51: lspServers is left out: it starts language servers; "
                    + "nothing here runs them",
                "plugins/b/h.json:1:1: hooks run programs by themselves; nothing here runs them",
                "plugins/b/m.json:1:1: it connects agents to servers; a template names the tools it needs in task.yaml",
            ])
        func elsewhere(_ name: String, _ advice: String) -> String {
            "the plugin \(name) is elsewhere and was not fetched; import it by itself: \(advice)"
        }
        #expect(
            report.elsewhere.map(\.message) == [
                "the plugin ghost is not here: there is nothing in ./ghost",
                elsewhere("far", "`countersign template import https://github.com/who/what.git`"),
                elsewhere("evil", #"{"source":"url","url":"https://x.org/a;reboot"}"#),
                elsewhere(
                    "Far Off",
                    "`npm pack @who/what@^2.1.0` writes a .tgz; unpack it, then "
                        + "`countersign template import package --as-area far-off`"),
                elsewhere(
                    "",
                    "`npm pack what --registry https://n.org` writes a .tgz; unpack it, then "
                        + "`countersign template import package --as-area AREA`"),
                elsewhere("worse", #"{"package":"--globalconfig=x","source":"npm"}"#),
            ])
    }

    @Test(arguments: ["[message]", "[from] [to]", "{a: b}", "plain"])
    func anArgumentHintIsTextWhateverYAMLSeesInIt(hint: String) throws {
        let draft = try #require(
            read(["commands/commit.md": "---\nargument-hint: \(hint)\n---\nCommit $ARGUMENTS\n"]).drafts.first)
        #expect(text(draft, "SKILL.md")?.contains("  \"argument-hint\": \"\(hint)\"\n") == true)
        #expect(text(draft, "task.yaml")?.contains("    arguments: {type: string, description: \"\(hint)\"}\n") == true)
    }

    @Test func aSkillsFileMayBeWrittenInSmallLetters() throws {
        let skill = "---\nname: lower\ndescription: D.\n---\nGo.\n"
        let report = read([
            "skills/lower/skill.md": skill, "skills/lower/references/a.md": "A.", "commands/skill.md": "Do $1.",
            "both/SKILL.md": skill.replacing("lower", with: "both"), "both/skill.md": "Notes.",
        ])
        #expect(
            report.drafts.map { [$0.kind.rawValue, $0.name] + $0.sources } == [
                ["skill", "both", "both/SKILL.md", "both/skill.md"], ["command", "skill", "commands/skill.md"],
                ["skill", "lower", "skills/lower/skill.md", "skills/lower/references/a.md"],
            ])
        let draft = try #require(report.drafts.last)
        #expect(draft.files.paths == ["SKILL.md", "references/a.md", "task.yaml"] && text(draft, "SKILL.md") == skill)
        #expect(draft.remarks.map(\.message) == ["a skill's file is called SKILL.md; here it is, too"])
    }

    @Test func aByteOrderMarkStaysOutside() throws {
        let mark = "\u{FEFF}"
        let skill = "---\nname: pdf\ndescription: D.\n---\nGo.\n"
        let report = read([
            "pdf/SKILL.md": mark + skill, "pdf/task.yaml": mark + "actions: []\n", "pdf/data.csv": mark + "a,b\n",
            "x.md": mark + Self.agent, ".claude-plugin/marketplace.json": mark + "{}",
        ])
        #expect(report.drafts.map(\.name) == ["pdf", "code-reviewer"] && report.refusals.isEmpty)
        let draft = try #require(report.drafts.first)
        #expect(
            ["SKILL.md", "task.yaml", "data.csv"].map { text(draft, $0) } == [skill, "actions: []\n", mark + "a,b\n"])
        #expect(
            draft.remarks.map(\.text) == [
                "pdf/SKILL.md:1:1: a byte order mark was left out", "pdf/task.yaml:1:1: a byte order mark was left out",
            ])
    }

    @Test func aLongDescriptionIsKeptWhole() throws {
        let long = String(repeating: "word ", count: 300).trimmed
        let draft = try #require(read(["agents/x.md": "---\nname: x\ndescription: \(long)\n---\nGo.\n"]).drafts.first)
        let (template, problems) = TemplateReader.read(folder: "imported/x", files: draft.files)
        #expect(problems == [] && template?.description.unicodeScalars.count ?? 0 <= 1024)
        #expect(template?.instruction == "Go.\n\n## When to use it, in full\n\n\(long)")
    }
}
