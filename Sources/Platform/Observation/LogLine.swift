import Domain

/// One observation as a line, cleaned of secrets and of characters that could forge another line or steer a terminal.
struct LogLine {
    private let time: String
    private let level: String
    private let name: String
    private let fields: [String: JSON]

    init(_ observation: Observation, millisecondsSince1970: Int) {
        time = Timestamp(microsecondsSince1970: Int64(millisecondsSince1970) * 1000).description
        level = observation.level.rawValue
        name = Self.clean(observation.name)
        fields = Self.clean(observation.fields)
    }

    /// `time=… level=info event=run_claimed run=run_… note="two words"`; fields by name.
    var text: String {
        let head = "time=\(time) level=\(level) event=\(Self.logfmt(name))"
        return fields.sorted { $0.key < $1.key }.reduce(into: head) { line, field in
            let value = field.value.string ?? field.value.canonical
            line += " \(Self.logfmt(field.key))=\(Self.logfmt(value))"
        }
    }

    /// One object; a field that is called like one of the first three loses to it.
    var json: String {
        let head: [String: JSON] = ["time": .string(time), "level": .string(level), "event": .string(name)]
        return JSON.object(fields.merging(head) { _, own in own }).canonical
    }

    /// Bare where a reader cannot mistake it, else a JSON string.
    private static func logfmt(_ value: String) -> String {
        let isBare = value.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "\"" && $0 != "=" && $0 != "\\" }
        return isBare && !value.isEmpty ? value : JSON.string(value).canonical
    }

    private static func clean(_ fields: [String: JSON]) -> [String: JSON] {
        var out: [String: JSON] = [:]
        for (key, value) in fields {
            out[clean(key)] = Redactor.isSecret(field: key) ? .string(Redactor.mask) : clean(value)
        }
        return out
    }

    private static func clean(_ value: JSON) -> JSON {
        switch value {
        case .null, .bool, .integer, .number: value
        case .string(let text): .string(clean(text))
        case .array(let items): .array(items.map { clean($0) })
        case .object(let members): .object(clean(members))
        }
    }

    /// JSON escapes what is left of the control characters: line ends and tabs.
    private static func clean(_ text: String) -> String { HiddenText.render(Redactor.clean(text)) }
}
