import Decisions
import Domain
import Store

extension TrustEvidence {
    /// Of the newest runs: as many as statistics look at.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ template: String, version: Int
    ) throws -> (ActionClass) -> TrustEvidence {
        let limit = TemplateTally.runLimit
        let (outputs, effects) = try tx.all(
            VerifiedOutputs(
                team: team.id, template: template, number: version, limit: limit, settlingDays: settlingDays),
            FaultlessEffects(team: team.id, template: template, number: version, limit: limit))
        let counted = try outputs.one()
        let byClass = Dictionary(effects.map { ($0.actionClass, $0.effects) }, uniquingKeysWith: +)
        return { TrustEvidence(outputs: Share(counted.defective, of: counted.verified), effects: byClass[$0] ?? 0) }
    }
}
