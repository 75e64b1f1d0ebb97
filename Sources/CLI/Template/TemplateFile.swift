import API
import APIClient
import Domain
import FoundationEssentials
import Glibc

extension TemplateFile {
    /// SKILL.md with another name in its front matter, and another area where its metadata name one.
    func moved(to area: String, _ name: String) -> TemplateFile {
        var lines = String(decoding: bytes, as: UTF8.self).lines
        let end = lines.dropFirst().firstIndex { $0 == "---" || $0 == "---\r" } ?? lines.endIndex
        if let index = lines[..<end].firstIndex(where: { $0.hasPrefix("name:") }) {
            lines[index] = "name: \(TemplateDraft.scalar(name))"
        }
        if let metadata = lines[..<end].firstIndex(where: { $0.hasPrefix("metadata:") }) {
            let block = lines[..<end].indices.dropFirst(metadata + 1).prefix { lines[$0].hasPrefix(" ") }
            for index in block {
                let indent = lines[index].prefix { $0 == " " }
                if lines[index].dropFirst(indent.count).hasPrefix("area:") { lines[index] = "\(indent)area: \(area)" }
            }
        }
        return TemplateFile(path: path, bytes: Array(lines.joined(separator: "\n").utf8), isExecutable: isExecutable)
    }
}

enum TemplateFiles {
    static func read(_ folder: Folder) -> [TemplateFile] {
        folder.files.sorted { $0.key < $1.key }.map { path, bytes in
            TemplateFile(path: path, bytes: bytes, isExecutable: folder.executables.contains(path))
        }
    }

    /// All files of a version, each checked against its digest.
    static func fetch(_ version: TemplateVersionView, _ invocation: Invocation) throws -> [TemplateFile] {
        let client = try invocation.client()
        return try version.files.map { file in
            let path = try invocation.teamPath(["digest": file.digest.description])
            let bytes = try invocation.working("Fetching \(file.path)") {
                try client.download(Endpoints.artifactGet, path: path)
            }
            guard Digest.of(bytes) == file.digest else { throw SafeTree.mismatch(file.path) }
            return TemplateFile(path: file.path, bytes: bytes, isExecutable: file.isExecutable)
        }
    }

    /// Below a folder and nowhere else; nothing that is there is overwritten.
    static func write(
        _ files: [TemplateFile], to root: String, remedy: String = "choose another folder with --to"
    ) throws {
        let tree = SafeTree(root: root, overwrites: false, remedy: remedy)
        // All names are checked before the first file is written.
        for (file, place) in zip(files, try files.map { try tree.place(for: $0.path) }) {
            try tree.write(place, digest: Digest.of(file.bytes)) { draft in
                try AtomicFile.write(file.bytes, to: draft, replaces: false)
            }
            if file.isExecutable { chmod(place, 0o755) }
        }
    }
}
