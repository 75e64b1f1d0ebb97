import Domain

/// Reads SKILL.md by the Agent Skills format, strictly: its validators refuse any key but these six.
struct SkillReader {
    static let file = "SKILL.md"
    static let descriptionLimit = 1_024
    static let compatibilityLimit = 500
    private static let keys = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"]

    struct Skill {
        var name: String
        var description: String
        var license: String?
        var compatibility: String?
        var metadata: [String: String]
        var allowedTools: [String]
        var instruction: String
        /// Of the keys of the front matter, and of the instruction.
        var places: [String: TextPlace]
    }

    let folderName: String
    let problems: ProblemCollector

    /// What is wrong is reported, and reads as empty. Nil if nothing can be read.
    func read(_ bytes: [UInt8]) -> Skill? {
        do throws(Problem) {
            let front = try FrontMatter(bytes, file: Self.file)
            if front.body.isEmpty {
                problems.report(
                    "the instruction, below the front matter, is empty", line: front.bodyLine, column: 1)
            }
            let node = try YAML.parse(front.yaml, file: Self.file, firstLine: 2)
            problems.reportHidden(in: node)
            guard let reader = MappingReader(node, "the front matter", keys: Self.keys, problems: problems) else {
                return nil
            }
            var places = node.places(in: Self.file)
            places[Self.file] = TextPlace(line: front.bodyLine, column: 1)
            return skill(reader, instruction: front.body, places: places)
        } catch {
            problems.report(error.message, line: error.line, column: error.column)
            return nil
        }
    }

    private func skill(_ reader: MappingReader, instruction: String, places: [String: TextPlace]) -> Skill {
        let name = reader.string("name") { $0 == folderName }
        if let name, let node = reader.optionalNode("name") {
            if !TemplateReader.isName(name) {
                problems.report("name must be 1 to 64 of a-z 0-9 and single hyphens; this is \(name)", at: node)
            } else if name != folderName {
                problems.report("name must be that of the folder, \(folderName); this is \(name)", at: node)
            }
        }
        let metadata = metadata(reader)
        return Skill(
            name: name ?? folderName,
            description: limited("description", Self.descriptionLimit, reader.string("description"), reader) ?? "",
            license: reader.optionalString("license"),
            compatibility: limited(
                "compatibility", Self.compatibilityLimit, reader.optionalString("compatibility"), reader),
            metadata: metadata, allowedTools: Self.tools(reader.optionalString("allowed-tools") ?? ""),
            instruction: instruction, places: places)
    }

    private func limited(_ key: String, _ limit: Int, _ text: String?, _ reader: MappingReader) -> String? {
        if let text, let node = reader.optionalNode(key), text.unicodeScalars.count > limit {
            let count = text.unicodeScalars.count
            problems.report("\(key) must be at most \(limit) characters long; this has \(count)", at: node)
        }
        return text
    }

    private func metadata(_ reader: MappingReader) -> [String: String] {
        guard let node = reader.optionalNode("metadata") else { return [:] }
        guard let pairs = node.mapping else {
            problems.report("metadata must be a mapping from text to text; this is \(node.kindText)", at: node)
            return [:]
        }
        var out: [String: String] = [:]
        for pair in pairs { out[pair.name] = reader.text(pair.value, "metadata \(pair.name)") }
        return out
    }

    /// `Read Bash(git log:*)` is two tools: separated by spaces or commas that are outside brackets.
    static func tools(_ text: String) -> [String] {
        var out: [String] = []
        var tool = ""
        var depth = 0
        for character in text {
            if depth == 0 && (character == "," || character.isWhitespace) {
                if !tool.isEmpty { out.append(tool) }
                tool = ""
                continue
            }
            if character == "(" { depth += 1 } else if character == ")" { depth = max(0, depth - 1) }
            tool.append(character)
        }
        return tool.isEmpty ? out : out + [tool]
    }
}
