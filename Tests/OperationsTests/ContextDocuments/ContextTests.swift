import API
import Domain
import Operations
import TestSupport
import Testing

/// What runs inherit, and how it comes into force.
@Suite struct ContextTests {
    let world: World
    let north: TeamContext

    init() throws {
        world = try World.make()
        north = try world.team(.author)
    }

    private func propose(
        _ text: String, layer: String = "team", project: String? = nil, in team: TeamContext? = nil,
        note: String? = nil, sources: [LineSource]? = nil
    ) throws -> ContextView {
        try ProposeContext.run(
            team ?? north, layer: layer,
            ContextProposal(text: text, project: project, note: note, sources: sources))
    }

    private func decide(
        _ operation: (TeamContext, String, Int, ContextChoice) throws -> ContextView, _ number: Int,
        by login: World.Login, layer: ContextLayer = .team, project: String? = nil
    ) throws -> ContextView {
        try operation(world.keeper(login, of: layer), layer.rawValue, number, ContextChoice(project: project))
    }

    private func effective(_ team: TeamContext, project: String? = nil) throws -> [String] {
        try team.read { tx in
            try EffectiveContext.load(tx, team, project: project).map { document in
                "\(document.layer.rawValue) \(document.name) \(document.version): \(document.text)"
            }
        }
    }

