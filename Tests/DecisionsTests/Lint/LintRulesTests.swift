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
                    schema: {items: {anyOf: [{minlenght: 1, x-note: ours, note: ours}, {const: {requird: 1}, format: our-own}]}}
                  - path: d.json
                    kind: data
                    schema: {items: {prefixItems: [{format: dtae}, {format: dat}, {format: date}, {format: hex}]}}
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
                "output/1/schema/items/prefixItems/0/format: dtae is no format of JSON Schema, which takes it for a note; "
                    + "Write date if that is meant, or use a name of your own that is not so near to it.",
                "output/1/schema/items/prefixItems/1/format: dat is no format of JSON Schema, which takes it for a note; "
                    + "Write date if that is meant, or use a name of your own that is not so near to it.",
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
                "7:37 action: there is no action notes.apend in the policy (did you mean notes.append?)",
            ])
        #expect(remarks.allSatisfy { $0.level == .warning })
        let excess = "Ask for less, or have an admin widen the use case."
        #expect(
            remarks.map(\.advice) == [
                excess, excess, excess, excess, excess, "Name an action of the policy, or have an admin add this one.",
            ])
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

    @Test func aTemplateThatTheUseCaseDoesNotAdmitIsToldWhoCanChangeThat() throws {
        var template = try LintFixture.template(task: "use_case: meeting-notes\ntools: []\nrisk: routine\n")
        let policy = try Bundles.smallTeam()
        #expect(
            LintRules.remarks(template, policy: policy).map(\.problem.text) == [
                "task.yaml:1:1: template: use case meeting-notes does not admit the template release-notes (outside-use-case). Name "
                    + "another use case, or have an admin add release-notes to this one. "
                    + "Another use case admits all of it: release-notes."
            ])
        template.useCase = ""
        #expect(policy.bounds(of: template).reasons.map(\.text) == ["release-notes names no use case"])
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
        #expect(remarks.map(\.text) == [])
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
            ("Every line is good.", "uncheckable-criterion"),
            ("The page is clear.", "uncheckable-criterion"), ("The page is clear: 3 links at most.", nil),
            ("None is as  Needed, etc.", "vague-words"), ("Everything works as expected.", "uncheckable-criterion"),
            ("It is well structured.", "uncheckable-criterion"), ("It is well-organised.", "uncheckable-criterion"),
            ("The customer is satisfied with all of it.", "uncheckable-criterion"),
            ("It is good, and not only nice.", "uncheckable-criterion"), ("It is done in good faith.", nil),
        ] as [(String, String?)])
    func whatIsQuotedIsNobodysWording(text: String, rule: String?) throws {
        let task = "success_criteria:\n  - {id: a, text: \(JSON.string(text).canonical), evidence: Quote it.}\n"
        let remarks = LintRules.remarks(try LintFixture.template(task: task))
        #expect(remarks.map(\.rule) == (rule.map { [$0] } ?? []), "\(remarks.map(\.text))")
    }

    @Test func allVagueWordsOfASentenceAreNamed() throws {
        let objective = "objective: Look into the page and improve it as needed, etc., and make it better, better.\n"
        let remarks = LintRules.remarks(try LintFixture.template(task: objective))
        #expect(
            remarks.map(\.text) == [
                "task.yaml:1:1: warning: \"look into\", \"improve\", \"as needed\", \"etc\" and \"better\" in the objective "
                    + "have no measure (vague-words)"
            ])
    }

    /// Once for each phrase, on its line, wherever the line was broken; not in code and not in what is quoted.
    @Test func whatAnInstructionLeavesOpenIsAHint() throws {
        let text = """
            Since `since`, in the tone, as
            appropriate. Shorten as
            needed, "properly" or `nice`, and "nice
            or robust". Improve it as needed.

            ```
            robust etc.
            ```
            > a suitable quotation

              ~~~
              optimal
              ~~~
            """
        let remarks = LintRules.remarks(try LintFixture.template(with: .instruction(text)))
        #expect(
            remarks.map(\.text) == [
                "SKILL.md:7:1: hint: \"appropriate\" and \"as needed\" in the instruction have no measure (open-instruction)",
                "SKILL.md:9:1: hint: \"improve\" in the instruction has no measure (open-instruction)",
            ])
        let described = try LintFixture.template(
            with: .frontMatter("description: Writes robust, nice notes. Use when a version is released.\n"))
        #expect(
            LintRules.remarks(described).map(\.text) == [
                "SKILL.md:2:1: hint: \"robust\" and \"nice\" in the description have no measure (open-instruction)"
            ])
    }

    @Test(arguments: [
        ("See above.", true), ("The result.", true), ("Look at it", true), ("n/a", true), ("...", true), ("👍", true),
        ("- -", true), ("See the output file!", true), ("Quote it.", false), ("See line 3.", false),
        ("Der Text.", false), ("結果", false),
    ]) func evidenceNamesWhatIsQuoted(evidence: String, isEmpty: Bool) throws {
        let evidence = JSON.string(evidence).canonical
        let task = "success_criteria:\n  - {id: a, text: Every line has a hash., evidence: \(evidence)}\n"
        let remarks = LintRules.remarks(try LintFixture.template(task: task))
        #expect(
            remarks.map(\.message) == (isEmpty ? ["the evidence of criterion a names nothing to quote"] : []))
    }

    @Test(arguments: [
        ("Do it slowly, not too fast.", false), ("Write not only the title.", false), ("Do not hurry.", true),
        ("Use the log, not the web.", true), ("TODO", true),
    ]) func aNotOfDegreeForbidsNothing(constraint: String, forbids: Bool) throws {
        let remarks = LintRules.remarks(try LintFixture.template(task: "constraints: [\"\(constraint)\"]\n"))
        #expect(remarks.contains { $0.rule == "no-prohibition" } != forbids, "\(remarks.map(\.text))")
    }

    @Test(
        arguments: [
            ("TODO", "unfinished-text"), ("TBD.", "unfinished-text"), ("FIXME: say what", "unfinished-text"),
            ("Tell users in one page what TBD means to them.", "placeholder-text"),
            ("Tell users in one page about <insert the name>.", "placeholder-text"),
            ("Tell users in one page about [your product].", "placeholder-text"),
            ("List every \"TODO\" of the code with its line.", nil), ("List all the todo items, and no others.", nil),
            ("Tell users about <address> and [your page](a.md).", nil),
        ] as [(String, String?)])
    func gapsOfTheAuthorAreFound(text: String, rule: String?) throws {
        let found = rule.map { [$0] } ?? []
        let task = LintRules.remarks(
            try LintFixture.template(task: "objective: \(JSON.string(text).canonical)\n"))
        #expect(task.map(\.rule) == found, "\(task.map(\.text))")
        let skill = LintRules.remarks(
            try LintFixture.template(with: .instruction("Since, tone.\n\n- \(text)\n\n```\n\(text)\n```")))
        #expect(skill.map { "\($0.rule):\($0.line)" } == found.map { "\($0):8" }, "\(skill.map(\.text))")
    }

    @Test func aMissingUseCaseIsAGap() throws {
        let template = try LintFixture.template(task: "use_case: \"MISSING: name it\"\n")
        #expect(
            LintRules.remarks(template, policy: try Bundles.smallTeam()).map(\.text) == [
                "task.yaml:1:1: error: use_case is not finished (unfinished-text)"
            ])
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
        ("Bash(sudo:*)", true), ("Bash(sudo -n:*)", true), ("Bash(bash -c:*)", true), ("Bash(sh -c 'git:*)", true),
        ("Bash(python3:*)", true), ("Bash(/usr/bin/python3.11 *)", true), ("Bash(env A=b node -e:*)", true),
        ("Bash(xargs:*)", true), ("mcp__*", true), ("mcp__*__*", true), ("Bash(sudo git log:*)", false),
        ("Bash(python3 scripts/check.py:*)", false), ("Bash(python3 -m pytest:*)", false), ("Bash(sudo)", false),
        ("Bash(bash -c 'make')", false), ("Bash(uv run:*)", true), ("Bash(uv run python -c:*)", true),
        ("Bash(npm exec:*)", true), ("Bash(pnpm dlx:*)", true), ("Bash(pipx run:*)", true), ("Bash(deno run:*)", true),
        ("Bash(docker run --rm:*)", true), ("Bash(go run:*)", true), ("Bash(kubectl exec:*)", true),
        ("Bash(parallel:*)", true), ("Bash(watch:*)", true), ("Bash(script -c:*)", true), ("Bash(vim:*)", true),
        ("Bash(find:*)", true), ("Bash(find . -name:*)", true), ("Bash(psql:*)", true), ("Bash(make:*)", true),
        ("Bash(git:*)", true), ("Bash(git -c:*)", true), ("Bash(uv run pytest:*)", false),
        ("Bash(npm test:*)", false), ("Bash(make test)", false), ("Bash(make test:*)", false),
        ("Bash(go test:*)", false), ("Bash(kubectl get:*)", false), ("Bash(find . -name x)", false),
    ]) func toolsThatAllowAnythingAreWide(tool: String, isWide: Bool) throws {
        let remarks = LintRules.remarks(
            try LintFixture.template(
                task: "tools: [Read, Write, \"\(tool)\"]\n".replacing("Read, Write, \"Read\"", with: "Read, Write")))
        #expect((remarks.map(\.rule) == ["wide-tool"]) == isWide, "\(remarks.map(\.text))")
    }

    /// A tool, what it does, and a sentence that says what for.
    @Test(arguments: [
        ("WebFetch", "reaches the network", "Read the website."),
        ("Bash(curl -s:*)", "reaches the network", "Run `curl` once."),
        ("Bash(sudo rm:*)", "deletes", "Remove the draft."), ("Task", "starts other agents", "Use one agent for each."),
        ("mcp__tracker__list", "speaks to another program", "Ask the tracker."),
    ]) func toolsThatReachFarNeedAWord(tool: String, does: String, purpose: String) throws {
        let task = "tools: [Read, \"\(tool)\"]\npermission: write\n"
        #expect(
            LintRules.remarks(try LintFixture.template(task: task)).map(\.text) == [
                "task.yaml:1:15: warning: \(tool) \(does), and the instruction does not say what for (unmentioned-tool)"
            ])
        var template = try LintFixture.template(task: task)
        template.instruction += "\n\(purpose)"
        #expect(LintRules.remarks(template).map(\.text) == [])
    }
}
