import API
import Decisions
import Domain
import Formats
import Store

/// What changed between two versions of a template: by meaning, and by the lines of their files.
package enum DiffTemplate {
    package static func run(_ team: TeamContext, _ name: String, from old: Int, to new: Int) throws -> DiffView {
        let (before, after) = try team.read { tx in
            (try side(tx, team, name, old), try side(tx, team, name, new))
        }
        let changes = MeaningDiff.changes(from: before.template, to: after.template)
        return DiffView(
            meaning: changes.map(\.sentence), changes: changes,
            unified: try TemplateDiff.files(from: before.files, to: after.files))
    }

    private static func side(
        _ tx: Transaction, _ team: TeamContext, _ name: String, _ number: Int
    ) throws -> (template: TaskTemplate, files: FileSet) {
        guard try tx.templateVersion(team: team.id, template: name, .number(number)) != nil else {
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
