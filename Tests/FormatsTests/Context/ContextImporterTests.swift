import Domain
import Formats
import Testing

@Suite struct ContextImporterTests {
    /// A folder as a table: a path's text, or `→ path` for a link, `→ !` for one that leads out.
    private func read(_ files: [String: String], from path: String = "CLAUDE.md") throws -> ImportedContext {
        try ContextImporter.read(path) { Self.look($0, files) }
    }

    private static func look(_ path: String, _ files: [String: String]) -> ContextFile {
        guard let text = files[path] else {
            return files.keys.contains { $0.hasPrefix(path + "/") } ? .notAFile : .missing
        }
        if text == "→ !" { return .outside }
        if text.hasPrefix("→ ") { return look(String(text.dropFirst(2)), files) }
        return .bytes(Array(text.utf8), path: path)
    }

    private func placed(_ imported: ImportedContext) -> [String] {
        ContextLines.of(imported.text).enumerated().map { index, text in
            "\(imported.sources.place(ofLine: index + 1) ?? "?") \(text)"
        }
    }

    @Test func linesKeepTheirPlaces() throws {
        let imported = try read([
            "CLAUDE.md": "# Team\r\nSee @docs/style.md, and\n- @docs/tests.md\n\nLast.",
            "docs/style.md": "Short.\n@more/names.md\n", "docs/more/names.md": "No `x`.\n",
            "docs/tests.md": "All green.\n",
        ])
        #expect(imported.problems.isEmpty && imported.notices.isEmpty)
        #expect(
            placed(imported) == [
                "CLAUDE.md:1 # Team", "CLAUDE.md:2 See @docs/style.md, and", "docs/style.md:1 Short.",
                "docs/more/names.md:1 No `x`.", "docs/tests.md:1 All green.", "CLAUDE.md:4 ", "CLAUDE.md:5 Last.",
            ])
        #expect(imported.sources.unsoundness(lineCount: 7) == nil)
        #expect(imported.sources.count == 5)
    }

    /// What stands in code, or is no path, imports nothing: `f.md` is not there, so an import would be a problem.
    @Test(arguments: [
        "`@f.md`", "``a ` @f.md``", "`a\n@f.md b`", "```\n@f.md\n```", "~~~~ sh\n@f.md\n~~~\n@f.md\n~~~~",
        "> ```\n> @f.md\n> ```",
        "- ```\n  @f.md\n  ```", "text\n\n    @f.md\n    @f.md", "\t@f.md", "me@f.md", "@ f.md", "@@f.md", "@(f.md)",
        "\\@f.md",
        "<!-- @f.md -->", "a <!--\n@f.md\n--> b", "```\n<!--\n```\n`@f.md`", "``` `@f.md` ```", "@#f.md",
    ])
    func noImport(text: String) throws {
        #expect(try read(["CLAUDE.md": text]).problems.isEmpty)
    }

    @Test(arguments: [
        ("@f.md", 1, 1), ("a @f.md.", 1, 3), ("(@f.md)", 1, 2), ("**@f.md**", 1, 3), ("`a` @f.md", 1, 5),
        ("`` @f.md", 1, 4),
        ("`a\n\n@f.md b`", 3, 1), ("```\n```\n@f.md", 3, 1), ("- a\n\n    @f.md", 3, 5), ("a\n    @f.md", 2, 5),
        ("<!-- a --> @f.md", 1, 12), ("<!--\n-->@f.md", 2, 4), ("> @f.md", 1, 3), ("Größe @f.md", 1, 7),
        ("@f.md#part", 1, 1),
        ("1. @f.md", 1, 4), ("```\n~~~\n```\n@f.md", 4, 1), ("@./x/../f.md", 1, 1),
    ])
    func missing(text: String, line: Int, column: Int) throws {
        let problems = try read(["CLAUDE.md": text]).problems
        #expect(problems.map { [$0.line, $0.column] } == [[line, column]])
        #expect(
            problems.first?.file == "CLAUDE.md" && problems.first?.message.contains("there is no file f.md") == true)
    }

    @Test func pathsMayHoldSpacesAndLinks() throws {
        let imported = try read([
            "CLAUDE.md": "@my\\ notes.md\n@link.md", "my notes.md": "Spaced.", "link.md": "→ docs/real.md",
            "docs/real.md": "@beside.md", "docs/beside.md": "Beside.",
        ])
        #expect(placed(imported) == ["my notes.md:1 Spaced.", "docs/beside.md:1 Beside."])
    }

    @Test func aFileIsTakenInOnce() throws {
        let imported = try read(["CLAUDE.md": "@a.md\n@b.md", "a.md": "@b.md\nA.", "b.md": "B."])
        #expect(placed(imported) == ["b.md:1 B.", "a.md:2 A."])
        #expect(imported.notices.map(\.text) == ["CLAUDE.md:2:1: b.md is in the text already, from a.md:1"])
    }

    @Test func fourHopsAndNoMore() throws {
        var files = ["CLAUDE.md": "@1.md", "4.md": "End."]
        for hop in 1...3 { files["\(hop).md"] = "@\(hop + 1).md" }
        #expect(try placed(read(files)) == ["4.md:1 End."])
        files["4.md"] = "End.\n@5.md"
        files["5.md"] = "Too far."
        #expect(try read(files).problems.map(\.text) == ["4.md:2:1: @5.md is more than 4 hops away from CLAUDE.md"])
    }

    @Test func circlesAndWaysOutAreRefused() throws {
        let files = [
            "CLAUDE.md": "@a.md\n@../up.md @/etc/passwd\n@~/notes.md\n@out.md @docs\n@CLAUDE.md", "a.md": "@b/c.md",
            "b/c.md": "@../a.md\n@../../x.md", "out.md": "→ !", "docs/x.md": "",
        ]
        #expect(
            try read(files).problems.map(\.text) == [
                "CLAUDE.md:2:1: @../up.md leads out of the folder, and only what is in it is imported",
                "CLAUDE.md:2:11: @/etc/passwd leads out of the folder, and only what is in it is imported",
                "CLAUDE.md:3:1: @~/notes.md leads out of the folder, and only what is in it is imported",
                "CLAUDE.md:4:1: @out.md is a link that leads out of the folder",
                "CLAUDE.md:4:9: @docs is not a file",
                "CLAUDE.md:5:1: @CLAUDE.md imports itself: CLAUDE.md → CLAUDE.md",
                "b/c.md:1:1: @../a.md imports itself: a.md → b/c.md → a.md",
                "b/c.md:2:1: @../../x.md leads out of the folder, and only what is in it is imported",
            ])
    }

    @Test func secretsAndHiddenTextAreNamedButNotRepeated() throws {
        let problems = try read([
            "CLAUDE.md": "@a.md\n@b.md", "a.md": "ok\nkey AKIAIOSFODNN7EXAMPLQ", "b.md": "a\u{202E}b",
        ]).problems
        #expect(problems.map { "\($0.file):\($0.line):\($0.column)" } == ["a.md:2:5", "b.md:1:2"])
        #expect(!problems.contains { $0.text.contains("AKIA") })
    }

    @Test func allThatIsWrongIsSaidAtOnce() throws {
        let key = "AKIA" + "IOSFODNN7EXAMPLQ"
        let imported = try read([
            "CLAUDE.md": "Key: \(key)\n@gone.md\n@a.md\n", "a.md": "A\u{200B}b.\n@/etc/x\n@b.md\n",
            "b.md": "\(key)\n@a.md\n",
        ])
        #expect(
            imported.problems.map { "\($0.file):\($0.line)" } == [
                "CLAUDE.md:1", "CLAUDE.md:2", "a.md:1", "a.md:2", "b.md:1", "b.md:2",
            ])
    }

    @Test func commentsStayOut() throws {
        let imported = try read([
            "CLAUDE.md": "\u{FEFF}A<!-- b -->C\n<!-- one\ntwo -->\n`<!-- kept -->`\nE <!-- never closed\nF"
        ])
        #expect(placed(imported) == ["CLAUDE.md:1 AC", "CLAUDE.md:4 `<!-- kept -->`", "CLAUDE.md:5 E "])
        #expect(imported.notices.map(\.line) == [1, 1, 2, 3, 5, 6])
        #expect(imported.notices.first?.text == "CLAUDE.md:1:1: a byte order mark was left out")
    }

    @Test func agentsFilesImportNothingThemselves() throws {
        #expect(try read(["AGENTS.md": "Ask @alice.\n"], from: "AGENTS.md").text == "Ask @alice.\n")
        #expect(try placed(read(["CLAUDE.md": "@AGENTS.md", "AGENTS.md": "@b.md", "b.md": "B"])) == ["b.md:1 B"])
    }

    @Test func theClosestFileSpeaks() {
        let files = [
            "AGENTS.md": "1", "web/AGENTS.md": "2", "web/CLAUDE.md": "3", "api/v1/AGENTS.md": "4",
            "ios/.claude/CLAUDE.md": "5",
        ]
        func closest(_ folder: String) -> String? { ContextImporter.closest(to: folder) { Self.look($0, files) } }
        #expect(closest("") == "AGENTS.md")
        #expect(closest("web") == "web/CLAUDE.md" && closest("web/src/deep") == "web/CLAUDE.md")
        #expect(closest("api") == "AGENTS.md" && closest("api/v1") == "api/v1/AGENTS.md")
        #expect(closest("ios/app") == "ios/.claude/CLAUDE.md")
        #expect(ContextImporter.closest(to: "x") { _ in .missing } == nil)
    }

    @Test func whatIsTooLongTogetherIsRefused() throws {
        let half = String(repeating: "x", count: PlainText.contextLimitBytes / 2 + 1)
        let imported = try read(["CLAUDE.md": "@a.md\n@b.md", "a.md": half, "b.md": half])
        #expect(imported.problems.map(\.file) == ["CLAUDE.md"])
        #expect(try read(["CLAUDE.md": "@a.md", "a.md": half]).problems.isEmpty)
        #expect(try read([:], from: "none.md").problems.map(\.text) == ["none.md:1:1: there is no such file"])
    }
}
