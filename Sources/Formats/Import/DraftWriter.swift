import Domain

/// Writes the draft of one task: a portable SKILL.md and a task.yaml that leaves open what nobody has said. What
/// has no place there is kept where it does no harm, and remarked on.
struct DraftWriter {
    private static let portableKeys: Set = [
        "name", "description", "license", "compatibility", "metadata", "allowed-tools",
    ]

    let task: TaskDescription
    let name: String
    private var metadata: [(String, String)] = []
    private(set) var remarks: [Problem] = []
    private var usesArguments = false

    init(_ task: TaskDescription, name: String) {
        self.task = task
        self.name = name
        if let complaint = task.fields.complaint { remarks.append(complaint) }
        keepOthers()
        remarkOnBody()
    }

    // MARK: SKILL.md

    /// The file itself if it is portable already.
    var isPortable: Bool {
        task.kind == .skill && task.fields.complaint == nil && task.fields.text("name") == name
            && task.fields.fields.allSatisfy { field in
                guard Self.portableKeys.contains(field.name) else { return false }
                if field.name == "metadata" {
                    return field.value.object?.values.allSatisfy { $0.string != nil } == true
                }
                return field.value.string.map { !$0.trimmed.isEmpty } == true
            } && description == task.description && compatibility == task.fields.text("compatibility")
    }

    var skill: String {
        var lines = ["---", "name: \(isText ? name : quoted(name))", "description: \(quoted(description))"]
        if let license = task.fields.text("license") { lines.append("license: \(quoted(license))") }
        if let compatibility { lines.append("compatibility: \(quoted(compatibility))") }
        if !metadata.isEmpty {
            lines.append("metadata:")
            for (key, value) in metadata { lines.append("  \(quoted(key)): \(quoted(value))") }
        }
        if !tools.isEmpty { lines.append("allowed-tools: \(quoted(tools.joined(separator: " ")))") }
        lines += ["---", "", task.front.body]
        if description != task.description {
            lines += ["", "## When to use it, in full", "", task.description]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whether YAML takes the name for what it is, and not for a number or a truth value.
    private var isText: Bool {
        guard let node = try? YAML.parse(Array(name.utf8), file: SkillReader.file), case .string? = node.scalar?.value
        else {
            return false
        }
        return true
    }

    private var description: String { Self.cut(task.description, to: SkillReader.descriptionLimit) }

    private var compatibility: String? {
        guard let text = task.fields.text("compatibility")?.trimmed, !text.isEmpty else { return nil }
        return Self.cut(text, to: SkillReader.compatibilityLimit)
    }

    private static func cut(_ text: String, to limit: Int) -> String {
        text.unicodeScalars.count <= limit ? text : String(String(text.unicodeScalars.prefix(limit - 1)).trimmed) + "…"
    }

    /// Agents say `tools`, commands and skills `allowed-tools`; as a list or as text.
    private var tools: [String] {
        let keys = task.kind == .agent ? ["tools", "allowed-tools"] : ["allowed-tools"]
        return keys.flatMap { key -> [String] in
            guard let value = task.fields[key]?.value else { return [] }
            return value.array.map { $0.compactMap(\.asText) } ?? SkillReader.tools(value.asText ?? "")
        }
    }

    /// JSON's strings are YAML's, whatever is in them.
    private func quoted(_ text: String) -> String { JSON.string(text).canonical }

    private mutating func keepOthers() {
        let taken = Self.portableKeys.union(task.kind == .agent ? ["tools"] : [])
        for field in task.fields.fields where field.name == "metadata" {
            for (key, value) in (field.value.object ?? ["metadata": field.value]).sorted(by: { $0.key < $1.key }) {
                keep(key, value)
            }
        }
        for field in task.fields.fields where !taken.contains(field.name) {
            if keep(field.name, field.value) {
                remark(field.line, "\(field.name) is no key of a portable skill; kept under metadata")
            }
        }
        for field in task.fields.fields where ["name", "description"].contains(field.name) {
            guard field.value.array != nil || field.value.object != nil else { continue }
            let kind = field.value.array == nil ? "a mapping" : "a list"
            remark(field.line, "\(field.name) is \(kind), where text is meant; it is kept as it stands")
        }
        if let title = task.fields["name"], task.title != name {
            keep("imported-name", .string(task.title))
            remark(title.line, "the name \(task.title) became \(name)")
        }
        if description != task.description, let line = task.fields["description"]?.line {
            remark(line, "a description has at most 1024 characters; the whole is kept at the end of the instruction")
        }
        if let field = task.fields["compatibility"], let whole = task.fields.text("compatibility"),
            compatibility != whole.trimmed
        {
            keep("imported-compatibility", .string(whole))
            remark(field.line, "compatibility has at most 500 characters; the whole is kept under metadata")
        }
    }

    @discardableResult
    private mutating func keep(_ key: String, _ value: JSON) -> Bool {
        guard let text = value.asText, !text.trimmed.isEmpty else { return false }
        let isTaken = metadata.contains { $0.0 == key }
        metadata.append((isTaken ? "imported-\(key)" : key, text))
        return true
    }

    private mutating func remark(_ line: Int, _ message: String) {
        remarks.append(Problem(file: task.path, line: line, column: 1, message: message))
    }

    /// What an agent does with a command before it is read, and nothing does here.
    private mutating func remarkOnBody() {
        let lines = task.front.body.utf8.lines
        for (index, line) in lines.enumerated() {
            let number = task.front.bodyLine + index
            if line.starts(with: "!`".utf8) || line.holds(" !`") {
                remark(
                    number, "!`…` is a program that agents run before they read this; here it is text that nothing runs"
                )
            }
            if task.kind == .command, Self.usesArguments(line) {
                usesArguments = true
                remark(number, "what the command was called with; here it is the input `arguments`")
            }
        }
    }

    private static func usesArguments(_ line: Substring.UTF8View) -> Bool {
        line.holds("$ARGUMENTS") || line.holdsNumber
    }

    // MARK: task.yaml

    var taskFile: String {
        var lines = [
            "# What only you can say is missing; `countersign template lint` tells what it must hold.",
            "# objective:", "# use_case:", "# success_criteria:", "# constraints:", "# output:", "# risk:",
        ]
        if usesArguments {
            let hint = task.fields.text("argument-hint") ?? "What the command was called with."
            lines += [
                "inputs:", "  type: object", "  properties:",
                "    arguments: {type: string, description: \(quoted(hint))}", "  additionalProperties: false",
            ]
        }
        var seen: Set<String> = []
        let tools = tools.filter { seen.insert($0).inserted }
        if !tools.isEmpty { lines.append("tools: [\(tools.map(quoted).joined(separator: ", "))]") }
        lines.append("actions: []")
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Substring.UTF8View {
    /// Whether these bytes are somewhere in it; `String.contains` compares characters, which takes far longer.
    fileprivate func holds(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return indices.contains { self[$0...].starts(with: wanted) }
    }

    /// `$1` to `$9`.
    fileprivate var holdsNumber: Bool {
        zip(self, dropFirst()).contains {
            $0 == UInt8(ascii: "$") && (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($1)
        }
    }
}
