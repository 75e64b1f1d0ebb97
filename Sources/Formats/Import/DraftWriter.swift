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
    /// Of the metadata.
    private var keys: Set<String> = []
    private(set) var remarks: [Problem] = []
    private var usesArguments = false

    init(_ task: TaskDescription, name: String) {
        self.task = task
        self.name = name
        if let complaint = task.fields.complaint { remarks.append(complaint) }
        keepFields()
        remarkOnBody()
    }

    // MARK: SKILL.md

    /// The file itself if it is portable already.
    var isPortable: Bool {
        task.kind == .skill && task.fields.complaint == nil && task.fields.text("name") == name
            && task.fields.fields.allSatisfy { field in
                guard Self.portableKeys.contains(field.name) else { return false }
                if field.name == "metadata", case .mapping(let pairs, _) = field.value {
                    return pairs.allSatisfy(\.value.isText)
                }
                return field.name != "metadata" && field.value.isText
            } && description == task.description && compatibility == task.fields.text("compatibility")?.trimmed
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
            if case .list(let items, _) = value { return items.compactMap(\.text) }
            return SkillReader.tools(value.text ?? "")
        }
    }

    /// JSON's strings are YAML's, whatever is in them.
    private func quoted(_ text: String) -> String { JSON.string(text).canonical }

    private mutating func keepFields() {
        for field in task.fields.fields where field.name == "metadata" { keepMetadata(field) }
        for field in task.fields.fields where field.name != "metadata" {
            let isPortable = Self.portableKeys.contains(field.name) || task.kind == .agent && field.name == "tools"
            if isPortable {
                remarkOnKind(field)
            } else if keep(field.name, field.value) {
                let reason = PluginManifests.reason(against: field.name).map { ": \($0)" } ?? ""
                remark(field.line, "\(field.name) is no key of a portable skill; kept under metadata\(reason)")
            } else {
                remarkOnNothing(field.name, field.line)
            }
        }
        keepWhole()
        if task.kind == .skill, !isPortable {
            remark(1, "the front matter is written anew, for what is remarked on here; comments in it are left out")
        }
    }

    private mutating func keepMetadata(_ field: ForeignFields.Field) {
        guard case .mapping(let pairs, _) = field.value else {
            guard keep(field.name, field.value) else { return remarkOnNothing(field.name, field.line) }
            let message = "metadata is \(field.value.kindText), where a mapping is meant; kept under the key metadata"
            return remark(field.line, message)
        }
        for pair in pairs {
            if !keep(pair.name, pair.value) {
                remarkOnNothing("metadata \(pair.name)", pair.line)
            } else if task.kind == .skill, !pair.value.isText {
                let message = "metadata \(pair.name) is \(pair.value.kindText), where text is meant; "
                remark(pair.line, message + "it is kept as it stands, in quotes")
            }
        }
    }

    /// A key that has its place in a SKILL.md, and a value that is not the text that belongs there.
    private mutating func remarkOnKind(_ field: ForeignFields.Field) {
        guard field.value.text != nil else { return remarkOnNothing(field.name, field.line) }
        let isTools = ["tools", "allowed-tools"].contains(field.name)
        switch field.value {
        case .nothing, .text: break
        case .list where isTools:
            if task.kind == .skill { remark(field.line, "\(field.name) is a list; it is written as text") }
        case .literal where task.kind != .skill: break
        case .literal, .list, .mapping:
            let message = "\(field.name) is \(field.value.kindText), where text is meant; it is kept as it stands"
            remark(field.line, message)
        }
    }

    private mutating func remarkOnNothing(_ key: String, _ line: Int) {
        remark(line, "\(key) has no value and is left out")
    }

    /// What is shortened or renamed is there as it was, too.
    private mutating func keepWhole() {
        if let field = task.fields["name"], let typed = field.value.text, typed != name {
            keep("imported-name", field.value)
            remark(field.line, "the name \(typed) became \(name)")
        }
        if description != task.description, let line = task.fields["description"]?.line {
            remark(line, "a description has at most 1024 characters; the whole is kept at the end of the instruction")
        }
        if let field = task.fields["compatibility"], let whole = field.value.text, compatibility != whole.trimmed {
            keep("imported-compatibility", field.value)
            remark(field.line, "compatibility has at most 500 characters; the whole is kept under metadata")
        }
    }

    @discardableResult
    private mutating func keep(_ key: String, _ value: ForeignValue) -> Bool {
        guard let text = value.text else { return false }
        let isNew = keys.insert(key).inserted
        metadata.append((isNew ? key : "imported-\(key)", text))
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
            if task.kind == .command, let mark = Self.argumentMark(line) {
                usesArguments = true
                remark(
                    number,
                    "\(mark) stays as text, for nothing fills it in: what the command was called with is the input "
                        + "`arguments`, so write \(mark == "`$ARGUMENTS`" ? "`arguments`" : "which part of `arguments`") instead"
                )
            }
        }
    }

    /// What stands for what the command was called with.
    private static func argumentMark(_ line: Substring.UTF8View) -> String? {
        line.holds("$ARGUMENTS") ? "`$ARGUMENTS`" : line.number.map { "`$\($0)`" }
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

    /// Of `$1` to `$9`.
    fileprivate var number: Int? {
        zip(self, dropFirst()).first {
            $0 == UInt8(ascii: "$") && (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($1)
        }.map { Int($1 - UInt8(ascii: "0")) }
    }
}
