import API
import Domain
import Formats
import Store

/// What changed between two versions of a document, by lines.
package enum DiffContext {
    /// - Parameter old: 0 is the empty text, so that a first version can be read as a change too.
    package static func run(
        _ team: TeamContext, layer: String, project: String?, from old: Int, to new: Int
    ) throws -> DiffView {
        let place = try ContextPlace(team, layer: layer, project: project)
        let (before, after) = try team.read { tx in
            (old == 0 ? "" : try place.version(old, tx).text, try place.version(new, tx).text)
        }
        return DiffView(
            meaning: [],
            unified: try TextDiff.unified(old: Array(before.utf8), new: Array(after.utf8), path: "\(place.name).md"))
    }
}
