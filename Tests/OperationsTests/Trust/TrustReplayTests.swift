import API
import Domain
import Operations
import TestSupport
import Testing

/// What is judged again is judged by the trust of then.
@Suite struct TrustReplayTests {
    private static func explain(_ note: ActionView, _ story: TrustStory) throws -> [PolicyExplanationView] {
        try ExplainPolicy.run(story.world.team(.author), PolicyExplainRequest(request: note.id)).items
    }

    /// The policy in force would have changed nothing, however far the template is trusted by now.
    private static func checkReplay(_ story: TrustStory) throws {
        let policy = try ShowPolicy.run(story.world.team(.admin)).files
        let replay = try ReplayPolicy.run(story.world.team(.admin), PolicyReplayRequest(files: policy, days: 1))
        #expect(replay.requests >= 3 && replay.changed.isEmpty, "\(replay.changed)")
    }

    @Test func neitherAPromotionNorAFallChangesWhatWasAnswered() throws {
        let story = try TrustStory.make()
        try story.outputs(30)
        let run = try story.actions.start(TrustStory.template)
        let held = try story.actions.deny(try story.ask(run), by: .author)
        for rung in [TrustRung.draft, .actWithSignOff, .actSampled] { try story.promote(try story.propose(rung)) }
        let allowed = try story.allowed(run)
        func check() throws {
            try Self.checkReplay(story)
            for (note, outcome) in [(held, "hold"), (allowed, "allow")] {
                let explained = try Self.explain(note, story)
                #expect(explained.map(\.outcome) == [outcome, outcome])
                #expect(explained.map(\.reasons) == [note.reasons, note.reasons])
                let rule = try #require(explained.last?.rules.first { $0.rule == "notes-need-trust" })
                #expect(rule.truth == (outcome == "hold" ? "held" : "not_held"))
            }
        }
        try check()
        try story.defect()
        #expect(try story.notes().rung == .observe)
        try check()
    }

    /// The rung of another class counts where a bundle puts the action there.
    @Test func eachClassHasItsOwn() throws {
        let story = try TrustStory.trusted()
        let allowed = try story.allowed(try story.actions.start(TrustStory.template))
        let files = try ShowPolicy.run(story.world.team(.admin)).files.mapValues {
            $0.replacing("class: write\n    reversible: true", with: "class: configure\n    reversible: true")
                .replacing("level: write", with: "level: act")
        }
        let replay = try ReplayPolicy.run(story.world.team(.admin), PolicyReplayRequest(files: files, days: 1))
        let changed = try #require(replay.changed.first { $0.request == allowed.id })
        #expect(changed.before == "allow" && changed.after == "hold")
        #expect(changed.reasons.first?.hasPrefix("notes-need-trust") == true, "\(changed)")
    }

    /// A note that was drawn is explained so by each policy, while it is held and when it is answered.
    @Test func whatWasDrawnIsExplainedSo() throws {
        let story = try TrustStory.trusted()
        let run = try story.actions.start(TrustStory.template)
        var drawn: ActionView?
        for _ in 0..<90 where drawn == nil {
            let note = try story.ask(run)
            if note.state == .held { drawn = note }
        }
        let note = try #require(drawn, "ninety of ninety were not drawn")
        func check(_ basis: String) throws {
            let explained = try Self.explain(note, story)
            #expect(explained.map(\.outcome) == ["hold", "hold"])
            #expect(explained.allSatisfy { $0.reasons.first?.hasPrefix("sample: ") == true }, "\(explained)")
            #expect(explained.last?.subject == "\(note.id) by policy 1, which its run pinned (\(basis))")
        }
        try check("as things are now")
        try story.actions.deny(note)
        try check("facts of then, people of now")
        try story.demote()
        try check("facts of then, people of now")
        try Self.checkReplay(story)
    }
}
