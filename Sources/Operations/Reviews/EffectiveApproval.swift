import API
import Domain
import Store

/// Whether an output may be used now.
package enum EffectiveApproval {
    package static func compute(_ tx: Transaction, _ team: TeamContext, outputID: String) throws -> ApprovalView {
        let approvals = try tx.one(Approvals(team: team.id, output: outputID))
        return ApprovalView(
            isEffective: approvals > 0, approvals: approvals, needed: 1,
            reasons: approvals > 0 ? [] : ["nobody has approved it"])
    }

    private struct Approvals: Query {
        typealias Row = Int
        let team: String
        let output: String
        static let sql = """
            SELECT count(*) FROM verdicts JOIN outputs ON outputs.team_id = verdicts.team_id AND outputs.id = output_id
                AND latest_version = number
            WHERE verdicts.team_id = $1 AND output_id = $2 AND verdict = 'approve' AND expires_at > clock_timestamp()
            """
        var parameters: [any SQLValue] { [team, output] }
    }
}
