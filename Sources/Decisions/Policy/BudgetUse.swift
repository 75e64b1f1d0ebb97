import Domain

/// What a run has spent so far, all attempts together. Nil: at least one of them has not told, and one that is at work has not
/// told yet.
package struct Spending: Hashable, Sendable {
    package let seconds: Int64
    /// Claims of the agents.
    package let turns: Int64?
    package let microdollars: Int64?

    package init(seconds: Int64, turns: Int64?, microdollars: Int64?) {
        self.seconds = seconds
        self.turns = turns
        self.microdollars = microdollars
    }
}

extension Budget {
    /// How much of it is used, in whole percent: of that part which is used most. Nil where a part that it names cannot be
    /// told, or it names none.
    package func usedPercent(_ spending: Spending) -> Int? {
        let parts = [
            (limit: minutes.map { Int64($0) * 60 }, used: spending.seconds), (turns.map { Int64($0) }, spending.turns),
            (dollars.map { Int64($0) * 1_000_000 }, spending.microdollars),
        ]
        var percents: [Int] = []
        for case (let limit?, let used) in parts {
            guard let used, limit > 0 else { return nil }
            // A claim may be any number; a million times the budget is as much as more.
            percents.append(Int(min(used, limit * 1_000_000) * 100 / limit))
        }
        return percents.max()
    }
}
