import Domain
import Testing

@testable import Decisions

@Suite struct ReviewerDrawTests {
    private static func person(_ login: String, _ roles: Set<TeamRole> = [.reviewer]) -> PersonFacts {
        PersonFacts(id: "per_\(login)", login: login, roles: roles)
    }

    private static func quorum(_ risk: Risk, approvals: Int = 1, owners: [[Owner]] = []) -> Quorum {
        Quorum(
            risk: risk, approvals: approvals, lifetimeSeconds: 60,
            demands: owners.enumerated().map {
                Quorum.OwnerDemand(owners: $1, place: Place(file: "OWNERS", line: $0 + 1), subjects: ["a.md"])
            })
    }

    private static func draw(
        _ people: [(String, open: Int, knows: Bool)], asked: [String] = [], _ quorum: Quorum, seed: UInt64 = 1
    ) -> ReviewerDraw {
        var random = SeededGenerator(seed)
        return ReviewerDraw.draw(
            from: people.map { .init(person: person($0.0), openReviews: $0.open, knowsTheWork: $0.knows) },
            asked: asked.map { person($0) }, for: quorum, using: &random)
    }

    @Test func atSharedEverybodyIsEquallyLikelyWhateverTheirLoad() {
        var counts: [String: Int] = [:]
        for seed in 0..<3_000 {
            let draw = Self.draw(
                [("a", 9, false), ("b", 0, false), ("c", 3, false)], Self.quorum(.shared), seed: UInt64(seed))
            #expect(draw.chosen.count == 1 && draw.missing == [])
            counts[draw.chosen[0].login, default: 0] += 1
        }
        // Three standard deviations of a fair draw.
        #expect(counts.values.allSatisfy { (920...1_080).contains($0) } && counts.count == 3)
    }

    @Test func belowSharedTheLeastLoadedComesFirstAndTiesAreRandom() {
        let first = (0..<40).map { seed in
            Self.draw([("a", 1, false), ("b", 0, false), ("c", 0, false)], Self.quorum(.routine), seed: seed).chosen[0]
                .login
        }
        #expect(Set(first) == ["b", "c"])
    }

    @Test func whoKnowsTheWorkIsAskedAgain() {
        let draw = Self.draw(
            [("a", 0, false), ("b", 9, true), ("c", 0, true)], Self.quorum(.shared))
        #expect(Set(draw.chosen.map(\.login)) == ["b", "c"])
    }

    @Test func anOwnerOfEachLineIsAmongThem() {
        let quorum = Self.quorum(.shared, approvals: 2, owners: [[.person(login: "c")], [.person(login: "d")]])
        let draw = Self.draw([("a", 0, false), ("b", 0, false), ("c", 0, false), ("d", 0, false)], quorum)
        #expect(Set(draw.chosen.map(\.login)) == ["c", "d"] && draw.missing == [])
    }

    @Test func asManyOwnersAsALineAsksForAreAmongThem() {
        var demand = Quorum.OwnerDemand(
            owners: ["b", "c", "d"].map { .person(login: $0) }, place: Place(file: "OWNERS", line: 1),
            subjects: ["a.md"])
        demand.count = 2
        let quorum = Quorum(risk: .routine, approvals: 1, lifetimeSeconds: 60, demands: [demand])
        let everybody = ["a", "b", "c", "d"].map { ($0, open: 0, knows: false) }
        for seed in 0..<20 as Range<UInt64> {
            let draw = Self.draw(everybody, quorum, seed: seed)
            #expect(draw.chosen.count == 2 && !draw.chosen.map(\.login).contains("a") && draw.missing == [])
        }
        #expect(Self.draw(everybody, asked: ["b"], quorum).chosen.count == 1)
        #expect(Self.draw([("a", 0, false), ("b", 0, false)], quorum).missing.count == 1)
    }

