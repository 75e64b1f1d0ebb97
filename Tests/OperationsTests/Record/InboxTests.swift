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
