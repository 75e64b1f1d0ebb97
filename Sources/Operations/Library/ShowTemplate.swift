import API
import Domain
import Store

/// One version of a template.
package enum ShowTemplate {
    /// - Parameter version: a number, a label or `latest`; nil: the current version, or the newest if none is published.
    package static func run(_ team: TeamContext, _ name: String, version: String?) throws -> TemplateVersionView {
        try team.read { tx in
            switch version {
            case TemplateLabel.latest: return try .load(tx, team, name, .latest)
            case let text?: return try .load(tx, team, name, Int(text).map { .number($0) } ?? .named(text))
            case nil:
                let isPublished = try tx.templateVersion(team: team.id, template: name, .current) != nil
                return try .load(tx, team, name, isPublished ? .current : .latest)
            }
        }
    }
}
