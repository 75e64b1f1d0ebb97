import Domain
import Formats

/// The inputs that a template needs and nobody has given, asked for one by one at a terminal. Each answer is checked by the
/// template's schema, as the service will.
enum InputForm {
    static func isShown(_ invocation: Invocation) -> Bool {
        invocation.terminal.isInputTerminal && !invocation.wantsJSON
    }

    /// What is given, with the answers; without those that nobody gave before the input ended.
    static func fill(_ given: JSON, schema: JSON, _ invocation: Invocation) throws -> JSON {
        guard isShown(invocation), let form = try? JSONSchema(schema) else { return given }
        var inputs = given
        for name in (schema["required"]?.array ?? []).compactMap(\.string) where given[name] == nil {
            let property = schema["properties"]?[name] ?? [:]
            while inputs[name] == nil {
                invocation.terminal.writeError(question(name, property))
                guard let line = try invocation.terminal.readLine() else { return inputs }
                do throws(UsageFailure) {
                    let typed = try answer(line, name, property, into: inputs, schema)
                    guard let wrong = problem(name, in: typed, form) else {
                        inputs = typed
                        continue
                    }
                    invocation.warn("\(wrong.message)")
                } catch {
                    invocation.warn("\(String(error.message.trimmingPrefix("--input ")))")
                }
            }
        }
        return inputs
    }

    /// Nothing typed takes the default that the question shows.
    private static func answer(
        _ line: String, _ name: String, _ property: JSON, into inputs: JSON, _ schema: JSON
    ) throws(UsageFailure) -> JSON {
        if line.isEmpty, let byDefault = property["default"] {
            return .object((inputs.object ?? [:]).merging([name: byDefault]) { $1 })
        }
        return try TypedInputs.merge([KeyValue(key: name, value: line)], into: inputs, schema: schema)
    }

    /// `since (The last release, as a tag; one of v1, v2; v2 if empty): `
    private static func question(_ name: String, _ property: JSON) -> String {
        let choices = (property["enum"]?.array ?? []).map(text).joined(separator: ", ")
        let notes = [
            (property["description"] ?? property["title"])?.string.map {
                HiddenText.render($0.hasSuffix(".") ? String($0.dropLast()) : $0)
            },
            choices.isEmpty ? nil : "one of \(choices)", property["default"].map { "\(text($0)) if empty" },
        ].compactMap { $0 }
        return notes.isEmpty ? "\(name): " : "\(name) (\(notes.joined(separator: "; "))): "
    }

    private static func text(_ value: JSON) -> String { HiddenText.render(value.string ?? value.canonical) }

    private static func problem(_ name: String, in inputs: JSON, _ form: JSONSchema) -> SchemaProblem? {
        let path = "/" + JSONPointer.escape(name)
        return form.validate(inputs).first { $0.instancePath == path || $0.instancePath.hasPrefix(path + "/") }
    }
}
