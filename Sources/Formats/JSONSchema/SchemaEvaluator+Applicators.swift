import Domain

/// The applicator and unevaluated vocabularies: what subschemas say together.
extension SchemaEvaluator {
    mutating func apply(_ keyword: ApplicatorKeyword, to instance: JSON, into outcome: inout Outcome) {
        switch keyword {
        case .allOf(let schemas): for schema in schemas { outcome.merge(evaluate(schema, instance, as: "allOf")) }
        case .anyOf(let schemas): apply(anyOf: schemas, to: instance, into: &outcome)
        case .oneOf(let schemas): apply(oneOf: schemas, to: instance, into: &outcome)
        case .not(let schema):
            if evaluate(schema, instance, as: "not").isValid {
                outcome.problems.append(problem("not", "has a form that is forbidden, found \(instance.shown)"))
            }
        case .conditional(let condition, let then, let otherwise):
            let first = evaluate(condition, instance, as: "if")
            if first.isValid { outcome.evaluated.merge(first.evaluated) }
            let branch = first.isValid ? then : otherwise
            if let branch { outcome.merge(evaluate(branch, instance, as: first.isValid ? "then" : "else")) }
        case .properties(let properties): apply(properties, to: instance, into: &outcome)
        case .propertyNames(let schema):
            for name in sortedNames(instance) {
                outcome.problems += descend(name, schema, .string(name), as: "propertyNames").problems
            }
        case .required(let names): require(names, in: instance, as: "required", into: &outcome)
        case .dependentRequired(let map):
            for name in sortedNames(instance) {
                require(map.exactly(name) ?? [], in: instance, as: "dependentRequired", into: &outcome)
            }
        case .dependentSchemas(let map):
            for name in sortedNames(instance) {
                guard let schema = map.exactly(name) else { continue }
                outcome.merge(evaluate(schema, instance, as: "dependentSchemas"))
            }
        case .items(let prefix, let rest): apply(prefix: prefix, rest: rest, to: instance, into: &outcome)
        case .contains(let schema, let min, let max):
            apply(contains: schema, min: min, max: max, to: instance, into: &outcome)
        }
    }

    private mutating func apply(anyOf schemas: [Int], to instance: JSON, into outcome: inout Outcome) {
        // All of them, because each that holds also says what it has looked at.
        let outcomes = schemas.map { evaluate($0, instance, as: "anyOf") }
        let valid = outcomes.filter(\.isValid)
        for one in valid { outcome.evaluated.merge(one.evaluated) }
        if valid.isEmpty {
            outcome.problems.append(problem("anyOf", "fits none of the allowed forms: \(reasons(outcomes))"))
        }
    }

    private mutating func apply(oneOf schemas: [Int], to instance: JSON, into outcome: inout Outcome) {
        let outcomes = schemas.map { evaluate($0, instance, as: "oneOf") }
        let fitting = outcomes.indices.filter { outcomes[$0].isValid }
        if fitting.count == 1 {
            outcome.evaluated.merge(outcomes[fitting[0]].evaluated)
        } else if fitting.isEmpty {
            outcome.problems.append(problem("oneOf", "fits none of the allowed forms: \(reasons(outcomes))"))
        } else {
            let list = fitting.map { String($0 + 1) }.joined(separator: ", ")
            outcome.problems.append(problem("oneOf", "must fit exactly one of the allowed forms, but fits \(list)"))
        }
    }

    private func reasons(_ outcomes: [Outcome]) -> String {
        outcomes.enumerated().compactMap { index, outcome in
            outcome.problems.first.map { "(\(index + 1)) \($0.message)" }
        }.joined(separator: "; ")
    }

    private func require(_ names: [String], in instance: JSON, as keyword: String, into outcome: inout Outcome) {
        guard let members = instance.object else { return }
        for name in names where members.exactly(name) == nil {
            outcome.problems.append(problem(keyword, "is required", member: name))
        }
    }

    private func sortedNames(_ instance: JSON) -> [String] { (instance.object ?? [:]).keys.sorted() }

    private mutating func apply(
        _ properties: ApplicatorKeyword.Properties, to instance: JSON, into outcome: inout Outcome
    ) {
        guard let members = instance.object else { return }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            var schemas: [(Int, String)] = []
            if let schema = properties.named.exactly(name) { schemas.append((schema, "properties")) }
            for rule in properties.matching {
                guard let occurs = rule.pattern.occurs(in: name) else {
                    outcome.problems.append(problem("patternProperties", "has a name too long to check", member: name))
                    continue
                }
                if occurs { schemas.append((rule.schema, "patternProperties")) }
            }
            if schemas.isEmpty, let schema = properties.additional { schemas = [(schema, "additionalProperties")] }
            for (schema, keyword) in schemas {
                outcome.problems += descend(name, schema, value, as: keyword).problems
                outcome.evaluated.properties.insert(name)
            }
        }
    }

    private mutating func apply(prefix: [Int], rest: Int?, to instance: JSON, into outcome: inout Outcome) {
        guard let items = instance.array else { return }
        for (index, item) in items.enumerated() {
            guard let schema = index < prefix.count ? prefix[index] : rest else { break }
            let keyword = index < prefix.count ? "prefixItems" : "items"
            outcome.problems += descend(String(index), schema, item, as: keyword).problems
            outcome.evaluated.itemCount = max(outcome.evaluated.itemCount, index + 1)
        }
    }

    private mutating func apply(
        contains schema: Int, min: Double, max: Double?, to instance: JSON, into outcome: inout Outcome
    ) {
        guard let items = instance.array else { return }
        let matching = items.indices.filter { descend(String($0), schema, items[$0], as: "contains").isValid }
        outcome.evaluated.items.formUnion(matching)
        let count = matching.count
        if Double(count) < min {
            let keyword = min == 1 ? "contains" : "minContains"
            let wanted = "\(JSON.number(min).shown) item\(min == 1 ? "" : "s")"
            outcome.problems.append(
                problem(keyword, "must contain at least \(wanted) of the asked form, found \(count)"))
        }
        if let max, Double(count) > max {
            let wanted = "\(JSON.number(max).shown) item\(max == 1 ? "" : "s")"
            outcome.problems.append(
                problem("maxContains", "must contain at most \(wanted) of the asked form, found \(count)"))
        }
    }

    // MARK: Unevaluated

    mutating func applyToRest(_ schema: Int, items instance: JSON, into outcome: inout Outcome) {
        guard let items = instance.array else { return }
        for index in items.indices.dropFirst(outcome.evaluated.itemCount)
        where !outcome.evaluated.items.contains(index) {
            outcome.problems += descend(String(index), schema, items[index], as: "unevaluatedItems").problems
        }
        outcome.evaluated.itemCount = items.count
    }

    mutating func applyToRest(_ schema: Int, properties instance: JSON, into outcome: inout Outcome) {
        guard let members = instance.object else { return }
        for (name, value) in members.sorted(by: { $0.key < $1.key })
        where !outcome.evaluated.properties.contains(name) {
            outcome.problems += descend(name, schema, value, as: "unevaluatedProperties").problems
        }
        outcome.evaluated.properties.formUnion(members.keys)
    }
}
