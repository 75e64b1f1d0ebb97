import API
import Domain
import Operations
import TestSupport
import Testing

/// What a dispatch uses that names no version: publication, rollback, pins, labels, deprecation.
@Suite struct TemplateLifeTests {
    let story: RunStory
    let author: TeamContext
    let admin: TeamContext

    /// Three published versions.
    init() throws {
        story = try RunStory.make()
        author = try story.world.team(.author)
        admin = try story.world.team(.admin)
        for number in 2...3 { try story.publish { $0["SKILL.md"]?.append("Version \(number).\n") } }
    }

    private func dispatched(
        _ version: Int? = nil, label: String? = nil, project: String? = nil
    ) throws -> Int {
        var request = RunStory.request
        (request.version, request.label, request.project) = (version, label, project)
        return try story.dispatch(request).summary.templateVersion
    }

    @discardableResult
    private func move(
        _ label: String, to version: Int?, by team: TeamContext, project: String? = nil
    ) throws -> LabelView {
        try MoveLabel.run(
            team, "release-notes", label: label, LabelRequest(version: version, project: project, reason: "because"))
    }

    /// Proposed by the author, approved by the admin.
    private func moved(_ label: String, to version: Int?, project: String? = nil) throws -> LabelView {
        let proposal = try move(label, to: version, by: author, project: project)
        #expect(proposal.proposal?.by == "author" && proposal.proposal?.version == version)
        let after = try move(label, to: version, by: admin, project: project)
        #expect(after.proposal == nil && after.version == version)
        #expect(after.proposedBy == "author" && after.approvedBy == "admin")
        return after
    }

    private func current() throws -> [Int] {
        try ShowTemplateHistory.run(author, "release-notes").items.filter(\.isCurrent).map(\.number)
    }

