import Domain
import Testing

@testable import Decisions

@Suite struct LintRulesTests {
    @Test(arguments: LintRules.all.map(\.id)) func badExampleTriggersExactlyItsRule(id: String) throws {
        let rule = try #require(LintRules.named(id))
        let remarks = LintRules.remarks(try LintFixture.template(with: rule.bad), policy: try policy(for: id))
        #expect(Set(remarks.map(\.rule)) == [id], "\(remarks.map(\.text))")
        #expect(remarks.allSatisfy { $0.level == rule.level && $0.file == rule.bad.file && !$0.advice.isEmpty })
    }

    @Test(arguments: LintRules.all.map(\.id)) func goodExampleTriggersNothing(id: String) throws {
        let rule = try #require(LintRules.named(id))
        #expect(
            LintRules.remarks(try LintFixture.template(with: rule.good), policy: try policy(for: id))
                .map(\.text) == [])
    }

    /// Examples of other rules use tools that no use case of the bundle allows.
    private func policy(for id: String) throws -> PolicyBundle? {
        id == UseCaseRule().id ? try Bundles.smallTeam() : nil
    }

    @Test func aMisspeltWordOfASchemaIsFoundAtAnyDepth() throws {
        let template = try LintFixture.template(
            task: """
                inputs:
                  type: object
                  requird: [since]
                  properties:
                    since: {type: string, description: A tag., format: emial}
                    required: {type: string, description: "An input of that name, described in words."}
                output:
                  - path: n.json
                    kind: data
                    schema: {items: {anyOf: [{minlenght: 1, x-note: ours}, {const: {requird: 1}, format: our-own}]}}
                """)
        let rule = SchemaWordRule()
        #expect(
            rule.findings(LintFacts(template: template, policy: nil)).map { "\($0.message); \($0.advice)" } == [
                "inputs/properties/since/format: emial is no format of JSON Schema, which takes it for a note; "
                    + "Write email if that is meant, or use a name of your own that is not so near to it.",
                "inputs/requird: requird is no keyword of JSON Schema, which takes it for a note; "
                    + "Write required if that is meant, or use a name of your own that is not so near to it.",
                "output/0/schema/items/anyOf/0/minlenght: minlenght is no keyword of JSON Schema, which takes it for a note; "
                    + "Write minLength if that is meant, or use a name of your own that is not so near to it.",
            ])
    }

    /// What lint says of a bound is what a dispatch says, and stands where the template breaks it.
    @Test func boundsOfTheUseCaseAreToldAtTheirPlace() throws {
        let template = try LintFixture.template(
            task: """
                use_case: release-notes
                mode: cowork
                risk: sensitive
                permission: act
                tools: [Read, WebFetch]
                output: [{path: notes.md, kind: document}, {path: n.json, kind: data, schema: {type: object}}]
                actions: [git.release, team.notify, notes.apend]
                """)
        let policy = try Bundles.smallTeam()
        let remarks = LintRules.remarks(template, policy: policy).filter { $0.rule == UseCaseRule().id }
        #expect(
            remarks.map { "\($0.line):\($0.column) \($0.message)" } == [
                "3:1 risk: release-notes goes up to shared; this is sensitive",
                "4:1 level: release-notes goes up to draft; this takes act",
                "5:15 tool: release-notes does not allow WebFetch",
                "6:44 kind: release-notes allows document; this makes data",
                "7:24 action: release-notes does not allow team.notify",
                "7:37 action: there is no action notes.apend in this bundle (did you mean notes.append?)",
            ])
        #expect(remarks.allSatisfy { $0.level == .warning && $0.advice.hasPrefix("Ask for less, or ") })
        guard case .outside(.useCaseForbids, let broken, _) = policy.bounds(of: template) else {
            Issue.record("within")
            return
        }
        #expect(Set(broken.map(\.text)) == Set(remarks.map(\.message)))
    }

    @Test func anUnknownUseCaseNamesTheOneThatWasMeant() throws {
        let template = try LintFixture.template(task: "use_case: release-note\n")
        #expect(
            LintRules.remarks(template, policy: try Bundles.smallTeam()).map(\.problem.text) == [
                "task.yaml:1:1: there is no approved use case release-note (did you mean release-notes?) "
                    + "(outside-use-case). The policy has release-notes, customer-insight, performance-reporting, "
                    + "customer-care, meeting-notes; an admin can add another."
            ])
    }

    @Test func rulesHaveNamesOfTheirOwnAndStandByWeight() {
        let ids = LintRules.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        let weights = LintRules.all.compactMap { LintLevel.allCases.firstIndex(of: $0.level) }
        #expect(weights == weights.sorted())
    }

    /// A judgement about words is never an error, for the words are English.
    @Test func noErrorDependsOnALanguage() throws {
        let remarks = LintRules.remarks(
            try LintFixture.template(
                task: """
                    objective: Den Nutzern sagen, was sich zwischen zwei Versionen getan hat.
                    success_criteria:
                      - {id: belegt, text: Jede Zeile trägt ihren Beleg., evidence: Die Zeile mit dem längsten Satz.}
                    constraints: [Am Verzeichnis wird nichts verändert.]
                    """))
        #expect(
            remarks.map(\.text) == ["task.yaml:4:1: warning: no constraint says what must not be done (no-prohibition)"]
        )
    }

    /// Where each remark stands: what, in which key, gives which line and column.
    @Test(arguments: [
        ("objective: Improve it so that everything in the page gets better.\n", "task.yaml:1:1"),
        ("constraints:\n  - Change nothing.\n  - Do nothing but what is appropriate.\n", "task.yaml:3:5"),
        ("tools: [Read, Write, Bash]\n", "task.yaml:1:22"),
        ("success_criteria:\n  - id: a\n    evidence: \"-\"\n    text: Every line has a hash.\n", "task.yaml:3:5"),
    ]) func remarksPointAtTheirPlace(task: String, place: String) throws {
        let remarks = LintRules.remarks(try LintFixture.template(task: task))
        #expect(remarks.map { "\($0.file):\($0.line):\($0.column)" } == [place], "\(remarks.map(\.text))")
    }

    @Test(arguments: [
        ("Since `since` in tone\n\nuse {{ start }} now", ["SKILL.md:8:8"]),
        ("Since and tone: {{since}} inputs.since", []),
        ("Since and tone.\n```\n{{start}} inputs.start\n```\nthen x.inputs.start ${{ 1 }}", []),
        ("Since and tone, é inputs.start, inputs.end", ["SKILL.md:6:26", "SKILL.md:6:40"]),
    ]) func usesOfInputsAreFoundOutsideOfCode(instruction: String, places: [String]) throws {
        let remarks = LintRules.remarks(try LintFixture.template(with: .instruction(instruction)))
        #expect(remarks.map { "\($0.file):\($0.line):\($0.column)" } == places, "\(remarks.map(\.text))")
    }

    @Test(
        arguments: [
            ("The good line of \"every\" file.", "vague-words"), ("The \"good\" file is there.", nil),
            ("Every line is `good`.", nil), ("Each 5\" screen is good.", "vague-words"),
            ("Every line is good.", "vague-words"),
            ("The page is clear.", "uncheckable-criterion"), ("The page is clear: 3 links at most.", nil),
            ("All is as  Needed, etc.", "vague-words"),
        ] as [(String, String?)])
    func whatIsQuotedIsNobodysWording(text: String, rule: String?) throws {
        let task = "success_criteria:\n  - {id: a, text: \(JSON.string(text).canonical), evidence: Quote it.}\n"
        let remarks = LintRules.remarks(try LintFixture.template(task: task))
        #expect(remarks.map(\.rule) == (rule.map { [$0] } ?? []), "\(remarks.map(\.text))")
    }

    @Test func whatDiffersInAQuotationOnlyIsTwoQuestions() throws {
        let task = """
            success_criteria:
              - {id: a, text: "The sentence `a` is there.", evidence: Quote it.}
              - {id: b, text: "The sentence `b` is there.", evidence: Quote it.}
              - {id: c, text: "The sentence b is there", evidence: Quote it.}

            """
        let remarks = LintRules.remarks(try LintFixture.template(task: task))
        #expect(remarks.map(\.message) == ["criterion c says the same as b"])
    }

    @Test(arguments: [
        ("Bash", true), ("Bash(*)", true), ("Bash(:*)", true), ("bash", true), ("*", true), ("**", true),
        ("Bash(git log:*)", false), ("Bash(scripts/run)", false), ("Read", false), ("Read(*)", false),
    ]) func toolsThatAllowAnythingAreWide(tool: String, isWide: Bool) throws {
        let remarks = LintRules.remarks(
            try LintFixture.template(
                task: "tools: [Read, Write, \"\(tool)\"]\n".replacing("Read, Write, \"Read\"", with: "Read, Write")))
        #expect((remarks.map(\.rule) == ["wide-tool"]) == isWide, "\(remarks.map(\.text))")
    }
}
