/// By how much a share differs from an earlier one, with Newcombe's interval, which is made of the two Wilson intervals
/// (Statistics in Medicine 17, 1998, method 10).
package struct ShareDifference: Hashable, Sendable {
    package let before: Share
    package let after: Share

    package init(before: Share, after: Share) {
        self.before = before
        self.after = after
    }

    package var isEnough: Bool { before.isEnough && after.isEnough }

    /// After less before. Nil without a case on either side.
    package var estimate: Double? {
        guard let before = before.estimate, let after = after.estimate else { return nil }
        return after - before
    }

    /// - Parameter confidence: of both sides together.
    package func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
        guard let first = before.estimate, let second = after.estimate else { return -1...1 }
        let (old, new) = (before.interval(confidence: confidence), after.interval(confidence: confidence))
        let down = square(second - new.lowerBound) + square(old.upperBound - first)
        let up = square(new.upperBound - second) + square(first - old.lowerBound)
        return (second - first - down.squareRoot())...(second - first + up.squareRoot())
    }

    private func square(_ value: Double) -> Double { value * value }
}
