import API
import Domain
import FoundationEssentials
import Formats

/// A template's folder on this machine.
struct TemplateFolder {
    /// As it was typed, or found below what was typed.
    let shownPath: String
    let area: String
    let name: String
    let folder: Folder

    /// Every template at or below a path: one folder with SKILL.md or task.yaml, or a whole library. Either file stands for
    /// its folder.
    static func find(_ typed: String, _ invocation: Invocation) throws -> [TemplateFolder] {
        guard FileManager.default.fileExists(atPath: LocalFile.path(typed, invocation)) else {
            throw Failure(.badRequest, "\(typed) does not exist; name a template's folder, or a folder of templates")
        }
        let file = FindingComment.files.first { typed == $0 || typed.hasSuffix("/" + $0) }
        let folder = file.map { typed == $0 ? "." : String(typed.dropLast($0.count + 1)) } ?? typed
        let found = try search(folder, LocalFile.path(folder, invocation), depth: 3)
        guard !found.isEmpty else {
            throw Failure(.badRequest, "there is no template in \(typed): no SKILL.md and no task.yaml, here or below")
        }
        return found
    }

    /// Throws where several folders are one template: each would be a version after the other.
    static func refuseTwins(_ templates: [TemplateFolder]) throws {
        let twins = Dictionary(grouping: templates, by: \.name).values.filter { $0.count > 1 }
            .min { $0[0].name < $1[0].name }
        guard let twins else { return }
        throw Failure(
            .badRequest,
            "\(twins[0].name) is in \(twins.count) folders, and a team has one template of a name: "
                + twins.map(\.shownPath).joined(separator: ", "))
    }

    private static func search(_ shown: String, _ path: String, depth: Int) throws -> [TemplateFolder] {
        let files = FileManager.default
        if files.fileExists(atPath: path + "/SKILL.md") || files.fileExists(atPath: path + "/task.yaml") {
            let parts = URL(filePath: path).standardized.path.split(separator: "/").map(String.init)
            return [
                TemplateFolder(
                    shownPath: shown, area: parts.dropLast().last ?? "", name: parts.last ?? "",
                    folder: try Folder.read(path).withoutMarks(in: ["SKILL.md", "task.yaml"]))
            ]
        }
        guard depth > 0, let names = try? files.contentsOfDirectory(atPath: path) else { return [] }
        return try names.sorted().filter { !$0.hasPrefix(".") }.flatMap { name in
            let attributes = try files.attributesOfItem(atPath: path + "/" + name)
            guard attributes[.type] as? FileAttributeType == .typeDirectory else { return [TemplateFolder]() }
            let parent = shown.hasSuffix("/") ? shown : shown + "/"
            return try search(parent + name, path + "/" + name, depth: depth - 1)
        }
    }

    /// The template as far as it can be read, and everything that keeps it from being one, which the service says, too.
    func read() -> (sketch: TaskTemplate?, problems: [Problem]) {
        let (sketch, found) = TemplateReader.sketch(
            folder: "\(area)/\(name)", files: FileSet(folder.files), symbolicLinks: folder.symbolicLinks)
        return (sketch, (folder.problems + found).sorted())
    }

    /// With the folder as it was typed before each file.
    func problems() -> [Problem] { Folder.prefixed(read().problems, with: shownPath) }

    func push(note: String?, answers: [String] = [], onto: Int? = nil) -> TemplatePush {
        let files = folder.files.sorted { $0.key < $1.key }.map { path, bytes in
            let bytes = FindingComment.files.contains(path) ? FindingComment.removed(from: bytes) : bytes
            return FileContent(
                path: path, base64: Data(bytes).base64EncodedString(), isExecutable: folder.executables.contains(path))
        }
        return TemplatePush(
            name: name, area: area, files: files, note: note, answers: answers.isEmpty ? nil : answers, onto: onto)
    }
}
