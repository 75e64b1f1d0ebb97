import API
import Domain
import Operations
import TestSupport
import Testing

/// What waits for whom.
@Suite struct InboxTests {
    @Test func everybodySeesWhatWaitsForThem() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        let question = try AskQuestion.run(
            story.world.runner(), runID: run.id, attempt: run.attempt,
            AskRequest(term: run.term, text: "Which?", options: []))
        let held = try story.ask(run)
        func inbox(_ login: World.Login) throws -> InboxView { try ShowInbox.run(story.world.team(login)) }
        #expect(try inbox(.author).actions.isEmpty)
        #expect(try inbox(.author).questions.map(\.id) == [question.id])
        for login in [World.Login.reviewer, .second, .admin] {
            #expect(try inbox(login).actions.map(\.id) == [held.id])
        }
        try story.moveDeadline(held, milliseconds: -1)
        #expect(try inbox(.reviewer).actions.isEmpty)
        let elsewhere = try inbox(.stranger)
        #expect(elsewhere.actions.isEmpty && elsewhere.questions.isEmpty && elsewhere.reviews.isEmpty)
    }

    @Test func draftsAndMovesOfLabelsWaitForSomebodyElse() throws {
        let story = try RunStory.make()
        let world = story.world
        let (author, admin) = (try world.team(.author), try world.team(.admin))
        func drafts(_ team: TeamContext) throws -> [String] {
            try ShowInbox.run(team).drafts.map { "\($0.name) \($0.number) \($0.author)" }
        }
        func push(by team: TeamContext, _ text: String) throws {
            _ = try PushTemplate.run(team, World.sampleTemplate { $0["SKILL.md"]? += "\n\(text)\n" })
        }
        #expect(try drafts(admin) == [], "what is published waits for nobody")
        try push(by: author, "Two.")
        #expect(try drafts(admin) == ["release-notes 2 author"] && drafts(author) == [])
        #expect(try drafts(world.team(.stranger)) == [])
        try push(by: admin, "Three.")
        #expect(try drafts(author) == ["release-notes 3 admin"] && drafts(admin) == [], "the newest counts")
        try world.tamper("UPDATE template_versions SET created_at = now() - interval '7 days' WHERE number = 3")
        #expect(try drafts(author) == [])
        let gaps = World.sampleTemplate {
            $0["task.yaml"] = $0["task.yaml"]?.replacing("risk: shared\n", with: "")
        }
        _ = try PushTemplate.run(admin, gaps)
        #expect(try drafts(author) == [], "nobody can publish it")

        func moves(_ login: World.Login) throws -> [String] {
            try ShowInbox.run(world.team(login)).labels.map { move in
                let version = move.proposal.version.map(String.init) ?? "-"
                return "\(move.template) \(move.label) \(move.project ?? "-") \(version) \(move.proposal.by) "
                    + move.proposal.reason
            }
        }
        func move(_ team: TeamContext, _ label: String, _ version: Int?, project: String? = nil) throws {
            _ = try MoveLabel.run(
                team, "release-notes", label: label, LabelRequest(version: version, project: project, reason: "why"))
        }
        try move(author, "pinned", 1, project: "app")
        try move(author, "stable", 1)
        let both = ["release-notes pinned app 1 author why", "release-notes stable - 1 author why"]
        #expect(try moves(.admin) == both && moves(.author) == [])
        #expect(try moves(.reviewer) == both && moves(.stranger) == [])
        try move(admin, "pinned", 1, project: "app")
        #expect(try moves(.reviewer) == [both[1]], "what is approved waits no more")
        try move(author, "pinned", nil, project: "app")
        #expect(try moves(.admin) == [both[1], "release-notes pinned app - author why"])
        try world.tamper("UPDATE template_labels SET proposed_at = now() - interval '7 days'")
        #expect(try moves(.admin) == [])
        try move(admin, "stable", 1)
        #expect(try moves(.author) == ["release-notes stable - 1 admin why"])
        _ = try DeprecateTemplate.run(author, "release-notes", DeprecateRequest(version: 1, reason: "wrong"))
        #expect(try moves(.author) == [], "nobody can agree to it")
        let proposals = try ListLabels.run(author, "release-notes").items.compactMap(\.proposal)
        #expect(proposals.map(\.version).contains(1) && proposals.allSatisfy { $0.isDeprecated == ($0.version == 1) })
    }

    @Test func reviewsComeWithTheTimeTheyTake() throws {
        let story = try ActionStory.make()
        let version = try story.runs.submit(try story.start("release-notes"))
        try story.world.tamper(
            """
            DELETE FROM reviews;
            INSERT INTO reviews (team_id, id, output_id, number, reviewer_id)
                VALUES ('\(World.northID)', 'rev_1', '\(version.output)', 1, 'per_reviewer');
            UPDATE output_versions SET planned_milliseconds = 61000
            """)
        let inbox = try ShowInbox.run(story.world.team(.reviewer))
        #expect(inbox.reviews.map(\.id) == ["rev_1"] && inbox.reviews.map(\.plannedSeconds) == [61])
        #expect(inbox.plannedMinutes == 2)
        #expect(try ShowInbox.run(story.world.team(.second)).reviews.isEmpty)
    }
}
