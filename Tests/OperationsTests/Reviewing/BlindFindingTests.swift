import API
import Domain
import Operations
import TestSupport
import Testing

/// Whoever still reviews learns nothing of what another reviewer has found.
@Suite struct BlindFindingTests {
    private static let text = "The sum of the commits is wrong"

    /// Two people read one version; the first has found what blocks it, and has given no verdict.
    private static func make(_ risk: Risk) throws -> (ReviewStory, finder: Reader, other: Reader) {
        let story = try ReviewStory.make(risk: risk)
        let (finder, other) = (try story.assign(.reviewer), try story.assign(.second))
        _ = try finder.find(text, blocking: true, Reader.first)
        return (story, finder, other)
    }

    private static func seen(_ story: ReviewStory, by login: World.Login) throws -> [String] {
        try ShowOutput.run(story.world.team(login), id: story.output.output).findings.map(\.text)
    }

    @Test func aFindingIsItsAuthorsAloneUntilTheVerdict() throws {
        let (story, finder, other) = try Self.make(.sensitive)
        #expect(try finder.view().findings.map(\.text) == [Self.text])
        #expect(try other.view().findings.map(\.text) == [])
        for login in [World.Login.author, .reviewer, .second, .admin] {
            #expect(try Self.seen(story, by: login) == (login == .reviewer ? [Self.text] : []))
        }
        try finder.give(.changes, reason: "See the finding", cause: .agent, Reader.first)
        #expect(try other.view().findings.map(\.text) == [Self.text, "See the finding"])
        #expect(try Self.seen(story, by: .author) == [Self.text, "See the finding"])
    }

    @Test func noRuleTellsTheOther() throws {
        let (_, finder, other) = try Self.make(.sensitive)
        #expect(try finder.view().missing.map(\.code).contains("finding_open"))
        #expect(try !other.view().missing.map(\.code).contains("finding_open"))
        #expect(try finder.refusals().contains("finding_open"))
        #expect(try !other.refusals().contains("finding_open"))
    }

    /// It stops the release all the same, in words that give nothing away.
    @Test func anApprovalBesideItDoesNotCountYet() throws {
        let (story, finder, other) = try Self.make(.shared)
        try other.work()
        try other.give(.approve)
        let approval = try story.approval()
        #expect(!approval.isEffective && approval.approvals == 1 && approval.needed == 1)
        #expect(approval.reasons == ["Missing: the verdict of a review that is still open. Wait for it."])
        #expect(try story.show().summary.reviewState == .inReview)
        try finder.give(.changes, reason: "See the finding", cause: .agent, Reader.first)
        #expect(try story.approval().reasons.contains { $0.contains(Self.text) })
    }

    @Test func nobodyElseHasSuchAFindingToClose() throws {
        let (story, finder, _) = try Self.make(.sensitive)
        let id = try #require(try finder.view().findings.first?.id)
        #expect(refusal { try CloseFinding.run(story.world.team(.second), findingID: id) } == .notFound)
        #expect(refusal { try CloseFinding.run(story.world.team(.reviewer), findingID: id) } == .wrongState)
    }
}
