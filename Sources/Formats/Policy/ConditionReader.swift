import Domain

/// The `if` of a rule: a mapping whose entries must all hold, with `all:` and `any:` lists of such mappings for trees.
struct ConditionReader {
    let file: PolicyFile
    private var problems: ProblemCollector { file.problems }

    private static let keys = FactName.allCases.map(\.rawValue) + ["arguments", "all", "any"]

    /// Nil, and reported, when nothing in it can be used.
    func condition(_ node: YAMLNode) -> Condition? {
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
        if let branches = branches("all", reader) { parts.append(.all(branches)) }
        if let branches = branches("any", reader) { parts.append(.any(branches)) }
        if parts.isEmpty { return nil }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private func branches(_ key: String, _ reader: MappingReader) -> [Condition]? {
        guard reader.has(key), let items = reader.items(key) else { return nil }
        return items.compactMap { condition($0) }
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
            case .template, .useCase, .path, .action, .target, .recipients: reader.globs(key)
            case .mode: known(Mode.self)
            case .permissionLevel: known(PermissionLevel.self)
            case .outputKind: known(OutputKind.self)
            case .actionClass: known(ActionClass.self)
            case .requesterRole: known(TeamRole.self)
            case .reversible: reader.bool(key).map { [Glob("\($0)")] }
            case .risk: risks(reader)
            }
        if let globs, globs.isEmpty, let node = reader.optionalNode(key), node.sequence?.isEmpty == true {
            problems.report("\(key) must not be empty", at: node)
        }
        return globs
    }

    /// `risk: shared`, `risk: [shared, sensitive]`, `risk: {at_least: shared}`.
    private func risks(_ reader: MappingReader) -> [Glob]? {
        guard let node = reader.optionalNode("risk"), node.mapping != nil else {
            return reader.words("risk", of: Risk.self)?.map { Glob($0.rawValue) }
        }
        guard let range = reader.mapping("risk", "risk", keys: ["at_least", "at_most"]) else { return nil }
        let low = range.has("at_least") ? range.word("at_least", of: Risk.self) : .routine
        let high = range.has("at_most") ? range.word("at_most", of: Risk.self) : .irreversible
        guard let low, let high else { return nil }
        guard low <= high else {
            problems.report("no risk is at least \(low.rawValue) and at most \(high.rawValue)", at: node)
            return nil
        }
        return Risk.allCases.filter { low <= $0 && $0 <= high }.map { Glob($0.rawValue) }
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

    /// `amount: {above: 50}`, `channel: "#general"`, `channel: {matches: "team-*"}`.
    private func comparisons(_ node: YAMLNode, of argument: String) -> [Comparison] {
        if node.scalar != nil { return [.equals(node.json)] }
        let relations = Comparison.Relation.allCases
        let keys = ["equals", "in", "matches"] + relations.map(\.rawValue)
        guard let reader = MappingReader(node, "the comparison of \(argument)", keys: keys, problems: problems) else {
            return []
        }
        var comparisons = [Comparison]()
        if let value = reader.optionalNode("equals") { comparisons.append(.equals(value.json)) }
        if reader.has("in"), let items = reader.items("in") { comparisons.append(.oneOf(items.map(\.json))) }
        if let globs = reader.optionalGlobs("matches") { comparisons.append(.matches(globs)) }
        for relation in relations {
            guard let limit = reader.optionalNode(relation.rawValue) else { continue }
            if limit.json.double == nil {
                problems.report("\(relation.rawValue) needs a number; this is \(limit.kindText)", at: limit)
            } else {
                comparisons.append(.number(relation, limit.json))
            }
        }
        if comparisons.isEmpty && node.mapping?.isEmpty == true {
            problems.report("\(argument) is compared with nothing", at: node, suggestion: "equals: …")
        }
        return comparisons
    }
}
