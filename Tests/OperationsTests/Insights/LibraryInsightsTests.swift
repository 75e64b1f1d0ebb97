import API
import Domain
import FoundationEssentials
import Operations
import TestSupport
import Testing

/// What a team is told about its library, in the inbox and on Monday morning.
@Suite struct LibraryInsightsTests {
    let story: ReviewStory
    var world: World { story.world }

    init() throws { story = try ReviewStory.make() }

    private func insights(_ login: World.Login = .author) throws -> LibraryInsightsView {
        try ShowLibraryInsights.run(world.team(login))
    }

    private func revise(approved: [Int]) throws {
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        for (index, good) in approved.enumerated() {
            try world.tamper(TemplateStatsTests.runs(100, of: index + 1, approved: good))
        }
    }

    private static let harm = RevisionView(
        template: "release-notes", before: 1, after: 2, better: [],
        flags: ["version 2 is worse than 1: first pass"], cautions: [],
        fallback: 1)

    @Test func aTeamThatHasJustBegunHasNothingToMend() throws {
        let view = try insights()
        #expect(
            view
                == LibraryInsightsView(
                    days: 90, improved: [], flagged: [], falls: [], findings: [],
                    escapedDefects: ShareView(count: 0, total: 0, missing: 12), unanswered: [], undispatchable: [],
                    pins: [],
                    lintErrors: [], unused: [], staleContext: []))
    }

    @Test func aHarmfulRevisionWaitsForItsAuthorAndForAdmins() throws {
        try revise(approved: [90, 50])
        #expect(try insights().flagged == [Self.harm] && insights().improved == [])
        func inbox(_ login: World.Login) throws -> [RevisionView] {
            try ShowInbox.run(world.team(login)).revisions
        }
        #expect(try inbox(.author) == [Self.harm] && inbox(.admin) == [Self.harm])
        #expect(try inbox(.reviewer) == [] && inbox(.stranger) == [])
        // Two people go back: what is current now is compared with what was before it, and there is nothing.
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(
                world.team(login), "release-notes", label: "current", LabelRequest(version: 1, reason: "It hurt"))
        }
        #expect(try inbox(.author) == [] && insights().flagged == [])
    }

    /// What is judged is what is dispatched.
    @Test func aPinDecidesWhatIsWorthGoingBackFrom() throws {
        func pin(_ version: Int?, _ project: String? = nil) throws {
            for login in [World.Login.author, .admin] {
                _ = try MoveLabel.run(
                    world.team(login), "release-notes", label: "pinned",
                    LabelRequest(version: version, project: project, reason: "Safe"))
            }
        }
        try revise(approved: [90, 50])
        try pin(1)
        #expect(try insights().flagged == [], "nobody gets the current version")
        try pin(2, "app")
        var pinned = Self.harm
        (pinned.isPinned, pinned.project) = (true, "app")
        #expect(try insights().flagged == [pinned])
        try pin(2)
        pinned.project = nil
        try story.runs.publish { $0["SKILL.md"]? += "\nBe briefer.\n" }
        #expect(try insights().flagged == [pinned], "a newer version is current, and nobody gets it")
        try pin(nil)
        #expect(try insights().flagged.map(\.project) == ["app"])
    }

    /// The version before, or else the latest earlier one that can be dispatched, if there is any.
    @Test func nobodyIsSentBackToWhatIsDeprecated() throws {
        try revise(approved: [90, 90])
        try story.runs.publish { $0["SKILL.md"]? += "\nBe quick.\n" }
        try world.tamper(TemplateStatsTests.runs(100, of: 3, approved: 50))
        func fallbacks() throws -> [Int?] { try insights().flagged.map(\.fallback) }
        #expect(try fallbacks() == [2])
        for (version, next) in [(2, 1), (1, nil)] {
            _ = try DeprecateTemplate.run(
                world.team(.author), "release-notes", DeprecateRequest(version: version, reason: "It forgets"))
            #expect(try fallbacks() == [next])
        }
    }

    @Test func aRevisionThatHelpedIsToldOnce() throws {
        try revise(approved: [50, 90])
        let view = try insights()
        #expect(view.improved.map(\.better) == [["first pass"]] && view.flagged == [])
        #expect(try ShowInbox.run(world.team(.author)).revisions == [])
    }

    @Test func whatIsLongPublishedOrHardlyUsedIsNoNews() throws {
        try revise(approved: [90, 50])
        try world.tamper("UPDATE template_versions SET published_at = published_at - interval '91 days'")
        #expect(try insights().flagged == [])
        try world.tamper(
            """
            UPDATE template_versions SET published_at = published_at + interval '91 days';
            DELETE FROM attempts WHERE run_id LIKE 'run_made2%'; DELETE FROM outputs WHERE run_id LIKE 'run_made2%';
            DELETE FROM runs WHERE id LIKE 'run_made2%'
            """)
        #expect(try insights().flagged == [])
    }

    @Test func findingsAreCountedOnceTheirVersionIsDecided() throws {
        let reader = try story.assign(.reviewer)
        _ = try RecordFinding.run(
            reader.team(), reviewID: reader.review,
            FindingRequest(text: "It does not say which order", cause: .template, isBlocking: false))
        try world.tamper("UPDATE findings SET created_at = created_at - interval '31 days'")
        #expect(try insights().findings == [] && insights().unanswered == [], "a blind review")
        try reader.give(.changes, reason: "Mend it", cause: .agent)
        let view = try insights()
        #expect(
            view.findings == [NamedCountView(name: "template", count: 1), NamedCountView(name: "agent", count: 1)])
        #expect(view.unanswered.map(\.template) == ["release-notes"] && view.unanswered.map(\.count) == [1])
        #expect(try insights(.stranger).findings == [])
        try world.tamper("UPDATE findings SET created_at = created_at - interval '91 days'")
        #expect(try insights().findings == [])
    }

    @Test func whatNobodyUsesIsNamed() throws {
        try world.publishSampleTemplate("other-notes") { files in
            files["SKILL.md"] = files["SKILL.md"]?.replacing("name: release-notes", with: "name: other-notes")
        }
        try world.tamper("UPDATE template_versions SET published_at = published_at - interval '100 days'")
        #expect(try insights().unused == [UnusedTemplateView(template: "other-notes", version: 1)])
        try world.tamper("UPDATE runs SET created_at = created_at - interval '95 days'")
        let unused = try insights().unused
        #expect(unused.map(\.template) == ["other-notes", "release-notes"] && unused.last?.lastRunAt != nil)
    }

    @Test func aPinOnAnOlderVersionIsNamedWithItsRuns() throws {
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(
                world.team(login), "release-notes", label: "pinned",
                LabelRequest(version: 1, project: "app", reason: nil))
        }
        #expect(try insights().pins == [], "it is the current one")
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        var request = RunStory.request
        request.project = "app"
        _ = try story.runs.dispatch(request)
        let pin = PinView(
            template: "release-notes", project: "app", version: 1, current: 2, isDeprecated: false,
            isCurrentDeprecated: false, runs: 1)
        #expect(try insights().pins == [pin])
        try deprecate(2)
        #expect(try insights().pins.map(\.isCurrentDeprecated) == [true], "the pin is what keeps the project going")
        #expect(try insights().undispatchable.map(\.fallback) == [1], "without it nothing can be dispatched")
    }

    private func deprecate(_ version: Int?, instead: String? = nil) throws {
        _ = try DeprecateTemplate.run(
            world.team(.admin), "release-notes",
            DeprecateRequest(version: version, reason: "It forgets owners", instead: instead))
    }

    @Test func whatCannotBeDispatchedIsNamed() throws {
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        try deprecate(2)
        let view = UndispatchableTemplateView(
            template: "release-notes", version: 2, reason: "It forgets owners", fallback: 1)
        #expect(try insights().undispatchable == [view] && insights(.stranger).undispatchable == [])
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(
                world.team(login), "release-notes", label: "pinned", LabelRequest(version: 1, reason: "It works"))
        }
        #expect(try insights().undispatchable == [], "the team's pin takes its place")
        try deprecate(nil)
        #expect(try insights().undispatchable.map(\.fallback) == [nil])
        try world.tamper("UPDATE template_versions SET deprecated_at = deprecated_at - interval '91 days'")
        #expect(try insights().undispatchable == [], "it was retired, and that is no news")
    }

    @Test func whatHasAnotherInItsPlaceIsMissedByNobody() throws {
        try world.publishSampleTemplate("other-notes") { files in
            files["SKILL.md"] = files["SKILL.md"]?.replacing("name: release-notes", with: "name: other-notes")
        }
        try deprecate(1, instead: "other-notes")
        #expect(try insights().undispatchable == [])
    }

    /// Not with the version of the next lower number, which was rolled back before.
    @Test func aRevisionIsComparedWithWhatItReplaced() throws {
        try story.runs.publish { $0["SKILL.md"]? += "\nBe long.\n" }
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(
                world.team(login), "release-notes", label: "current", LabelRequest(version: 1, reason: "It hurt"))
        }
        try story.runs.publish { $0["SKILL.md"]? += "\nBe brief.\n" }
        for (version, good) in [(1, 90), (2, 10), (3, 50)] {
            try world.tamper(TemplateStatsTests.runs(100, of: version, approved: good))
        }
        #expect(try insights().flagged.map { [$0.before, $0.after] } == [[1, 3]])
    }

    @Test func whatLintWouldRefuseTodayIsNamed() throws {
        try world.tamper(
            """
            UPDATE template_versions SET definition = jsonb_set(definition, '{tools}', '["Bash"]')
            """)
        #expect(try insights().lintErrors == [LintErrorsView(template: "release-notes", rules: ["wide-tool"])])
    }

    @Test func contextThatNobodyConfirmedIsNamed() throws {
        let proposal = ContextProposal(text: "We write short sentences.\n", note: nil)
        _ = try ProposeContext.run(world.team(.author), layer: "team", proposal)
        _ = try ApproveContext.run(world.team(.admin), layer: "team", version: 1, ContextChoice())
        try world.tamper("UPDATE context_documents SET decided_at = decided_at - interval '91 days'")
        #expect(try insights().staleContext.map(\.version) == [1])
    }

    /// It counts templates and outputs: no login, no identifier of a person, whatever has happened.
    @Test func nobodyIsNamed() throws {
        try contextThatNobodyConfirmedIsNamed()
        try findingsAreCountedOnceTheirVersionIsDecided()
        try revise(approved: [90, 50])
        let text = String(decoding: try JSONEncoder().encode(insights(.admin)), as: UTF8.self)
        let logins = World.Login.allCases.map { "\"\($0.rawValue)\"" }
        for name in ["per_", "login", "author", "reviewer", "person"] + logins {
            #expect(!text.contains(name), "\(name) in \(text)")
        }
        #expect(text.contains("release-notes"))
    }
}
