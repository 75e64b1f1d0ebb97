import Glibc

/// Events that are counted and should not happen at all.
package enum RareEvents {
    /// How many may be expected, with 95 % confidence, where so many happened: 3 for none (the rule of three), and beyond that
    /// the mean of the Poisson distribution in which so few or fewer have a chance of 5 %: 4.74, 6.30, 7.75, …
    package static func atMost(_ count: Int) -> Double {
        if count == 0 { return 3 }
        // The chance falls with the mean; it is below 5 % long before the upper end.
        var (low, high) = (Double(count), Double(count) + 10 + 5 * Double(count).squareRoot())
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if chance(of: count, mean: middle) > 0.05 { low = middle } else { high = middle }
        }
        return high
    }

    /// Of so many events or fewer.
    private static func chance(of count: Int, mean: Double) -> Double {
        (0...count).reduce(0) { $0 + exp(Double($1) * log(mean) - mean - lgamma(Double($1 + 1))) }
    }
}
