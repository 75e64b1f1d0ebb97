import Domain
import Store

/// What trust in a template rests on, as it is now: its current version, and what every run of the team inherits. The context
/// of projects is left out, because a template is trusted in all of them.
struct TrustGround {
    let currentVersion: Int?
    /// Their pins.
    let documents: [JSON]
    let now: Timestamp

    static func load(_ tx: Transaction, _ team: TeamContext, _ template: String) throws -> TrustGround {
        let current = try tx.templateVersion(team: team.id, template: template, .current)
        let (documents, clock) = try tx.all(EffectiveDocuments(team: team.id, project: ""), DatabaseClock())
        let pins = documents.filter(\.saysSomething).map { $0.document(for: team).pin }
        return TrustGround(currentVersion: current?.number, documents: withoutProject(pins), now: try clock.one())
    }

    var context: Digest { Self.digest(documents) }

    /// What a run was given.
    static func documents(of run: String, _ tx: Transaction, _ team: TeamContext) throws -> [JSON] {
        withoutProject(try tx.one(RunContextPins(team: team.id, run: run)).array ?? [])
    }

    /// Of what they say: a version with the text of an earlier one is the same ground.
    static func digest(_ documents: [JSON]) -> Digest {
        Digest.of(.array(documents.map { ["layer": $0["layer"] ?? .null, "digest": $0["digest"] ?? .null] }))
    }

    /// Which documents say something else now, as `context diff` takes them; nil if none does.
    static func difference(from before: [JSON], to now: [JSON]) -> String? {
        func document(_ layer: String, _ documents: [JSON]) -> (version: Int64, digest: String)? {
            guard let pin = documents.first(where: { $0["layer"]?.string == layer }),
                let version = pin["version"]?.integer, let digest = pin["digest"]?.string
            else { return nil }
            return (version, digest)
        }
        let changes: [String] = [ContextLayer.organisation, .team].compactMap { layer in
            let name = layer.rawValue
            switch (document(name, before), document(name, now)) {
            case (let old?, let new?) where old.digest != new.digest:
                return "\(name) version \(new.version) instead of \(old.version)"
            case (let old?, nil): return "\(name) version \(old.version) is not in force any more"
            case (nil, let new?): return "\(name) version \(new.version) instead of nothing"
            default: return nil
            }
        }
        return changes.isEmpty ? nil : changes.joined(separator: ", ")
    }

    private static func withoutProject(_ pins: [JSON]) -> [JSON] {
        pins.filter { $0["layer"]?.string != ContextLayer.project.rawValue }
    }
}
