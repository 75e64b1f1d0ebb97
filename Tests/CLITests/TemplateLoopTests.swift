import API
import Domain
import FoundationEssentials
import Testing

@testable import CLI

/// `template findings`, `template improve`, `template push --answers`.
@Suite struct TemplateLoopTests {
    private static let id = "fnd_0abc1defghjkmnpq"
    private static let created = Timestamp(secondsSince1970: 1_799_999_000)
    private let folder: TemplateFolderFixture

    init() throws { folder = try TemplateFolderFixture() }

    private static func finding(
        _ id: String = id, criterion: String? = "all", line: TemplateLineView? = nil,
        text: String = "It does not say\nin which order", answeredBy: Int? = nil, draftAnswer: Int? = nil,
        lapsedAnswer: LapsedAnswerView? = nil, doubts: [CriterionDoubtView] = []
    ) -> TemplateFindingView {
        TemplateFindingView(
            id: id, output: "out_1", run: "run_1", defect: id == "fnd_2" ? "dfc_1" : nil, templateVersion: 2,
            author: "rob", cause: .template,
            criterion: criterion, templateLine: line, text: text, quotation: "the first line", createdAt: created,
            answeredBy: answeredBy, draftAnswer: draftAnswer, lapsedAnswer: lapsedAnswer, doubts: doubts)
    }

