import API
import Domain
import Operations
import TestSupport
import Testing

/// From a finding to the version that answers it.
@Suite struct TemplateFindingTests {
    let story: ReviewStory
    let reader: Reader
    var world: World { story.world }

    init() throws {
        story = try ReviewStory.make()
        reader = try story.assign(.reviewer)
    }

    private func findings(
        _ login: World.Login = .author, open: String? = nil, criterion: String? = nil, cause: String? = nil,
        limit: Int = 50, cursor: String? = nil
    ) throws -> Page<TemplateFindingView> {
        try ListTemplateFindings.run(
            world.team(login), "release-notes", .init(open: open, criterion: criterion, cause: cause),
            PageRequest(limit: "\(limit)", cursor: cursor, parts: 2))
    }

    @discardableResult
    private func find(_ text: String, _ cause: FindingCause, _ criterion: String? = nil) throws -> String {
        try RecordFinding.run(
            reader.team(), reviewID: reader.review,
            FindingRequest(
                text: text, cause: cause, isBlocking: false, subject: criterion.map { FindingSubject(criterion: $0) })
        ).id
    }

    private func find(about subject: FindingSubject) throws -> FindingView {
        try RecordFinding.run(
            reader.team(), reviewID: reader.review,
            FindingRequest(text: "It misleads", cause: .template, isBlocking: false, subject: subject))
    }

    private func returned() throws { try reader.give(.changes, reason: "Mend the agent's slips", cause: .agent) }

    @discardableResult
    private func push(_ answers: [String], by login: World.Login = .author) throws -> TemplateVersionView {
        var push = World.sampleTemplate { $0["SKILL.md"]? += "\nName what breaks first.\n" }
        push.answers = answers
        return try PushTemplate.run(world.team(login), push)
    }

