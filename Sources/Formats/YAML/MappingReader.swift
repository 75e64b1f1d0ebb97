import Domain

/// Reads the keys of one YAML mapping, strictly: every key is known, every value has its type, and everything that is
/// not so is reported with its place. A getter that returns nil has reported why, unless the key is optional and
/// absent.
package struct MappingReader {
    package let node: YAMLNode
    package let problems: ProblemCollector
    private let what: String

    /// Nil, and reported, when the node is not a mapping. Keys other than `keys` are reported with the nearest one.
    /// `what` names the mapping in messages: `a use case`.
    package init?(_ node: YAMLNode, _ what: String, keys: [String], problems: ProblemCollector) {
        guard let pairs = node.mapping else {
            problems.report(
                "\(what) must be a mapping of \(keys.joined(separator: ", ")); this is \(node.kindText)", at: node)
            return nil
        }
        for pair in pairs where !keys.contains(pair.name) {
            problems.report(
                "unknown key \(pair.name) in \(what)", at: pair.key, suggestion: NearestName.of(pair.name, in: keys))
        }
        self.node = node
        self.what = what
        self.problems = problems
    }

    package func has(_ key: String) -> Bool { optionalNode(key) != nil }

    /// The value as written; nil, unreported, when the key is absent.
    package func optionalNode(_ key: String) -> YAMLNode? { node[key] }

    package func node(_ key: String) -> YAMLNode? {
        let value = optionalNode(key)
        if value == nil { problems.report("\(key) is missing in \(what)", at: node) }
        return value
    }

    // MARK: Scalars

    /// Text that is not empty. A number or truth value is not text unless it is quoted.
    /// - Parameter accepts: what is quoted is proposed only if this takes it.
    package func string(_ key: String, if accepts: (String) -> Bool = { _ in true }) -> String? {
        node(key).flatMap { text($0, key, if: accepts) }
    }
    package func optionalString(_ key: String) -> String? { optionalNode(key).flatMap { text($0, key) } }

    package func integer(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
        node(key).flatMap { integer($0, key, range) }
    }
    package func optionalInteger(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
        optionalNode(key).flatMap { integer($0, key, range) }
    }

    package func bool(_ key: String) -> Bool? { node(key).flatMap { truth($0, key) } }
    package func optionalBool(_ key: String) -> Bool? { optionalNode(key).flatMap { truth($0, key) } }

    /// One of the words of an enum.
    package func word<Word: RawRepresentable & CaseIterable>(_ key: String, of type: Word.Type) -> Word?
    where Word.RawValue == String {
        node(key).flatMap { word($0, key, of: type) }
    }
    package func optionalWord<Word: RawRepresentable & CaseIterable>(_ key: String, of type: Word.Type) -> Word?
    where Word.RawValue == String {
        optionalNode(key).flatMap { word($0, key, of: type) }
    }

    // MARK: Lists and mappings

    /// The items of a list that must be there and must not be empty.
    package func items(_ key: String) -> [YAMLNode]? {
        guard let node = node(key), let items = list(node, key) else { return nil }
        if items.isEmpty { problems.report("\(key) must not be empty", at: node) }
        return items
    }
    package func optionalItems(_ key: String) -> [YAMLNode]? { optionalNode(key).flatMap { list($0, key) } }

    /// A list of texts, or one text alone. Items that are not text are reported and left out.
    package func strings(_ key: String) -> [String]? { node(key).flatMap { strings($0, key) } }
    package func optionalStrings(_ key: String) -> [String]? { optionalNode(key).flatMap { strings($0, key) } }

    package func words<Word: RawRepresentable & CaseIterable>(_ key: String, of type: Word.Type) -> [Word]?
    where Word.RawValue == String {
        node(key).map { oneOrMany($0).compactMap { word($0, key, of: type) } }
    }
    package func optionalWords<Word: RawRepresentable & CaseIterable>(_ key: String, of type: Word.Type) -> [Word]?
    where Word.RawValue == String {
        optionalNode(key).map { oneOrMany($0).compactMap { word($0, key, of: type) } }
    }

    package func mapping(_ key: String, _ what: String, keys: [String]) -> MappingReader? {
        node(key).flatMap { MappingReader($0, what, keys: keys, problems: problems) }
    }
    package func optionalMapping(_ key: String, _ what: String, keys: [String]) -> MappingReader? {
        optionalNode(key).flatMap { MappingReader($0, what, keys: keys, problems: problems) }
    }

    // MARK: One value

    package func text(_ node: YAMLNode, _ key: String, if accepts: (String) -> Bool = { _ in true }) -> String? {
        guard case .string(let text)? = node.scalar?.value else {
            problems.report(
                "\(key) must be text; this is \(node.kindText)", at: node, suggestion: Self.quoted(node, if: accepts))
            return nil
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            problems.report("\(key) must not be empty", at: node)
            return nil
        }
        return text
    }

    package func word<Word: RawRepresentable & CaseIterable>(_ node: YAMLNode, _ key: String, of: Word.Type) -> Word?
    where Word.RawValue == String {
        let known = Word.allCases.map(\.rawValue)
        guard case .string(let raw)? = node.scalar?.value else {
            problems.report(
                "\(key) must be one of \(known.joined(separator: ", ")); this is \(node.kindText)", at: node,
                suggestion: Self.quoted(node) { Word(rawValue: $0) != nil })
            return nil
        }
        if let word = Word(rawValue: raw) { return word }
        problems.report(
            "\(key) must be one of \(known.joined(separator: ", ")); this is \(raw.isEmpty ? "empty" : raw)", at: node,
            suggestion: NearestName.of(raw, in: known))
        return nil
    }

    /// A value that would be text in quotation marks; nil for what would not be accepted even so, or is nothing at all.
    private static func quoted(_ node: YAMLNode, if accepts: (String) -> Bool) -> String? {
        guard let scalar = node.scalar, scalar.value != .null, accepts(scalar.raw) else { return nil }
        return "\"\(scalar.raw)\""
    }

    private func integer(_ node: YAMLNode, _ key: String, _ range: ClosedRange<Int64>) -> Int64? {
        guard case .integer(let value)? = node.scalar?.value else {
            problems.report("\(key) must be a whole number; this is \(node.kindText)", at: node)
            return nil
        }
        guard range.contains(value) else {
            problems.report(
                "\(key) must be from \(range.lowerBound) to \(range.upperBound); this is \(value)", at: node)
            return nil
        }
        return value
    }

    private func truth(_ node: YAMLNode, _ key: String) -> Bool? {
        guard case .bool(let value)? = node.scalar?.value else {
            let meant = ["yes": "true", "on": "true", "no": "false", "off": "false"]
            problems.report(
                "\(key) must be true or false; this is \(node.kindText)", at: node,
                suggestion: meant[node.scalar?.raw.lowercased() ?? ""])
            return nil
        }
        return value
    }

    private func list(_ node: YAMLNode, _ key: String) -> [YAMLNode]? {
        if node.sequence == nil { problems.report("\(key) must be a list; this is \(node.kindText)", at: node) }
        return node.sequence
    }

    private func strings(_ node: YAMLNode, _ key: String) -> [String] {
        oneOrMany(node).compactMap { text($0, key) }
    }

    private func oneOrMany(_ node: YAMLNode) -> [YAMLNode] { node.sequence ?? [node] }
}
