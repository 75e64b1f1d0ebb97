import API
import Domain
import Formats
import Store

/// A new version of a context document. The organisation's is its operators' to write, within the installation; a team's
/// and its projects' are their members'.
package enum SetContext {
    package static func run(_ team: TeamContext, layer: String, _ input: ContextRequest) throws -> ContextView {
        guard let layer = ContextLayer(rawValue: layer) else { throw Failure.missing("context layer", layer) }
        try check(team, layer, project: input.project)
        let project = input.project ?? ""
        let bytes = Array(input.text.utf8)
        if let problems = Problems(PlainText.problems(in: bytes, file: "\(layer.rawValue).md")) {
            throw problems.failure(.invalidContext)
        }
        guard let author = team.personID else { throw Failure(.notHuman, "only a person can set context") }
        let document = LatestContextDocument(team: team.id, layer: layer, project: project)
        return try team.change { change in
            let latest = try change.tx.first(document)
            let digest = Digest.of(bytes)
            if let latest, latest.digest == digest { return ContextView(latest) }
            let number = (latest?.number ?? 0) + 1
            try change.tx.insertNext(
                InsertContextDocument(
                    team: team.id, layer: layer, project: project, number: number, text: input.text, digest: digest,
                    author: author, at: change.tx.startedAt))
            try change.record(
                "context_changed", "context:\(layer.rawValue)" + (project.isEmpty ? "" : "/\(project)"),
                ["number": .integer(Int64(number)), "digest": .string(digest.description)])
            guard let row = try change.tx.first(document) else { throw Failure.missing("context", layer.rawValue) }
            return ContextView(row)
        }
    }

    private static func check(_ team: TeamContext, _ layer: ContextLayer, project: String?) throws {
        guard (layer == .organisation) == (team.id == TeamContext.installationID) else {
            throw Failure(
                .notAllowed,
                layer == .organisation
                    ? "the organisation's context is set by operators, in the team `\(TeamContext.installationName)`"
                    : "the installation has the organisation's context only; set \(layer.rawValue) context in a team")
        }
        guard (layer == .project) == (project != nil) else {
            throw Failure(
                .invalidInput,
                layer == .project
                    ? "name the project whose context this is" : "\(layer.rawValue) context belongs to no project")
        }
        if let project, !ProjectName.isValid(project) {
            throw Failure(
                .invalidInput,
                "the project \(project) is not named in a-z, 0-9 and hyphens, 1 to \(ProjectName.limit) characters")
        }
    }
}
