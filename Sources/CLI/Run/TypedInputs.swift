import Domain

/// Inputs as they are typed (`--input n=3`) become the JSON that the template's schema declares. Whether they are valid is
/// for the service to say; this only finds the type.
enum TypedInputs {
    static func merge(_ pairs: [KeyValue], into given: JSON, schema: JSON) throws(UsageFailure) -> JSON {
        var inputs = given.object ?? [:]
        var order: [String] = []
        var values: [String: [String]] = [:]
        for pair in pairs {
            if values[pair.key] == nil { order.append(pair.key) }
            values[pair.key, default: []].append(pair.value)
        }
        for name in order {
            inputs[name] = try value(name, values[name] ?? [], schema["properties"]?[name] ?? [:])
        }
        return .object(inputs)
    }

    private static func value(_ name: String, _ texts: [String], _ schema: JSON) throws(UsageFailure) -> JSON {
        let types = types(schema)
        if types.contains("array") {
            if texts.count == 1, let json = try? JSON(text: texts[0]), json.array != nil { return json }
            let items = Self.types(schema["items"] ?? [:])
            var list: [JSON] = []
            for text in texts { list.append(try single(name, text, items)) }
            return .array(list)
        }
        guard texts.count == 1 else { throw UsageFailure("--input \(name) is given twice, and is not a list") }
        return try single(name, texts[0], types)
    }

    /// A text stays a text wherever the schema allows one.
    private static func single(_ name: String, _ text: String, _ types: [String]) throws(UsageFailure) -> JSON {
        if types.isEmpty || types.contains("string") { return .string(text) }
        guard let json = try? JSON(text: text), types.contains(where: { fits(json, $0) }) else {
            throw UsageFailure("--input \(name) must be \(types.joined(separator: " or ")), not `\(text)`")
        }
        return json
    }

    private static func types(_ schema: JSON) -> [String] {
        if let one = schema["type"]?.string { return [one] }
        return (schema["type"]?.array ?? []).compactMap(\.string)
    }

    private static func fits(_ json: JSON, _ type: String) -> Bool {
        switch type {
        case "integer": json.integer != nil
        case "number": json.double != nil
        case "boolean": json.bool != nil
        case "array": json.array != nil
        case "object": json.object != nil
        case "null": json == .null
        default: false
        }
    }
}