    @Test func aRollbackTakesTwoAndHoldsUntilTheNextPublication() throws {
        #expect(try current() == [3] && dispatched() == 3)
        try move("current", to: 1, by: author)
        #expect(try current() == [3], "a proposal changes nothing")
        #expect(refusal { try move("current", to: 1, by: author) } == .secondPersonRequired)
        try move("current", to: 1, by: admin)
        #expect(try current() == [1] && dispatched() == 1)
        #expect(
            try story.world.lastEvent("template_label_moved")?["data"] == [
                "label": "current", "project": nil, "number": 1,
            ])
        #expect(try ListLabels.run(author, "release-notes").items.map(\.version) == [1])
        try story.publish { $0["SKILL.md"]?.append("Version 4.\n") }
        #expect(try current() == [4] && dispatched() == 4)
        #expect(try ListLabels.run(author, "release-notes").items.map(\.approvedBy) == ["admin"])
        #expect(try dispatched(1) == 1)
    }

    @Test func pinsAreOfTheTeamOrOfAProject() throws {
        _ = try moved("pinned", to: 2)
        _ = try moved("pinned", to: 1, project: "app")
        #expect(try [dispatched(), dispatched(project: "app"), dispatched(project: "site")] == [2, 1, 2])
        try story.publish { $0["SKILL.md"]?.append("Version 4.\n") }
        #expect(try [dispatched(), dispatched(4), dispatched(label: "current")] == [2, 4, 4])
        let standing = try #require(throws: Failure.self) { try move("current", to: 4, by: author) }
        #expect(standing.message == "version 4 is the current one already" && standing.code == .wrongState)
        _ = try moved("pinned", to: nil, project: "app")
        #expect(try dispatched(project: "app") == 2)
        _ = try moved("pinned", to: nil)
        #expect(try dispatched() == 4)
        #expect(refusal { try move("pinned", to: nil, by: author) } == .wrongState)
        #expect(try ListLabels.run(author, "release-notes").items.map(\.label) == ["current"])
    }

    /// In every place that shows a version.
    @Test func aPinIsTold() throws {
        func shown() throws -> [String] {
            let pins = try ShowTemplate.run(author, "release-notes", version: "3").pins ?? []
            let entry = try #require(try ShowLibrary.run(author, form: nil).templates.first)
            return pins.map { "\($0.project ?? "team") \($0.version ?? 0)" }
                + ["\(entry.version) \(entry.isPinned == true)"]
        }
        #expect(try shown() == ["3 false"])
        _ = try moved("pinned", to: 2)
        _ = try moved("pinned", to: 1, project: "app")
        #expect(try shown() == ["team 2", "app 1", "2 true"])
        func notices(_ project: String?, _ version: Int? = nil) throws -> [String] {
            var request = RunStory.request
            (request.project, request.version) = (project, version)
            return try PreviewTemplate.run(author, "release-notes", request).notices.filter { $0.contains("pinned") }
        }
        func notice(_ version: Int, _ project: String?) -> String {
            TemplateLabel.pinNotice("release-notes", version: version, project: project)
        }
        #expect(try notices(nil) == [notice(2, nil)] && notices("app") == [notice(1, "app")])
        #expect(
            notice(1, "app")
                == "release-notes is pinned to version 1 in project app: a dispatch keeps using it, whatever is published, "
                + "until two people take the pin away, `countersign template unpin release-notes --project app`")
        #expect(try notices("app", 3) == [])
    }

    /// What is shown for a dispatch is what the dispatch then takes.
    @Test(arguments: [nil, "app", "site"]) func aDispatchTakesWhatIsShownForIt(project: String?) throws {
        _ = try moved("pinned", to: 2)
        _ = try moved("pinned", to: 1, project: "app")
        let shown = try ShowTemplate.run(author, "release-notes", version: nil, dispatchedIn: project ?? "")
        #expect(try shown.summary.number == dispatched(project: project))
        #expect(shown.summary.number == (project == "app" ? 1 : 2))
        #expect(try ShowTemplate.run(author, "release-notes", version: nil).summary.number == 2)
    }

    @Test func labelsNameVersions() throws {
        #expect(refusal { try dispatched(label: "stable") } == .notFound)
        _ = try moved("stable", to: 2)
        #expect(try dispatched(label: "stable") == 2 && current() == [3])
        #expect(try ShowTemplate.run(author, "release-notes", version: "stable").summary.number == 2)
        #expect(refusal { try move("stable", to: 2, by: author) } == .wrongState)
        #expect(refusal { try dispatched(2, label: "stable") } == .invalidInput)
        let both = try #require(throws: Failure.self) { try ListLabels.run(author, "release-notes@2") }
        #expect(
            both.message
                == "there is no template release-notes@2 here; this takes the name alone, `release-notes`: a version, "
                + "where one can be meant, has an option of its own")
        let proposal = try move("stable", to: 3, by: admin)
        #expect(proposal.version == 2 && proposal.proposal?.version == 3 && proposal.proposal?.reason == "because")
    }

    /// The latest proposal stands: to ask for something else is not to approve.
    @Test func anotherProposalTakesThePlaceOfTheOneBefore() throws {
        try move("stable", to: 1, by: author)
        let second = try move("stable", to: 2, by: admin)
        #expect(second.replaced?.version == 1 && second.replaced?.by == "author")
        #expect(refusal { try move("stable", to: 2, by: admin) } == .secondPersonRequired)
        try move("stable", to: 1, by: author)
        let done = try move("stable", to: 1, by: admin)
        #expect(done.version == 1 && done.replaced == nil)
    }

    @Test func aPinOfAProjectThatNobodyKnowsIsRemarked() throws {
        let notice = try move("pinned", to: 1, by: author, project: "typo").notice
        #expect(notice?.hasPrefix("the project typo has no context in force: is it the one you mean?") == true)
        try story.world.putContext("It is an app.\n", layer: .project, project: "app")
        #expect(try move("pinned", to: 1, by: author, project: "app").notice == nil)
        let refused = try #require(throws: Failure.self) { try move("pinned", to: nil, by: author, project: "site") }
        #expect(refused.message == "release-notes is not pinned in project site")
    }

    /// What is written beside a change is kept for good and shown to everybody.
    @Test func noNoteAndNoReasonHoldsASecretOrHidesSomething() throws {
        let key = "AKIA" + "IOSFODNN7EXAMPLQ"
        var push = World.sampleTemplate { $0["SKILL.md"]?.append("Another.\n") }
        push.note = "with " + key
        let note = try #require(throws: Failure.self) { try PushTemplate.run(author, push) }
        #expect(note.code == .invalidInput)
        #expect(note.message == "note: looks like an AWS access key; remove it, and revoke it if it is real")
        let reason = try #require(throws: Failure.self) {
            try MoveLabel.run(author, "release-notes", label: "stable", LabelRequest(version: 1, reason: key))
        }
        #expect(reason.message == "reason: looks like an AWS access key; remove it, and revoke it if it is real")
        push.note = "for\u{202E} all"
        let hidden = try #require(throws: Failure.self) { try PushTemplate.run(author, push) }
        #expect(hidden.message.hasPrefix("note: a character that readers do not see: "))
        #expect(try ListLabels.run(author, "release-notes").items.map(\.label) == ["current"])
    }

    @Test func labelsStandOnPublishedVersionsAndHaveNames() throws {
        _ = try PushTemplate.run(author, World.sampleTemplate { $0["SKILL.md"]?.append("Version 4.\n") })
        #expect(refusal { try move("stable", to: 4, by: author) } == .notPublished)
        #expect(refusal { try move("stable", to: 5, by: author) } == .notFound)
        #expect(refusal { try move("current", to: nil, by: author) } == .invalidInput)
        #expect(refusal { try move("stable", to: 1, by: author, project: "app") } == .invalidInput)
        for name in ["", "Stable", "3", "3rd", "latest", "a b", "a-", String(repeating: "a", count: 65)] {
            #expect(refusal { try move(name, to: 1, by: author) } == .invalidInput, "\(name)")
        }
        #expect(
            refusal { try MoveLabel.run(story.world.runner(), "release-notes", label: "x", LabelRequest()) }
                == .notHuman)
        #expect(
            refusal {
                try MoveLabel.run(author, "nothing", label: "stable", LabelRequest(version: 1))
            } == .notFound)
    }

    /// What list, show and dispatch say of a pin is the same, and the refusal names what helps.
    @Test func aDeprecatedPinIsToldAsOne() throws {
        func listed(_ publishedOnly: Bool = false) throws -> TemplateView? {
            try ListTemplates.run(author, publishedOnly: publishedOnly, PageRequest(limit: nil, cursor: nil, parts: 1))
                .items.first
        }
        _ = try moved("pinned", to: 2)
        #expect(try listed()?.published == 2 && listed()?.pinned == 2 && listed(true)?.published == 2)
        _ = try DeprecateTemplate.run(author, "release-notes", DeprecateRequest(version: 2, reason: "old"))
        #expect(try listed()?.isDeprecated == true && listed()?.pinned == 2 && listed(true) == nil)
        #expect(try ShowTemplate.run(author, "release-notes", version: nil).summary.number == 2)
        let failure = try #require(throws: Failure.self) { try dispatched() }
        #expect(
            failure.message
                == "template release-notes version 2 was deprecated by author: old; it is pinned, so a newer version does "
                + "not help: take the pin away, `countersign template unpin release-notes`")
        _ = try moved("pinned", to: nil)
        #expect(try dispatched() == 3 && listed(true)?.published == 3)
    }

    /// Then it is not enough to take the pin away.
    @Test func aDeprecatedPinOnWhatIsCurrentNamesBothWaysOut() throws {
        _ = try moved("pinned", to: 3)
        _ = try DeprecateTemplate.run(author, "release-notes", DeprecateRequest(version: 3, reason: "old"))
        let both = try #require(throws: Failure.self) { try dispatched() }
        #expect(
            both.message.hasSuffix(
                "take the pin away, `countersign template unpin release-notes`; it is current, too: publish another, or "
                    + "`countersign template rollback release-notes --to N`"))
    }

    /// A draft that nobody has approved moves nothing, in the list neither.
    @Test func theAreaIsThatOfWhatIsDispatched() throws {
        var push = World.sampleTemplate { $0["SKILL.md"]?.append("Moved.\n") }
        let area = try ListTemplates.run(author, PageRequest(limit: nil, cursor: nil, parts: 1)).items.first?.area
        push.area = "elsewhere"
        #expect(
            try PushTemplate.run(author, push).notice
                == "this moves release-notes from the area engineering to elsewhere")
        #expect(try ListTemplates.run(author, PageRequest(limit: nil, cursor: nil, parts: 1)).items.first?.area == area)
    }

    @Test func whatIsDeprecatedIsNotDispatched() throws {
        let run = try story.dispatch()
        for (label, version) in [("stable", 3), ("old", 2)] { _ = try moved(label, to: version) }
        func labels() throws -> [Bool] { try ListLabels.run(author, "release-notes").items.map(\.isDeprecated) }
        #expect(try labels() == [false, false, false])
        let page = try DeprecateTemplate.run(
            author, "release-notes", DeprecateRequest(version: 3, reason: "it drops commits"))
        #expect(page.items.map(\.state) == [.deprecated, .published, .published])
        #expect(page.items.first?.deprecation == "it drops commits (author)")
        #expect(try labels() == [true, false, true], "current, old and stable")
        let again = try #require(throws: Failure.self) { try PublishTemplate.run(author, "release-notes", version: 3) }
        #expect(
            again.message
                == "template release-notes version 3 is deprecated and cannot be published again: `countersign template edit "
                + "release-notes@3` makes a draft of it; publish that")
        let failure = try #require(throws: Failure.self) { try dispatched() }
        #expect(failure.code == .templateDeprecated)
        #expect(
            failure.message
                == "template release-notes version 3 was deprecated by author: it drops commits; use another version, or "
                + "publish a better one: `countersign template history release-notes`")
        #expect(try dispatched(2) == 2, "others can be named")
        #expect(refusal { try move("current", to: 3, by: author) } == .templateDeprecated)
        _ = try moved("current", to: 2)
        #expect(try dispatched() == 2)
        #expect(try story.claim()?.id == run.summary.id, "what was dispatched before goes on")
        #expect(
            refusal {
                try DeprecateTemplate.run(author, "release-notes", DeprecateRequest(version: 3, reason: "again"))
            } == .wrongState)
    }

    @Test func aWholeTemplateNamesWhatToUseInstead() throws {
        try story.world.publishSampleTemplate("changes") {
            $0["SKILL.md"] = $0["SKILL.md"]?.replacing("name: release-notes", with: "name: changes")
        }
        func deprecate(_ reason: String, instead: String?) throws -> [TemplateVersionState] {
            try DeprecateTemplate.run(author, "release-notes", DeprecateRequest(reason: reason, instead: instead))
                .items.map(\.state)
        }
        #expect(refusal { try deprecate("merged", instead: "release-notes") } == .invalidInput)
        #expect(refusal { try deprecate("merged", instead: "nothing") } == .notFound)
        #expect(refusal { try deprecate("", instead: "changes") } == .invalidInput)
        #expect(try deprecate("merged", instead: "changes") == [.deprecated, .deprecated, .deprecated])
        let failure = try #require(throws: Failure.self) { try dispatched() }
        #expect(failure.code == .templateDeprecated && failure.detail["instead"] == "changes")
        #expect(failure.message.hasSuffix("merged; use changes instead"))
        #expect(refusal { try deprecate("merged", instead: "changes") } == .wrongState)
        #expect(refusal { try DeprecateTemplate.run(author, "x", DeprecateRequest(reason: "y")) } == .notFound)
    }

    /// The service's role cannot do alone what takes two people.
    @Test(arguments: [
        ("UPDATE template_versions SET is_current = true WHERE number = 1", "second_person_required"),
        ("UPDATE template_versions SET is_current = false", "second_person_required"),
        ("UPDATE template_versions SET instead = 'mine'", "deprecated_for_a_reason"),
        ("UPDATE template_versions SET deprecation = 'old'", "deprecated_for_a_reason"),
        (
            "UPDATE template_versions SET state = 'deprecated', deprecated_by = 'per_author', deprecated_at = now()",
            "deprecated_for_a_reason"
        ),
        (
            "UPDATE template_versions SET state = 'deprecated', deprecated_by = 'per_admin', deprecated_at = now(), "
                + "deprecation = 'old'", "not_allowed"
        ),
        (
            """
            INSERT INTO template_labels (team_id, template, label, move, number, proposed_by, approved_by, approved_at)
            VALUES ('\(World.northID)', 'release-notes', 'current', 1, 1, 'per_author', 'per_admin', now())
            """, "second_person_required"
        ),
        (
            """
            INSERT INTO template_labels (team_id, template, label, move, number, proposed_by)
            VALUES ('\(World.northID)', 'release-notes', 'stable', 7, 1, 'per_author')
            """, "second_person_required"
        ),
        ("UPDATE template_labels SET approved_by = proposed_by, approved_at = now()", "approved_by_a_second_person"),
        ("UPDATE template_labels SET approved_by = 'per_admin', approved_at = now()", "not_allowed"),
        ("UPDATE template_labels SET number = 3", "42501"),
        ("UPDATE template_labels SET approved_by = NULL", "wrong_state"),
        ("DELETE FROM template_labels", "42501"),
        (
            """
            INSERT INTO template_labels (team_id, template, label, project, move, number, proposed_by)
            VALUES ('\(World.northID)', 'release-notes', 'stable', 'app', 1, 1, 'per_author')
            """, "template_labels_check"
        ),
    ])
    func theDatabaseHoldsBothPeople(_ statement: String, _ outcome: String) throws {
        try move("beta", to: 1, by: author)
        #expect(
            try Attack.run(story.world, team: World.northID, person: "per_author", statement) == outcome)
    }

    @Test func anApprovedMoveNeverChanges() throws {
        _ = try moved("beta", to: 1)
        #expect(
            try Attack.run(
                story.world, team: World.northID, "UPDATE template_labels SET approved_by = 'per_second'")
                == "wrong_state")
        try move("gamma", to: 1, by: author)
        try move("gamma", to: 2, by: author)
        #expect(
            try Attack.run(
                story.world, team: World.northID, person: "per_admin",
                "UPDATE template_labels SET approved_by = 'per_admin', approved_at = now() WHERE label = 'gamma' AND move = 1"
            )
                == "stale")
    }

    /// Nobody who writes to the table makes a version look as if it had never been stopped, or sends people elsewhere.
    @Test(arguments: [
        ("deprecation = 'fine after all'", "wrong_state"), ("instead = 'mine'", "wrong_state"),
        ("instead = ''", "wrong_state"), ("deprecated_by = 'per_second'", "wrong_state"),
        ("deprecated_at = now()", "wrong_state"), ("state = 'published'", "wrong_state"),
        (
            "state = 'published', deprecated_by = NULL, deprecated_at = NULL, deprecation = '', instead = ''",
            "wrong_state"
        ),
    ])
    func aDeprecationStays(_ change: String, _ outcome: String) throws {
        try story.world.publishSampleTemplate("changes") {
            $0["SKILL.md"] = $0["SKILL.md"]?.replacing("name: release-notes", with: "name: changes")
        }
        _ = try DeprecateTemplate.run(
            author, "release-notes", DeprecateRequest(version: 2, reason: "it drops commits", instead: "changes"))
        let statement = "UPDATE template_versions SET \(change) WHERE template = 'release-notes' AND number = 2"
        #expect(try Attack.run(story.world, team: World.northID, person: "per_author", statement) == outcome)
    }

    /// Two names on a publication are two people who have both acted.
    @Test func nobodyPublishesInAnothersName() throws {
        _ = try PushTemplate.run(author, World.sampleTemplate { $0["SKILL.md"]?.append("Version 4.\n") })
        let statement = """
            UPDATE template_versions SET state = 'published', published_by = 'per_admin', published_at = now() WHERE number = 4
            """
        #expect(
            try Attack.run(story.world, team: World.northID, person: "per_author", statement) == "not_allowed")
        #expect(try Attack.run(story.world, team: World.northID, person: "per_admin", statement) == "done")
    }
}
