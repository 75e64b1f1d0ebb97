import Decisions
import Domain
import Testing

@Suite struct BudgetUseTests {
    struct Case: Sendable {
        let budget: Budget
        var seconds: Int64 = 0
        var turns: Int64?
        var microdollars: Int64?
        let percent: Int?
    }

    static let cases = [
        Case(budget: Budget(), turns: 1, microdollars: 1, percent: nil),
        Case(budget: Budget(minutes: 10), seconds: 300, percent: 50),
        Case(budget: Budget(minutes: 10), seconds: 0, percent: 0),
        Case(budget: Budget(turns: 60), turns: 61, percent: 101),
        Case(budget: Budget(turns: 60), turns: nil, microdollars: 1, percent: nil),
        Case(budget: Budget(dollars: 2), microdollars: 1_999_999, percent: 99),
        Case(budget: Budget(dollars: 2), turns: 5, percent: nil),
        // The part that is used most; and what cannot be told makes the whole unknown.
        Case(budget: Budget(minutes: 10, turns: 10, dollars: 2), seconds: 60, turns: 3, microdollars: 0, percent: 30),
        Case(budget: Budget(minutes: 10, dollars: 2), seconds: 6000, percent: nil),
        Case(budget: Budget(turns: 10_000), turns: .max, percent: 100_000_000),
        Case(budget: Budget(dollars: 10_000), microdollars: .max, percent: 100_000_000),
    ]

    @Test(arguments: cases) func theMostUsedPartCounts(_ one: Case) {
        let spending = Spending(seconds: one.seconds, turns: one.turns, microdollars: one.microdollars)
        #expect(one.budget.usedPercent(spending) == one.percent)
    }
}
