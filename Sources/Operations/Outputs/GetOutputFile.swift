import Domain
import Store

/// The bytes of one file of an output version.
package enum GetOutputFile {
    package static func run(
        _ team: TeamContext, output id: String, version: Int, path: String
    ) throws -> GetArtifact.Content {
        try team.read { tx in
            let files = try ShowOutput.version(tx, team, id, version).files
            guard let file = files.first(where: { $0.path.utf8.elementsEqual(path.utf8) }) else {
                throw Failure.missing("file", "\(path) in version \(version) of output \(id)")
            }
            return try GetArtifact.content(tx, team, file.digest)
        }
    }
}
