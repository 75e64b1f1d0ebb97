import Domain

/// How large some artifacts are; those that the team does not hold are left out.
package struct ArtifactSizes: Query {
    package let team: String
    package let digests: [Digest]

    package init(team: String, digests: [Digest]) {
        self.team = team
        self.digests = digests
    }

    package static let sql = "SELECT digest, size_bytes FROM artifacts WHERE team_id = $1 AND digest = ANY($2)"
    package var parameters: [any SQLValue] { [team, digests] }
    package static func row(_ columns: inout Columns) throws -> (digest: Digest, sizeBytes: Int64) {
        (try columns.next(), try columns.next())
    }
}

/// One part of an artifact's bytes, from 0; no row behind the last.
package struct ArtifactPart: Query {
    package typealias Row = [UInt8]
    package let team: String
    package let digest: Digest
    package let part: Int

    package init(team: String, digest: Digest, part: Int) {
        self.team = team
        self.digest = digest
        self.part = part
    }

    package static let sql = "SELECT bytes FROM artifact_parts WHERE team_id = $1 AND digest = $2 AND part = $3"
    package var parameters: [any SQLValue] { [team, digest, part] }
}
