import API
import Domain
import Operations
import TestSupport
import Testing

/// How a document came to be what it is, and whether it is still true.
@Suite struct ContextHistoryTests {
    let world: World
    let north: TeamContext

    init() throws {
        world = try World.make()
        north = try world.team(.author)
    }

    @Test func everyLineHasSomebodyBehindIt() throws {
        try world.putContext("# Team\n\nShort.\n")
        try world.putContext("# Team\n\nWhy.\nShort.\nLast.", by: .second, approvedBy: .author)
        let proposal = try ProposeContext.run(north, layer: "team", ContextProposal(text: "Never in force.\n"))
        _ = try WithdrawContext.run(north, layer: "team", version: proposal.summary.number, ContextChoice())
        try world.putContext("# Team\n\nWhy.\nShorter.\nLast.\n", by: .admin, approvedBy: .author)
        let blame = try BlameContext.run(north, layer: "team", project: nil)
        #expect(blame.number == 4)
        #expect(
            blame.lines.map { "\($0.version) \($0.author) \($0.approver): \($0.text)" } == [
                "1 author admin: # Team", "1 author admin: ", "2 second author: Why.", "4 admin author: Shorter.",
                "2 second author: Last.",
            ])
        let history = try ShowContextHistory.run(north, layer: "team", project: nil).items
        #expect(
            history.map { "\($0.number) \($0.state.rawValue) \($0.author) \($0.decidedBy ?? "")" } == [
                "4 approved admin author", "3 withdrawn author author", "2 approved second author",
                "1 approved author admin",
            ])
        #expect(
            try DiffContext.run(north, layer: "team", project: nil, from: 2, to: 4).unified == """
                --- a/team.md
                +++ b/team.md
                @@ -1,5 +1,5 @@
                 # Team
                \(" ")
                 Why.
                -Short.
                -Last.
                \\ No newline at end of file
                +Shorter.
                +Last.

                """)
        let first = try DiffContext.run(north, layer: "team", project: nil, from: 0, to: 1).unified
        #expect(first == "--- a/team.md\n+++ b/team.md\n@@ -0,0 +1,3 @@\n+# Team\n+\n+Short.\n")
        #expect(
            try world.refusal { try DiffContext.run(north, layer: "team", project: nil, from: 1, to: 9) } == .notFound)
        let nothing = try BlameContext.run(north, layer: "project", project: "x")
        #expect(nothing.number == 0 && nothing.lines.isEmpty)
        #expect(try ShowContextHistory.run(world.team(.stranger), layer: "team", project: nil).items.isEmpty)
    }

    @Test func importedLinesKeepTheirPlace() throws {
        let sources = [
            LineSource(line: 1, count: 1, file: "CLAUDE.md", fileLine: 3),
            LineSource(line: 2, count: 2, file: "docs/style.md", fileLine: 1),
        ]
        let view = try ProposeContext.run(
            north, layer: "team", ContextProposal(text: "a\nb\nc\nd\n", sources: sources))
        #expect(view.sources == sources)
        _ = try ApproveContext.run(world.team(.admin), layer: "team", version: 1, ContextChoice())
        let blame = try BlameContext.run(north, layer: "team", project: nil)
        #expect(blame.lines.map(\.source) == ["CLAUDE.md:3", "docs/style.md:1", "docs/style.md:2", nil])
    }

    private func stale(_ days: String? = nil, _ team: TeamContext? = nil) throws -> [String] {
        try ListStaleContext.run(team ?? north, days: days).items.map {
            "\($0.layer.rawValue)/\($0.project)@\($0.number)"
        }
    }

    @Test func whatNobodyConfirmsGoesStale() throws {
        try world.putContext("One.")
        try world.putContext("Two.")
        try world.putContext("Web.", layer: .project, project: "web")
        #expect(try stale() == [])
        try world.tamper("UPDATE context_documents SET decided_at = now() - interval '90 days 1 minute'")
        #expect(try stale() == ["team/@2", "project/web@1"])
        #expect(try stale("91") == [])
        #expect(try ShowInbox.run(world.team(.admin)).staleContext.map(\.layer) == [.team, .project])
        #expect(try ShowInbox.run(north).staleContext.isEmpty)
        let team = try ConfirmContext.run(world.team(.second), layer: "team", version: 2, ContextChoice()).summary
        #expect(team.confirmedBy == "second" && team.confirmedAt != nil)
        #expect(try stale() == ["project/web@1"])
        _ = try ConfirmContext.run(north, layer: "project", version: 1, ContextChoice(project: "web"))
        #expect(try stale() == [])
        try world.tamper("UPDATE context_confirmations SET confirmed_at = now() - interval '30 days 1 minute'")
        #expect(try stale("30") == ["team/@2", "project/web@1"])
        #expect(try stale("31") == [])
        try world.putContext("Three.")
        #expect(try stale("30") == ["project/web@1"])
        #expect(try stale("1", world.team(.stranger)) == [])
        #expect(try world.lastEvent("context_confirmed")?["subject"] == "context:project/web")
    }

    @Test(arguments: ["0", "3651", "x", ""]) func daysAreANumber(days: String) throws {
        #expect(try world.refusal { try stale(days) } == .badRequest)
    }

    @Test func onlyWhatIsInForceIsConfirmed() throws {
        func confirm(_ number: Int) throws -> ContextView {
            try ConfirmContext.run(north, layer: "team", version: number, ContextChoice())
        }
        #expect(try world.refusal { try confirm(1) } == .notFound)
        _ = try ProposeContext.run(north, layer: "team", ContextProposal(text: "One."))
        #expect(try world.refusal { try confirm(1) } == .wrongState)
        _ = try ApproveContext.run(world.team(.admin), layer: "team", version: 1, ContextChoice())
        #expect(try confirm(1).summary.confirmedBy == "author")
        try world.putContext("Two.")
        #expect(try world.refusal { try confirm(1) } == .wrongState)
    }

    @Test func whoMayApproveFindsItInTheInbox() throws {
        _ = try ProposeContext.run(north, layer: "team", ContextProposal(text: "One.", note: "Why"))
        let operators = try world.keeper(.admin, of: .organisation)
        _ = try ProposeContext.run(operators, layer: "organisation", ContextProposal(text: "All."))
        func waiting(_ team: TeamContext) throws -> [String] {
            try ShowInbox.run(team).context.map { "\($0.layer.rawValue) \($0.number) \($0.author) \($0.note)" }
        }
        #expect(try waiting(north) == [])
        #expect(try waiting(world.team(.second)) == ["team 1 author Why"])
        #expect(try waiting(world.team(.stranger)) == [])
        #expect(try waiting(operators) == [])
        #expect(try waiting(world.keeper(.second, of: .organisation)) == ["organisation 1 admin "])
    }
}