    @Test func runsInheritLayerByLayer() throws {
        try world.putContext("Be kind.", layer: .organisation)
        try world.putContext("We write British English.")
        try world.putContext("We write plain English.")
        try world.putContext("The site is static.", layer: .project, project: "web")
        try world.putContext("Other.", layer: .project, project: "other")
        _ = try propose("Southern.", in: world.team(.stranger))
        #expect(
            try effective(north, project: "web") == [
                "organisation installation 1: Be kind.", "team north 2: We write plain English.",
                "project web 1: The site is static.",
            ])
        #expect(try effective(north).count == 2)
        #expect(try effective(world.team(.stranger), project: "web") == ["organisation installation 1: Be kind."])
        let shown = try ShowContext.run(north, project: "web").items.map(\.summary)
        #expect(shown.map(\.layer) == [.organisation, .team, .project])
        #expect(shown.map { [$0.author, $0.decidedBy] } == Array(repeating: ["author", "admin"], count: 3))
    }

    @Test func onlyASecondPersonPutsAProposalInForce() throws {
        let proposal = try propose("We write plainly.", note: "The start")
        #expect(proposal.summary.state == .proposed && proposal.summary.decidedBy == nil)
        #expect(try effective(north) == [])
        #expect(try world.refusal { try decide(ApproveContext.run, 1, by: .author) } == .secondPersonRequired)
        #expect(try world.refusal { try decide(ApproveContext.run, 2, by: .admin) } == .notFound)
        let approved = try decide(ApproveContext.run, 1, by: .second).summary
        #expect([approved.state.rawValue, approved.author, approved.decidedBy] == ["approved", "author", "second"])
        #expect(try effective(north) == ["team north 1: We write plainly."])
        #expect(try world.refusal { try decide(ApproveContext.run, 1, by: .admin) } == .wrongState)
        #expect(try world.refusal { try decide(WithdrawContext.run, 1, by: .author) } == .wrongState)
        #expect(try world.eventNames() == ["context_proposed", "context_approved"])
        #expect(
            try world.lastEvent("context_approved")?["data"]
                == ["number": 1, "digest": .string(Digest.of("We write plainly.").description)])
    }

    @Test func aDocumentHasOneProposalAtATime() throws {
        _ = try propose("One.")
        #expect(try world.refusal { try propose("Two.", in: world.team(.second)) } == .wrongState)
        #expect(try propose("A project's.", layer: "project", project: "web").summary.number == 1)
        #expect(try world.refusal { try decide(WithdrawContext.run, 1, by: .second) } == .notAllowed)
        #expect(try decide(WithdrawContext.run, 1, by: .admin).summary.decidedBy == "admin")
        #expect(try propose("Two.", in: world.team(.second)).summary.number == 2)
        #expect(try decide(WithdrawContext.run, 2, by: .second).summary.state == .withdrawn)
        #expect(try world.refusal { try decide(ApproveContext.run, 2, by: .admin) } == .wrongState)
        #expect(try effective(north) == [])
    }

    /// What somebody else has proposed is approved, and a note that differs is not lost in silence.
    @Test func onlyItsAuthorRepeatsAProposal() throws {
        _ = try propose("One.", note: "Why")
        #expect(try propose("One.", note: "Why").summary.number == 1)
        let twin = try #require(throws: Failure.self) { try propose("One.", in: world.team(.second)) }
        #expect(
            twin.code == .alreadyExists
                && twin.message == "team version 1 by author is the same: approve it with "
                    + "`countersign context approve team --version 1`"
        )
        #expect(try world.refusal { try propose("One.", note: "Because") } == .alreadyExists)
        let source = LineSource(line: 1, count: 1, file: "CLAUDE.md", fileLine: 1)
        #expect(try world.refusal { try propose("One.", note: "Why", sources: [source]) } == .alreadyExists)
        #expect(try world.eventNames() == ["context_proposed"])
    }

    /// Somebody reads version 1, and meanwhile its author takes it back for version 2.
    @Test func whatTookThePlaceOfAProposalIsNamed() throws {
        _ = try propose("One.", layer: "project", project: "web")
        _ = try decide(WithdrawContext.run, 1, by: .author, layer: .project, project: "web")
        _ = try propose("Two.", layer: "project", project: "web")
        let late = try #require(throws: Failure.self) {
            try decide(ApproveContext.run, 1, by: .admin, layer: .project, project: "web")
        }
        #expect(
            late.code == .stale
                && late.message
                    == "project/web version 1 is withdrawn already; version 2 by author is what waits now: read "
                    + "it with `countersign context diff project --project web --to 2`"
        )
        #expect(try effective(north, project: "web") == [])
    }

    @Test func theSameTextIsTheSameVersionAndAnEmptyOneIsSilent() throws {
        #expect(try world.putContext("One.").summary.number == 1)
        #expect(try propose("One.").summary.state == .approved)
        #expect(try world.putContext(" \n").summary.number == 2)
        #expect(try effective(north) == [])
        #expect(try ShowContext.run(north, project: nil).items.map(\.summary.number) == [2])
    }

    @Test func secretsAndHiddenTextAreRefusedWithTheirPlace() throws {
        let failure = try #require(throws: Failure.self) {
            try propose("fine\nkey: AKIAIOSFODNN7EXAMPLQ\nhid\u{200B}den\n\u{202E}txet")
        }
        #expect(failure.code == .invalidContext && !failure.message.contains("AKIA"))
        let places = (failure.detail["problems"]?.array ?? []).map { problem in
            "\(problem["file"]?.string ?? ""):\(problem["line"]?.integer ?? 0):\(problem["column"]?.integer ?? 0)"
        }
        #expect(places == ["team.md:2:6", "team.md:3:4", "team.md:4:1"])
        let tooLong = String(repeating: "x", count: 256 << 10 + 1)
        #expect(try world.refusal { try propose(tooLong) } == .invalidContext)
        #expect(
            try world.refusal { try propose("x", note: "ghp_" + String(repeating: "a1", count: 20)) } == .invalidContext
        )
        #expect(try world.eventNames() == [])
    }

    @Test func aNoteIsShort() throws {
        #expect(try world.refusal { try propose("x", note: String(repeating: "é", count: 501)) } == .invalidInput)
        #expect(try propose("x", note: String(repeating: "é", count: 500)).summary.number == 1)
    }

    @Test func theOrganisationIsItsOperators() throws {
        let installation = try world.keeper(.admin, of: .organisation)
        #expect(try world.refusal { try propose("x", layer: "organisation") } == .notAllowed)
        #expect(try world.refusal { try propose("x", layer: "team", in: installation) } == .notAllowed)
        let reader = #expect(throws: Failure.self) { try world.context(.author).teamOrInstallation("installation") }
        #expect(reader?.code == .notAllowed && reader?.message.contains("leave `--team installation` out") == true)
        let keeper = #expect(throws: Failure.self) { try world.context(.admin).teamOrInstallation("nowhere") }
        #expect(keeper?.code == .notFound && keeper?.message.hasSuffix("in `--team installation`") == true)
        #expect(try world.refusal { try world.context(.author).teamOrInstallation("south") } == .notFound)
        #expect(try world.context(.author).teamOrInstallation("north").id == World.northID)
        _ = try propose("Be kind.", layer: "organisation", in: installation)
        #expect(try ShowContextHistory.run(north, layer: "organisation", project: nil).items.isEmpty)
        #expect(
            try world.refusal { try decide(ApproveContext.run, 1, by: .admin, layer: .organisation) }
                == .secondPersonRequired)
        _ = try decide(ApproveContext.run, 1, by: .second, layer: .organisation)
        _ = try decide(ConfirmContext.run, 1, by: .admin, layer: .organisation)
        let seen = try ShowContextHistory.run(north, layer: "organisation", project: nil).items
        #expect(seen.map { [$0.author, $0.decidedBy, $0.confirmedBy] } == [["admin", "second", "admin"]])
    }

    private static let misnamed: [(String, String?, FailureCode)] = [
        ("team", "web", .invalidInput), ("project", nil, .invalidInput), ("project", "", .invalidInput),
        ("project", "-x", .invalidInput), ("project", "We b", .invalidInput), ("planet", nil, .notFound),
        ("project", String(repeating: "x", count: 65), .invalidInput),
    ]

    @Test(arguments: misnamed)
    func layersAndProjectsHaveNames(layer: String, project: String?, code: FailureCode) throws {
        #expect(try world.refusal { try propose("x", layer: layer, project: project) } == code)
        #expect(try world.refusal { try ShowContextHistory.run(north, layer: layer, project: project) } == code)
    }

    private static let unsound: [[LineSource]] = [
        [LineSource(line: 0, count: 1, file: "a.md", fileLine: 1)],
        [LineSource(line: 1, count: 4, file: "a.md", fileLine: 1)],
        [LineSource(line: 1, count: .max, file: "a.md", fileLine: 1)],
        [LineSource(line: 1, count: 1, file: "a.md", fileLine: .max)],
        [LineSource(line: 1, count: 1, file: "../a.md", fileLine: 1)],
        [
            LineSource(line: 2, count: 1, file: "a.md", fileLine: 1),
            LineSource(line: 1, count: 1, file: "a.md", fileLine: 1),
        ],
    ]

    @Test(arguments: unsound) func sourcesFitTheText(sources: [LineSource]) throws {
        #expect(try world.refusal { try propose("1\n2\n3\n", sources: sources) } == .invalidInput)
    }
}
