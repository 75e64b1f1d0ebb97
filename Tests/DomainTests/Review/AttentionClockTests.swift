import Domain
import Testing

@Suite struct AttentionClockTests {
    private typealias Clock = AttentionClock

    private static func target(_ review: String, _ chunk: Int) -> Clock.Target {
        Clock.Target(reviewID: review, chunkIndex: chunk)
    }

    private static func run(_ events: [Clock.Event]) -> [Clock.Credit] {
        var state: Clock.State?
        return events.flatMap { event in
            let step = Clock.advance(state, event)
            state = step.state
            return step.credits
        }
    }

    private static let one = target("rev_1", 0)
    private static let two = target("rev_2", 7)

    @Test func readingIsCredited() {
        let credits = Self.run([
            .focus(Self.one, plannedMilliseconds: 9_000, atMilliseconds: 1_000), .blur(Self.one, atMilliseconds: 6_000),
        ])
        #expect(credits == [.init(target: Self.one, fromMilliseconds: 1_000, milliseconds: 5_000)])
    }

    /// "Twenty tabs": the last focus ends the others, and their late blur changes nothing.
    @Test func theLastFocusWins() {
        let credits = Self.run([
            .focus(Self.one, plannedMilliseconds: 60_000, atMilliseconds: 0),
            .focus(Self.two, plannedMilliseconds: 60_000, atMilliseconds: 10_000),
            .blur(Self.one, atMilliseconds: 10_001),
            .blur(Self.two, atMilliseconds: 15_000),
        ])
        #expect(
            credits == [
                .init(target: Self.one, fromMilliseconds: 0, milliseconds: 10_000),
                .init(target: Self.two, fromMilliseconds: 10_000, milliseconds: 5_000),
            ])
    }

    /// "Open and go to lunch": at most 20 s, or one and a half times the planned time.
    @Test(arguments: [(0, 20_000), (9_000, 20_000), (13_334, 20_001), (40_000, 60_000)])
    func lunchIsNotReading(planned: Int, credited: Int) {
        let credits = Self.run([
            .focus(Self.one, plannedMilliseconds: planned, atMilliseconds: 0),
            .blur(Self.one, atMilliseconds: 3_600_000),
        ])
        #expect(credits == [.init(target: Self.one, fromMilliseconds: 0, milliseconds: credited)])
    }

    @Test func sayingItAgainDoesNotRenewTheAllowance() {
        let beats = (0...360).map { Clock.Event.focus(Self.one, plannedMilliseconds: 0, atMilliseconds: $0 * 10_000) }
        let settles = (0...360).map { Clock.Event.settle(atMilliseconds: 3_600_000 + $0 * 10_000) }
        #expect(Self.run(beats + settles).reduce(0) { $0 + $1.milliseconds } == 20_000)
    }

    @Test func settlingPaysOutAndGoesOn() {
        let credits = Self.run([
            .settle(atMilliseconds: 0), .focus(Self.one, plannedMilliseconds: 20_000, atMilliseconds: 0),
            .settle(atMilliseconds: 12_000), .settle(atMilliseconds: 25_000), .blur(Self.one, atMilliseconds: 60_000),
        ])
        #expect(credits.map(\.milliseconds) == [12_000, 13_000, 5_000])
    }

    @Test func aClockThatGoesBackCreditsNothingTwice() {
        let credits = Self.run([
            .focus(Self.one, plannedMilliseconds: 0, atMilliseconds: 0), .blur(Self.one, atMilliseconds: 10_000),
            .focus(Self.two, plannedMilliseconds: 0, atMilliseconds: 5_000), .blur(Self.two, atMilliseconds: 12_000),
        ])
        #expect(
            credits == [
                .init(target: Self.one, fromMilliseconds: 0, milliseconds: 10_000),
                .init(target: Self.two, fromMilliseconds: 10_000, milliseconds: 2_000),
            ])
    }

    /// I4, from random tabs whose messages also arrive late: within any window, no more credit than wall clock.
    @Test(arguments: 0..<200) func creditNeverExceedsTheWallClock(seed: UInt64) {
        var random = SeededGenerator(seed)
        var (now, times) = (0, Set<Int>())
        let events = (0..<120).map { _ in
            now += Int.random(in: 0...25_000, using: &random)
            let at = max(0, now - (Int.random(in: 0..<5, using: &random) == 0 ? 30_000 : 0))
            times.insert(at)
            return Self.event(at: at, &random)
        }
        let credits = Self.run(events)
        let edges = times.sorted()
        for (index, start) in edges.enumerated() {
            for end in edges[index...] {
                let inside = credits.reduce(0) { sum, credit in
                    let until = min(end, credit.fromMilliseconds + credit.milliseconds)
                    return sum + max(0, until - max(start, credit.fromMilliseconds))
                }
                #expect(inside <= end - start)
            }
        }
        let sum = credits.reduce(0) { $0 + $1.milliseconds }
        #expect(sum <= (edges.last ?? 0) - (edges.first ?? 0))
        #expect(credits.allSatisfy { $0.milliseconds > 0 && $0.fromMilliseconds >= (edges.first ?? 0) })
    }

    /// Against a model that walks second by second.
    @Test(arguments: 0..<100) func creditsAreThoseOfTheModel(seed: UInt64) {
        var random = SeededGenerator(seed)
        var now = 0
        var events = [(at: Int, event: Clock.Event)]()
        for _ in 0..<60 {
            now += 1_000 * Int.random(in: 1...40, using: &random)
            events.append((now, Self.event(at: now, &random)))
        }
        var totals = [Clock.Target: Int]()
        for credit in Self.run(events.map(\.event) + [.settle(atMilliseconds: now)]) {
            totals[credit.target, default: 0] += credit.milliseconds
        }
        #expect(totals == Self.model(events, until: now))
    }

    private static func event(at: Int, _ random: inout SeededGenerator) -> Clock.Event {
        let target = target("rev_\(Int.random(in: 0..<3, using: &random))", Int.random(in: 0..<4, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0...4:
            // Planned per chunk is fixed; even thousands keep the allowance in whole seconds.
            return .focus(target, plannedMilliseconds: target.chunkIndex * 8_000, atMilliseconds: at)
        case 5, 6: return .blur(target, atMilliseconds: at)
        default: return .settle(atMilliseconds: at)
        }
    }

    private static func model(_ events: [(at: Int, event: Clock.Event)], until end: Int) -> [Clock.Target: Int] {
        var totals = [Clock.Target: Int]()
        var (focus, left): (Clock.Target?, Int) = (nil, 0)
        var queue = events[...]
        for second in stride(from: 0, to: end, by: 1_000) {
            while let next = queue.first, next.at <= second {
                queue.removeFirst()
                switch next.event {
                case .focus(let target, let planned, _):
                    if focus != target { (focus, left) = (target, max(20_000, planned + planned / 2)) }
                case .blur(let target, _): if focus == target { focus = nil }
                case .settle: break
                }
            }
            if let focus, left > 0 {
                totals[focus, default: 0] += 1_000
                left -= 1_000
            }
        }
        return totals
    }
}
