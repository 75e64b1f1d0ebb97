import Domain

/// Something that happened in the service, worth a line in the log and a number in the metrics. One value feeds both,
/// so that they cannot tell different stories.
package struct Observation: Sendable {
    package enum Level: String, Sendable, CaseIterable, Comparable {
        case debug, info, warn, error

        private var rank: Int {
            switch self {
            case .debug: 0
            case .info: 1
            case .warn: 2
            case .error: 3
            }
        }
        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
    }

    package let level: Level
    /// `<noun>_<past participle>`, as `run_claimed`. One of a fixed set: it becomes a metric's label.
    package let name: String
    package let fields: [String: JSON]
    /// What the metrics learn beyond that it happened.
    package let measures: [Measure]

    package init(_ level: Level, _ name: String, _ fields: [String: JSON] = [:], measures: [Measure] = []) {
        self.level = level
        self.name = name
        self.fields = fields
        self.measures = measures
    }
}
