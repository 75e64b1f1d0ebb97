import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// How long the proposal to move a label counts, and what ends it.
@Suite struct LabelProposalTests {
    let story: RunStory
    let author: TeamContext
    let admin: TeamContext

    /// Three published versions.
    init() throws {
        story = try RunStory.make(connections: 4)
        author = try story.world.team(.author)
        admin = try story.world.team(.admin)
        for number in 2...3 { try story.publish { $0["SKILL.md"]?.append("Version \(number).\n") } }
    }

    @discardableResult
    private func move(_ label: String, to version: Int?, by team: TeamContext) throws -> LabelView {
        try MoveLabel.run(team, "release-notes", label: label, LabelRequest(version: version, reason: "because"))
    }

    private func current() throws -> [Int] {
        try ShowTemplateHistory.run(author, "release-notes").items.filter(\.isCurrent).map(\.number)
    }

    /// Of the two who say the same, both are in the team.
    @Test func aProposalEndsWithItsProposersMembership() throws {
        try move("stable", to: 1, by: author)
        try story.world.tamper("UPDATE persons SET disabled_at = now() WHERE login = 'author'")
        #expect(try ListLabels.run(admin, "release-notes").items.map(\.label) == ["current"])
        let approve = "UPDATE template_labels SET approved_by = 'per_admin', approved_at = now() WHERE label = 'stable'"
        #expect(try Attack.run(story.world, team: World.northID, person: "per_admin", approve) == "stale")
        let again = try move("stable", to: 1, by: admin)
        #expect(again.version == nil && again.proposal?.by == "admin")
        try story.world.tamper("UPDATE persons SET disabled_at = NULL WHERE login = 'author'")
        #expect(try move("stable", to: 1, by: author).version == 1)
    }

    @Test func toProposeWhatIsSoTakesAProposalBack() throws {
        try move("stable", to: 1, by: author)
        let withdrawn = try move("stable", to: nil, by: author)
        #expect(withdrawn.proposal == nil && withdrawn.version == nil && withdrawn.replaced?.version == 1)
        #expect(try move("stable", to: 1, by: admin).proposal?.by == "admin", "a proposal of their own")
        #expect(try move("stable", to: 1, by: author).version == 1)
        let current = try #require(current().first)
        try move("current", to: 1, by: author)
        #expect(try move("current", to: current, by: author).proposal == nil)
        #expect(try ListLabels.run(author, "release-notes").items.allSatisfy { $0.proposal == nil })
        #expect(refusal { try move("current", to: current, by: author) } == .wrongState)
    }

    /// Nobody proposed to undo what was published afterwards, least of all whoever took a proposal back.
    @Test(arguments: [[1, 3], [1]])
    func whatWasProposedBeforeAPublicationIsOver(_ asked: [Int]) throws {
        for version in asked { try move("current", to: version, by: author) }
        try story.publish { $0["SKILL.md"]?.append("Version 4.\n") }
        #expect(try ListLabels.run(admin, "release-notes").items.map(\.proposal?.version) == [nil])
        #expect(try ShowInbox.run(admin).labels.isEmpty)
        #expect(
            try Attack.run(
                story.world, team: World.northID, person: "per_admin",
                "UPDATE template_labels SET approved_by = 'per_admin', approved_at = now() WHERE move = \(asked.count)")
                == "stale")
        let last = try #require(asked.last)
        let mine = try move("current", to: last, by: admin)
        #expect(mine.proposal?.by == "admin" && mine.replaced == nil && mine.version == 4)
        #expect(try current() == [4])
        try move("current", to: last, by: author)
        #expect(try current() == [last])
    }

    /// After a rollback publication moves `current`, too; it may even be deprecated there.
    @Test func aProposalTellsWhatIsCurrentUntilThen() throws {
        for team in [author, admin] { try move("current", to: 1, by: team) }
        try story.publish { $0["SKILL.md"]?.append("Version 4.\n") }
        let request = DeprecateRequest(version: 4, reason: "wrong", instead: nil)
        _ = try DeprecateTemplate.run(author, "release-notes", request)
        let proposal = try move("current", to: 2, by: author)
        #expect(proposal.version == 4 && proposal.isDeprecated && proposal.proposal?.version == 2)
        #expect(try move("current", to: 2, by: admin).version == 2)
    }

    @Test func aProposalIsOverAfterSevenDays() throws {
        try move("stable", to: 1, by: author)
        try story.world.tamper("UPDATE template_labels SET proposed_at = now() - interval '7 days'")
        #expect(try ListLabels.run(author, "release-notes").items.map(\.label) == ["current"])
        #expect(try move("stable", to: 1, by: admin).proposal?.by == "admin")
        #expect(try move("stable", to: 1, by: author).version == 1)
    }

    /// Published while an approval waits for its turn.
    @Test func anApprovalSeesWhatWasPublishedBeforeItsTurn() throws {
        try move("current", to: 1, by: author)
        let holder = Connection(url: story.world.database.ownerURL)
        try holder.open()
        try holder.run(script: "BEGIN; SELECT lock_current_version('\(World.northID)', 'release-notes')")
        let approval = try begin { [admin] in
            try MoveLabel.run(admin, "release-notes", label: "current", LabelRequest(version: 1))
        }
        try holder.run(script: RunRaceTests.awaitBlocked(1))
        try holder.run(
            script: """
                SET LOCAL session_replication_role = replica;
                UPDATE template_versions SET is_current = false WHERE number = 3;
                UPDATE template_versions SET is_current = true WHERE number = 2; COMMIT
                """)
        #expect(try approval.wait() == .stale && current() == [2])
    }
}
