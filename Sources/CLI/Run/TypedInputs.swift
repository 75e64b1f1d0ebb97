import Domain
import Formats

/// Inputs as they are typed (`--input n=3`) become the JSON that the template's schema declares. Whether they are valid is
/// for the service to say; this only finds the type.
struct TypedInputs {
    private let schema: JSON
    private let form: JSONSchema?
    private var inputs: [String: JSON]

    static func merge(_ pairs: [KeyValue], into given: JSON, schema: JSON) throws(UsageFailure) -> JSON {
        var typed = TypedInputs(schema: schema, form: try? JSONSchema(schema), inputs: given.object ?? [:])
        var order: [String] = []
        var values: [String: [String]] = [:]
        for pair in pairs {
            if values[pair.key] == nil { order.append(pair.key) }
            values[pair.key, default: []].append(pair.value)
        }
        for name in order { try typed.read(name, values[name] ?? []) }
        return .object(typed.inputs)
    }

    private mutating func read(_ name: String, _ texts: [String]) throws(UsageFailure) {
        let property = InputSchema(name, in: schema)
        if property.types.contains("array") {
            if texts.count == 1, let json = try? JSON(text: texts[0]), json.array != nil {
                inputs[name] = json
                return
            }
            var list: [JSON] = []
            for text in texts {
                list.append(try single(name, text, property.items?.types ?? []) { .array(list + [$0]) })
            }
            inputs[name] = .array(list)
            return
        }
        guard texts.count == 1 else { throw UsageFailure("--input \(name) is given twice, and is not a list") }
        inputs[name] = try single(name, texts[0], property.types) { $0 }
    }

    /// A text stays a text wherever the schema allows that one.
    /// - Parameter place: makes the input of which the value is a part.
    private func single(
        _ name: String, _ text: String, _ types: [String], _ place: (JSON) -> JSON
    ) throws(UsageFailure) -> JSON {
        let json = try? JSON(text: text)
        if types.isEmpty || types.contains("string") {
            guard let json, json.string == nil, !isTextMeant(name, place(.string(text)), place(json)) else {
                return .string(text)
            }
            return json
        }
        if let json, types.contains("integer") || types.contains("number"), !json.unkeptNumbers.isEmpty {
            throw UsageFailure("--input \(name) has more digits than a number keeps: `\(text)`")
        }
        guard let json, types.contains(where: { Self.fits(json, $0) }) else {
            throw UsageFailure("--input \(name) must be \(types.joined(separator: " or ")), not `\(text)`")
        }
        return json
    }

    /// Where the schema refuses both, the one whose type it does not refuse is meant.
    private func isTextMeant(_ name: String, _ text: JSON, _ json: JSON) -> Bool {
        let (ofText, ofJSON) = (problems(name, text), problems(name, json))
        if ofText.isEmpty || ofJSON.isEmpty { return ofText.count <= ofJSON.count }
        func isOfType(_ problem: SchemaProblem) -> Bool { problem.keyword == "type" }
        return !ofText.contains(where: isOfType) || ofJSON.contains(where: isOfType)
    }

    private func problems(_ name: String, _ value: JSON) -> [SchemaProblem] {
        form?.problems(of: name, in: .object(inputs.merging([name: value]) { $1 })) ?? []
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

extension JSONSchema {
    /// What is wrong with one member of an object, and with what is in it.
    func problems(of name: String, in inputs: JSON) -> [SchemaProblem] {
        let path = "/" + JSONPointer.escape(name)
        return validate(inputs).filter { $0.instancePath == path || $0.instancePath.hasPrefix(path + "/") }
    }
}