    @Test func findingsAreToldWithWhatTheyConcern() throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates/notes/findings?open=true&criterion=all&cause=template&limit=50",
            Page(items: [
                Self.finding(),
                Self.finding(
                    "fnd_2", criterion: nil, line: TemplateLineView(file: "SKILL.md", line: 7, text: "Be brief."),
                    answeredBy: 3),
                Self.finding(
                    "fnd_3", draftAnswer: 4,
                    doubts: [
                        CriterionDoubtView(
                            criterion: "all", answer: .fail, reason: "Two are missing", hasFinding: true)
                    ]),
                Self.finding("fnd_4", lapsedAnswer: LapsedAnswerView(version: 8, isDeprecated: false)),
                Self.finding("fnd_5", lapsedAnswer: LapsedAnswerView(version: 9, isDeprecated: true)),
            ]))
        let words = ["template", "findings", "notes", "--open", "--criterion", "all", "--cause", "template"]
        #expect(
            countersign(words, service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        fnd_0abc1defghjkmnpq  template, criterion all, version 2, run_1, 2027-01-15T07:43Z  open
                            It does not say⏎in which order
                            > the first line
                        fnd_2  template, SKILL.md:7, found after approval, version 2, run_1, 2027-01-15T07:43Z  answered by version 3
                            It does not say⏎in which order
                            the line: Be brief.
                            > the first line
                        fnd_3  template, criterion all, version 2, run_1, 2027-01-15T07:43Z  draft 4 answers it
                            It does not say⏎in which order
                            > the first line
                            criterion all, fail: Two are missing
                        fnd_4  template, criterion all, version 2, run_1, 2027-01-15T07:43Z  open again: version 8 was rolled back
                            It does not say⏎in which order
                            > the first line
                        fnd_5  template, criterion all, version 2, run_1, 2027-01-15T07:43Z  open again: version 9 was deprecated
                            It does not say⏎in which order
                            > the first line

                        """, error: ""))
    }

    private func service(_ findings: [TemplateFindingView], isCurrent: Bool = true) throws -> StubService {
        let service = StubService()
        let files = ["SKILL.md": TemplateFolderFixture.skill, "task.yaml": TemplateFolderFixture.task]
            .mapValues { Array($0.utf8) }
        let version = TemplateVersionView(
            summary: TemplateVersionSummary(
                name: "notes", number: 3, state: .published, digest: FileSet(files).digest, author: "ada",
                createdAt: Self.created, note: "", isCurrent: isCurrent),
            area: "engineering", description: "",
            definition: [
                "successCriteria": [["id": "all", "text": "Every change is listed."]],
                "places": ["task.yaml#/success_criteria/0": ["line": 4, "column": 5]],
            ],
            files: files.sorted { $0.key < $1.key }.map { path, bytes in
                TemplateFileView(path: path, digest: Digest.of(bytes), size: Int64(bytes.count), isExecutable: false)
            }, warnings: [])
        try service.answer("GET /v1/teams/demo/templates/notes?version=latest", version)
        try service.answer("POST /v1/teams/demo/templates", version)
        for bytes in files.values {
            let digest = PercentEncoding.encode(Digest.of(bytes).description)
            service.answer("GET /v1/teams/demo/artifacts/\(digest)", bytes: bytes)
        }
        try service.answer(
            "GET /v1/teams/demo/templates/notes/findings?open=true&limit=1000", Page(items: findings))
        return service
    }

    /// As after a rollback.
    @Test func improveSaysWhatItIsThatItLaysOut() throws {
        let service = try service([Self.finding()], isCurrent: false)
        #expect(
            folder.run(["template", "improve", "notes"], service: service).error
                == "This is version 3, the latest; a dispatch takes another: `countersign template history notes`\n")
    }

    @Test func improveLaysTheFindingsBesideWhatTheyConcern() throws {
        let service = try service([
            Self.finding(),
            Self.finding(
                "fnd_0abc1defghjkmnpr", criterion: nil,
                line: TemplateLineView(file: "SKILL.md", line: 9, text: "Say what changed for users."),
                text: "For <!-- which --> users?"),
            Self.finding(
                "fnd_0abc1defghjkmnps", criterion: nil,
                line: TemplateLineView(
                    file: "SKILL.md", line: 3,
                    text: "description: Writes release notes. Use when a version is released.")),
            Self.finding(
                "fnd_0abc1defghjkmnpt", criterion: nil,
                line: TemplateLineView(file: "task.yaml", line: 5, text: "a line that is gone", constraint: 2)),
            Self.finding(
                "fnd_0abc1defghjkmnpv", criterion: nil,
                line: TemplateLineView(file: "references/style.md", line: 1, text: "Say what changed for users.")),
        ])
        let outcome = folder.run(["template", "improve", "notes"], service: service)
        #expect(
            outcome
                == Outcome(
                    code: .ok,
                    output: "5 open findings: read notes-improve/FINDINGS.md, edit notes-improve/engineering/notes\n",
                    error: ""))
        let task = try #require(folder.read("notes-improve/engineering/notes/task.yaml"))
        #expect(
            task
                == TemplateFolderFixture.task.replacing(
                    "  - {id: all,",
                    with: "  # fnd_0abc1defghjkmnpq: It does not say in which order\n  - {id: all,"))
        let skill = try #require(folder.read("notes-improve/engineering/notes/SKILL.md"))
        #expect(
            skill
                == TemplateFolderFixture.skill.replacing(
                    "description:", with: "# fnd_0abc1defghjkmnps: It does not say in which order\ndescription:"
                ).replacing(
                    "Say what", with: "<!-- fnd_0abc1defghjkmnpr: For <!-- which -- > users? -->\nSay what"))
        #expect(FindingComment.removed(from: Array(skill.utf8)) == Array(TemplateFolderFixture.skill.utf8))
        let page = try #require(folder.read("notes-improve/FINDINGS.md"))
        #expect(
            page == """
                # Open findings on notes, as of version 3

                When the template is mended, say which findings the new version answers: all that this page lists, after you have
                taken out what it does not answer, or each by itself.

                    countersign template push notes-improve/engineering/notes --onto 3 --answers all
                    countersign template push notes-improve/engineering/notes --onto 3 --answers FINDING

                ## fnd_0abc1defghjkmnpq: template, criterion all

                Version 2, run_1, out_1

                > the first line

                    It does not say
                    in which order

                ## fnd_0abc1defghjkmnpr: template, SKILL.md:9

                Version 2, run_1, out_1

                The line was:

                    Say what changed for users.

                > the first line

                    For <!-- which --> users?

                ## fnd_0abc1defghjkmnps: template, SKILL.md:3

                Version 2, run_1, out_1

                The line was:

                    description: Writes release notes. Use when a version is released.

                > the first line

                    It does not say
                    in which order

                ## fnd_0abc1defghjkmnpt: template, constraint 2, task.yaml:5

                Version 2, run_1, out_1

                The line was:

                    a line that is gone

                > the first line

                    It does not say
                    in which order

                ## fnd_0abc1defghjkmnpv: template, references/style.md:1

                Version 2, run_1, out_1

                The line was:

                    Say what changed for users.

                > the first line

                    It does not say
                    in which order

                """)
        let one = folder.run(
            ["template", "improve", "notes", "--to", "one"], service: try self.service([Self.finding()]))
        #expect(one.output == "1 open finding: read one/FINDINGS.md, edit one/engineering/notes\n")
        let again = folder.run(["template", "improve", "notes"], service: try self.service([Self.finding()]))
        let taken =
            "countersign: \(folder.path)/notes-improve/engineering/notes/SKILL.md is there already; "
            + "choose another folder with --to (already_exists)\n"
        #expect(again == Outcome(code: .failed, output: "", error: taken), "nothing is overwritten")
    }

    @Test func theCommentsStayAtHome() throws {
        _ = folder.run(["template", "improve", "notes"], service: try service([Self.finding()]))
        let service = try service([])
        let pushed = folder.run(
            ["template", "push", "notes-improve/engineering/notes", "--onto", "3", "--answers", Self.id],
            service: service)
        #expect(pushed.code == .ok, "\(pushed.error)")
        let body = try #require(service.asked.last?.body)
        #expect(body["answers"] == [.string(Self.id)] && body["onto"] == 3)
        let sent = body["files"]?.array?.compactMap { $0["base64"]?.string }.compactMap { Data(base64Encoded: $0) }
        #expect(
            sent?.map { String(decoding: $0, as: UTF8.self) }
                == [TemplateFolderFixture.skill, TemplateFolderFixture.task])
    }

    /// The statistics count it, so the list does, once for each output.
    @Test func whatFailedWithoutAFindingIsCounted() throws {
        func doubt(
            _ criterion: String, _ answer: CriterionAnswer = .fail, hasFinding: Bool = false
        ) -> CriterionDoubtView {
            CriterionDoubtView(criterion: criterion, answer: answer, reason: "", hasFinding: hasFinding)
        }
        var elsewhere = Self.finding("fnd_4", doubts: [doubt("order"), doubt("all")])
        elsewhere.output = "out_2"
        let findings = [
            Self.finding(doubts: [doubt("all", hasFinding: true), doubt("order")]),
            Self.finding("fnd_3", doubts: [doubt("order"), doubt("brief", .concern)]), elsewhere,
        ]
        let (all, order) = (
            "criterion all failed in 1 output without a finding of its own",
            "criterion order failed in 2 outputs without a finding of its own"
        )
        let path = "GET /v1/teams/demo/templates/notes/findings?"
        let service = try service(findings)
        try service.answer(path + "limit=50", Page(items: findings))
        try service.answer(path + "criterion=order&limit=50", Page(items: findings))
        let words = ["template", "findings", "notes"]
        #expect(countersign(words, service: service).output.hasSuffix("\(all)\n\(order)\n"))
        let one = countersign(words + ["--criterion", "order"], service: service).output
        #expect(one.hasSuffix("given\n\(order)\n"))
        _ = folder.run(["template", "improve", "notes"], service: service)
        let page = try #require(folder.read("notes-improve/FINDINGS.md"))
        #expect(page.contains("\n\n\(all).\n\(order).\n\n"), "\(page)")
    }

    private static let alike = [
        finding(doubts: [CriterionDoubtView(criterion: "all", answer: .fail, reason: "Two are\n## fnd_missing")]),
        finding("fnd_0abc1defghjkmnpr", text: "It does not say in  which order"),
        finding("fnd_0abc1defghjkmnps", text: "Another matter"),
    ]

    @Test func whatSaysTheSameOfTheSameStandsTogether() throws {
        _ = folder.run(["template", "improve", "notes"], service: try service(Self.alike))
        let task = try #require(folder.read("notes-improve/engineering/notes/task.yaml"))
        #expect(
            task.contains(
                """
                  # fnd_0abc1defghjkmnpq and 1 alike: It does not say in which order
                  # fnd_0abc1defghjkmnps: Another matter
                  - {id: all,
                """))
        #expect(FindingComment.removed(from: Array(task.utf8)) == Array(TemplateFolderFixture.task.utf8))
        let page = try #require(folder.read("notes-improve/FINDINGS.md"))
        #expect(
            page.hasSuffix(
                """
                ## 2 alike: template, criterion all

                    It does not say
                    in which order

                - fnd_0abc1defghjkmnpq: Version 2, run_1, out_1

                  > the first line

                  Criterion all, fail:

                      Two are
                      ## fnd_missing

                - fnd_0abc1defghjkmnpr: Version 2, run_1, out_1

                  > the first line

                ## fnd_0abc1defghjkmnps: template, criterion all

                Version 2, run_1, out_1

                > the first line

                    Another matter

                """))
    }

    @Test func aVersionAnswersAllThatThePageLists() throws {
        _ = folder.run(["template", "improve", "notes"], service: try service(Self.alike))
        let service = try service([])
        let words = ["template", "push", "notes-improve/engineering/notes", "--answers", "all"]
        let pushed = folder.run(words, service: service)
        #expect(pushed.code == .ok && pushed.error.contains("Answers 3 findings, all that FINDINGS.md lists.\n"))
        #expect(
            service.asked.last?.body?["answers"]
                == .array(Self.alike.map { .string($0.id) }))
        try folder.write("# Open findings\n\n    ## fnd_0abc1defghjkmnps: x\n", to: "notes-improve/FINDINGS.md")
        #expect(folder.run(words, service: service).error.contains("lists no finding"))
        try folder.writeTemplate()
        let without = folder.run(["template", "push", "engineering/notes", "--answers", "all"], service: service)
        #expect(without.code != .ok && without.error.contains("there is no such file: `countersign template improve`"))
    }

    /// A line feed behind a carriage return is one character with it, and yet ends the line.
    @Test func wordsOfOthersStandIndentedWhateverEndsTheirLines() throws {
        let words = "It\r\n## fnd_0abc1defghjkmnps: and this"
        _ = folder.run(["template", "improve", "notes"], service: try service([Self.finding(text: words)]))
        let page = try #require(folder.read("notes-improve/FINDINGS.md"))
        #expect(page.contains("\n    It\r\n    ## fnd_0abc1defghjkmnps: and this\n"))
        let service = try service([])
        _ = folder.run(["template", "push", "notes-improve/engineering/notes", "--answers", "all"], service: service)
        #expect(service.asked.last?.body?["answers"] == .array([.string(Self.id)]))
    }

    @Test func onlyOurCommentsAreTakenOut() {
        let text =
            "a: 1\n# fnd_: x\n # \(Self.id): x\n# \(Self.id)\nb: 2 # \(Self.id): x\n"
        #expect(
            String(decoding: FindingComment.removed(from: Array(text.utf8)), as: UTF8.self)
                == "a: 1\n# fnd_: x\n# fnd_0abc1defghjkmnpq\nb: 2 # fnd_0abc1defghjkmnpq: x\n")
    }

    @Test func whereNothingIsOpenNothingIsWritten() throws {
        let outcome = folder.run(["template", "improve", "notes"], service: try service([]))
        #expect(outcome == Outcome(code: .ok, output: "", error: "Nothing is open on notes.\n"))
        #expect(folder.read("notes-improve/FINDINGS.md") == nil)
    }

    @Test func answersAreAboutOneTemplate() throws {
        try folder.writeTemplate()
        try folder.write(TemplateFolderFixture.skill, to: "engineering/other/SKILL.md")
        let outcome = folder.run(["template", "push", "engineering", "--answers", Self.id])
        #expect(outcome.code != .ok && outcome.error.contains("--answers and --onto are about one template"))
    }
}