    @Test func whatLiesInTheTemplateGathersOnIt() throws {
        let first = try find("It does not say which order", .template, "breaking")
        for cause in [FindingCause.context, .input, .tool, .agent, .changedMind] { try find("\(cause)", cause) }
        try returned()
        let page = try findings()
        #expect(page.items.map(\.cause) == [.tool, .input, .context, .template] && page.next == nil)
        let last = try #require(page.items.last)
        #expect(
            last
                == TemplateFindingView(
                    id: first, output: story.output.output, run: try story.show().summary.run, templateVersion: 1,
                    author: "reviewer", cause: .template, criterion: "breaking", text: "It does not say which order",
                    createdAt: last.createdAt))
        #expect(try findings(criterion: "breaking").items.map(\.id) == [first])
        #expect(try findings(cause: "context").items.map(\.text) == ["context"])
        #expect(refusal { try findings(cause: "agent") } == .badRequest)
        #expect(refusal { try findings(open: "yes") } == .badRequest)
        let unknown = #expect(throws: Failure.self) { try findings(criterion: "braking") }
        #expect(unknown?.code == .notFound && unknown?.message.contains("did you mean breaking?") == true)
        let pages = try findings(limit: 3)
        #expect(pages.items.map(\.cause) == [.tool, .input, .context])
        #expect(try findings(limit: 3, cursor: pages.next).items.map(\.id) == [first])
    }

    /// A constraint is a line of the template, too; the line is kept as it stood in the version that was used.
    @Test func aFindingIsAboutAConstraintOrALine() throws {
        let task = World.sampleTask
        let lines = task.split(separator: "\n", omittingEmptySubsequences: false)
        let constraint = try #require(lines.firstIndex { $0.contains("constraints:") }) + 1
        let expected = TemplateLineView(
            file: "task.yaml", line: constraint + 1, text: String(lines[constraint]), constraint: 1)
        #expect(try find(about: FindingSubject(constraint: 1)).templateLine == expected)
        let first = try find(about: FindingSubject(file: "SKILL.md", line: 2)).templateLine
        #expect(first == TemplateLineView(file: "SKILL.md", line: 2, text: "name: release-notes"))
        try returned()
        #expect(try findings().items.map(\.templateLine) == [first, expected])
        #expect(try story.show().findings.compactMap(\.templateLine) == [expected, first])
    }

    @Test func whatTheTemplateDoesNotHaveNothingIsAbout() {
        let missing = [
            FindingSubject(criterion: "none"), FindingSubject(constraint: 0), FindingSubject(constraint: 99),
            FindingSubject(file: "none.md", line: 1), FindingSubject(file: "SKILL.md", line: 0),
            FindingSubject(file: "SKILL.md", line: 9_999),
        ]
        for subject in missing { #expect(refusal { try find(about: subject) } == .notFound, "\(subject)") }
        let unclear = [
            FindingSubject(criterion: "breaking", constraint: 1), FindingSubject(file: "SKILL.md"),
            FindingSubject(line: 2), FindingSubject(constraint: 1, file: "SKILL.md", line: 2),
        ]
        for subject in unclear { #expect(refusal { try find(about: subject) } == .badRequest, "\(subject)") }
    }

    @Test func changesAreAboutACriterionToo() throws {
        #expect(
            refusal {
                try reader.give(
                    .handBack, reason: "I have no time for it this week", subject: FindingSubject(criterion: "breaking")
                )
            }
                == .badRequest)
        try reader.give(
            .changes, reason: "Say which order", cause: .template, subject: FindingSubject(criterion: "breaking"))
        #expect(try findings(criterion: "breaking").items.map(\.text) == ["Say which order"])
    }

    /// As the service's role, past its code.
    @Test(arguments: [
        ("'breaking', 'SKILL.md', 2, 'name: release-notes'", "about_one_thing"),
        ("NULL, 'SKILL.md', NULL, NULL", "a_line_is_whole"), ("NULL, 'SKILL.md', 0, 'x'", "a_line_is_whole"),
        ("NULL, 'none.md', 1, 'x'", "a_line_is_in_a_file"), ("NULL, 'SKILL.md', 1, '---'", "done"),
    ])
    func whatAFindingIsAboutIsThere(_ values: String, _ outcome: String) throws {
        let insert = """
            INSERT INTO findings (team_id, id, output_id, number, review_id, author_id, is_blocking, cause, text,
                criterion, template_file, template_line, template_text)
            SELECT team_id, 'fnd_0000000000000001', output_id, number, id, reviewer_id, false, 'template', 'x', \(values)
            FROM reviews WHERE id = '\(reader.review)'
            """
        #expect(try Attack.run(world, team: World.northID, person: "per_reviewer", insert) == outcome)
    }

    /// Nothing of a review that is not over is seen by others, nor by whoever still reviews the same version.
    @Test func blindReviewsStayBlind() throws {
        let id = try find("The template leaves this open", .template)
        let other = try story.assign(.second)
        #expect(try findings(.reviewer).items.map(\.id) == [id], "their own")
        for login in [World.Login.author, .admin, .second] { #expect(try findings(login).items == []) }
        try returned()
        #expect(try findings(.author).items.map(\.id) == [id])
        #expect(try findings(.second).items == [], "they have not given their verdict")
        try other.give(.changes, reason: "Mine too", cause: .agent)
        #expect(try findings(.second).items.map(\.id) == [id])
    }

    @Test func aPublishedVersionAnswersAndADraftOnlySaysSo() throws {
        let (one, two) = (try find("One", .template), try find("Two", .input))
        try returned()
        let draft = try push([one, one])
        #expect(try findings().items.map(\.draftAnswer) == [nil, 2])
        #expect(try findings(open: "true").items.map(\.id) == [two, one], "a draft is no answer yet")
        #expect(
            try world.lastEvent("template_pushed")?["data"] == [
                "number": 2, "digest": .string(draft.summary.digest.description), "answers": [.string(one)],
            ])
        _ = try PublishTemplate.run(world.team(.admin), "release-notes", version: 2)
        #expect(try findings(open: "true").items.map(\.id) == [two])
        #expect(try findings().items.map(\.answeredBy) == [nil, 2])
        #expect(try findings().items.map(\.id) == [two, one], "nothing is deleted")
    }

    /// Whichever is published first: the lowest version that answers it counts, of findings that were closed, too.
    @Test func theFirstVersionThatAnswersCounts() throws {
        let id = try find("One", .template)
        _ = try CloseFinding.run(reader.team(), findingID: id)
        try returned()
        try push([id])
        var later = World.sampleTemplate { $0["SKILL.md"]? += "\nName what breaks last.\n" }
        later.answers = [id]
        _ = try PushTemplate.run(world.team(.author), later)
        #expect(try findings().items.map(\.draftAnswer) == [3])
        _ = try PublishTemplate.run(world.team(.admin), "release-notes", version: 3)
        #expect(try findings().items.map(\.answeredBy) == [3] && findings().items.map(\.draftAnswer) == [2])
        _ = try PublishTemplate.run(world.team(.admin), "release-notes", version: 2)
        #expect(try findings().items.map(\.answeredBy) == [2] && findings().items.map(\.draftAnswer) == [nil])
    }

    /// Two templates have versions of the same number.
    @Test func aVersionOfAnotherTemplateAnswersNothing() throws {
        let id = try find("One", .template)
        try returned()
        try push([id])
        for round in 1...2 {
            var other = World.sampleTemplate { files in
                files = files.mapValues { $0.replacing("name: release-notes", with: "name: other-notes") }
                files["SKILL.md"]? += "\nRound \(round).\n"
            }
            other.name = "other-notes"
            _ = try PushTemplate.run(world.team(.author), other)
            _ = try PublishTemplate.run(world.team(.admin), "other-notes", version: round)
        }
        #expect(try findings().items.map(\.answeredBy) == [nil] && findings().items.map(\.draftAnswer) == [2])
    }

    @Test func onlyATemplatesOwnEarlierFindingsAreAnswered() throws {
        let slip = try find("The agent slipped", .agent)
        try returned()
        #expect(refusal { try push([slip]) } == .notFound)
        #expect(refusal { try push(["fnd_0000000000000000"]) } == .notFound)
        let id = try find2()
        var other = World.sampleTemplate { files in
            files["SKILL.md"] = files["SKILL.md"]?.replacing("name: release-notes", with: "name: other-notes")
        }
        other.name = "other-notes"
        other.answers = [id]
        #expect(refusal { try PushTemplate.run(world.team(.author), other) } == .notFound)
        #expect(try world.eventNames().filter { $0 == "template_pushed" }.count == 1)
    }

    private func find2() throws -> String {
        let again = try story.submitAgain()
        let reader = try again.assign(.reviewer)
        return try RecordFinding.run(
            reader.team(), reviewID: reader.review,
            FindingRequest(text: "In the template", cause: .template, isBlocking: false)
        ).id
    }

    /// As the service's role, past its code: a version answers when it is pushed, and its author says what.
    @Test func anAnswerIsNeverAddedLater() throws {
        let id = try find("One", .template)
        try returned()
        try push([])
        let insert = """
            INSERT INTO template_finding_answers (team_id, finding_id, template, number)
            VALUES ('\(World.northID)', '\(id)', 'release-notes', 2)
            """
        for person in ["per_author", "per_admin"] {
            #expect(try Attack.run(world, team: World.northID, person: person, insert) == "wrong_state")
        }
        for statement in ["DELETE FROM template_finding_answers", "UPDATE template_finding_answers SET number = 1"] {
            #expect(try Attack.run(world, team: World.northID, statement) == "42501")
        }
        #expect(
            try Attack.run(world, team: World.northID, "UPDATE findings SET answered_by = 2") == "wrong_state",
            "publication answers, and nothing else")
        // The guard, not the caller, says what a finding is about.
        #expect(
            try Attack.run(world, team: World.northID, "UPDATE findings SET template = 'other'") == "wrong_state")
    }

    /// In the transaction that pushes the version: not by somebody else, and not once it is published.
    @Test func onlyTheAuthorOfADraftSaysWhatItAnswers() throws {
        let id = try find("One", .template)
        try returned()
        let insert = """
            INSERT INTO template_versions (team_id, template, number, digest, description, definition, author_id)
            VALUES ('\(World.northID)', 'release-notes', 2, sha256(''), '', '{}', 'per_author')
            """
        let answer = """
            INSERT INTO template_finding_answers (team_id, finding_id, template, number)
            VALUES ('\(World.northID)', '\(id)', 'release-notes', 2)
            """
        let publish = """
            PERFORM set_config('countersign.person', 'per_admin', true);
            UPDATE template_versions SET state = 'published', published_by = 'per_admin', published_at = now() WHERE number = 2;
            PERFORM set_config('countersign.person', 'per_author', true)
            """
        for (person, statements, outcome) in [
            ("per_author", [insert, answer], "done"), ("per_admin", [insert, answer], "wrong_state"),
            ("per_author", [insert, publish, answer], "wrong_state"), ("per_author", [insert, publish], "done"),
        ] {
            #expect(
                try Attack.run(world, team: World.northID, person: person, statements.joined(separator: "; "))
                    == outcome, "\(person) \(statements.count)")
        }
    }

    /// A version does not answer what was found in itself.
    @Test func aFindingOnTheSameVersionIsNotAnswered() throws {
        let id = try find("One", .template)
        try returned()
        try world.tamper("UPDATE findings SET template_version = 2")
        #expect(refusal { try push([id]) } == .notFound)
        try world.tamper("UPDATE findings SET template_version = 1")
        #expect(try push([id]).summary.number == 2)
    }

    @Test func whatDidNotChangeAnswersNothing() throws {
        let id = try find("One", .template)
        try returned()
        var push = World.sampleTemplate()
        push.answers = [id]
        let same = push
        #expect(refusal { try PushTemplate.run(world.team(.author), same) } == .wrongState)
    }

    @Test func anUnknownTemplateHasNoFindings() throws {
        let failure = #expect(throws: Failure.self) {
            try ListTemplateFindings.run(
                world.team(.author), "release-note", .init(open: nil, criterion: nil, cause: nil),
                PageRequest(limit: nil, cursor: nil, parts: 2))
        }
        #expect(failure?.code == .notFound)
    }
}
