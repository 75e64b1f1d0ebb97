/// How many of the cases had something: a proportion that says how far it can be trusted.
package struct Share: Hashable, Sendable {
    package let count: Int
    package let total: Int

    /// - Parameter count: from 0 to `total`.
    package init(_ count: Int, of total: Int) {
        self.count = count
        self.total = total
    }

    /// With fewer cases a share is not told: at 12 its interval reaches at most 25 points to each side, at 11 further
    /// (the widest Wilson interval is ± z / (2 √(n + z²)), with z = 1.96).
    package static let neededCases = 12

    package var isEnough: Bool { total >= Self.neededCases }

    /// Nil without a case.
    package var estimate: Double? { total == 0 ? nil : Double(count) / Double(total) }

    /// Wilson's score interval: unlike the textbook's ±, it stays within 0 and 1, and holds for few cases and rare events.
    /// - Parameter confidence: such as 0.95, of both sides together.
    package func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
        guard total > 0 else { return 0...1 }
        let (z, n) = (Normal.twoSided(confidence), Double(total))
        let share = Double(count) / n
        let center = (share + z * z / (2 * n)) / (1 + z * z / n)
        let reach = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        // Rounding must not make an impossible bound out of a bound that is 0 or 1.
        return (count == 0 ? 0 : max(0, center - reach))...(count == total ? 1 : min(1, center + reach))
    }

    /// What an event that never happened may still be, with 95 % confidence: at most 3 in n. Nil if it happened.
    package var ruleOfThree: Double? {
        guard count == 0, total > 0 else { return nil }
        return min(1, 3 / Double(total))
    }
}
