import Decisions
import Domain
import FoundationEssentials

extension PolicyDecision {
    /// As the record tells it: which rules, where they stand and what is missing. The sentences themselves may quote
    /// arguments, which are content, so the record holds the digest of those that page, command line and API show.
    var record: [String: JSON] {
        let sentences = JSON.array(reasons.map { .string($0.description) })
        return [
            "rules": .array(reasons.map { .string($0.source) }),
            "missing": .array(missing.map(JSON.string)),
            "reasons_digest": .string(Digest.of(sentences.canonical).description),
        ]
    }

    /// As it is kept beside the request that it was made for.
    var json: JSON {
        get throws { try JSON(bytes: [UInt8](JSONEncoder().encode(self))) }
    }

    init(kept json: JSON) throws {
        self = try JSONDecoder().decode(PolicyDecision.self, from: Data(json.canonical.utf8))
    }
}
