import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct DefectTests {
    let story: ReviewStory
    var world: World { story.world }

    init() throws { story = try ReviewStory.make() }

    private func report(
        _ reason: String = "The renamed flag is missing", criterion: String? = nil, cause: FindingCause? = nil,
        by login: World.Login = .author
    ) throws -> DefectView {
        try ReportDefect.run(
            world.team(login), outputID: story.output.output,
            DefectRequest(reason: reason, criterion: criterion, cause: cause))
    }

    /// A draft that says it would.
    private func answer(_ defect: DefectView) throws {
        var push = World.sampleTemplate { $0["SKILL.md", default: ""] += "Name renamed flags.\n" }
        push.answers = [defect.finding]
        _ = try PushTemplate.run(world.team(.author), push)
    }

    private func confirm(_ defect: DefectView) throws { _ = try JudgeDefect.confirm(world.team(.admin), defect.id) }

    private func approve() throws {
        let reader = try story.assign(.reviewer)
        try reader.work()
        try reader.give(.approve)
    }

    @Test func aDefectIsRecordedOnWhatWasApproved() throws {
        try approve()
        let defect = try report(criterion: "breaking")
        #expect(
            defect
                == DefectView(
                    id: defect.id, output: story.output.output, version: 1, criterion: "breaking",
                    cause: .template, finding: defect.finding, reason: "The renamed flag is missing",
                    reportedBy: "author", reportedAt: defect.reportedAt,
                    judges: DefectJudgesView(
                        mayConfirm: ["admin", "reviewer", "second"], mayDismiss: ["admin", "second"])))
        #expect(
            try world.lastEvent("defect_reported")?["data"] == [
                "defect": .string(defect.id), "version": 1, "finding": .string(defect.finding),
            ])
        #expect(try report().id != defect.id, "a second one is another")
    }

    @Test func aCriterionThatIsNotThereIsAnsweredWithThoseThatAre() throws {
        try approve()
        let refused = try #require(throws: Failure.self) { try report(criterion: "braking") }
        #expect(
            refused.message.hasPrefix(
                "release-notes version 1 has no criterion braking (did you mean breaking?); it has ")
                && refused.message.contains("breaking"), "\(refused.message)")
    }

    @Test func theOutputShowsWhatWasReported() throws {
        try approve()
        #expect(try story.show().defects == [])
        let defects = [try report(criterion: "breaking"), try report("And the link is dead")]
        #expect(try story.show().defects == defects)
    }

    @Test func onceConfirmedItIsAFindingOnTheTemplateUntilAVersionAnswersIt() throws {
        try approve()
        let defect = try report(criterion: "breaking")
        #expect(try findings() == [] && inbox(.author).defects == [] && inbox(.admin).defects == [])
        #expect(refusal { try answer(defect) } == .notFound, "there is nothing to answer yet")
        try confirm(defect)
        let open = try #require(try findings().first)
        #expect((open.id, open.defect, open.cause) == (defect.finding, defect.id, .template))
        #expect((open.criterion, open.text, open.author) == ("breaking", defect.reason, "author"))
        #expect(try inbox(.author).defects.map(\.count) == [1], "who wrote the current version hears of it")
        #expect(try inbox(.admin).defects.map(\.template) == ["release-notes"])
        #expect(try inbox(.reviewer).defects == [])
        try answer(defect)
        _ = try PublishTemplate.run(world.team(.admin), "release-notes", version: 2)
        #expect(try findings() == [])
        #expect(try inbox(.admin).defects == [])
    }

    @Test func oneThatLiesWithTheAgentDoesNotGather() throws {
        try approve()
        let defect = try report(cause: .agent)
        try confirm(defect)
        #expect(defect.cause == .agent)
        #expect(try findings() == [])
        #expect(try inbox(.admin).defects == [])
    }

    @Test func theApprovalStandsAndReviewsAndStatisticsKnowNothingOfIt() throws {
        try approve()
        func tally() throws -> TemplateTallyView? {
            try ShowTemplateStats.run(world.team(.author), "release-notes", from: nil, to: nil).versions.first
        }
        let before = try #require(try tally())
        try confirm(try report(criterion: "breaking"))
        #expect(try story.show().summary.reviewState == .approved)
        #expect(try story.show().findings.isEmpty)
        let after = try #require(try tally())
        #expect(after.criteria == before.criteria && after.findings == before.findings)
        #expect(try ShowLibraryInsights.run(world.team(.author)).findings == [])
    }

    @Test func thePersonWhoReportedItHearsThatItIsThere() throws {
        try approve()
        let defect = try report()
        let again = #expect(throws: Failure.self) { try report() }
        #expect(again?.code == .alreadyExists && again?.message.contains(defect.id) == true)
        #expect(try report(by: .admin).id != defect.id, "another pair of eyes")
        #expect(try story.show().defects.count == 2)
    }

    /// By hand, one without a review could block what was approved.
    @Test func onlyADefectMakesAFindingWithoutAReview() throws {
        try approve()
        for isBlocking in [false, true] {
            let outcome = try Attack.run(
                world, team: World.northID, person: "per_author",
                """
                INSERT INTO findings (team_id, id, output_id, number, author_id, is_blocking, cause, text)
                VALUES ('\(World.northID)', 'fnd_1', '\(story.output.output)', 1, 'per_author', \(isBlocking), 'agent', 'x')
                """)
            #expect(outcome == "wrong_state")
        }
    }

    private func findings() throws -> [TemplateFindingView] {
        let page = try PageRequest(limit: nil, cursor: nil, parts: 2)
        let filter = try ListTemplateFindings.Filter(open: "true", criterion: nil, cause: nil)
        return try ListTemplateFindings.run(world.team(.reviewer), "release-notes", filter, page).items
    }

    private func inbox(_ login: World.Login) throws -> InboxView { try ShowInbox.run(world.team(login)) }

    @Test func beforeTheApprovalItIsAFinding() throws { #expect(refusal { try report() } == .wrongState) }

    @Test func itNeedsWordsAndACriterionThatIsThere() throws {
        try approve()
        #expect(refusal { try report("\u{200b} ") } == .invalidInput)
        #expect(refusal { try report(String(repeating: "x", count: 8_001)) } == .invalidInput)
        #expect(try report(String(repeating: "x", count: 8_000)).version == 1)
        #expect(refusal { try report(criterion: "other") } == .notFound)
        #expect(
            refusal {
                try ReportDefect.run(
                    world.team(.author), outputID: "out_0000000000000000", DefectRequest(reason: "x"))
            } == .notFound)
    }

    @Test func statisticsCountWhatIsConfirmed() throws {
        try approve()
        func tally() throws -> TemplateTallyView? {
            try ShowTemplateStats.run(world.team(.author), "release-notes", from: nil, to: nil).versions.first
        }
        #expect(try tally()?.escapedDefects == ShareView(count: 0, total: 1, missing: 11))
        func stats() throws -> TemplateStatsView {
            try ShowTemplateStats.run(world.team(.author), "release-notes", from: nil, to: nil)
        }
        let (one, two) = (try report(), try report("Another flag, too"))
        #expect(try tally()?.escapedDefects == ShareView(count: 0, total: 1, missing: 11))
        #expect(try stats().reportedDefects.map(\.id) == [one.id, two.id])
        #expect(try ShowLibraryInsights.run(world.team(.author)).reportedDefects == 2)
        #expect(try ShowLibraryInsights.run(world.team(.author)).escapedDefects.count == 0)
        try confirm(one)
        #expect(try stats().reportedDefects.map(\.id) == [two.id])
        try confirm(two)
        let insights = try ShowLibraryInsights.run(world.team(.author))
        #expect(insights.reportedDefects == 0 && insights.escapedDefects.count == 1)
        #expect(try tally()?.escapedDefects == ShareView(count: 1, total: 1, missing: 11))
    }

    /// As the service's role, past its code.
    @Test(
        arguments: [
            ("per_author", "'out', 1, 'agent', 'fnd_1', 'x', 'per_author'", "wrong_state"),
            ("per_author", "'out', 1, 'agent', 'fnd_1', 'x', 'per_reviewer'", "not_allowed"),
        ])
    func theDatabaseRefusesByItself(_ person: String, _ values: String, _ code: String) throws {
        let row = values.replacing("'out'", with: "'\(story.output.output)'")
        let outcome = try Attack.run(
            world, team: World.northID, person: person,
            """
            INSERT INTO output_defects (team_id, id, output_id, number, cause, finding_id, reason, reported_by, reported_at)
            VALUES ('\(World.northID)', 'dfc_1', \(row), now())
            """)
        #expect(outcome == code)
    }

    /// Of what has been approved; and whatever time is written, the database's counts.
    @Test func theDatabaseTakesDefectsOfTheLatestVersionWithWords() throws {
        try approve()
        func attack(_ number: Int, _ reason: String, _ more: String = "") throws -> String {
            try Attack.run(
                world, team: World.northID, person: "per_author",
                """
                INSERT INTO output_defects (team_id, id, output_id, number, cause, finding_id, reason, reported_by, reported_at)
                VALUES ('\(World.northID)', 'dfc_1', '\(story.output.output)', \(number), 'template', 'fnd_1', \(reason),
                    'per_author', '2020-01-01')
                \(more)
                """)
        }
        #expect(try attack(1, "'x'") == "done")
        #expect(try attack(1, "''") == "findings_text_check")
        #expect(try attack(1, "repeat('x', 8001)") == "findings_text_check")
        let old = "; PERFORM FROM output_defects WHERE reported_at < now() - interval '1 hour'"
        #expect(try attack(1, "'x'", old) == "nothing")
        try world.tamper("UPDATE outputs SET review_state = 'released'")
        #expect(try attack(1, "'x'") == "done")
        #expect(try report().version == 1)
        try world.tamper("UPDATE outputs SET latest_version = 2")
        #expect(try attack(1, "'x'") == "wrong_state")
    }

    @Test(arguments: ["UPDATE output_defects SET reason = 'nothing'", "DELETE FROM output_defects"])
    func whatWasReportedStays(_ statement: String) throws {
        #expect(try Attack.run(world, team: World.northID, statement) == "42501")
    }
}
