import Decisions
import Domain
import Testing

/// Which rung counts, and why.
@Suite struct TrustStandingTests {
    private static let at = Timestamp(secondsSince1970: 1_700_000_000)
    private static let day: Int64 = 86_400
    private static let context = Digest.of("context")

    /// Nothing speaks against it.
    private static func facts(_ rung: TrustRung = .actSampled) -> TrustFacts {
        TrustFacts(
            promotion: TrustPromotion(rung: rung, templateVersion: 2, context: context, at: at), currentVersion: 2,
            contexts: [context], defects: 0, now: at + day)
    }

    private static func standing(_ rung: TrustRung = .actSampled, _ edit: (inout TrustFacts) -> Void) -> TrustStanding {
        var facts = facts(rung)
        edit(&facts)
        return TrustStanding(facts)
    }

    @Test(arguments: TrustRung.allCases) func aPromotionCountsWhileNothingSpeaksAgainstIt(rung: TrustRung) {
        let standing = TrustStanding(Self.facts(rung))
        #expect(standing.rung == rung && standing.objections == [])
    }

    @Test func withoutOneItIsTheFirstRung() {
        let standing = Self.standing { $0.promotion = nil }
        #expect(standing.rung == .observe && standing.objections == [])
    }

    @Test(arguments: TrustRung.allCases) func aDefectLeadsBackToTheFirst(rung: TrustRung) {
        let standing = Self.standing(rung) { $0.defects = 1 }
        #expect(standing.rung == .observe)
        #expect(standing.objections.map(\.cause) == [.defectConfirmed])
        #expect(standing.objections.map(\.text) == ["1 defect was confirmed in its outputs since"])
    }

    @Test func everyOtherCauseTakesARung() {
        let other = Digest.of("another context")
        let edits: [(TrustCause, (inout TrustFacts) -> Void)] = [
            (.templateChanged, { $0.currentVersion = 3 }), (.contextChanged, { $0.contexts = [other] }),
            (.makerChanged, { $0.otherMaker = "codex 2 with small-1" }), (.aged, { $0.now = Self.at + 90 * Self.day }),
        ]
        for (cause, edit) in edits {
            let standing = Self.standing { edit(&$0) }
            #expect(standing.rung == .actWithSignOff && standing.objections.map(\.cause) == [cause])
        }
        let two = Self.standing {
            edits[0].1(&$0)
            edits[1].1(&$0)
        }
        #expect(two.rung == .draft && two.objections.count == 2)
        let all = Self.standing { for edit in edits { edit.1(&$0) } }
        #expect(
            all.rung == .observe
                && all.objections.map(\.cause) == [.templateChanged, .contextChanged, .makerChanged, .aged])
        #expect(
            all.objections[2].text == "the newest run was done by codex 2 with small-1; trust was earned with another")
    }

    /// A second on either side of 90 days.
    @Test(arguments: [(-1, .actSampled), (0, .actWithSignOff), (1, .actWithSignOff)] as [(Int64, TrustRung)])
    func ninetyDays(seconds: Int64, rung: TrustRung) {
        #expect(Self.standing { $0.now = Self.at + 90 * Self.day + seconds }.rung == rung)
    }

    /// A run of the version that earned it, while another is current; a run of another version, while that one is current.
    @Test(arguments: [(3, 2), (2, 3), (3, 3), (3, nil), (nil, nil), (nil, 2)] as [(Int?, Int?)])
    func whateverIsInUseMustHaveEarnedIt(current: Int?, run: Int?) {
        let standing = Self.standing { ($0.currentVersion, $0.runVersion) = (current, run) }
        #expect(standing.rung == .actWithSignOff && standing.objections.map(\.cause) == [.templateChanged])
    }

    @Test func theTextNamesWhatIsCurrentAndWhatRuns() {
        func text(_ current: Int?, run: Int? = nil) -> [String] {
            Self.standing { ($0.currentVersion, $0.runVersion) = (current, run) }.objections.map(\.text)
        }
        #expect(text(2, run: 2) == [])
        #expect(text(3) == ["version 3 is current; trust was earned by version 2"])
        #expect(text(3, run: 2) == text(3) && text(3, run: 3) == text(3))
        #expect(text(2, run: 3) == ["what runs is version 3; trust was earned by version 2"])
        #expect(text(4, run: 3) == ["version 4 is current, and what runs is version 3; trust was earned by version 2"])
        #expect(text(nil) == ["no version is current; trust was earned by version 2"])
    }

    @Test func nothingThatSpeaksAgainstItEverRaisesIt() {
        var random = SeededGenerator(17)
        for _ in 0..<2_000 {
            var facts = Self.facts(TrustRung.allCases.randomElement(using: &random) ?? .draft)
            if Bool.random(using: &random) { facts.currentVersion = Int.random(in: 1...3, using: &random) }
            if Bool.random(using: &random) { facts.contexts.insert(Digest.of("other")) }
            facts.defects = Int.random(in: 0...2, using: &random)
            facts.now = Self.at + Int64.random(in: 0...(100 * Self.day), using: &random)
            let before = TrustStanding(facts)
            var worse = facts
            worse.defects += 1
            #expect(TrustStanding(worse).rung <= before.rung)
            worse = facts
            worse.now = worse.now + Self.day
            #expect(TrustStanding(worse).rung <= before.rung)
            worse = facts
            worse.runVersion = 9
            #expect(TrustStanding(worse).rung <= before.rung)
            worse = facts
            worse.contexts.insert(Digest.of("third"))
            #expect(TrustStanding(worse).rung <= before.rung)
            #expect(before.rung <= facts.promotion?.rung ?? .observe)
        }
    }
}
