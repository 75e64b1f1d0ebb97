import Decisions
import Domain
import FoundationEssentials

extension PolicyDecision {
    /// As it is kept beside the request that it was made for.
    var json: JSON {
        get throws { try JSON(bytes: [UInt8](JSONEncoder().encode(self))) }
    }

    init(kept json: JSON) throws {
        self = try JSONDecoder().decode(PolicyDecision.self, from: Data(json.canonical.utf8))
    }
}
