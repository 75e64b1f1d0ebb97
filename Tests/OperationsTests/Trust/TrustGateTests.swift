import API
import Decisions
import Domain
import Operations
import Platform
import TestSupport
import Testing

/// What trust changes at the gate, and how it ends there.
@Suite struct TrustGateTests {
    @Test func theLastRungLetsNotesGoAlone() throws {
        let story = try TrustStory.make()
        try story.outputs(30)
        let run = try story.actions.start(TrustStory.template)
        for rung in [TrustRung.draft, .actWithSignOff] {
            #expect(try story.ask(run).reasons.first?.hasPrefix("notes-need-trust") == true)
            try story.promote(try story.propose(rung))
        }
        #expect(try story.ask(run).state == .held)
        try story.promote(try story.propose(.actSampled))
        let allowed = try story.allowed(run)
        try story.actions.execute(allowed)
        #expect(try story.actions.show(allowed).state == .executed)
        #expect(try story.falls() == [])
        #expect(try story.notes().effects == 31, "nobody has signed it")
    }

    /// The service carries out by itself, in nobody's name, and looks at the same context.
    @Test func whatIsTrustedIsCarriedOutUnderTheTeamsContext() throws {
        let story = try TrustStory.trusted(context: "We write short sentences.")
        let allowed = try story.allowed(try story.actions.start(TrustStory.template))
        while try BackgroundJobs.runDue(story.world.services) > 0 {}
        #expect(try story.actions.show(allowed).state == .executed)
        #expect(try story.falls() == [])
    }

    /// The server draws by the request's digest and its own key, and as it said it would.
    @Test func aShareIsHeldForAPerson() throws {
        let story = try TrustStory.trusted()
        let run = try story.actions.start(TrustStory.template)
        var drawn: ActionView?
        for _ in 0..<40 {
            let note = try story.ask(run)
            let code = HMAC256.sign(
                Array("countersign.sample/v1".utf8) + note.digest.bytes, key: story.world.services.receiptKey)
            let isDrawn = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % PolicyDecision.sampledOneIn == 0
            #expect(note.state == (isDrawn ? .held : .allowed))
            if isDrawn { drawn = note }
        }
        let policy = try ShowPolicy.run(story.world.team(.admin)).files
        try story.world.tamper(
            "UPDATE action_requests SET requested_at = requested_at - interval '30 days' WHERE run_id LIKE 'copy_%'")
        let replay = try ReplayPolicy.run(story.world.team(.admin), PolicyReplayRequest(files: policy, days: 7))
        #expect(replay.requests >= 40 && !replay.changed.contains { $0.run == run.id }, "what was drawn is drawn again")
        guard let drawn else { return }
        #expect(drawn.reasons.first?.hasPrefix("sample: release-notes is trusted with class write") == true)
        #expect(drawn.requirement == "1 confirmation by the requester or reviewer or admin")
        #expect(try story.actions.sign(drawn, by: .author).state == .signed)
        try story.actions.execute(drawn)
        #expect(try story.actions.show(drawn).state == .executed)
    }

    /// A promotion that covers everything the gate looks at, and one thing that ends it, and why.
    /// By whom: a login; empty: by no person of the team, but noted at once; nil: noted when somebody meets it.
    private typealias End = (
        cause: String, by: String?, rung: TrustRung, change: @Sendable (TrustStory) throws -> Void
    )
    private static let ends: [End] = [
        ("defect_confirmed", "admin", .observe, { try $0.defect() }),
        ("template_changed", "admin", .actWithSignOff, { try $0.publishAgain() }),
        ("context_changed", "admin", .actWithSignOff, { try $0.world.putContext("We write short sentences.") }),
        ("context_changed", nil, .actWithSignOff, { try $0.world.putContext("We are kind.", layer: .organisation) }),
        ("maker_changed", "", .actWithSignOff, { try $0.runOnce(harness: "script 1", model: "small-1") }),
        (
            "aged", nil, .actWithSignOff,
            {
                try $0.workLongAgo()
                try $0.world.tamper("UPDATE trust_moves SET moved_at = moved_at - interval '90 days' WHERE number = 3")
            }
        ),
    ]

