import Domain
import Formats
import Store

/// A brief with the pins of everything that it was compiled from: whoever has the pinned parts compiles the same bytes.
enum FrozenBrief {
    static func compile(_ sources: BriefSources, policyNumber: Int, policyDigest: Digest) -> RunBriefRow {
        let brief = BriefCompiler.compile(sources)
        let pins: JSON = [
            "team": .string(sources.team),
            "template": [
                "name": .string(sources.template.name), "version": .integer(Int64(sources.templateVersion)),
                "digest": .string(sources.templateDigest.description),
            ],
            "context": .array(sources.context.map(\.pin)),
            "policy": ["number": .integer(Int64(policyNumber)), "digest": .string(policyDigest.description)],
            "permission": .string(sources.permission.rawValue),
            "inputs": .string(Digest.of(sources.inputs).description),
            "files": .array(
                sources.files.map {
                    [
                        "name": .string($0.name), "digest": .string($0.digest.description),
                        "size": .integer(Int64($0.sizeBytes)),
                    ]
                }),
        ]
        return RunBriefRow(
            text: brief.text, digest: brief.digest, origins: .array(brief.origins.map { .string($0.description) }),
            pins: pins)
    }
}

extension ContextDocument {
    /// As a run remembers it.
    var pin: JSON {
        [
            "layer": .string(layer.rawValue), "name": .string(name), "version": .integer(Int64(version)),
            "digest": .string(digest.description),
        ]
    }
}
