import Domain
import Formats

/// The inputs that a template needs and nobody has given, asked for one by one at a terminal. Each answer is checked by the
/// template's schema, as the service will.
enum InputForm {
    static func isShown(_ invocation: Invocation) -> Bool {
        invocation.terminal.isInputTerminal && !invocation.wantsJSON
    }

    /// So often the same question is asked.
    private static let attemptLimit = 5

    /// What is given, with the answers; without those that nobody gave before the input ended.
    static func fill(_ given: JSON, schema: JSON, _ invocation: Invocation) throws -> JSON {
        guard isShown(invocation), let form = try? JSONSchema(schema) else { return given }
        var inputs = given
        for name in (schema["required"]?.array ?? []).compactMap(\.string) where given[name] == nil {
            guard let answered = try ask(name, into: inputs, given, schema, form, invocation) else { return inputs }
            inputs = answered
        }
        return inputs
    }

    /// Nil: the input has ended.
    private static func ask(
        _ name: String, into inputs: JSON, _ given: JSON, _ schema: JSON, _ form: JSONSchema, _ invocation: Invocation
    ) throws -> JSON? {
        let property = InputSchema(name, in: schema)
        for _ in 1...attemptLimit {
            invocation.terminal.writeError(question(name, property))
            guard let line = try invocation.terminal.readLine() else { return nil }
            do throws(UsageFailure) {
                let typed = try answer(line, name, property, into: inputs, schema)
                guard let wrong = form.problems(of: name, in: typed).first else { return typed }
                invocation.warn("\(wrong.message)")
            } catch {
                invocation.warn("\(String(error.message.trimmingPrefix("--input ")))")
            }
        }
        throw UsageFailure(
            "no answer fits \(name); give all inputs in a file: --inputs-json FILE "
                + "(`countersign template show --json` has their schema)"
                + (inputs == given ? "" : "; with your answers they are \(HiddenText.render(inputs.canonical))"))
    }

    /// Nothing typed takes the default that the question shows.
    private static func answer(
        _ line: String, _ name: String, _ property: InputSchema, into inputs: JSON, _ schema: JSON
    ) throws(UsageFailure) -> JSON {
        if line.isEmpty, let byDefault = property.note("default") {
            return .object((inputs.object ?? [:]).merging([name: byDefault]) { $1 })
        }
        return try TypedInputs.merge([KeyValue(key: name, value: line)], into: inputs, schema: schema)
    }

    /// `since (The last release, as a tag; one of v1, v2; v2 if empty): `
    private static func question(_ name: String, _ property: InputSchema) -> String {
        let notes = [
            (property.note("description") ?? property.note("title"))?.string.map {
                HiddenText.render($0.hasSuffix(".") ? String($0.dropLast()) : $0)
            },
            property.choices.map { _ in property.said },
            property.note("default").map { "\(HiddenText.render($0.string ?? $0.canonical)) if empty" },
        ].compactMap { $0 }
        return notes.isEmpty ? "\(name): " : "\(name) (\(notes.joined(separator: "; "))): "
    }
}
