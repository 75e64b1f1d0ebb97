/// How far a team trusts a template with a class of actions. Trust begins at the first rung and is earned.
package enum TrustRung: String, Sendable, CaseIterable, Codable, Comparable {
    case observe, draft
    case actWithSignOff = "act_with_sign_off"
    case actSampled = "act_sampled"

    private var rank: Int {
        switch self {
        case .observe: 0
        case .draft: 1
        case .actWithSignOff: 2
        case .actSampled: 3
        }
    }
    package static func < (left: TrustRung, right: TrustRung) -> Bool { left.rank < right.rank }
}
