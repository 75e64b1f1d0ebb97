import Domain

/// The `if` of a rule: a mapping whose entries must all hold, with `all:` and `any:` lists of such mappings for trees.
struct ConditionReader {
    let file: PolicyFile
    private var problems: ProblemCollector { file.problems }

    private static let depthLimit = 16
    private static let keys = Predicate.keys + ["all", "any"]

    /// Nil, and reported, when nothing in it can be used.
    func condition(_ node: YAMLNode, depth: Int = 0) -> Condition? {
        if depth > Self.depthLimit {
            problems.report("if is nested too deeply: at most \(Self.depthLimit) levels", at: node)
            return nil
        }
        guard let reader = MappingReader(node, "if", keys: Self.keys, problems: problems), let pairs = node.mapping
        else { return nil }
        if pairs.isEmpty {
            problems.report("a rule must say what it is about", at: node, suggestion: "action: \"**\"")
            return nil
        }
        var parts = [Condition]()
        for name in FactName.allCases where reader.has(name.rawValue) {
            if let allowed = allowed(name, reader) { parts.append(.predicate(.fact(name, oneOf: allowed))) }
        }
        if let arguments = reader.optionalNode("arguments") { parts += self.arguments(arguments) }
        if let amount = reader.optionalNode("amount") {
            parts += numbers(amount, of: "amount").map { .predicate(.amount($0)) }
        }
        if let budget = reader.optionalNode("budget") {
            parts += numbers(budget, of: "budget").map { .predicate(.budget($0)) }
        }
        if let window = TimeWindowReader.read(reader, file) { parts.append(.predicate(.time(window))) }
        if let branches = branches("all", reader, depth) { parts.append(.all(branches)) }
        if let branches = branches("any", reader, depth) { parts.append(.any(branches)) }
        if parts.isEmpty { return nil }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private func branches(_ key: String, _ reader: MappingReader, _ depth: Int) -> [Condition]? {
        guard reader.has(key), let items = reader.items(key) else { return nil }
        return items.compactMap { condition($0, depth: depth + 1) }
    }

    private func allowed(_ name: FactName, _ reader: MappingReader) -> [Glob]? {
        let key = name.rawValue
        func known<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> [Glob]? where Word.RawValue == String {
            reader.words(key, of: type)?.map { Glob($0.rawValue) }
        }
        if name == .action { file.references.note(.action, reader.optionalNode(key)) }
        if name == .useCase { file.references.note(.useCase, reader.optionalNode(key)) }
        let globs: [Glob]? =
            switch name {
            case .team, .template, .useCase, .path, .action, .target, .recipients, .recipientDomain, .currency:
                reader.globs(key)
            case .mode: known(Mode.self)
            case .permissionLevel: known(PermissionLevel.self)
            case .outputKind: known(OutputKind.self)
            case .actionClass: known(ActionClass.self)
            case .requesterRole: known(TeamRole.self)
            case .reversible: reader.bool(key).map { [Glob("\($0)")] }
            case .risk: range(key, of: Risk.self, reader)
            case .trust: range(key, of: TrustRung.self, reader)
            case .taint: reader.words(key, of: TaintWord.self)?.map { Glob($0.rawValue) }
            }
        if let globs, globs.isEmpty, let node = reader.optionalNode(key), node.sequence?.isEmpty == true {
            problems.report("\(key) must not be empty", at: node)
        }
        return globs
    }

    /// `risk: shared`, `risk: [shared, sensitive]`, `risk: {at_least: shared}`.
    private func range<Word: RawRepresentable & CaseIterable & Comparable>(
        _ key: String, of type: Word.Type, _ reader: MappingReader
    ) -> [Glob]? where Word.RawValue == String {
        guard let node = reader.optionalNode(key), node.mapping != nil else {
            return reader.words(key, of: type)?.map { Glob($0.rawValue) }
        }
        guard let range = reader.mapping(key, key, keys: ["at_least", "at_most"]) else { return nil }
        let low = range.has("at_least") ? range.word("at_least", of: type) : Word.allCases.min()
        let high = range.has("at_most") ? range.word("at_most", of: type) : Word.allCases.max()
        guard let low, let high else { return nil }
        if node.mapping?.isEmpty == true { problems.report("\(key) is compared with nothing", at: node) }
        guard low <= high else {
            problems.report("no \(key) is at least \(low.rawValue) and at most \(high.rawValue)", at: node)
            return nil
        }
        return Word.allCases.filter { low <= $0 && $0 <= high }.map { Glob($0.rawValue) }
    }

    private func arguments(_ node: YAMLNode) -> [Condition] {
        guard let pairs = node.mapping, !pairs.isEmpty else {
            problems.report("arguments must be a mapping of argument to comparison; this is \(node.kindText)", at: node)
            return []
        }
        return pairs.flatMap { pair in
            file.references.note(.argument, pair.key)
            return comparisons(pair.value, of: pair.name).map { Condition.predicate(.argument(pair.name, $0)) }
        }
    }

    /// `amount: {above: 50}`, `budget: {at_least: 80}`: bounds only.
    private func numbers(_ node: YAMLNode, of name: String) -> [Comparison] {
        let keys = Comparison.Relation.allCases.map(\.rawValue)
        guard let reader = MappingReader(node, name, keys: keys, problems: problems) else { return [] }
        let comparisons = relations(reader)
        if comparisons.isEmpty && node.mapping?.isEmpty == true {
            problems.report("\(name) is compared with nothing", at: node, suggestion: "above: 100")
        }
        return comparisons
    }

    private func relations(_ reader: MappingReader) -> [Comparison] {
        let limits = Comparison.Relation.allCases.compactMap {
            relation -> (relation: Comparison.Relation, limit: Double)? in
            guard let limit = reader.optionalNode(relation.rawValue) else { return nil }
            if let number = limit.json.double { return (relation, number) }
            problems.report("\(relation.rawValue) needs a number; this is \(limit.kindText)", at: limit)
            return nil
        }
        for low in limits where !low.relation.isUpper {
            for high in limits where high.relation.isUpper {
                let isOpen = low.relation.isOpen || high.relation.isOpen
                guard low.limit > high.limit || (low.limit == high.limit && isOpen) else { continue }
                let texts = [low.relation, high.relation].map { relation in
                    "\(relation.text) \(reader.optionalNode(relation.rawValue)?.json.canonical ?? "")"
                }
                problems.report("no number is \(texts.joined(separator: " and "))", at: reader.node)
            }
        }
        return limits.compactMap { limit in
            reader.optionalNode(limit.relation.rawValue).map { .number(limit.relation, $0.json) }
        }
    }

    /// `amount: {above: 50}`, `channel: "#general"`, `channel: {matches: "team-*"}`.
    private func comparisons(_ node: YAMLNode, of argument: String) -> [Comparison] {
        if node.scalar != nil {
            remarkPattern(node)
            return [.equals(node.json)]
        }
        let keys = ["equals", "in", "matches"] + Comparison.Relation.allCases.map(\.rawValue)
        guard let reader = MappingReader(node, "the comparison of \(argument)", keys: keys, problems: problems) else {
            return []
        }
        var comparisons = [Comparison]()
        if let value = reader.optionalNode("equals") {
            remarkPattern(value)
            comparisons.append(.equals(value.json))
        }
        if reader.has("in"), let items = reader.items("in") { comparisons.append(.oneOf(items.map(\.json))) }
        if let globs = reader.optionalGlobs("matches"), let node = reader.optionalNode("matches") {
            if node.sequence?.isEmpty == true { problems.report("matches must not be empty", at: node) }
            comparisons.append(.matches(globs))
        }
        comparisons += relations(reader)
        if comparisons.isEmpty && node.mapping?.isEmpty == true {
            problems.report("\(argument) is compared with nothing", at: node, suggestion: "equals: …")
        }
        return comparisons
    }

    private func remarkPattern(_ node: YAMLNode) {
        guard let text = node.json.string, text.contains("*") else { return }
        problems.remark(
            "\(text) is compared as it stands, with its asterisks; for a pattern: {matches: \"\(text)\"}", at: node)
    }
}

/// What `taint` may be compared with: a source, or that there is none.
private enum TaintWord: String, CaseIterable {
    case none, web, mail
    case unknownTool = "unknown_tool"
}
