import Domain
import Store

/// What a brief was compiled from, found again by its pins: neither the run nor the clock is asked.
enum PinnedSources {
    /// Throws `stale` when a pinned part is no longer what the pin says, which only somebody with the owner's rights can do.
    static func load(_ tx: Transaction, _ team: TeamContext, _ run: RunRow, pins: JSON) throws -> BriefSources {
        guard let template = pins["template"], let version = template["version"]?.integer,
            let row = try tx.templateVersion(team: team.id, template: run.template, .number(Int(version))),
            template["name"]?.string == run.template, template["digest"]?.string == row.digest.description,
            let permission = pins["permission"]?.string.flatMap(PermissionLevel.init(rawValue:)),
            let name = pins["team"]?.string, pins["inputs"]?.string == Digest.of(run.inputs).description
        else { throw stale(run, "its template or its inputs") }
        return BriefSources(
            team: name, context: try (pins["context"]?.array ?? []).map { try document($0, tx, team, run) },
            template: try TaskTemplate.load(tx, team, run.template, number: row.number), templateVersion: row.number,
            templateDigest: row.digest, inputs: run.inputs,
            files: try tx.all(RunFiles(team: team.id, run: run.id)), permission: permission)
    }

    private static func document(
        _ pin: JSON, _ tx: Transaction, _ team: TeamContext, _ run: RunRow
    ) throws -> ContextDocument {
        guard let layer = pin["layer"]?.string.flatMap(ContextLayer.init(rawValue:)), let name = pin["name"]?.string,
            let version = pin["version"]?.integer.map({ Int($0) })
        else { throw stale(run, "a pin of its context") }
        let row = try tx.first(
            ContextVersion(
                team: layer == .organisation ? TeamContext.installationID : team.id, layer: layer,
                project: layer == .project ? name : "", number: version))
        guard let row, pin["digest"]?.string == row.version.digest.description else {
            throw stale(run, "\(layer.rawValue) context \(name) version \(version)")
        }
        return ContextDocument(layer: layer, name: name, version: version, digest: row.version.digest, text: row.text)
    }

    private static func stale(_ run: RunRow, _ what: String) -> Failure {
        Failure(.stale, "\(what) is not what run \(run.id) was given; the record has been changed from outside")
    }
}
