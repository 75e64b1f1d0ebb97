import API
import Domain
import Store

/// One version of a template.
package enum ShowTemplate {
    /// - Parameters:
    ///   - version: a number, a label or `latest`; nil: what a dispatch uses outside of any project, or the newest if none is published.
    ///   - project: without a version, what a dispatch uses in this project instead, or outside of any if empty.
    package static func run(
        _ team: TeamContext, _ name: String, version: String?, dispatchedIn project: String? = nil
    ) throws -> TemplateVersionView {
        try team.read { tx in
            switch (version, project) {
            case (TemplateLabel.latest, _): return try .load(tx, team, name, .latest)
            case (let text?, _): return try .load(tx, team, name, Int(text).map { .number($0) } ?? .named(text))
            case (nil, let project?): return try .load(tx, team, name, .dispatched(project: project))
            case (nil, nil):
                let used = TemplateVersionChoice.dispatched(project: "")
                let isPublished = try tx.templateVersion(team: team.id, template: name, used) != nil
                return try .load(tx, team, name, isPublished ? used : .latest)
            }
        }
    }
}
