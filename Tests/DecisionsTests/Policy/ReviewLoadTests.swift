import Decisions
import Domain
import Testing

@Suite struct ReviewLoadTests {
    private static let noon = Timestamp(secondsSince1970: 1_790_000_000)
    private static let people = ["ann", "ben"].map { PersonFacts(id: "per_\($0)", login: $0, roles: [.reviewer]) }

    private func work(_ minute: Int64, needed: Int = 1, people: [PersonFacts] = people, minutes: Int64? = nil)
        -> ReviewLoad.Work
    {
        let from = Self.noon + minute * 60
        return ReviewLoad.Work(
            id: "w\(minute)", title: "t", ask: .people(needed), people: people, from: from,
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
            excess(ten.reversed() + [work(610)]) == ["w610: 1 needed, 0 with room; ann has 5 open; ben has 5 open"])
        // One that is done makes room, at the moment when it is done.
        let done = [work(0, minutes: 610)] + ten.dropFirst()
        #expect(excess(done + [work(609)]) == ["w609: 1 needed, 0 with room; ann has 5 open; ben has 5 open"])
        #expect(excess(done + [work(610)]) == [])
    }

    @Test func sixEachAreTakenInAnHour() {
        let six = (0..<6).map { work($0, needed: 2, minutes: 1) }
        #expect(
            excess(six + [work(59)]) == [
                "w59: 1 needed, 0 with room; ann has had 6 within the hour; ben has had 6 within the hour"
            ])
        #expect(excess(six + [work(60, needed: 2, minutes: 1)]) == [])
    }

    @Test func whatNobodyCouldLookAtIsNotAQuestionOfRoom() {
        #expect(excess((0..<20).map { work($0, needed: 3) }) == [])
        #expect(excess((0..<20).map { work($0, needed: 0) }) == [])
        let alone = (0..<6).map { work($0 * 61, people: [Self.people[0]]) }
        #expect(excess(alone) == ["w305: 1 needed, 0 with room; ann has 5 open"])
    }

    @Test func whoHasLeastIsAskedFirst() {
        // Four for ann alone; then ben takes four before ann is asked again.
        let anns = (0..<4).map { work($0 * 61, people: [Self.people[0]]) }
        let both = (4..<10).map { work($0 * 61) }
        #expect(excess(anns + both) == [])
        #expect(excess(anns + both + [work(700)]).count == 1)
    }
}
