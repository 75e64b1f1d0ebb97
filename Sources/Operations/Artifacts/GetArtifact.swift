import Domain
import Platform
import Store

/// The bytes of a digest that the team holds.
package enum GetArtifact {
    package enum Content: Sendable {
        case bytes([UInt8])
        /// In a new file, which whoever sends it removes.
        case temporaryFile(path: String)
    }

    package static func run(_ team: TeamContext, digest: Digest) throws -> Content {
        try team.read { try content($0, team, digest) }
    }

    /// What fits into one part comes as bytes.
    static func content(_ tx: Transaction, _ team: TeamContext, _ digest: Digest) throws -> Content {
        guard let size = try tx.first(ArtifactSize(team: team.id, digest: digest)) else {
            throw Failure.missing("artifact", digest.description)
        }
        if size <= PutArtifact.partBytes { return .bytes(try StoredBytes.load(tx, team, digest)) }
        let path = try FileParts.writeTemporary(in: team.services.temporaryFolder) { write in
            var part = 0
            while let bytes = try tx.first(ArtifactPart(team: team.id, digest: digest, part: part)) {
                try write(bytes)
                part += 1
            }
        }
        return .temporaryFile(path: path)
    }
}
