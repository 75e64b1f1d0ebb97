import API
import Domain
import Operations
import TestSupport
import Testing

/// What is offered where too few people can review is accepted, and helps.
@Suite struct RemedyTests {
    /// The reviewer, whom OWNERS names, acts for an admin, and so delegates nothing.
    private let runs: RunStory
    private var world: World { runs.world }

    init() throws { runs = try RunStory.make(owners: "*.md @reviewer\n") }

    /// Does what it says, with `second` as LOGIN.
    private func follow(_ remedy: String) throws {
        let team = try world.team(remedy.contains("an admin ") ? .admin : .reviewer)
        let commands = remedy.split(separator: "`").filter { $0.hasPrefix("countersign ") }
        #expect(commands.contains { $0.contains(" undelegate ") }, "\(remedy)")
        for command in commands {
            let words = command.split(separator: " ").map(String.init)
            func value(_ option: String) -> String? { words.firstIndex(of: option).map { words[$0 + 1] } }
            switch words[1...2].joined(separator: " ") {
            case "owners undelegate": try Delegate.end(team, id: words[3])
            case "absence set":
                _ = try Absence.set(
                    team,
                    AbsenceRequest(
                        person: value("--person"), endsAt: world.now() + 20 * World.day, reason: "does not answer"))
            case "owners delegate":
                let offered = try Delegate.offer(
                    team,
                    DelegationRequest(
                        delegate: "second", section: nil, endsAt: world.now() + 20 * World.day, reason: "on holiday",
                        person: value("--for")))
                #expect(remedy.contains("--reason TEXT`, and LOGIN accepts"), "\(remedy)")
                _ = try Delegate.accept(world.team(.second), id: offered.id)
            default: Issue.record("what is \(command)?")
            }
        }
    }

    @Test func ofARefusedDispatch() throws {
        try world.delegate(.admin, to: .reviewer)
        try world.absent(.reviewer)
        let refused = try #require(throws: Failure.self) { try runs.dispatch() }
        #expect(refused.code == .poolTooSmall)
        try follow(refused.message)
        _ = try runs.dispatch()
    }

    @Test func ofASimulation() throws {
        _ = try runs.delivered()
        try world.delegate(.admin, to: .reviewer)
        func simulate() throws -> AbsenceOutlook {
            try SimulateAbsence.run(world.team(.author), AbsenceOutlookRequest(absent: ["reviewer"]))
        }
        let outlook = try simulate()
        let remedy = try #require(outlook.standstill.first?.remedies.first)
        #expect(outlook.lines.first?.remedies.first == remedy)
        #expect(remedy.hasPrefix("reviewer takes back that they act for admin: "), "\(remedy)")
        try follow(remedy)
        #expect(try simulate().lines.map(\.isBlocked) == [false] && simulate().standstill.isEmpty)
    }

    @Test func ofAnOutputThatLacksReviewers() throws {
        let story = try runs.delivered()
        // Whoever has been asked as themselves does not become an owner meanwhile.
        let absence = try world.absent(.second)
        try world.delegate(.admin, to: .reviewer)
        try story.letTimePass()
        #expect(try world.runDue() == 1)
        let remedy = try #require(try world.shortages().first?.remedies.first)
        try Absence.clear(world.team(.second), id: absence.id)
        try follow(remedy)
        try world.reconsider()
        #expect(try world.shortages().isEmpty && story.states().contains("second open"))
    }

    /// Who acts for somebody, and who is away, is told of what does not fit together.
    @Test func whatIsSaidBeforehand() throws {
        let delegation = try world.delegate(.admin, to: .reviewer)
        #expect(delegation.notice == nil)
        let absence = try world.absent(.reviewer, days: 3, from: 2)
        #expect(
            absence.notice == "reviewer acts for admin until \(delegation.endsAt.minute): "
                + "`countersign owners undelegate \(delegation.id)`, and counts for nobody while they are away; once it is "
                + "taken back, somebody else can act")
        #expect(try world.absent(.second).notice == nil)
        try Delegate.end(world.team(.reviewer), id: delegation.id)
        let times = "from \(absence.beginsAt.minute) until \(absence.endsAt.minute)"
        #expect(
            try world.offer(.admin, to: .reviewer).notice
                == "reviewer is away \(times), and counts for nobody then")
        try Delegate.end(world.team(.admin), id: try #require(Delegate.list(world.team(.admin)).items.first).id)
        #expect(try world.delegate(.admin, to: .reviewer, days: 1).notice == nil)
    }
}
