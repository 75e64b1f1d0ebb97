import API
import Store

/// Whether an output may be used now.
package enum EffectiveApproval {
    package static func compute(_ tx: Transaction, _ team: TeamContext, outputID: String) throws -> ApprovalView {
        ApprovalView(isEffective: false, approvals: 0, needed: 1, reasons: ["nobody has approved it"])
    }
}
