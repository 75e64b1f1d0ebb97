import Domain

/// One YAML file of a bundle while it is read: where its problems go and how its entries are found.
struct PolicyFile {
    let problems: ProblemCollector
    let references: PolicyReferences
    private let root: YAMLNode?

    /// Keeps the syntax error, if any, as a problem; the file then has no entries.
    init(_ path: String, _ bytes: [UInt8]) {
        problems = ProblemCollector(file: path)
        references = PolicyReferences(file: path)
        do throws(Problem) {
            let node = try YAML.parse(bytes, file: path)
            root = node
            // What stands in the file as it is, is reported where it stands.
            if PlainText.hidden(in: String(decoding: bytes, as: UTF8.self), file: path).isEmpty {
                problems.reportHidden(in: node)
            }
        } catch {
            problems.report(error.message, line: error.line, column: error.column)
            root = nil
        }
    }

    func reader(_ what: String, keys: [String]) -> MappingReader? {
        root.flatMap { MappingReader($0, what, keys: keys, problems: problems) }
    }

    /// The mappings of the list that is the file's only key.
    func entries(_ key: String, _ what: String, keys: [String]) -> [MappingReader] {
        guard let reader = reader("the file", keys: [key]), reader.node(key) != nil else { return [] }
        return (reader.optionalItems(key) ?? []).compactMap {
            MappingReader($0, what, keys: keys, problems: problems)
        }
    }

    func place(_ reader: MappingReader) -> Place { Place(file: problems.file, line: reader.node.line) }

    /// Reports the second of two entries with one name.
    func refuseRepeats(_ entries: [(name: String, place: Place)]) {
        var seen = [String: Int]()
        for entry in entries {
            if let line = seen[entry.name] {
                problems.report("\(entry.name) is already defined in line \(line)", line: entry.place.line, column: 1)
            }
            seen[entry.name] = seen[entry.name] ?? entry.place.line
        }
    }
}

extension MappingReader {
    /// A name that can stand in commands and URLs: 1 to 64 of `a-z 0-9 . _ -`, starting with a letter or digit.
    func name(_ key: String) -> String? {
        guard let name = string(key), let node = optionalNode(key) else { return nil }
        let allowed = name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains($0)
        }
        if allowed && name.utf8.count <= 64 && !name.hasPrefix(".") && !name.hasPrefix("-") && !name.hasPrefix("_") {
            return name
        }
        problems.report(
            "\(key) must be 1 to 64 of a-z 0-9 . _ - and start with a letter or digit; this is \(name)", at: node)
        return nil
    }

    /// One pattern or a list of them.
    func globs(_ key: String) -> [Glob]? { strings(key).map { globs($0, key) } }
    func optionalGlobs(_ key: String) -> [Glob]? { optionalStrings(key).map { globs($0, key) } }

    private func globs(_ texts: [String], _ key: String) -> [Glob] {
        let items = optionalNode(key).map { $0.sequence ?? [$0] } ?? []
        for item in items {
            guard let text = item.scalar?.raw, text.looksLikeAnExpression else { continue }
            problems.remark(
                "\(text) looks like a regular expression, and is none here: only *, ** and ? stand for other text",
                at: item)
        }
        return texts.map { Glob($0) }
    }
}

extension String {
    /// As other tools write patterns: `^a$`, `a|b`, `a.+`, `[a-z]`, `{a,b}`, `!a`. What `.*` says, a pattern says, too.
    fileprivate var looksLikeAnExpression: Bool {
        let pairs = [("[", "]"), ("{", "}")]
        return hasPrefix("^") || hasSuffix("$") || hasPrefix("!") || contains("|") || contains(".+")
            || pairs.contains { contains($0) && contains($1) }
    }
}
