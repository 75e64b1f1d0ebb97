import Decisions
import Domain
import Store

extension TrustEvidence {
    /// Of the newest runs.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ template: String, version: Int
    ) throws -> (ActionClass) -> TrustEvidence {
        let (outputs, effects) = try tx.all(
            JudgedOutputs(
                team: team.id, template: template, number: version, settlingDays: settlingDays),
            FaultlessEffects(team: team.id, template: template, number: version))
        let counted = try outputs.one()
        let byClass = Dictionary(effects.map { ($0.actionClass, $0.effects) }, uniquingKeysWith: +)
        return { TrustEvidence(outputs: Share(counted.defective, of: counted.judged), effects: byClass[$0] ?? 0) }
    }
}
