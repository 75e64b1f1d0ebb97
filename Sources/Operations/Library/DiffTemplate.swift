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
        let changes = MeaningDiff.changes(from: before, to: after)
        return DiffView(
            meaning: changes.map(\.sentence), changes: changes,
            unified: try TemplateDiff.files(from: FileSet(before.files), to: FileSet(after.files)))
    }

    private static func side(
        _ tx: Transaction, _ team: TeamContext, _ name: String, _ number: Int
    ) throws -> MeaningDiff.Version {
        guard try tx.templateVersion(team: team.id, template: name, .number(number)) != nil else {
            throw Failure.missing("template", "\(name) version \(number)")
        }
        return try StoredTemplate.load(tx, team, name, number: number)
    }
}

extension StoredTemplate {
    /// A version that exists, with its files.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ name: String, number: Int
    ) throws -> MeaningDiff.Version {
        let stored = try tx.all(TemplateFiles(team: team.id, template: name, number: number))
        let files = try stored.map { file in
            TemplateFile(
                path: file.path, bytes: try StoredBytes.held(tx, team, file.digest), isExecutable: file.isExecutable)
        }
        return (try TaskTemplate.load(tx, team, name, number: number), files)
    }
}

extension FileSet {
    fileprivate init(_ files: [TemplateFile]) {
        self.init(Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first }))
    }
}
