import Domain

/// Judges one value by a compiled schema.
///
/// Schemas are written by people and may be circular or explode (`allOf` of two references, forty levels deep), so three
/// guards end the work with a problem, never with an endless loop or an overflowing stack: a limit of steps, a limit of
/// depth, and a look-out for a schema that comes back to itself without having moved on in the value.
struct SchemaEvaluator {
    /// One step is one subschema applied to one value.
    static let stepLimit = 200_000
    static let depthLimit = 256
    static let problemLimit = 100

    let program: SchemaProgram
    private var scope: [Int] = []
    /// How many schemas are being applied inside each other.
    private var depth = 0
    /// By node: the length of the path at which it is being applied, innermost; -1 if it is not.
    private var activeAt: [Int]
    private var path: [String] = []
    private var steps = 0
    private var abort: SchemaProblem?

    init(program: SchemaProgram) {
        self.program = program
        activeAt = [Int](repeating: -1, count: program.nodes.count)
    }

    mutating func judge(_ instance: JSON) -> [SchemaProblem] {
        let problems = evaluate(0, instance, as: "false").problems
        return abort.map { [$0] } ?? Array(problems.prefix(Self.problemLimit))
    }

    /// What one schema says about one value: what is wrong, and which members and items it has looked at.
    struct Outcome {
        var problems: [SchemaProblem] = []
        var evaluated = Evaluated()
        var isValid: Bool { problems.isEmpty }

        /// Takes over both: of a subschema that must hold.
        mutating func merge(_ other: Outcome) {
            problems += other.problems
            evaluated.merge(other.evaluated)
        }
    }

    struct Evaluated {
        var properties: Set<String> = []
        var itemCount = 0
        var items: Set<Int> = []

        mutating func merge(_ other: Evaluated) {
            properties.formUnion(other.properties)
            itemCount = max(itemCount, other.itemCount)
            items.formUnion(other.items)
        }
    }

    /// `keyword` is what brought us here; it is named if the schema is `false`.
    mutating func evaluate(_ index: Int, _ instance: JSON, as keyword: String) -> Outcome {
        guard mayEnter(index) else { return Outcome() }
        let outerActivity = activeAt[index]
        activeAt[index] = path.count
        depth += 1
        let node = program.nodes[index]
        let isNewResource = scope.last != node.resource
        if isNewResource { scope.append(node.resource) }
        defer {
            activeAt[index] = outerActivity
            depth -= 1
            if isNewResource { scope.removeLast() }
        }
        var outcome = Outcome()
        for part in node.keywords {
            if abort != nil { break }
            switch part {
            case .never: outcome.problems.append(problem(keyword, "is not allowed"))
            case .validation(let validation):
                if let complaint = validation.complaint(about: instance) {
                    outcome.problems.append(problem(validation.name, complaint))
                }
            case .core(let core): outcome.merge(follow(core, instance))
            case .applicator(let applicator): apply(applicator, to: instance, into: &outcome)
            case .unevaluatedItems(let schema): applyToRest(schema, items: instance, into: &outcome)
            case .unevaluatedProperties(let schema): applyToRest(schema, properties: instance, into: &outcome)
            }
        }
        return outcome
    }

    private mutating func mayEnter(_ index: Int) -> Bool {
        if abort != nil { return false }
        steps += 1
        if activeAt[index] == path.count {
            abort = problem("$ref", "cannot be judged: the schema refers to itself without end")
        } else if depth >= Self.depthLimit {
            abort = problem("$ref", "is nested too deep to be judged")
        } else if steps > Self.stepLimit {
            abort = problem("$ref", "takes too long to be judged: it is too large or its schema too complex")
        }
        return abort == nil
    }

    private mutating func follow(_ core: CoreKeyword, _ instance: JSON) -> Outcome {
        switch core {
        case .reference(let target): return evaluate(target, instance, as: "$ref")
        case .dynamicReference(let target, let anchor):
            let outermost = scope.lazy.compactMap { [program] in program.dynamicAnchors[$0][anchor] }.first
            return evaluate(outermost ?? target, instance, as: "$dynamicRef")
        case .metaschema: return Outcome(problems: metaschemaProblems(instance, at: "", depth: 0))
        }
    }

    private func metaschemaProblems(_ schema: JSON, at location: String, depth: Int) -> [SchemaProblem] {
        let base = path.map { "/" + JSONPointer.escape($0) }.joined()
        if depth > SchemaIndex.depthLimit { return [problem("$ref", "is nested too deep to be judged")] }
        let (problems, children) = SchemaShape.inspect(schema, at: location)
        let own = problems.map {
            SchemaProblem(instancePath: base + $0.instancePath, keyword: $0.keyword, message: $0.message)
        }
        return children.reduce(own) { $0 + metaschemaProblems($1.schema, at: $1.pointer, depth: depth + 1) }
    }

    // MARK: Places

    /// Evaluates a member or item: one step down in the value.
    mutating func descend(_ token: String, _ index: Int, _ instance: JSON, as keyword: String) -> Outcome {
        path.append(token)
        defer { path.removeLast() }
        return evaluate(index, instance, as: keyword)
    }

    func problem(_ keyword: String, _ predicate: String, member: String? = nil) -> SchemaProblem {
        let pointer = path.map { "/" + JSONPointer.escape($0) }.joined()
        return SchemaProblem(
            instancePath: pointer, keyword: keyword, message: "\(subject(member: member)) \(predicate)")
    }

    /// How a person would name the place: `customers[2].name`.
    private func subject(member: String?) -> String {
        let tokens = path + (member.map { [$0] } ?? [])
        if tokens.isEmpty { return "the value" }
        var out = ""
        for token in tokens {
            if !out.isEmpty, Int(token) != nil { out += "[\(token)]" } else { out += (out.isEmpty ? "" : ".") + token }
        }
        return out.count > 80 ? "`…\(out.suffix(80))`" : "`\(out)`"
    }
}
