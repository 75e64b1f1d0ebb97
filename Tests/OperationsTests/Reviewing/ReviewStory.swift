import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// An output of the sample template in review. Time passes by moving the attention clock back, never by waiting.
struct ReviewStory {
    let runs: RunStory
    let output: OutputVersionView

    var world: World { runs.world }

    static let notes = """
        # Release notes

        The range holds 12 commits; 10 are described below, 2 only touch the build.

        ## Breaking

        - The command line asks for a password where it took one from the environment before.

        ## Added

        - Reviewers can stop in the middle and go on later where they stopped.

        ## Fixed

        - A timeout is told with its true reason, and the run goes on without the action.

        """

    static func make(
        risk: Risk = .shared, notes: String = notes, connections: Int = 4,
        policy: (inout [String: String]) -> Void = { _ in }
    ) throws -> ReviewStory {
        let runs = try RunStory.make(
            connections: connections,
            policy: { files in
                files = files.filter { !$0.key.hasPrefix("cases/") }
                files["use-cases.yaml"] = files["use-cases.yaml"]?
                    .replacing("risk: shared", with: "risk: irreversible", maxReplacements: 1)
                policy(&files)
            },
            template: { $0["task.yaml"] = $0["task.yaml"]?.replacing("risk: shared", with: "risk: \(risk.rawValue)") })
        return ReviewStory(runs: runs, output: try runs.submit(try runs.start(), ["release-notes.md": notes]))
    }

    /// A later version of the same output.
    func submitAgain(_ notes: String = ReviewStory.notes + "And more of it, said in one more line.\n") throws
        -> ReviewStory
    {
        try world.tamper(
            """
            UPDATE runs SET state = 'queued', ended_at = NULL
            WHERE id = (SELECT run_id FROM outputs WHERE id = '\(output.output)')
            """)
        return ReviewStory(
            runs: runs, output: try runs.submit(try #require(try runs.claim()), ["release-notes.md": notes]))
    }

    func show() throws -> OutputView { try ShowOutput.run(world.team(.author), id: output.output) }

    func approval() throws -> ApprovalView { try show().approval }

    /// The reviews of this version that are open, by their reviewers.
    func readers() throws -> [Reader] {
        try show().reviews.filter { $0.version == output.number && $0.state == "open" }.map { review in
            Reader(story: self, login: try #require(World.Login(rawValue: review.reviewer)), review: review.id)
        }
    }

    func reader() throws -> Reader { try #require(try readers().first) }

    /// Asks this person, whoever was drawn.
    func assign(_ login: World.Login) throws -> Reader {
        if let reader = try readers().first(where: { $0.login == login }) { return reader }
        let id = "rev_\(login.rawValue)_\(output.output.suffix(8))_\(output.number)"
        try world.tamper(
            """
            INSERT INTO reviews (team_id, id, output_id, number, reviewer_id)
            VALUES ('\(World.northID)', '\(id)', '\(output.output)', \(output.number), '\(login.id)')
            """)
        return Reader(story: self, login: login, review: id)
    }
}

/// A person with a review.
struct Reader {
    let story: ReviewStory
    let login: World.Login
    let review: String
    /// The token of their session.
    var session: String?

    static let first = AnchorView(chunk: 0, startLine: 3, endLine: 3, quotation: "The range holds 12 commits")
    static let last = AnchorView(
        chunk: 3, startLine: 15, endLine: 15, quotation: "A timeout is told with its true reason")

    func team() throws -> TeamContext {
        guard let session else { return try story.world.team(login) }
        let known = try story.world.context(login).person()
        let person = CallingPerson(
            id: known.id, login: known.login, isOperator: false, tokenID: session, isSession: true,
            scopes: known.scopes, teams: known.teams)
        return try Context(services: story.world.services, caller: .person(person)).team("north")
    }

    func view() throws -> ReviewView { try ShowReview.run(team(), reviewID: review) }

    func serve(_ chunk: Int) throws -> ChunkView { try ServeChunk.run(team(), reviewID: review, chunk: chunk) }

    @discardableResult
    func acknowledge(_ chunk: Int, _ receipt: String) throws -> ReadingView {
        try AcknowledgeChunk.run(team(), reviewID: review, chunk: chunk, ReceiptRequest(receipt: receipt))
    }

    /// So much time goes by.
    func pass(seconds: Double) throws {
        try story.world.tamper(
            """
            UPDATE attention_clocks SET credited_until = credited_until - interval '\(seconds) seconds'
            WHERE person_id = '\(login.id)'
            """)
    }

    func read(_ chunk: Int, seconds: Double = 60) throws {
        let part = try serve(chunk)
        try pass(seconds: seconds)
        try acknowledge(chunk, part.receipt)
    }

    func readAll(seconds: Double = 60) throws {
        for chunk in 0..<story.output.chunkCount { try read(chunk, seconds: seconds) }
    }

    @discardableResult
    func answer(
        _ criterion: String, _ anchor: AnchorView?, _ answer: CriterionAnswer = .pass, reason: String? = nil
    ) throws -> ReviewView {
        try AnswerCriterion.run(
            team(), reviewID: review, criterion: criterion,
            CriterionRequest(answer: answer, reason: reason, anchor: anchor))
    }

    func answerAll() throws {
        try answer("accounted", Self.first)
        try answer("breaking", Self.last)
    }

    /// Everything that a diligent reader does before the verdict.
    func work() throws {
        try readAll()
        try answerAll()
    }

    @discardableResult
    func give(
        _ verdict: Verdict, digest: Digest? = nil, reason: String? = nil, cause: FindingCause? = nil,
        subject: FindingSubject? = nil, _ anchor: AnchorView? = nil
    ) throws -> VerdictView {
        try GiveVerdict.run(
            team(), reviewID: review,
            VerdictRequest(
                verdict: verdict, contentDigest: digest ?? story.output.contentDigest, reason: reason, cause: cause,
                subject: subject, anchor: anchor))
    }

    func find(_ text: String, blocking: Bool, _ anchor: AnchorView? = nil) throws -> FindingView {
        try RecordFinding.run(
            team(), reviewID: review, FindingRequest(text: text, cause: .agent, isBlocking: blocking, anchor: anchor))
    }

    /// The codes of everything that an approval meets now.
    func refusals(_ location: SourceLocation = #_sourceLocation) throws -> [String] {
        let failure = #expect(throws: Failure.self, sourceLocation: location) { try give(.approve) }
        let codes = (failure?.detail["refusals"]?.array ?? []).compactMap { $0["code"]?.string }
        #expect(codes.first == failure?.code.rawValue, sourceLocation: location)
        return codes
    }
}

/// A number of a query that has one row.
struct CountOf: Query {
    typealias Row = Int
    static let sql = "SELECT count(*) FROM verdicts WHERE output_id = $1"
    let output: String
    var parameters: [any SQLValue] { [output] }
}
