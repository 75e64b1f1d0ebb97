import API
import Domain
import Platform
import Store

/// Stores bytes under their digest. The same bytes twice are stored once.
package enum PutArtifact {
    /// Part by part in one transaction: nothing is half there, nothing stands in memory as a whole.
    static let partBytes = 512 << 10

    /// Content that has arrived in a file, measured and hashed on its way.
    package struct Upload: Sendable {
        package let path: String
        package let sizeBytes: Int
        package let digest: Digest

        package init(path: String, sizeBytes: Int, digest: Digest) {
            self.path = path
            self.sizeBytes = sizeBytes
            self.digest = digest
        }
    }

    /// - Parameter digest: what the caller says that it is.
    package static func run(_ team: TeamContext, digest: Digest, _ upload: Upload) throws -> ArtifactView {
        guard upload.digest == digest else {
            throw Failure(
                .digestMismatch,
                "the \(upload.sizeBytes) bytes that arrived are \(upload.digest), not \(digest); send them again",
                detail: ["expected": .string(digest.description), "found": .string(upload.digest.description)])
        }
        let limit = team.services.limits.artifactBytes
        guard upload.sizeBytes <= limit else {
            throw Failure(
                .artifactTooLarge, "an artifact has at most \(limit) bytes; this one has \(upload.sizeBytes)",
                detail: ["limit_bytes": .integer(Int64(limit))])
        }
        return try team.change { change in
            let size = Int64(upload.sizeBytes)
            let view = ArtifactView(digest: digest, size: size)
            guard try change.tx.runNow(InsertArtifact(team: team.id, digest: digest, sizeBytes: size)) == 1 else {
                return view
            }
            var part = 0
            try FileParts.read(upload.path, partBytes: partBytes) { bytes in
                try change.tx.run(InsertArtifactPart(team: team.id, digest: digest, part: part, bytes: bytes))
                part += 1
            }
            try change.record("artifact_stored", "artifact:\(digest)", ["size": .integer(size)])
            return view
        }
    }
}
