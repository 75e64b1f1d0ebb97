import Domain

/// One file that describes a task to an agent: a skill, a sub-agent or a slash command.
struct TaskDescription {
    let kind: ImportedDraft.Kind
    let path: String
    let fields: ForeignFields
    let front: FrontMatter

    /// Throws everything for which it cannot be taken.
    init(_ bytes: [UInt8], kind: ImportedDraft.Kind, path: String) throws(Problems) {
        let unreadable = PlainText.problems(in: bytes, file: path, limitBytes: FileSet.fileLimitBytes)
        if let problems = Problems(unreadable) { throw problems }
        self.kind = kind
        self.path = path
        do throws(Problem) {
            front = try TaskDescription.split(bytes, kind, path)
            fields = try ForeignFields(front, file: path)
        } catch {
            throw Problems(error)
        }
        if let problems = Problems(fields.hidden) { throw problems }
        // What is not there may be what YAML could not make out.
        let gaps = gaps
        if let problems = Problems(gaps.isEmpty ? [] : [fields.complaint].compactMap { $0 } + gaps) { throw problems }
    }

    /// A command may be nothing but its prompt; whatever else must name and describe itself.
    private static func split(
        _ bytes: [UInt8], _ kind: ImportedDraft.Kind, _ path: String
    ) throws(Problem) -> FrontMatter {
        if kind == .command, !FrontMatter.begins(bytes) {
            return FrontMatter(bodyOnly: bytes)
        }
        return try FrontMatter(bytes, file: path)
    }

    private var gaps: [Problem] {
        var out: [Problem] = []
        if kind != .command {
            for key in ["name", "description"] where (fields.text(key) ?? "").trimmed.isEmpty {
                let line = fields[key]?.line ?? 1
                out.append(Problem(file: path, line: line, column: 1, message: "\(key) is missing in the front matter"))
            }
        }
        if front.body.isEmpty {
            let message = "there is no instruction below the front matter"
            out.append(Problem(file: path, line: front.bodyLine, column: 1, message: message))
        }
        return out
    }

    /// What it calls itself; a command is called by its path.
    var title: String {
        if kind != .command, let name = fields.text("name") { return name.trimmed }
        let parts = path.split(separator: "/").map(String.init)
        let folder = parts.dropLast().lastIndex(of: "commands").map { $0 + 1 } ?? max(0, parts.count - 1)
        return parts[folder...].joined(separator: "-").removingSuffix(".md")
    }

    /// Whether it is a skill whose folder has its name.
    var isAtHome: Bool {
        kind == .skill && path.split(separator: "/").dropLast().last.map(String.init) == title.asTemplateName
    }

    /// A command without one is described by its first line, as agents do.
    var description: String {
        if let text = fields.text("description")?.trimmed, !text.isEmpty { return text }
        let line = front.body.split(separator: "\n").first ?? ""
        return String(line.drop { $0 == "#" || $0 == " " })
    }
}

extension String {
    package func removingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }

    /// The nearest text that is a template's name: a-z 0-9 and single hyphens, at most 64; empty if nothing is left.
    package var asTemplateName: String {
        var out = ""
        for scalar in withoutAccents.lowercased().unicodeScalars {
            let isPlain = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
            if isPlain { out.unicodeScalars.append(scalar) } else if !out.isEmpty && !out.hasSuffix("-") { out += "-" }
        }
        out = String(out.prefix(64))
        while out.hasSuffix("-") { out.removeLast() }
        return out
    }
}
