/// What is measured: declared once by whoever measures it, as a static value.
package struct Metric: Sendable {
    package enum Kind: Equatable, Sendable {
        /// Only goes up.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts values below each upper bound; the bounds ascend, and infinity is added.
        case histogram(upperBounds: [Double])
    }

    package let kind: Kind
    /// By Prometheus' rules: `countersign_…`, with its unit, counters with `_total`.
    package let name: String
    package let help: String
    /// Names of the labels. Their values must be few: never an identifier, never what a caller sent.
    package let labels: [String]

    package static func counter(_ name: String, _ help: String, labels: [String] = []) -> Metric {
        Metric(kind: .counter, name: name, help: help, labels: labels)
    }

    package static func gauge(_ name: String, _ help: String, labels: [String] = []) -> Metric {
        Metric(kind: .gauge, name: name, help: help, labels: labels)
    }

    /// The default bounds suit requests, in seconds: a millisecond to ten seconds.
    package static func histogram(
        _ name: String, _ help: String, labels: [String] = [],
        upperBounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    ) -> Metric {
        Metric(kind: .histogram(upperBounds: upperBounds), name: name, help: help, labels: labels)
    }

    /// One more, or `amount` more, under these label values, which stand in the order of `labels`.
    package func counting(_ values: String..., by amount: Double = 1) -> Measure {
        Measure(metric: self, labels: values, value: amount)
    }

    /// This value now (gauge) or this value too (histogram).
    package func measuring(_ value: Double, _ values: String...) -> Measure {
        Measure(metric: self, labels: values, value: value)
    }
}

/// One thing to tell the metrics: added to a counter, put into a gauge, observed by a histogram.
package struct Measure: Sendable {
    let metric: Metric
    let labels: [String]
    let value: Double
}
