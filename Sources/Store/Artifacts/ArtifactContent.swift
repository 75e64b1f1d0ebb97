import Domain

/// Names bytes that the team will hold; touches no row if it holds them already.
package struct InsertArtifact: Command {
    package let team: String
    package let digest: Digest
    package let sizeBytes: Int64

    package init(team: String, digest: Digest, sizeBytes: Int64) {
        self.team = team
        self.digest = digest
        self.sizeBytes = sizeBytes
    }

    package static let sql = """
        INSERT INTO artifacts (team_id, digest, size_bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
        """
    package var parameters: [any SQLValue] { [team, digest, sizeBytes] }
}

/// One part of an artifact's bytes, at most 1 MiB; parts count from 0.
package struct InsertArtifactPart: Command {
    package let team: String
    package let digest: Digest
    package let part: Int
    package let bytes: [UInt8]

    package init(team: String, digest: Digest, part: Int, bytes: [UInt8]) {
        self.team = team
        self.digest = digest
        self.part = part
        self.bytes = bytes
    }

    package static let sql = "INSERT INTO artifact_parts (team_id, digest, part, bytes) VALUES ($1, $2, $3, $4)"
    package var parameters: [any SQLValue] { [team, digest, part, bytes] }
}

/// How large an artifact is; no row if the team does not hold it.
package struct ArtifactSize: Query {
    package typealias Row = Int64
    package let team: String
    package let digest: Digest

    package init(team: String, digest: Digest) {
        self.team = team
        self.digest = digest
    }

    package static let sql = "SELECT size_bytes FROM artifacts WHERE team_id = $1 AND digest = $2"
    package var parameters: [any SQLValue] { [team, digest] }
}

/// The parts of an artifact's bytes, in order.
package struct ArtifactParts: Query {
    package typealias Row = [UInt8]
    package let team: String
    package let digest: Digest

    package init(team: String, digest: Digest) {
        self.team = team
        self.digest = digest
    }

    package static let sql = "SELECT bytes FROM artifact_parts WHERE team_id = $1 AND digest = $2 ORDER BY part"
    package var parameters: [any SQLValue] { [team, digest] }
}
