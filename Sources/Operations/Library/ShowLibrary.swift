import API
import Domain
import Formats
import Store

/// The published templates of a team, laid out for others to install.
package enum ShowLibrary {
    package static func run(_ team: TeamContext, form: String?) throws -> LibraryView {
        guard let form = LibraryLayout.Form(rawValue: form ?? "marketplace") else {
            let known = LibraryLayout.Form.allCases.map(\.rawValue).joined(separator: " or ")
            throw Failure(.badRequest, "as must be \(known), not \(form ?? "")")
        }
        let commit = try LibraryRepository.current(team).head
        return try team.read { tx in
            var layout = LibraryLayout(team: team.name, form: form)
            for row in try tx.all(Publications(team: team.id)) { layout.publish(LibraryLayout.Entry(row)) }
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
                templates: layout.entries.map {
                    LibraryEntryView(name: $0.template, area: $0.area, version: $0.number, digest: $0.digest)
                },
                files: files)
        }
    }
}

extension LibraryLayout.Entry {
    init(_ row: Publications.Row) {
        self.init(template: row.template, area: row.area, number: row.number, digest: row.digest)
    }
}
