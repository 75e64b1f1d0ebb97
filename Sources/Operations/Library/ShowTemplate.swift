import API
import Domain
import Store

/// One version of a template.
package enum ShowTemplate {
    /// - Parameter version: a number or `latest`; nil: the newest published version, or the newest if none is.
    package static func run(_ team: TeamContext, _ name: String, version: String?) throws -> TemplateVersionView {
        try team.read { tx in
            switch version {
            case "latest": return try .load(tx, team, name, .latest)
            case let text?:
                guard let number = Int(text) else {
                    throw Failure(.badRequest, "version must be a number or `latest`, not \(text)")
                }
                return try .load(tx, team, name, .number(number))
            case nil:
                let isPublished = try tx.templateVersion(team: team.id, template: name, .published) != nil
                return try .load(tx, team, name, isPublished ? .published : .latest)
            }
        }
    }
}