    @Test(arguments: ends.indices) func whatSpeaksAgainstItCountsAtOnceAndIsRecordedOnce(end: Int) throws {
        let (cause, by, rung, change) = Self.ends[end]
        let story = try TrustStory.trusted()
        let run = try story.actions.start(TrustStory.template)
        _ = try story.allowed(run)
        try change(story)
        // Written where it comes about; what comes with time or from outside of the team, somebody has to meet.
        #expect(try story.falls() == (by == nil ? [] : [cause]))
        for _ in 0..<2 {
            let held = try story.ask(run)
            #expect(held.state == .held && held.reasons.first?.hasPrefix("notes-need-trust") == true)
        }
        #expect(try story.falls() == [cause])
        #expect(
            try story.world.lastEvent("trust_demoted")?["data"]
                == [
                    "cause": .string(cause), "class": "write", "from": "act_sampled", "rung": .string(rung.rawValue),
                ])
        let person = by.flatMap { $0.isEmpty ? nil : $0 }
        let actor = try story.world.lastEvent("trust_demoted")?["actor"]
        #expect(actor == .string(person.map { "person:per_\($0)" } ?? "system:trust"))
        let notes = try story.notes()
        #expect(notes.rung == rung && notes.promotedTo == .actSampled && notes.causes.map(\.cause) == [cause])
        let step = try #require(try story.history().first)
        #expect(step.cause == cause && step.rung == rung && step.movedBy == person && !step.isUndone)
        #expect(step.reason == notes.causes.first?.text)
    }

    /// A run of the agent and model that earned it, after one of another, and one that says nothing where all said something.
    @Test func whatTheNewestRunWasDoneWithCounts() throws {
        let story = try TrustStory.trusted()
        try story.world.tamper(
            "UPDATE attempts SET harness = 'script 1', claimed_model = 'big-1' WHERE state = 'submitted'")
        #expect(try story.notes().rung == .actSampled)
        var newest = try story.runOnce(harness: "script 1", model: "small-1")
        #expect(
            try story.notes().causes.map(\.text) == [
                "the newest run, \(newest), was done by script 1 with small-1; trust was earned with another"
            ])
        try story.runOnce(harness: "script 1", model: "big-1")
        #expect(try story.notes().rung == .actSampled)
        try story.runOnce(harness: "script 1", model: nil)
        #expect(try story.notes().causes.map(\.cause) == ["maker_changed"])
        newest = try story.runOnce(harness: nil, model: nil)
        #expect(
            try story.notes().causes.map(\.text) == [
                "the newest run, \(newest), was done by an agent that was not told; trust was earned with another"
            ])
        #expect(
            try story.history().prefix(3).map { "\($0.cause) \($0.isUndone) \($0.rung.rawValue)" } == [
                "maker_changed false act_with_sign_off", "maker_changed true act_sampled",
                "maker_changed false act_with_sign_off",
            ])
    }

    /// From the cause to the thing: each is named as a command takes it.
    @Test func causesNameWhatTheyAreAbout() throws {
        let story = try TrustStory.trusted()
        try story.world.putContext("We write short sentences.")
        try story.world.putContext("We are kind.", layer: .organisation)
        #expect(
            try story.notes().causes.map(\.text) == [
                "the context of the organisation or the team is not what it was then: "
                    + "organisation version 1 instead of nothing, team version 1 instead of nothing"
            ])
        for rung in [TrustRung.draft, .actWithSignOff, .actSampled] where try story.notes().rung < rung {
            try story.promote(try story.propose(rung))
        }
        try story.world.putContext("We write long sentences.")
        #expect(
            try story.notes().causes.first?.text.hasSuffix("it was then: team version 2 instead of 1") == true)
        try story.world.putContext(" \n")
        #expect(
            try story.notes().causes.first?.text.hasSuffix("it was then: team version 1 is not in force any more")
                == true)
        let (one, two) = (try story.defect(), try story.defect("Another is missing"))
        let run = try ShowOutput.run(story.world.team(.author), id: story.output.output).summary.run
        let place = "in output \(story.output.output) (run \(run)), reported by author, confirmed by admin"
        #expect(
            try story.notes().causes.first?.text
                == "2 defects were confirmed in its outputs since: \(two.id) \(place); \(one.id) \(place)")
    }

    /// A run that was dispatched from another version, while the one that earned it is current again.
    @Test func aRunOfAnotherVersionIsNotTrusted() throws {
        let story = try TrustStory.trusted()
        try story.publishAgain()
        let run = try story.actions.start(TrustStory.template)
        for login in [World.Login.author, .admin] {
            _ = try MoveLabel.run(story.world.team(login), "release-notes", label: "current", LabelRequest(version: 1))
        }
        #expect(try story.notes().rung == .actSampled)
        #expect(try story.ask(run).state == .held)
        #expect(try story.falls() == ["template_changed"])
        // Undone, what a change took is there again, and the history says so.
        _ = try story.allowed(try story.actions.start(TrustStory.template))
        let steps = try story.history().prefix(2)
        #expect(steps.map(\.cause) == ["template_changed", "template_changed"])
        #expect(steps.map(\.isUndone) == [true, false] && steps.map(\.rung) == [.actSampled, .actWithSignOff])
        #expect(steps.first?.movedBy == "admin" && steps.first?.reason == TrustCause.templateChanged.undone)
        #expect(try story.world.lastEvent("trust_restored")?["data"]?["rung"] == "act_sampled")
    }

    /// A run that was given another context, while the one that earned it is in force again: an empty one says nothing.
    @Test func aRunOfAnotherContextIsNotTrusted() throws {
        let story = try TrustStory.trusted()
        try story.world.putContext("We write short sentences.")
        let run = try story.actions.start(TrustStory.template)
        try story.world.putContext(" \n")
        #expect(try story.notes().rung == .actSampled)
        #expect(try story.ask(run).state == .held)
        #expect(try story.falls() == ["context_changed"])
        #expect(try story.history().first?.isUndone == true)
        _ = try story.allowed(try story.actions.start(TrustStory.template))
    }

    /// It is the text that was taken back: the version is a new one, and a proposal of then holds as well.
    @Test func theSameTextIsTheSameContext() throws {
        let story = try TrustStory.trusted(context: "We write short sentences.")
        let run = try story.actions.start(TrustStory.template)
        let proposal = try story.propose(.actSampled)
        try story.world.putContext("We write long sentences.")
        #expect(try story.notes().causes.first?.text.hasSuffix("team version 2 instead of 1") == true)
        #expect(refusal { try story.promote(proposal) } == .stale)
        try story.world.putContext("We write short sentences.")
        let notes = try story.notes()
        #expect(notes.rung == .actSampled && notes.causes == [])
        #expect(try story.history().first?.isUndone == true)
        _ = try story.allowed(run)
        // Of two documents, only what says something else is named.
        try story.world.putContext("We are kind.", layer: .organisation)
        #expect(
            try story.notes().causes.first?.text.hasSuffix("it was then: organisation version 1 instead of nothing")
                == true)
        try story.world.putContext(" \n", layer: .organisation)
        #expect(try story.promote(proposal).classes.first?.rung == .actSampled)
    }

    /// Whoever proposes the next step, or makes it, meets a fall as an action does.
    @Test(arguments: [true, false]) func aFallIsRecordedByWhoGoesOn(isBeforeTheProposal: Bool) throws {
        let story = try TrustStory.trusted()
        func age() throws {
            try story.workLongAgo()
            try story.world.tamper("UPDATE trust_moves SET moved_at = moved_at - interval '90 days' WHERE number = 3")
        }
        if isBeforeTheProposal { try age() }
        let proposal = try story.propose(.actSampled)
        #expect(try story.falls() == (isBeforeTheProposal ? ["aged"] : []))
        if !isBeforeTheProposal { try age() }
        try story.promote(proposal)
        #expect(try story.falls() == ["aged"])
        #expect(try story.notes().rung == .actSampled)
    }

    /// Ninety days less a moment, by the database's clock.
    @Test func itIsTheDatabasesClockThatCounts() throws {
        let story = try TrustStory.trusted()
        let run = try story.actions.start(TrustStory.template)
        try story.workLongAgo()
        let age = """
            UPDATE trust_moves SET moved_at = clock_timestamp() - interval '90 days' + interval '%s' WHERE number = 3
            """
        try story.world.tamper(age.replacing("%s", with: "1 minute"))
        _ = try story.allowed(run)
        try story.world.tamper(age.replacing("%s", with: "0 s"))
        #expect(try story.ask(run).state == .held)
    }

    @Test func whatWasAllowedIsNotCarriedOutOnceTrustIsGone() throws {
        for end in [{ try $0.defect() }, { try $0.demote() }] as [(TrustStory) throws -> Void] {
            let story = try TrustStory.trusted()
            let allowed = try story.allowed(try story.actions.start(TrustStory.template))
            try end(story)
            let before = story.actions.executed("notes").count
            try story.actions.execute(allowed)
            let refused = try story.actions.show(allowed)
            #expect(refused.state == .failed && refused.effect == nil)
            #expect(refused.outcomeReason?.contains("it takes 1 confirmation by the requester") == true)
            #expect(story.actions.executed("notes").count == before)
            #expect(try story.falls().count == 1)
        }
    }

    /// The catalogue may say later what it did not say then.
    @Test func whatCannotBeUndoneIsHeldWhateverIsTrusted() throws {
        let story = try TrustStory.trusted()
        var files = try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
        files["actions.yaml"] = files["actions.yaml"]?
            .replacing("class: write\n    reversible: true", with: "class: write\n    reversible: false")
        files["approvals.yaml", default: ""] += """

              - {name: alone, effect: permit, if: {action: notes.append, trust: act_sampled}}

            """
        try story.world.enactSmallTeamPolicy(files)
        let held = try story.ask(try story.actions.start(TrustStory.template))
        #expect(held.state == .held && held.requirement?.contains("countersignature") == true)
    }
}
