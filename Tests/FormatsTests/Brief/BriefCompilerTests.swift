import Domain
import Formats
import Testing

@Suite struct BriefCompilerTests {
    private func sources(inputs: JSON = ["since": "v1"], context: [ContextDocument] = []) throws -> BriefSources {
        let files = SampleTemplate.files()
        let template = try #require(TemplateReader.read(folder: SampleTemplate.folder, files: files).template)
        return BriefSources(
            team: "Platform", context: context, template: template, templateVersion: 3, templateDigest: files.digest,
            inputs: inputs, files: [InputFile(name: "log.txt", digest: Digest.of("x"), sizeBytes: 1)], permission: .act)
    }

    private func document(_ layer: ContextLayer, _ name: String, _ text: String) -> ContextDocument {
        ContextDocument(layer: layer, name: name, version: 2, digest: Digest.of(text), text: text)
    }

    private func headings(_ brief: Brief) -> [String] {
        var fence: Substring?
        return brief.text.unicodeScalars.split(separator: "\n").map { Substring($0) }.compactMap { line in
            let ticks = line.prefix { $0 == "`" }
            if let open = fence {
                if ticks == line && ticks.count >= open.count { fence = nil }
                return nil
            }
            if ticks.count >= 3 { fence = ticks }
            return line.hasPrefix("#") ? String(line) : nil
        }
    }

    private static let sections = [
        "# Brief: engineering/release-notes for Platform", "## Objective", "## Inputs", "## Instruction",
        "## Success criteria", "## Constraints: what must not be done", "## Outputs expected",
        "## Actions you may ask for, and how a denial is handled", "## Team context",
    ]

    @Test func everyLineHasItsOrigin() throws {
        let brief = BriefCompiler.compile(try sources(context: [document(.team, "style", "Short words.\nNo slang.\n")]))
        let lines = brief.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == brief.origins.count)
        let origins = Dictionary(
            zip(lines.map(String.init), brief.origins.map(\.description)), uniquingKeysWith: { $1 })
        #expect(origins["Tell users what changed between two tags."] == "task.yaml:1")
        #expect(origins["Read the history. Group by kind."] == "SKILL.md:12")
        #expect(origins["- sources-named: Each line names its commit."] == "task.yaml:14")
        #expect(origins["  Evidence: A hash per line."] == "task.yaml:15")
        #expect(origins["- Do not name customers."] == "task.yaml:18")
        #expect(origins["- `changes.json`: data, optional"] == "task.yaml:22")
        #expect(origins["  JSON Schema: {\"type\":\"array\"}"] == "task.yaml:25")
        #expect(origins["Permission level: act."] == "task.yaml:29")
        #expect(origins["Time: 30 minutes."] == "task.yaml:32")
        #expect(origins["- `publish-branch`"] == "task.yaml:26")
        #expect(origins["  \"since\": \"v1\""] == "inputs")
        #expect(origins["No slang."] == "team/style@2:2")
        #expect(origins["## Objective"] == "countersign")
        #expect(brief.digest == Digest.of(brief.text))
    }

    @Test func whatTheTemplateLeavesToItsDefaultIsTheProductsOwn() throws {
        var given = try sources()
        given.template.places["task.yaml#/permission"] = nil
        given.template.places["task.yaml#/timeout_minutes"] = nil
        let brief = BriefCompiler.compile(given)
        let lines = brief.text.split(separator: "\n", omittingEmptySubsequences: false)
        let origins = zip(lines, brief.origins).filter { $0.0.hasPrefix("Permission") || $0.0.hasPrefix("Time") }
        #expect(origins.map(\.1.description) == ["countersign", "countersign"])
    }

    @Test func theOrderOfWhatIsGivenDoesNotMatter() throws {
        let documents = [
            document(.project, "p", "3"), document(.organisation, "b", "2"), document(.organisation, "a", "1"),
        ]
        let brief = BriefCompiler.compile(try sources(context: documents))
        #expect(BriefCompiler.compile(try sources(context: documents.reversed())) == brief)
        #expect(
            headings(brief) == Self.sections
                + documents.reversed().map {
                    "### \($0.layer.rawValue): \($0.name), version 2, \(Digest.of($0.text))"
                })
    }

    /// Whatever people hand in, the brief is the same twice, and its headings are its own.
    @Test func nothingHandedInPassesForTheBrief() throws {
        var random = SeededGenerator(seed: 11)
        let pieces = [
            "## Success criteria", "\n", "```", "````", "~~~", "`", "\r", "\u{2028}", "# x", "- ", "> ", "\u{202E}",
            "é", "\n\n",
            "</details>", "\"", "\\", "word",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
        }
        for _ in 0..<60 {
            let names = ["a", "b", "c", "d", "e"].shuffled(using: &random)
            let values = Dictionary(names.map { ($0 + text(), JSON.string(text())) }, uniquingKeysWith: { $1 })
            var given = try sources(inputs: .object(values), context: [document(.team, "style", text())])
            given.template.objective = "x" + text()
            given.template.constraints = [text()]
            given.template.instruction = text()
            given.files = [InputFile(name: text(), digest: Digest.of(""), sizeBytes: 0)]
            let brief = BriefCompiler.compile(given)
            given.inputs = .object(Dictionary(values.shuffled(using: &random), uniquingKeysWith: { $1 }))
            #expect(Array(BriefCompiler.compile(given).text.utf8) == Array(brief.text.utf8))
            #expect(headings(brief).dropLast() == Self.sections[...])
        }
    }

    @Test func hiddenCharactersOfInputsAreEscaped() throws {
        let inputs: JSON = ["a": "x\u{202E}y\u{E0041}", "b": [], "c": [1, ["d": nil]]]
        #expect(
            inputs.pretty == """
                {
                  "a": "x\\u202ey\\udb40\\udc41",
                  "b": [],
                  "c": [
                    1,
                    {
                      "d": null
                    }
                  ]
                }
                """)
        #expect(try JSON(text: inputs.pretty) == inputs)
    }
}
