import API
import Domain
import Store

/// All versions of a template, newest first.
package enum ShowTemplateHistory {
    package static func run(_ team: TeamContext, _ name: String) throws -> Page<TemplateVersionSummary> {
        let rows = try team.read { tx in
            let rows = try tx.all(TemplateVersions(team: team.id, template: name))
            guard !rows.isEmpty else { throw try Failure.missingTemplate(name, tx, team) }
            return rows
        }
        return Page(items: rows.map(TemplateVersionSummary.init))
    }
}
