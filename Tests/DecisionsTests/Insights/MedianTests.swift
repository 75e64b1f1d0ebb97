import Decisions
import Testing

@Suite struct MedianTests {
    /// Ranks of the 95 % interval of a median, from the tables of the sign test (Conover, Practical Nonparametric Statistics).
    @Test(arguments: [(12, 3, 10), (15, 4, 12), (20, 6, 15), (25, 8, 18), (30, 10, 21), (50, 18, 33), (100, 40, 61)])
    func theIntervalIsBetweenTheRanksOfTheTables(_ count: Int, _ low: Int, _ high: Int) throws {
        let median = try #require(Median(of: (1...count).map(Double.init).shuffled()))
        #expect(median.interval == Double(low)...Double(high))
        #expect(median.value == Double(count + 1) / 2)
    }

    /// P(B < 2) = 13/4096 for n = 12, P(B < 3) = 79/4096.
    @Test(arguments: [(0.99, 2), (0.95, 3), (0.999, 1)])
    func moreConfidenceTakesAWiderInterval(_ confidence: Double, _ rank: Int) throws {
        let median = try #require(Median(of: (1...12).map(Double.init), confidence: confidence))
        #expect(median.interval == Double(rank)...Double(13 - rank))
    }

    @Test func elevenValuesTellNothing() { #expect(Median(of: (1...11).map(Double.init)) == nil) }

    @Test func oneRunThatTookAWeekMovesNothing() throws {
        let usual = (1...20).map(Double.init)
        let odd = usual.dropLast() + [604_800]
        #expect(Median(of: usual) == Median(of: Array(odd)))
    }

    @Test func manyValuesDoNotOverflow() throws {
        let median = try #require(Median(of: (1...100_000).map(Double.init)))
        // Half of n less 0.98 times its root.
        #expect(abs(median.interval.lowerBound - (50_000 - 0.98 * 316.23)) < 2)
    }
}
