import Domain

/// Where observations go: to the log if their level is wanted there, and always to the metrics.
package struct Observer: Sendable {
    package let log: Log
    package let metrics: Metrics

    private static let observations = Metric.counter(
        "countersign_observations_total", "Observations by name and level.", labels: ["name", "level"])

    package init(log: Log, metrics: Metrics = Metrics()) {
        self.log = log
        self.metrics = metrics
    }

    package func record(_ observation: Observation) {
        log.write(observation)
        metrics.record(Self.observations.counting(observation.name, observation.level.rawValue))
        observation.measures.forEach(metrics.record)
    }

    package func debug(_ name: String, _ fields: [String: JSON] = [:], measures: [Measure] = []) {
        record(Observation(.debug, name, fields, measures: measures))
    }

    package func info(_ name: String, _ fields: [String: JSON] = [:], measures: [Measure] = []) {
        record(Observation(.info, name, fields, measures: measures))
    }

    package func warn(_ name: String, _ fields: [String: JSON] = [:], measures: [Measure] = []) {
        record(Observation(.warn, name, fields, measures: measures))
    }

    package func error(_ name: String, _ fields: [String: JSON] = [:], measures: [Measure] = []) {
        record(Observation(.error, name, fields, measures: measures))
    }
}
