import Domain
import Store

/// What trust in a template rests on, as it is now: its current version, and what every run of the team inherits. The context
/// of projects is left out, because a template is trusted in all of them.
struct TrustGround {
    let currentVersion: Int?
    let context: Digest
    let now: Timestamp

    static func load(_ tx: Transaction, _ team: TeamContext, _ template: String) throws -> TrustGround {
        let current = try tx.templateVersion(team: team.id, template: template, .current)
        let (documents, clock) = try tx.all(EffectiveDocuments(team: team.id, project: ""), DatabaseClock())
        let pins = documents.filter(\.saysSomething).map { $0.document(for: team).pin }
        return TrustGround(currentVersion: current?.number, context: digest(pins), now: try clock.one())
    }

    /// Of what a run was given.
    static func context(of run: String, _ tx: Transaction, _ team: TeamContext) throws -> Digest {
        digest(try tx.one(RunContextPins(team: team.id, run: run)).array ?? [])
    }

    private static func digest(_ pins: [JSON]) -> Digest {
        Digest.of(.array(pins.filter { $0["layer"]?.string != ContextLayer.project.rawValue }))
    }
}
