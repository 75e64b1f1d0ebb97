import Domain
import Testing

@testable import Decisions

@Suite struct ReviewLoadTests {
    private static let noon = Timestamp(secondsSince1970: 1_790_000_000)
    private static let people = ["ann", "ben"].map { PersonFacts(id: "per_\($0)", login: $0, roles: [.reviewer]) }

    private static let none = "nobody with room: 1 of 1 approvals at risk shared"

    private func work(
        _ minute: Int64, needed: Int = 1, risk: Risk = .shared, people: [PersonFacts] = people, minutes: Int64? = nil
    ) -> ReviewLoad.Work {
        let from = Self.noon + minute * 60
        return ReviewLoad.Work(
            id: "w\(minute)", title: "t",
            quorum: Quorum(risk: risk, approvals: needed, lifetimeSeconds: 600, demands: []), people: people,
            from: from,
            to: minutes.map { from + $0 * 60 }
        )
    }

    private func excess(_ works: [ReviewLoad.Work]) -> [String] {
        ReviewLoad.excess(of: works).map { "\($0.work.id): \($0.reasons.joined(separator: "; "))" }
    }

    @Test func fiveEachLieOpenAtOnce() {
        let ten = (0..<10).map { work($0 * 61) }
        #expect(excess(ten) == [])
        #expect(
            excess(ten.reversed() + [work(610)]) == ["w610: \(Self.none); ann has 5 open; ben has 5 open"])
        // One that is done makes room, at the moment when it is done.
        let done = [work(0, minutes: 610)] + ten.dropFirst()
        #expect(excess(done + [work(609)]) == ["w609: \(Self.none); ann has 5 open; ben has 5 open"])
        #expect(excess(done + [work(610)]) == [])
    }

    /// By when they are done: what waits longer than an hour is approved when there is time for it.
    @Test func sixEachAreApprovedInAnHour() {
        let six = (0..<6).map { work($0, needed: 2, minutes: 1) }
        let busy = "ann approves 6 within the hour; ben approves 6 within the hour"
        #expect(excess(six + [work(58, minutes: 2)]) == ["w58: \(Self.none); \(busy)"])
        #expect(excess(six + [work(58, minutes: 3)]) == [], "an hour after the first")
        #expect(excess(six + [work(58)]) == [], "nobody has approved it")
        // One that came later and was done before is among them.
        let late = work(6, needed: 2, minutes: 50)
        #expect(excess([late] + six.dropFirst() + [work(30, minutes: 1)]) == ["w30: \(Self.none); \(busy)"])
    }

    @Test func onlyWhatOthersSeeIsCountedByTheHour() {
        let many = (0..<20).map { work($0, needed: 2, risk: .routine, minutes: 1) }
        #expect(excess(many) == [])
        #expect(excess(many + [work(20, minutes: 1)]) == [], "nor together with what is counted")
    }

    @Test func whatNobodyCouldLookAtIsNotAQuestionOfRoom() {
        #expect(excess((0..<20).map { work($0, needed: 3) }) == [])
        #expect(excess((0..<20).map { work($0, needed: 0) }) == [])
        let alone = (0..<6).map { work($0 * 61, people: [Self.people[0]]) }
        #expect(excess(alone) == ["w305: \(Self.none); ann has 5 open"])
    }

    @Test func whoHasLeastIsAskedFirst() {
        // Four for ann alone; then ben takes four before ann is asked again.
        let anns = (0..<4).map { work($0 * 61, people: [Self.people[0]]) }
        let both = (4..<10).map { work($0 * 61) }
        #expect(excess(anns + both) == [])
        #expect(excess(anns + both + [work(700)]).count == 1)
    }
}
