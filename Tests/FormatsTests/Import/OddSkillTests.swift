import Domain
import Testing

@testable import Formats

/// Skills as nobody should write them, and somebody does.
@Suite struct OddSkillTests {
    private func read(_ files: [String: String]) -> ImportReport {
        var collection = Collection(name: "things")
        collection.files = files.mapValues { Array($0.utf8) }
        return CollectionReader.read(collection, area: "imported")
    }

    @Test func whatIsHiddenIsRefusedOnTheWayIn() throws {
        let skill = "---\nname: good\ndescription: D.\n---\nGo.\n"
        let report = read([
            "bad/SKILL.md": skill.replacing("D.", with: #""D.\u202E""#), "good/SKILL.md": skill,
            "good/a.md": "A\u{202E}\n",
        ])
        #expect(report.drafts.map(\.files.paths) == [["SKILL.md", "task.yaml"]])
        let name = "U+202E RIGHT-TO-LEFT OVERRIDE; remove it"
        #expect(
            report.refusals.flatMap(\.problems).map(\.text) == [
                "bad/SKILL.md:3:14: an escape for a character that readers do not see: \(name)",
                "good/a.md:1:2: a character that readers do not see: \(name); the draft is made without this file: mend "
                    + "it, then import again",
            ])
    }

    @Test func whatAManifestWouldStartAndIsNotThereIsNamed() {
        var things = Collection(name: "things")
        things.files = [
            ".claude-plugin/plugin.json": """
            {"name": "a", "hooks": "./gone.json",
             "mcpServers": ["../outside.json", "./m.json"]}
            """,
            "m.json": "{}",
        ].mapValues { Array($0.utf8) }
        let report = CollectionReader.read(things, area: "imported")
        #expect(
            report.refusals.flatMap(\.problems).map(\.text) == [
                ".claude-plugin/plugin.json:1:15: hooks: ./gone.json is not here",
                ".claude-plugin/plugin.json:2:17: mcpServers: ../outside.json is outside of this",
                "m.json:1:1: it connects agents to servers; a template names the tools it needs in task.yaml",
            ])
    }

    /// The task.yaml that an import adds counts, too, and is named.
    @Test(arguments: [
        (199, nil), (200, "200 files, and task.yaml makes 201"), (250, "250 files, and task.yaml makes 251"),
    ])
    func asManyFilesAsATemplateHas(count: Int, refused: String?) {
        var files = ["pdf/SKILL.md": "---\nname: pdf\ndescription: Reads PDF.\n---\nRead.\n"]
        for number in 1..<count { files["pdf/references/\(number).md"] = "A." }
        let report = read(files)
        #expect(report.drafts.map(\.files.files.count) == (refused == nil ? [200] : []))
        #expect(
            report.refusals.flatMap(\.problems).map(\.text)
                == (refused.map { ["pdf/SKILL.md:1:1: \($0), more than the 200 that a folder may have"] } ?? []))
        #expect(report.refusals.flatMap(\.sources).count == (refused == nil ? 0 : count))
    }

    @Test func aDescriptionThatIsAListIsRemarkedOn() throws {
        let report = read(["pdf/SKILL.md": "---\nname: pdf\ndescription: [Reads, PDF]\n---\nRead.\n"])
        #expect(
            report.drafts.first?.remarks.map(\.text) == [
                "pdf/SKILL.md:1:1: the front matter is written anew, for what is remarked on here; comments in it are left out",
                "pdf/SKILL.md:3:1: description is a list, where text is meant; it is kept as it stands",
            ])
    }

    @Test(arguments: [
        (#"{"team": "demo", "templates": {}}"#, true), ("{}", false), ("{", false),
        (#"{"team": "demo", "templates": []}"#, false),
        (#"{"team": "demo", "templates": {"pdf": {"folder": "pdf", "digest": "sha256:1"}}}"#, false),
    ])
    func aListOfAnExportThatCannotBeReadIsNamed(text: String, isRead: Bool) {
        let list = "the list of versions and digests that `library export` writes"
        let rest = ", but it cannot be read in full: what it does not say is taken for a template of others"
        #expect(read(["countersign.json": text]).asides.first?.message == (isRead ? list : list + rest))
    }

    /// YAML would read some of these names as numbers, a fence has blanks behind it, an accent stands behind its letter.
    @Test(arguments: [("123", "123"), ("null", ""), ("\"true\"", "true"), ("mu\u{308}ller", "muller")])
    func whateverItIsCalled(name: String, wanted: String) {
        let report = read(["odd/SKILL.md": "--- \nname: \(name)\ndescription: D.\n---\t\nGo.\n"])
        #expect(report.drafts.map(\.name) == (wanted.isEmpty ? [] : [wanted]), "\(report.refusals)")
    }

    /// Nobody could write it down.
    @Test func noFileIsAFolderToo() {
        let report = read([
            "pdf/SKILL.md": "---\nname: pdf\ndescription: D.\n---\nRead.\n", "pdf/task.yaml/x.md": "X.",
        ])
        let problem = report.refusals.flatMap(\.problems).first?.text
        #expect(problem == "pdf/task.yaml:1:1: a file, and a folder of other files")
    }

    /// YAML reads the version 1.10 as the number 1.1; what its author wrote is kept.
    @Test func whatIsNoTextIsKeptAsItIsWritten() throws {
        let skill = """
            ---
            name: pdf
            description: Reads PDF.
            license: 2.0
            color: ~
            model: 1e3
            metadata:
              version: 1.10
              agent: 007
              mask: 0x1F
              count: 12345678901234567890123
              on: True
              tags: [1.10, a: b]  # in one line
              owner: ~
              team:
              flow: {a: [1.10,
                'it''s', ~], 'b': 0x1F}
              list:
                - 1.10
                -
                - x: "1.10"
              text: kept
            ---
            Read.
            """
        let draft = try #require(read(["pdf/SKILL.md": skill]).drafts.first)
        #expect(
            String(decoding: try #require(draft.files.files["SKILL.md"]), as: UTF8.self) == """
                ---
                name: pdf
                description: "Reads PDF."
                license: "2.0"
                metadata:
                  "version": "1.10"
                  "agent": "007"
                  "mask": "0x1F"
                  "count": "12345678901234567890123"
                  "on": "True"
                  "tags": "[1.10,{\\"a\\":\\"b\\"}]"
                  "flow": "{\\"a\\":[1.10,\\"it's\\",~],\\"b\\":0x1F}"
                  "list": "[1.10,null,{\\"x\\":\\"1.10\\"}]"
                  "text": "kept"
                  "model": "1e3"
                ---

                Read.

                """)
        let text = "where text is meant; it is kept as it stands"
        #expect(
            draft.remarks.map { "\($0.line) \($0.message)" } == [
                "1 the front matter is written anew, for what is remarked on here; comments in it are left out",
                "4 license is the number 2.0, \(text)", "5 color has no value and is left out",
                "6 model is no key of a portable skill; kept under metadata",
                "8 metadata version is the number 1.10, \(text), in quotes",
                "9 metadata agent is the number 007, \(text), in quotes",
                "10 metadata mask is the number 0x1F, \(text), in quotes",
                "11 metadata count is the number 12345678901234567890123, \(text), in quotes",
                "12 metadata on is the truth value True, \(text), in quotes",
                "13 metadata tags is a list, \(text), in quotes", "14 metadata owner has no value and is left out",
                "15 metadata team has no value and is left out", "16 metadata flow is a mapping, \(text), in quotes",
                "18 metadata list is a list, \(text), in quotes",
            ])
    }

    /// Of an agent there is no SKILL.md that would be written anew.
    @Test func anAgentsValuesAreKeptAsTheyAreWritten() throws {
        let agent = """
            ---
            name: look
            description: 1.10
            tools: [Read, Grep]
            flow: [1.10, {a: b}]
            color:
            hooks: {Stop: []}
            mcpServers: [github]
            ---
            Look.
            """
        let draft = try #require(read(["agents/look.md": agent]).drafts.first)
        let written = String(decoding: try #require(draft.files.files["SKILL.md"]), as: UTF8.self)
        #expect(written.contains("description: \"1.10\"\n") && written.contains("allowed-tools: \"Read Grep\"\n"))
        #expect(written.contains("  \"flow\": \"[1.10, {a: b}]\"\n"))
        let kept = "is no key of a portable skill; kept under metadata"
        #expect(
            draft.remarks.map { "\($0.line) \($0.message)" } == [
                "5 flow \(kept)", "6 color has no value and is left out",
                "7 hooks \(kept): hooks run programs by themselves; nothing here runs them",
                "8 mcpServers \(kept): it connects agents to servers; a template names the tools it needs in task.yaml",
            ])
    }

    /// An empty text is no metadata to the reader of templates; a line end at the end of a text is nothing to mend.
    @Test func whatIsLeftOutOrRenamedIsSaid() throws {
        let front = "---\nname: pdf\ndescription: D.\ncompatibility: |\n  Any.\n"
        let same = try #require(read(["pdf/SKILL.md": front + "---\nRead.\n"]).drafts.first)
        #expect(same.remarks.isEmpty && same.files.files["SKILL.md"] == Array((front + "---\nRead.\n").utf8))
        let empty = read(["pdf/SKILL.md": front + "metadata: {owner: ''}\n---\nRead.\n"])
        #expect(empty.drafts.first?.remarks.last?.message == "metadata owner has no value and is left out")
        let command = read(["commands/go.md": "---\nname: Walk\ndescription: D.\n---\nGo.\n"])
        #expect(command.drafts.first?.remarks.map(\.message) == ["the name Walk became go"])
        let list = read(["pdf/SKILL.md": front + "allowed-tools: [Read]\n---\nRead.\n"])
        #expect(list.drafts.first?.remarks.last?.message == "allowed-tools is a list; it is written as text")
    }

    /// Otherwise nobody notices that a command has been renamed.
    @Test func whatAManifestNamesAndIsNotThereIsSaidWithItsPlace() {
        let report = read([
            "p/.claude-plugin/plugin.json": """
            {"name": "p",
             "commands": ["./cmd/go.md", "./missing.md", {"x": 1}],
            \t"agents": "../../etc/passwd",
             "skills": ["./nowhere/", "./", "./more"]}
            """,
            "p/cmd/go.md": "Go.\n", "p/more/pdf/SKILL.md": "---\nname: pdf\ndescription: D.\n---\nRead.\n",
        ])
        let manifest = "p/.claude-plugin/plugin.json"
        #expect(
            report.refusals.flatMap(\.problems).map(\.text) == [
                "\(manifest):2:30: commands: ./missing.md is not here",
                "\(manifest):2:46: commands: a path, or a list of paths, is meant; what stands here is left out",
                "\(manifest):3:2: agents: ../../etc/passwd is outside of this",
                "\(manifest):4:13: skills: ./nowhere/ is not here",
            ])
        #expect(report.drafts.map(\.source) == ["p/cmd/go.md", "p/more/pdf/SKILL.md"] && report.manifests.isEmpty)
        let odd = read([".claude-plugin/plugin.json": "{\n\"\\ud83d\\ude00\": 1, \"skills\": \"./x\"}"])
        #expect(
            odd.refusals.flatMap(\.problems).map(\.text) == [".claude-plugin/plugin.json:1:1: skills: ./x is not here"],
            "YAML has no such pairs, and the place is the file")
    }

    /// In a long line no list is looked for: there may be thousands.
    @Test func aListInALongLineIsWrittenInOneLine() throws {
        let lists = (1...300).map { "k\($0): [\($0).0, a]" }.joined(separator: ", ")
        let agent = "---\nname: x\ndescription: D.\nmetadata: {\(lists)}\nshort: [1.0, a]\n---\nGo.\n"
        let draft = try #require(read(["agents/x.md": agent]).drafts.first)
        let skill = String(decoding: draft.files.files["SKILL.md"] ?? [], as: UTF8.self)
        #expect(skill.contains("  \"k300\": \"[300.0,\\\"a\\\"]\"\n") && skill.contains("  \"short\": \"[1.0, a]\"\n"))
    }
}
