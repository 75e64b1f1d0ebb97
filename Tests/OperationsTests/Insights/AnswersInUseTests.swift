import API
import Domain
import Operations
import TestSupport
import Testing

/// A finding is answered as long as a version that answers it is in use.
@Suite struct AnswersInUseTests {
    let story: ReviewStory
    let reader: Reader
    let finding: String
    var world: World { story.world }

    /// A finding on version 1, of a review that is over.
    init() throws {
        story = try ReviewStory.make()
        reader = try story.assign(.reviewer)
        finding = try RecordFinding.run(
            reader.team(), reviewID: reader.review,
            FindingRequest(text: "It does not say which order", cause: .template, isBlocking: false)
        ).id
        try reader.give(.changes, reason: "Mend the agent's slips", cause: .agent)
    }

    private func push(_ text: String, answers: [String] = []) throws -> Int {
        var push = World.sampleTemplate { $0["SKILL.md"]? += "\n\(text)\n" }
        push.answers = answers
        return try PushTemplate.run(world.team(.author), push).summary.number
    }

    private func publish(_ version: Int) throws {
        _ = try PublishTemplate.run(world.team(.admin), "release-notes", version: version)
    }

    private func move(_ label: String = "current", to version: Int, project: String? = nil) throws {
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(
                world.team(login), "release-notes", label: label,
                LabelRequest(version: version, project: project, reason: "It forgets owners"))
        }
    }

    private func deprecate(_ version: Int?) throws {
        _ = try DeprecateTemplate.run(
            world.team(.admin), "release-notes", DeprecateRequest(version: version, reason: "It forgets owners"))
    }

    /// As the list tells it; the list of open ones says the same.
    private func standing() throws -> String {
        func list(open: String?) throws -> [TemplateFindingView] {
            try ListTemplateFindings.run(
                world.team(.author), "release-notes", .init(open: open, criterion: nil, cause: nil),
                PageRequest(limit: nil, cursor: nil, parts: 2)
            ).items
        }
        let view = try #require(try list(open: nil).first)
        #expect(try list(open: "true").map(\.id) == (view.answeredBy == nil ? [finding] : []))
        if let answer = view.answeredBy {
            #expect(view.lapsedAnswer == nil)
            return "answered by \(answer)"
        }
        return view.lapsedAnswer.map { "\($0.version) was \($0.isDeprecated ? "deprecated" : "rolled back")" } ?? "open"
    }

    @Test func aRollbackOpensWhatItLeavesBehind() throws {
        try publish(push("Newest first.", answers: [finding]))
        #expect(try standing() == "answered by 2")
        try move(to: 1)
        #expect(try standing() == "2 was rolled back")
        try deprecate(2)
        #expect(try standing() == "2 was deprecated")
        try publish(push("Be brief."))
        #expect(try standing() == "2 was deprecated", "version 3 was made in the place of 1")
        try publish(push("Newest first, and brief.", answers: [finding]))
        #expect(try standing() == "answered by 4")
    }

    @Test func whoGoesForwardAgainHasTheAnswersAgain() throws {
        try publish(push("Newest first.", answers: [finding]))
        try publish(push("Newest first, and brief."))
        try move(to: 1)
        #expect(try standing() == "2 was rolled back")
        try move(to: 3)
        #expect(try standing() == "answered by 2", "3 took its place")
        try move(to: 2)
        #expect(try standing() == "answered by 2")
    }

    @Test func whatIsDeprecatedWhileItIsCurrentAnswersNothing() throws {
        try publish(push("Newest first.", answers: [finding]))
        try deprecate(2)
        #expect(try standing() == "2 was deprecated")
        try publish(push("Be brief."))
        #expect(
            try standing() == "2 was deprecated", "what was wrong with 2 nobody knows; 3 has to say what it answers")
        try publish(push("Newest first, and brief.", answers: [finding]))
        #expect(try standing() == "answered by 4")
    }

    @Test func whatHadItsSuccessorBeforeHasOnlyBecomeOld() throws {
        try publish(push("Newest first.", answers: [finding]))
        try publish(push("Newest first, and brief."))
        try deprecate(2)
        #expect(try standing() == "answered by 2")
        try publish(push("Newest first, and very brief."))
        #expect(try standing() == "answered by 2")
        try move(to: 1)
        #expect(try standing() == "2 was deprecated")
    }

    @Test func anOlderDraftThatIsPublishedLaterGoesBack() throws {
        let older = try push("Be brief.")
        let newer = try push("Newest first.", answers: [finding])
        try publish(newer)
        #expect(try standing() == "answered by 3")
        try publish(older)
        #expect(try standing() == "3 was rolled back")
    }

    /// They are about who uses which version, not about what the template has become.
    @Test func pinsAndLabelsOpenNothing() throws {
        try publish(push("Newest first.", answers: [finding]))
        try move("pinned", to: 1, project: "app")
        try move("pinned", to: 1)
        try move("stable", to: 1)
        #expect(try standing() == "answered by 2")
    }

    /// As the service's role, past its code.
    @Test func theDatabaseSaysWhatReplacedWhat() throws {
        try publish(push("Newest first.", answers: [finding]))
        let draft = try push("Be brief.")
        let publication = "state = 'published', published_by = 'per_admin', published_at = now()"
        for (change, outcome) in [
            ("template_versions SET replaces = NULL WHERE number = 2", "wrong_state"),
            ("template_versions SET \(publication), replaces = 1 WHERE number = \(draft)", "wrong_state"),
            ("template_versions SET \(publication) WHERE number = \(draft)", "done"),
            ("findings SET answered_by = NULL WHERE answered_by IS NOT NULL", "wrong_state"),
        ] {
            #expect(
                try Attack.run(world, team: World.northID, person: "per_admin", "UPDATE \(change)") == outcome,
                "\(change)")
        }
        let insert = """
            INSERT INTO template_versions (team_id, template, number, digest, description, definition, author_id, replaces)
            VALUES ('\(World.northID)', 'release-notes', 4, sha256(''), '', '{}', 'per_author', 1);
            PERFORM FROM template_versions WHERE number = 4 AND replaces IS NULL
            """
        #expect(try Attack.run(world, team: World.northID, person: "per_author", insert) == "done")
    }

    /// The reason of an answer says more than the finding, which may be one word.
    @Test func whatTheReviewerDoubtedStandsBesideTheFinding() throws {
        let again = try story.submitAgain()
        let reader = try again.assign(.reviewer)
        try reader.readAll()
        try reader.answer("accounted", Reader.first, .concern, reason: "Two commits look alike")
        try reader.answer("breaking", Reader.last, .fail, reason: "It does not stand first")
        func find(_ text: String, _ subject: FindingSubject?) throws {
            _ = try RecordFinding.run(
                reader.team(), reviewID: reader.review,
                FindingRequest(text: text, cause: .template, isBlocking: false, subject: subject))
        }
        try find("of a criterion", FindingSubject(criterion: "breaking"))
        try find("of a line", FindingSubject(file: "SKILL.md", line: 2))
        try find("of no part", nil)
        try reader.give(.changes, reason: "Put it first", cause: .agent)
        let all = try ListTemplateFindings.run(
            world.team(.author), "release-notes", .init(open: nil, criterion: nil, cause: nil),
            PageRequest(limit: nil, cursor: nil, parts: 2)
        ).items
        let breaking = CriterionDoubtView(
            criterion: "breaking", answer: .fail, reason: "It does not stand first", hasFinding: true)
        let accounted = CriterionDoubtView(criterion: "accounted", answer: .concern, reason: "Two commits look alike")
        #expect(all.map(\.text).prefix(3) == ["of no part", "of a line", "of a criterion"])
        #expect(all.map(\.doubts) == [[accounted, breaking], [], [breaking], []])
    }

    /// Beside whatever else the review found, also without a word.
    @Test func whatFailedWithoutAFindingIsListed() throws {
        let again = try story.submitAgain()
        let reader = try again.assign(.reviewer)
        try reader.readAll()
        try reader.answer("accounted", Reader.first)
        try reader.answer("breaking", Reader.last, .fail)
        _ = try RecordFinding.run(
            reader.team(), reviewID: reader.review,
            FindingRequest(
                text: "of a line", cause: .template, isBlocking: false,
                subject: FindingSubject(file: "SKILL.md", line: 2)))
        try reader.give(.changes, reason: "Put it first", cause: .agent)
        func found(_ criterion: String?) throws -> [TemplateFindingView] {
            try ListTemplateFindings.run(
                world.team(.author), "release-notes", .init(open: "true", criterion: criterion, cause: nil),
                PageRequest(limit: nil, cursor: nil, parts: 2)
            ).items
        }
        let ofLine = try #require(try found(nil).first { $0.text == "of a line" })
        #expect(ofLine.doubts == [CriterionDoubtView(criterion: "breaking", answer: .fail, reason: "")])
        #expect(try found("breaking").contains(ofLine), "whoever asks for the criterion finds its failure")
        #expect(try !found("accounted").contains(ofLine))
    }
}
