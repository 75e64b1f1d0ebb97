/// The parameters of review that a team may set, within bounds. The defaults are the tables of the review rules; a team
/// can be stricter than a default wherever the bound ends there, never laxer.
package struct ReviewSettings: Hashable, Sendable {
    package var risks: [Risk: RiskSettings]
    package var pace: [PaceUnit: PaceLimits]
    package var size = SizeLimits()
    /// How many outputs of a template must come from runs that a person watched, and be approved, before it is dispatched
    /// to work alone.
    package var supervisedRuns = 0

    /// The standard: what holds where a bundle says nothing.
    package init() {
        risks = Dictionary(uniqueKeysWithValues: Risk.allCases.map { ($0, RiskSettings.standard($0)) })
        pace = Dictionary(uniqueKeysWithValues: PaceUnit.allCases.map { ($0, PaceLimits.standard($0)) })
    }

    package subscript(risk: Risk) -> RiskSettings { risks[risk] ?? .standard(risk) }
    package subscript(unit: PaceUnit) -> PaceLimits { pace[unit] ?? .standard(unit) }
}

/// One line of the quorum table.
package struct RiskSettings: Hashable, Sendable {
    /// Distinct people who must approve.
    package var approvals: Int
    /// How long an approval counts.
    package var lifetimeSeconds: Int
    /// How long somebody who is asked to review has; then others are asked. Whoever does not answer approves nothing.
    package var overdueSeconds: Int

    /// From an hour to a week.
    package static let overdueBounds = 3_600...7 * 86_400

    package init(approvals: Int, lifetimeSeconds: Int, overdueSeconds: Int = 86_400) {
        self.approvals = approvals
        self.lifetimeSeconds = lifetimeSeconds
        self.overdueSeconds = overdueSeconds
    }

    package static func standard(_ risk: Risk) -> RiskSettings {
        let hour = 3600
        return switch risk {
        case .routine: RiskSettings(approvals: 1, lifetimeSeconds: 30 * 24 * hour)
        case .shared: RiskSettings(approvals: 1, lifetimeSeconds: 7 * 24 * hour)
        case .sensitive: RiskSettings(approvals: 2, lifetimeSeconds: 72 * hour)
        case .irreversible: RiskSettings(approvals: 2, lifetimeSeconds: hour)
        }
    }
}

/// What reading is measured in.
package enum PaceUnit: String, Sendable, CaseIterable {
    case addedLine = "added_line"
    case deletedLine = "deleted_line"
    case contextLine = "context_line"
    case proseWord = "prose_word"
    case tableCell = "table_cell"
    case image
    case actionLine = "action_line"
    case criterion
}

/// Milliseconds for one unit: below `refuse` nobody can have read it, below `flag` it was fast, `planned` plans load.
package struct PaceLimits: Hashable, Sendable {
    package var refuseMilliseconds: Int64
    package var flagMilliseconds: Int64
    package var plannedMilliseconds: Int64

    package init(refuseMilliseconds: Int64, flagMilliseconds: Int64, plannedMilliseconds: Int64) {
        self.refuseMilliseconds = refuseMilliseconds
        self.flagMilliseconds = flagMilliseconds
        self.plannedMilliseconds = plannedMilliseconds
    }

    package static func standard(_ unit: PaceUnit) -> PaceLimits {
        func of(_ refuse: Int64, _ flag: Int64, _ planned: Int64) -> PaceLimits {
            PaceLimits(refuseMilliseconds: refuse, flagMilliseconds: flag, plannedMilliseconds: planned)
        }
        return switch unit {
        case .addedLine: of(1000, 3000, 9000)
        case .deletedLine: of(300, 900, 2000)
        case .contextLine: of(100, 300, 600)
        case .proseWord: of(80, 150, 252)
        case .tableCell: of(150, 400, 1000)
        case .image: of(3000, 8000, 25000)
        case .actionLine: of(1000, 4000, 10000)
        case .criterion: of(5000, 15000, 60000)
        }
    }
}

/// What one output version may ask of a reader before it must be split.
package struct SizeLimits: Hashable, Sendable {
    package var effectiveLines = 800
    package var words = 6000
    package var plannedMinutes = 90

    package init() {}
}
