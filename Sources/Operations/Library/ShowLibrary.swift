import API
import Domain
import Formats
import Store

/// The templates of a team in the versions that a dispatch takes, laid out for others to install.
package enum ShowLibrary {
    package static func run(_ team: TeamContext, form: String?) throws -> LibraryView {
        guard let form = LibraryLayout.Form(rawValue: form ?? "marketplace") else {
            let known = LibraryLayout.Form.allCases.map(\.rawValue).joined(separator: " or ")
            throw Failure(.badRequest, "as must be \(known), not \(form ?? "")")
        }
        let commit = try LibraryRepository.current(team).head
        return try team.read { tx in
            var layout = LibraryLayout(team: team.name, form: form)
            for step in try LibraryHistory.steps(tx, team) { layout.take(step) }
            var files = layout.manifests.sorted { $0.key < $1.key }.map { path, bytes in
                LibraryFileView(
                    path: path, digest: Digest.of(bytes), size: Int64(bytes.count), isExecutable: false,
                    text: String(decoding: bytes, as: UTF8.self))
            }
            for entry in layout.entries {
                let stored = try tx.all(TemplateFiles(team: team.id, template: entry.template, number: entry.number))
                files += stored.map {
                    LibraryFileView(
                        path: "\(layout.folder(of: entry))/\($0.path)", digest: $0.digest, size: $0.sizeBytes,
                        isExecutable: $0.isExecutable)
                }
            }
            return LibraryView(
                repository: "/git/\(PercentEncoding.encode(team.name))/library.git", commit: commit,
                templates: try layout.entries.map { entry in
                    let isPinned = try LabelStanding.load(tx, team, entry.template).contains {
                        $0.isPin && $0.project.isEmpty
                    }
                    return LibraryEntryView(
                        name: entry.template, area: entry.area, version: entry.number, digest: entry.digest,
                        isPinned: isPinned ? true : nil)
                },
                files: files)
        }
    }
}

extension LibraryHistory {
    /// All of it until now.
    static func steps(_ tx: Transaction, _ team: TeamContext) throws -> [Step] {
        var history = LibraryHistory()
        return try tx.all(LibraryChanges(team: team.id)).compactMap { row in
            change(row).flatMap { history.apply($0, to: row.template, at: row.at) }
        }
    }

    private static func change(_ row: LibraryChanges.Row) -> Change? {
        guard let number = row.number, let area = row.area, let digest = row.digest else {
            return row.kind == .pinned ? .pinned(nil) : nil
        }
        let entry = LibraryLayout.Entry(template: row.template, area: area, number: number, digest: digest)
        return switch row.kind {
        case .published, .rolledBack: .current(entry)
        case .pinned: .pinned(entry)
        case .deprecated: .deprecated(number: number)
        }
    }
}
