import Domain

/// The front matter of a file by somebody else: any keys, in the order in which they stand.
struct ForeignFields {
    struct Field {
        let name: String
        let value: ForeignValue
        /// Of the file.
        let line: Int
    }

    private(set) var fields: [Field] = []
    /// What is wrong with it as YAML, if it could be read all the same.
    private(set) var complaint: Problem?
    /// What escapes hide in it.
    private(set) var hidden: [Problem] = []

    /// Throws if it is neither YAML nor lines `key: text`, which is how agents read what is not quite YAML, such as
    /// `argument-hint: [branch] | --all`.
    init(_ front: FrontMatter, file: String) throws(Problem) {
        if front.yaml.allSatisfy({ $0 == 32 || $0 == 10 }) { return }
        do throws(Problem) {
            let node = try YAML.parse(front.yaml, file: file, firstLine: 2)
            guard let pairs = node.mapping else {
                throw Problem(
                    file: file, line: node.line, column: node.column,
                    message: "the front matter must be a mapping; this is \(node.kindText)")
            }
            let found = ProblemCollector(file: file)
            found.reportHidden(in: node)
            hidden = found.problems
            let lines = String(decoding: front.yaml, as: UTF8.self).lines
            fields = pairs.map { pair in
                Field(name: pair.name, value: ForeignValue(pair.value, in: lines), line: pair.key.line)
            }
        } catch {
            guard let fields = ForeignFields.lines(String(decoding: front.yaml, as: UTF8.self)) else { throw error }
            self.fields = fields
            complaint = Problem(
                file: file, line: error.line, column: error.column,
                message: "not read as YAML (\(error.message)); each line was read as `key: text`")
        }
    }

    subscript(_ name: String) -> Field? { fields.first { $0.name == name } }

    func text(_ name: String) -> String? { self[name]?.value.text }

    /// Nil unless every line is `key: text`, the continuation of one, blank or a comment.
    private static func lines(_ text: String) -> [Field]? {
        var out: [(name: String, text: String, line: Int)] = []
        for (index, line) in text.lines.enumerated() {
            let trimmed = line.trimmed
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            if line.first == " " || line.first == "\t" || line.first == "-" {
                guard let last = out.indices.last else { return nil }
                out[last].text += (out[last].text.isEmpty ? "" : " ") + trimmed
                continue
            }
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
                line[..<colon].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
            else { return nil }
            let name = String(line[..<colon])
            if out.contains(where: { $0.name == name }) { return nil }
            out.append((name, unquoted(line[line.index(after: colon)...].trimmed), index + 2))
        }
        return out.map { Field(name: $0.name, value: .text($0.text), line: $0.line) }
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let quote = text.first, quote == "\"" || quote == "'", text.last == quote else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }
}

extension StringProtocol {
    /// Without white space around it.
    var trimmed: String {
        let isBlank = { (character: Character) in character.isWhitespace }
        let start = self.drop(while: isBlank)
        return String(start.reversed().drop(while: isBlank).reversed())
    }
}
