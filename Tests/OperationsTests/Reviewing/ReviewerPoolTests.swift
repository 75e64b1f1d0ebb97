import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// Who is asked to review, and who is not, with the reason.
@Suite struct ReviewerPoolTests {
    /// The author asked for the run, wrote its template and operates its host; make each of the reviewers have a part.
    @Test func nobodyWithAPartInTheWorkIsAsked() throws {
        let runs = try RunStory.make()
        try runs.world.database.run("UPDATE memberships SET roles = '{member,reviewer}' WHERE person_id = 'per_author'")
        for _ in 0..<8 {
            let story = ReviewStory(
                runs: runs, output: try runs.submit(try runs.start(), ["release-notes.md": ReviewStory.notes]))
            let login = try story.reader().login
            #expect(login == .reviewer || login == .second)
        }
    }

    @Test(arguments: ["runners SET operator_id", "template_versions SET author_id", "runs SET requested_by"])
    func eachPartKeepsAwayBySeparately(part: String) throws {
        let runs = try RunStory.make()
        for _ in 0..<5 {
            let run = try runs.start()
            try runs.world.tamper("UPDATE \(part) = 'per_reviewer'")
            let story = ReviewStory(runs: runs, output: try runs.submit(run, ["release-notes.md": ReviewStory.notes]))
            #expect(try story.readers().map(\.login) == [.second])
            let stamp = try story.assign(.reviewer)
            try stamp.work()
            #expect(try stamp.refusals() == ["conflict_of_interest"])
        }
    }

    @Test func whoWroteTheContextOrChangedThePolicyOrAnsweredIsNotAsked() throws {
        let runs = try RunStory.make()
        try runs.world.putContext("We write plainly.\n", by: .admin, approvedBy: .author)
        try runs.world.tamper("UPDATE context_documents SET author_id = 'per_reviewer'")
        let story = ReviewStory(
            runs: runs, output: try runs.submit(try runs.start(), ["release-notes.md": ReviewStory.notes]))
        #expect(try story.readers().map(\.login) == [.second])
        try story.answerQuestion(.second)
        let next = try story.submitAgain()
        #expect(try next.readers().map(\.login) == [.admin])
        let events = try runs.events("output:\(next.output.output)")
        #expect(events.last == "review_unassignable", "the line of OWNERS wants a reviewer")
    }

    @Test func aRunThatNobodyCouldReviewIsRefusedWithTheLineAndTheReasons() throws {
        let runs = try RunStory.make()
        try runs.world.database.run(
            """
            UPDATE memberships SET roles = '{member}' WHERE person_id IN ('per_reviewer', 'per_second');
            UPDATE memberships SET roles = '{member,reviewer}' WHERE person_id = 'per_author'
            """)
        let failure = #expect(throws: Failure.self) { try runs.dispatch() }
        #expect(failure?.code == .poolTooSmall)
        #expect(failure?.message.contains("OWNERS:4") == true)
        #expect(failure?.detail["excluded"]?["author"]?.array?.count == 2)
        #expect(failure?.detail["excluded"]?["author"]?[0] == "asked for this run")
    }

    /// From risk `shared` up nobody can know who will be asked; below, whoever has the least to do.
    @Test func theDrawIsRandomFromSharedUp() throws {
        let runs = try RunStory.make()
        var logins = Set<World.Login>()
        for _ in 0..<30 where logins.count < 2 {
            let story = ReviewStory(
                runs: runs, output: try runs.submit(try runs.start(), ["release-notes.md": ReviewStory.notes]))
            logins.insert(try story.reader().login)
        }
        #expect(logins == [.reviewer, .second])
    }

    @Test func belowSharedTheLoadIsEven() throws {
        let first = try ReviewStory.make(risk: .routine)
        var logins = [try first.reader().login]
        for _ in 0..<5 {
            let output = try first.runs.submit(try first.runs.start(), ["release-notes.md": ReviewStory.notes])
            logins.append(try ReviewStory(runs: first.runs, output: output).reader().login)
        }
        let counts = Dictionary(grouping: logins, by: \.self).mapValues(\.count)
        // Admins may review at any time, though OWNERS asks for one of the role `reviewer`.
        #expect(counts[.reviewer] == 3 && counts[.second] == 3)
    }

    @Test func twoTeamsNeverMeet() throws {
        let story = try ReviewStory.make()
        let stranger = try story.world.team(.stranger)
        let reader = try story.reader()
        #expect(refusal { try ShowOutput.run(stranger, id: story.output.output) } == .notFound)
        #expect(
            refusal {
                try GiveVerdict.run(
                    stranger, reviewID: reader.review,
                    VerdictRequest(verdict: .approve, contentDigest: story.output.contentDigest))
            } == .notFound)
        let counts = try stranger.read { try $0.one(VisibleRows()) }
        #expect(counts == 0)
    }
}

/// What a team's transaction sees of anybody's reviews.
private struct VisibleRows: Query {
    typealias Row = Int
    static let sql = """
        SELECT (SELECT count(*) FROM reviews) + (SELECT count(*) FROM receipts) + (SELECT count(*) FROM findings)
            + (SELECT count(*) FROM verdicts) + (SELECT count(*) FROM criterion_answers)
            + (SELECT count(*) FROM output_chunks)
        """
}
