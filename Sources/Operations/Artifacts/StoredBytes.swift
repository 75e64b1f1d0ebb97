import Domain
import Store

/// Bytes of a team by their digest, held in memory as a whole: for the files of templates and outputs, which are small.
package enum StoredBytes {
    private static let partBytes = 1 << 20

    /// Stores the bytes unless the team holds them already; answers their digest.
    @discardableResult
    package static func store(_ bytes: [UInt8], _ change: Change) throws -> Digest {
        let digest = Digest.of(bytes)
        let isNew = try change.tx.runNow(
            InsertArtifact(team: change.team.id, digest: digest, sizeBytes: Int64(bytes.count)))
        guard isNew == 1 else { return digest }
        for (part, start) in stride(from: 0, to: bytes.count, by: partBytes).enumerated() {
            let slice = bytes[start..<min(start + partBytes, bytes.count)]
            try change.tx.run(
                InsertArtifactPart(team: change.team.id, digest: digest, part: part, bytes: Array(slice)))
        }
        return digest
    }

    /// Throws `not_found` for a digest that the team does not hold.
    package static func load(_ tx: Transaction, _ team: TeamContext, _ digest: Digest) throws -> [UInt8] {
        guard try tx.first(ArtifactSize(team: team.id, digest: digest)) != nil else {
            throw Failure.missing("artifact", digest.description)
        }
        return try held(tx, team, digest)
    }

    /// Those that the team is known to hold.
    static func held(_ tx: Transaction, _ team: TeamContext, _ digest: Digest) throws -> [UInt8] {
        Array(try tx.all(ArtifactParts(team: team.id, digest: digest)).joined())
    }
}
