import Domain

/// Reads task.yaml: what Countersign must know about a task to delegate it.
struct TaskReader {
    static let file = "task.yaml"
    private static let keys = [
        "objective", "use_case", "inputs", "success_criteria", "constraints", "tools", "output", "actions", "risk",
        "mode", "permission", "needs", "budget", "timeout_minutes",
    ]

    struct Task {
        var objective: String
        var useCase: String
        var inputs: JSON
        var successCriteria: [SuccessCriterion]
        var constraints: [String]
        var tools: [String]
        var outputs: [ExpectedOutput]
        var actions: [String]
        var risk: Risk
        var mode: Mode?
        var permission: PermissionLevel
        var needs: [String]
        var budget: Budget?
        var timeoutSeconds: Int
        var places: [String: TextPlace]
    }

    let problems: ProblemCollector
    /// Takes what is not there yet but must be before the task can be published.
    let missing: ProblemCollector

    /// What is wrong is reported, and reads like what is missing: as empty, and the risk as the highest. Nil if nothing can
    /// be read.
    func read(_ bytes: [UInt8]) -> Task? {
        let root: YAMLNode
        do throws(Problem) {
            root = try YAML.parse(bytes, file: Self.file)
        } catch {
            problems.report(error.message, line: error.line, column: error.column)
            return nil
        }
        problems.reportHidden(in: root)
        guard let reader = MappingReader(root, "a task", keys: Self.keys, problems: problems) else { return nil }
        let inputs = inputs(reader)
        let criteria = criteria(reader)
        let constraints = constraints(reader)
        let outputs = outputs(reader)
        refuseRepeats(reader, "output", outputs.map(\.path))
        let actions = names(reader, "actions")
        let tools = names(reader, "tools")
        let needs = names(reader, "needs")
        let mode = reader.optionalWord("mode", of: Mode.self)
        let permission = reader.optionalWord("permission", of: PermissionLevel.self) ?? .draft
        let budget = reader.optionalMapping("budget", "a budget", keys: ["minutes", "turns", "dollars"]).map(budget)
        let timeout = reader.optionalInteger("timeout_minutes", in: TaskTemplate.timeoutRangeMinutes)
        let useCase = has("use_case", reader) ? reader.string("use_case") : nil
        let risk = has("risk", reader) ? reader.word("risk", of: Risk.self) : nil
        let objective = has("objective", reader) ? reader.string("objective") : nil
        return Task(
            objective: objective ?? "", useCase: useCase ?? "", inputs: inputs, successCriteria: criteria,
            constraints: constraints, tools: tools, outputs: outputs, actions: actions, risk: risk ?? .irreversible,
            mode: mode, permission: permission, needs: needs, budget: budget,
            timeoutSeconds: Int(timeout ?? TaskTemplate.defaultTimeoutMinutes) * 60,
            places: root.places(in: Self.file))
    }

    // MARK: Parts

    /// Whether somebody has said something under the key: a key with nothing behind it is a gap, too.
    private func has(_ key: String, _ reader: MappingReader, _ advice: String = "") -> Bool {
        if let node = reader.optionalNode(key), node.scalar?.value != .null { return true }
        missing.report("\(key) is missing in a task\(advice)", at: reader.optionalNode(key) ?? reader.node)
        return false
    }

    private func inputs(_ reader: MappingReader) -> JSON {
        guard let node = reader.optionalNode("inputs") else {
            return ["type": "object", "additionalProperties": false]
        }
        if node["type"]?.scalar?.raw != "object" {
            problems.report("inputs must be a JSON Schema of `type: object`", at: node["type"] ?? node)
        }
        _ = problems.schema(node, "inputs")
        return node.json
    }

    private func outputs(_ reader: MappingReader) -> [ExpectedOutput] {
        let advice = "; say which files it makes: a list of {path, kind}"
        guard has("output", reader, advice) else { return [] }
        return (reader.items("output") ?? []).compactMap(output)
    }

    private func criteria(_ reader: MappingReader) -> [SuccessCriterion] {
        let advice = "; without them nobody can say whether the task was done: add a list of {id, text, evidence}"
        guard has("success_criteria", reader, advice) else { return [] }
        var lines: [String: Int] = [:]
        return (reader.items("success_criteria") ?? []).compactMap { node in
            let keys = ["id", "text", "evidence"]
            guard let item = MappingReader(node, "a success criterion", keys: keys, problems: problems) else {
                return nil
            }
            let id = item.string("id", if: TemplateReader.isName)
            if let id, let place = item.optionalNode("id") {
                if !TemplateReader.isName(id) {
                    problems.report("id must be 1 to 64 of a-z 0-9 and single hyphens; this is \(id)", at: place)
                }
                if let line = lines[id] { problems.report("\(id) is the criterion of line \(line), too", at: place) }
                lines[id] = lines[id] ?? place.line
            }
            let text = item.string("text")
            guard let evidence = item.string("evidence"), let id, let text else { return nil }
            return SuccessCriterion(id: id, text: text, evidence: evidence)
        }
    }

    private func constraints(_ reader: MappingReader) -> [String] {
        guard has("constraints", reader, "; say what must not be done, one sentence each") else { return [] }
        return (reader.items("constraints") ?? []).compactMap { reader.text($0, "a constraint") }
    }

    private func output(_ node: YAMLNode) -> ExpectedOutput? {
        let keys = ["path", "kind", "description", "schema", "required"]
        guard let item = MappingReader(node, "an output", keys: keys, problems: problems) else { return nil }
        let path = item.string("path")
        if let path, let place = item.optionalNode("path"), let reason = FileSet.unsafety(ofPath: path) {
            problems.report("path \(reason)", at: place)
        }
        let schema = item.optionalNode("schema")
        if let schema { _ = problems.schema(schema, "schema") }
        let required = item.optionalBool("required") ?? true
        let description = item.optionalString("description")
        guard let kind = item.word("kind", of: OutputKind.self), let path else { return nil }
        return ExpectedOutput(
            path: path, kind: kind, description: description, schema: schema?.json, required: required)
    }

    private func budget(_ reader: MappingReader) -> Budget {
        Budget(
            minutes: reader.optionalInteger("minutes", in: 1...10_000).map(Int.init),
            turns: reader.optionalInteger("turns", in: 1...10_000).map(Int.init),
            dollars: reader.optionalInteger("dollars", in: 1...10_000).map(Int.init))
    }

    private func names(_ reader: MappingReader, _ key: String) -> [String] {
        let names = reader.optionalStrings(key) ?? []
        refuseRepeats(reader, key, names)
        return names
    }

    private func refuseRepeats(_ reader: MappingReader, _ key: String, _ names: [String]) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            if let node = reader.optionalNode(key) { problems.report("\(key) names \(name) twice", at: node) }
        }
    }
}