    /// Whoever acts for an owner who is drawn adds nothing.
    @Test func anOwnerAndWhoActsForThemAreDrawnOnce() {
        var demand = Quorum.OwnerDemand(
            owners: ["a", "b"].map { .person(login: $0) }, place: Place(file: "OWNERS", line: 1), subjects: ["a.md"])
        demand.count = 2
        let quorum = Quorum(risk: .routine, approvals: 1, lifetimeSeconds: 60, demands: [demand])
        let owner = Self.person("a", [.member])
        let delegate = Self.person("c", [.member]).acting(
            for: [Principal(person: owner, section: nil, until: Timestamp(secondsSince1970: 0))])
        for seed in 0..<20 as Range<UInt64> {
            var random = SeededGenerator(seed)
            let draw = ReviewerDraw.draw(
                from: [owner, delegate, Self.person("b", [.member])].map {
                    .init(person: $0, openReviews: 0, knowsTheWork: false)
                }, asked: [], for: quorum, using: &random)
            #expect(draw.chosen.count == 2 && draw.chosen.map(\.login).contains("b") && draw.missing == [])
        }
    }

    /// Whoever two lines name comes before whoever one does.
    @Test func nobodyIsAskedBesidesThoseWhoAreEnough() {
        let anybody = Quorum.OwnerDemand(
            owners: [.role(.reviewer)], place: Place(file: "OWNERS", line: 1), subjects: ["a.md"])
        var notes = Quorum.OwnerDemand(
            owners: ["b", "c"].map { .person(login: $0) }, place: Place(file: "OWNERS", line: 2), subjects: ["a.md"])
        notes.count = 2
        let quorum = Quorum(risk: .shared, approvals: 1, lifetimeSeconds: 60, demands: [anybody, notes])
        for seed in 0..<20 as Range<UInt64> {
            let draw = Self.draw(["a", "b", "c", "d"].map { ($0, open: 0, knows: false) }, quorum, seed: seed)
            #expect(Set(draw.chosen.map(\.login)) == ["b", "c"] && draw.missing == [])
        }
    }

    @Test func whoWasLateIsAskedLast() {
        let candidates = [("a", true), ("b", false)].map { login, wasLate in
            ReviewerDraw.Candidate(
                person: Self.person(login), openReviews: 0, knowsTheWork: true, wasLate: wasLate)
        }
        func chosen(_ approvals: Int) -> [String] {
            ReviewerDraw.choose(from: candidates, for: Self.quorum(.routine, approvals: approvals)).chosen.map(\.login)
        }
        #expect(chosen(1) == ["b"] && chosen(2) == ["b", "a"])
    }

    @Test func whatNobodyCanGiveIsNamed() {
        let quorum = Self.quorum(.sensitive, approvals: 2, owners: [[.person(login: "z")]])
        let draw = Self.draw([("a", 0, false)], quorum)
        #expect(draw.chosen.map(\.login) == ["a"])
        #expect(
            draw.missing.map(\.description) == [
                "review_pool: 1 of 2 approvals at risk sensitive",
                "review_pool (OWNERS:1): an approval by @z for a.md",
            ])
    }

    @Test func whoHasBeenAskedCounts() {
        let draw = Self.draw([("b", 0, false)], asked: ["a"], Self.quorum(.shared))
        #expect(draw.chosen == [] && draw.missing == [])
        #expect(
            Self.draw([("b", 0, false)], asked: ["a"], Self.quorum(.sensitive, approvals: 2)).chosen.map(\.login) == [
                "b"
            ])
    }

    @Test func theStricterOfTwoQuorumsAsksForWhatBothAskFor() {
        let (one, two) = (
            Quorum(risk: .shared, approvals: 1, lifetimeSeconds: 60, demands: []),
            Self.quorum(.shared, approvals: 2, owners: [[.role(.admin)]])
        )
        for both in [one.stricter(two), two.stricter(one)] {
            #expect(both.risk == .shared && both.approvals == 2 && both.lifetimeSeconds == 60)
            #expect(both.demands == two.demands)
        }
        #expect(two.stricter(two) == two)
    }
}
