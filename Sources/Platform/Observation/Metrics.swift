import Synchronization

/// The service's numbers, kept in memory and read by a Prometheus server. Safe from any thread.
package final class Metrics: Sendable {
    struct Family: Sendable {
        let metric: Metric
        /// By label values.
        var series: [[String]: Series] = [:]
    }

    struct Series: Sendable {
        /// The sum of all values; of a gauge, the last one.
        var value = 0.0
        var count = 0
        /// How many values fell into each bucket of a histogram, the last one being "above all bounds".
        var buckets: [Int] = []
    }

    private let families = Mutex<[String: Family]>([:])

    package init() {}

    package func record(_ measure: Measure) {
        let metric = measure.metric
        families.withLock { families in
            families[metric.name, default: Family(metric: metric)].series[measure.labels, default: Series()]
                .record(measure.value, as: metric.kind)
        }
    }

    /// Prometheus' text exposition format, version 0.0.4 (`text/plain; version=0.0.4`).
    package func render() -> String {
        let families = families.withLock { $0 }
        return families.values.sorted { $0.metric.name < $1.metric.name }.map(MetricsText.lines).joined()
    }
}

extension Metrics.Series {
    fileprivate mutating func record(_ amount: Double, as kind: Metric.Kind) {
        count += 1
        switch kind {
        case .gauge:
            value = amount
        case .counter:
            value += max(0, amount)
        case .histogram(let bounds):
            value += amount
            if buckets.isEmpty { buckets = Array(repeating: 0, count: bounds.count + 1) }
            buckets[bounds.firstIndex { amount <= $0 } ?? bounds.count] += 1
        }
    }
}
