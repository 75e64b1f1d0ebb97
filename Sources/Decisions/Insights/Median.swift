import Glibc

/// The middle of measured values. Its interval is between two of the values themselves, chosen by the binomial distribution: it
/// assumes nothing about how the values are distributed, and one run that took a week does not move it.
package struct Median: Hashable, Sendable {
    package let value: Double
    /// Holds the true median with the confidence asked for, or more.
    package let interval: ClosedRange<Double>
    package let count: Int

    /// With fewer values there is nothing to tell. (From 6 on an interval exists at all.)
    package static let neededValues = 12

    /// Nil if there are fewer than `neededValues`.
    package init?(of values: [Double], confidence: Double = 0.95) {
        guard values.count >= Self.neededValues else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        value = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        let rank = Self.rank(sorted.count, missing: (1 - confidence) / 2)
        interval = sorted[rank - 1]...sorted[sorted.count - rank]
        count = sorted.count
    }

    /// The largest r for which both the r-th value from below and the one from above miss the median on their side in at
    /// most this share of samples: P(B < r) <= missing for B binomial (n, 1/2).
    private static func rank(_ n: Int, missing: Double) -> Int {
        var (rank, below) = (0, 0.0)
        while true {
            // The chance that exactly `rank` of n values lie below the median.
            let logarithm = lgamma(Double(n + 1)) - lgamma(Double(rank + 1)) - lgamma(Double(n - rank + 1))
            below += exp(logarithm - Double(n) * log(2))
            if below > missing { return max(rank, 1) }
            rank += 1
        }
    }
}
