import Decisions
import Testing

/// Against values that others have published.
@Suite struct ShareTests {
    struct Case: Sendable {
        let count: Int
        let total: Int
        let low: Double
        let high: Double
    }

    /// Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
    static let published = [
        Case(count: 81, total: 263, low: 0.2553, high: 0.3662), Case(count: 15, total: 148, low: 0.0624, high: 0.1605),
        Case(count: 0, total: 20, low: 0, high: 0.1611), Case(count: 1, total: 29, low: 0.0061, high: 0.1718),
    ]

    @Test(arguments: published) func wilsonsIntervalIsThatOfTheLiterature(_ one: Case) {
        let interval = Share(one.count, of: one.total).interval()
        #expect(abs(interval.lowerBound - one.low) < 0.00005 && abs(interval.upperBound - one.high) < 0.00005)
    }

    struct Pair: Sendable {
        let after: Share
        let before: Share
        let low: Double
        let high: Double
    }

    /// Newcombe, Interval estimation for the difference between independent proportions, the same volume, table II, method 10.
    static let differences = [
        Pair(after: Share(56, of: 70), before: Share(48, of: 80), low: 0.0524, high: 0.3339),
        Pair(after: Share(9, of: 10), before: Share(3, of: 10), low: 0.1705, high: 0.8090),
        Pair(after: Share(6, of: 7), before: Share(2, of: 7), low: 0.0582, high: 0.8062),
        Pair(after: Share(5, of: 56), before: Share(0, of: 29), low: -0.0381, high: 0.1926),
        Pair(after: Share(0, of: 10), before: Share(0, of: 20), low: -0.1611, high: 0.2775),
        Pair(after: Share(0, of: 10), before: Share(0, of: 10), low: -0.2775, high: 0.2775),
        Pair(after: Share(10, of: 10), before: Share(0, of: 20), low: 0.6791, high: 1),
        Pair(after: Share(10, of: 10), before: Share(0, of: 10), low: 0.6075, high: 1),
    ]

    @Test(arguments: differences) func newcombesIntervalIsThatOfTheLiterature(_ one: Pair) {
        let interval = ShareDifference(before: one.before, after: one.after).interval()
        #expect(abs(interval.lowerBound - one.low) < 0.00005 && abs(interval.upperBound - one.high) < 0.00005)
    }

    @Test(arguments: [(0.5, 0.674490), (0.8, 1.281552), (0.95, 1.959964), (0.99, 2.575829), (0.995, 2.807034)])
    func normalQuantilesAreThoseOfTheTables(_ confidence: Double, _ z: Double) {
        #expect(abs(Normal.twoSided(confidence) - z) < 0.0000005)
    }

    @Test func twelveCasesAreTheFirstThatTellAShareWithinAQuarter() {
        let reaches = (1...40).map { total in
            (0...total).map { count in
                let interval = Share(count, of: total).interval()
                return (interval.upperBound - interval.lowerBound) / 2
            }.max() ?? 1
        }
        #expect(reaches.firstIndex { $0 <= 0.25 }.map { $0 + 1 } == Share.neededCases)
        #expect(!Share(5, of: 11).isEnough && Share(5, of: 12).isEnough)
    }

    @Test func aShareOfNothingIsUnknown() {
        let none = Share(0, of: 0)
        #expect(none.estimate == nil && none.interval() == 0...1 && none.ruleOfThree == nil)
        #expect(ShareDifference(before: none, after: Share(3, of: 3)).interval() == -1...1)
    }

    @Test func theBoundsOfNoneAndOfAllAreExact() {
        for total in 1...500 {
            #expect(Share(0, of: total).interval().lowerBound == 0)
            #expect(Share(total, of: total).interval().upperBound == 1)
        }
    }

    /// The exact bound is 1 - 0.05^(1/n); three in n is never below it, and above it by less than a tenth from 30 on.
    @Test(arguments: [(1, 1.0), (2, 1.0), (30, 0.1), (300, 0.01)])
    func whatNeverHappenedMayStillBeThreeInN(_ total: Int, _ bound: Double) {
        #expect(Share(0, of: total).ruleOfThree == bound)
        #expect(Share(1, of: total).ruleOfThree == nil)
    }
}
