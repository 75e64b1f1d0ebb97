import API
import Domain
import Formats
import Store

/// A team's templates by name, as their newest versions tell.
package enum ListTemplates {
    package static func run(_ team: TeamContext, _ page: PageRequest) throws -> Page<TemplateView> {
        let rows = try team.read { tx in
            try tx.all(Templates(team: team.id, after: page.after.first ?? "", limit: page.limit + 1))
        }
        return page.page(rows, key: { [$0.name] }) { row in
            TemplateView(
                name: row.name, area: row.area, description: row.description, latest: row.latest,
                published: row.published, updatedAt: row.updatedAt)
        }
    }
}

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
                let isPublished = try tx.first(TemplateVersion(team: team.id, template: name, .published)) != nil
                return try .load(tx, team, name, isPublished ? .published : .latest)
            }
        }
    }
}

/// All versions of a template, newest first.
package enum ShowTemplateHistory {
    package static func run(_ team: TeamContext, _ name: String) throws -> Page<TemplateVersionSummary> {
        let rows = try team.read { tx in try tx.all(TemplateVersions(team: team.id, template: name)) }
        guard !rows.isEmpty else { throw Failure.missing("template", name) }
        return Page(items: rows.map(TemplateVersionSummary.init))
    }
}

/// What changed between two versions of a template: by meaning, and by the lines of their files.
package enum DiffTemplate {
    package static func run(_ team: TeamContext, _ name: String, from old: Int, to new: Int) throws -> DiffView {
        let (before, after) = try team.read { tx in
            (try side(tx, team, name, old), try side(tx, team, name, new))
        }
        return DiffView(
            meaning: TemplateDiff.changes(from: before.template, to: after.template).map(\.sentence),
            unified: try TemplateDiff.files(from: before.files, to: after.files))
    }

    private static func side(
        _ tx: Transaction, _ team: TeamContext, _ name: String, _ number: Int
    ) throws -> (template: TaskTemplate, files: FileSet) {
        guard try tx.first(TemplateVersion(team: team.id, template: name, .number(number))) != nil else {
            throw Failure.missing("template", "\(name) version \(number)")
        }
        let files = try tx.all(TemplateFiles(team: team.id, template: name, number: number))
        let bytes = try files.map { ($0.path, try StoredBytes.load(tx, team, $0.digest)) }
        return (
            try TaskTemplate.load(tx, team, name, number: number),
            FileSet(Dictionary(bytes, uniquingKeysWith: { first, _ in first }))
        )
    }
}
