import Domain

/// `actions.yaml`: the catalogue of what an agent may ask for.
enum ActionsReader {
    private static let keys = [
        "name", "class", "reversible", "description", "arguments", "executor", "target", "preview", "recipients",
        "amount", "currency", "limit_per_run",
    ]

    /// An action with its schema, compiled: that takes longer than all the rest.
    typealias Entry = (action: ActionDefinition, schema: JSONSchema)

    static func read(_ file: PolicyFile) -> [Entry] {
        let entries = file.entries("actions", "an action", keys: keys).compactMap { entry($0, file) }
        file.refuseRepeats(entries.map { ($0.action.name, $0.action.place) })
        return entries
    }

    private static func entry(_ reader: MappingReader, _ file: PolicyFile) -> Entry? {
        let compiled = schema(reader)
        guard let action = action(reader, compiled?.json, file), let compiled else { return nil }
        return (action, compiled.schema)
    }

    private static func action(_ reader: MappingReader, _ schema: JSON?, _ file: PolicyFile) -> ActionDefinition? {
        let name = reader.name("name")
        let actionClass = reader.word("class", of: ActionClass.self)
        let reversible = reader.bool("reversible")
        let description = reader.string("description")
        let executor = executor(reader, actionClass, file)
        let target = template("target", reader, schema)
        let preview = template("preview", reader, schema)
        let recipients = argument("recipients", reader, schema)
        let amount = argument("amount", reader, schema)
        let currency = argument("currency", reader, schema)
        let limit = reader.optionalInteger("limit_per_run", in: 1...100) ?? 1
        guard let name, let actionClass, let reversible, let description, let schema, let target, let preview else {
            return nil
        }
        return ActionDefinition(
            name: name, actionClass: actionClass, reversible: reversible, description: description,
            argumentSchema: schema, executor: executor, target: target, preview: preview,
            recipientsArgument: recipients, amountArgument: amount, currencyArgument: currency, limitPerRun: Int(limit),
            place: file.place(reader))
    }

    /// It must describe an object, and be one that requests can be held against.
    private static func schema(_ reader: MappingReader) -> (json: JSON, schema: JSONSchema)? {
        guard let node = reader.node("arguments") else { return nil }
        guard node["type"]?.json == "object" else {
            reader.problems.report(
                "arguments must be a JSON Schema of an object", at: node["type"] ?? node, suggestion: "type: object")
            return nil
        }
        for key in ["properties", "required"] {
            guard let part = node[key] else { continue }
            let fits = key == "properties" ? part.mapping != nil : part.sequence != nil
            if !fits {
                reader.problems.report("\(key) must be a \(key == "properties" ? "mapping" : "list")", at: part)
                return nil
            }
        }
        let json = node.json
        guard let schema = reader.problems.schema(json, of: node, "arguments") else { return nil }
        reader.problems.remarkSlips(in: json, of: node, "arguments")
        return (json, schema)
    }

    private static func executor(
        _ reader: MappingReader, _ actionClass: ActionClass?, _ file: PolicyFile
    ) -> String? {
        let executor = reader.optionalString("executor")
        file.references.note(.executor, reader.optionalNode("executor"))
        if let actionClass, actionClass != .read, !reader.has("executor") {
            reader.problems.report(
                "executor is missing: someone must carry out a \(actionClass.rawValue)", at: reader.node)
        }
        return executor
    }

    /// Arguments in a target or preview must always be there, or the text could not be made.
    private static func template(_ key: String, _ reader: MappingReader, _ schema: JSON?) -> TextTemplate? {
        guard let text = reader.string(key), let node = reader.optionalNode(key) else { return nil }
        guard let template = TextTemplate(text) else {
            reader.problems.report("\(key) has a brace that is not {argument}", at: node)
            return nil
        }
        guard let schema else { return template }
        let known = (schema["properties"]?.object ?? [:]).keys.sorted()
        let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
        for name in template.argumentNames where !required.contains(name) {
            if known.contains(name) {
                reader.problems.report("{\(name)} in \(key) must be a required argument", at: node)
            } else {
                reader.problems.report(
                    "{\(name)} in \(key) is not an argument", at: node,
                    suggestion: NearestName.of(name, in: known).map { "{\($0)}" })
            }
        }
        return template
    }

    private static func argument(_ key: String, _ reader: MappingReader, _ schema: JSON?) -> String? {
        guard let name = reader.optionalString(key), let node = reader.optionalNode(key) else { return nil }
        let known = (schema?["properties"]?.object ?? [:]).keys.sorted()
        if schema != nil && !known.contains(name) {
            reader.problems.report(
                "\(key) must name an argument; \(name) is none", at: node,
                suggestion: NearestName.of(name, in: known))
        }
        return name
    }
}
