import Domain

/// Derives JSON Schemas from messages: a decoder that answers every question with a harmless value and writes down what
/// was asked. So the documentation cannot drift from what is really read.
package struct MessageSchema {
    /// Schemas of the messages met so far, by component name.
    package private(set) var components: [String: JSON] = [:]

    package init() {}

    /// `$ref` to the component of this message, which is added with everything that it refers to.
    package mutating func reference(to type: any Message.Type) -> JSON {
        let name = Self.componentName(type)
        if components[name] == nil {
            components[name] = .object([:])
            let recorder = Recorder()
            // What the recording decoder throws is only that a value was of no use to an initialiser: the keys are known.
            _ = try? type.init(from: RecordingDecoder(recorder: recorder))
            var properties: [String: JSON] = [:]
            for (key, field) in recorder.fields { properties[key] = schema(of: field) }
            let required = recorder.fields.keys.filter { !recorder.optional.contains($0) }.sorted()
            components[name] = [
                "type": "object", "properties": .object(properties), "required": .array(required.map { .string($0) }),
            ]
        }
        return ["$ref": .string("#/components/schemas/\(name)")]
    }

    /// `Page<RunSummary>` becomes `RunSummaryPage`.
    package static func componentName(_ type: any Message.Type) -> String {
        let name = "\(type)"
        guard let open = name.firstIndex(of: "<") else { return name }
        return String(name[name.index(after: open)...].dropLast()) + name[..<open]
    }

    private mutating func schema(of field: Field) -> JSON {
        switch field.shape {
        case .plain(let schema): schema
        case .message(let type): reference(to: type)
        case .list(let element): ["type": "array", "items": schema(of: element.value)]
        case .map(let element): ["type": "object", "additionalProperties": schema(of: element.value)]
        }
    }
}

/// What a message asked its decoder for.
private struct Field {
    indirect enum Shape {
        case plain(JSON)
        case message(any Message.Type)
        case list(Box)
        case map(Box)
    }
    let shape: Shape
}

private final class Box {
    let value: Field
    init(_ value: Field) { self.value = value }
}

private final class Recorder {
    var fields: [String: Field] = [:]
    var optional: Set<String> = []
}

/// Types that stand for one JSON value, with a harmless instance of each.
private protocol ListLike {
    static var element: any Decodable.Type { get }
    static var empty: Self { get }
}
extension Array: ListLike where Element: Decodable {
    static var element: any Decodable.Type { Element.self }
    static var empty: [Element] { [] }
}
private protocol MapLike {
    static var element: any Decodable.Type { get }
    static var empty: Self { get }
}
extension Dictionary: MapLike where Key == String, Value: Decodable {
    static var element: any Decodable.Type { Value.self }
    static var empty: [String: Value] { [:] }
}

extension Field {
    init(_ type: any Decodable.Type) {
        switch type {
        case is String.Type: self.init(shape: .plain(["type": "string"]))
        case is Bool.Type: self.init(shape: .plain(["type": "boolean"]))
        case is Int.Type, is Int64.Type: self.init(shape: .plain(["type": "integer"]))
        case is Double.Type: self.init(shape: .plain(["type": "number"]))
        case is JSON.Type: self.init(shape: .plain([:]))
        case is Digest.Type: self.init(shape: .plain(["type": "string", "pattern": "^sha256:[0-9a-f]{64}$"]))
        case is Timestamp.Type: self.init(shape: .plain(["type": "string", "format": "date-time"]))
        case is Problem.Type:
            let properties: JSON = [
                "file": ["type": "string"], "line": ["type": "integer"], "column": ["type": "integer"],
                "message": ["type": "string"], "suggestion": ["type": "string"],
            ]
            self.init(shape: .plain(["type": "object", "properties": properties]))
        case let list as any ListLike.Type: self.init(shape: .list(Box(Field(list.element))))
        case let map as any MapLike.Type: self.init(shape: .map(Box(Field(map.element))))
        case let cases as any CaseIterable.Type:
            self.init(shape: .plain(["type": "string", "enum": .array(Field.rawValues(cases))]))
        case let message as any Message.Type: self.init(shape: .message(message))
        default: self.init(shape: .plain([:]))
        }
    }

    private static func rawValues(_ type: any CaseIterable.Type) -> [JSON] {
        func values<T: CaseIterable>(_ type: T.Type) -> [JSON] {
            type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }.map { .string($0) }
        }
        return values(type)
    }

    /// A value of a type for an initialiser that is only being asked about its keys.
    static func harmless<T: Decodable>(_ type: T.Type, _ path: [any CodingKey]) throws -> T {
        let value: Any? =
            switch type {
            case is String.Type: ""
            case is Bool.Type: false
            case is Int.Type: 0
            case is Int64.Type: Int64(0)
            case is Double.Type: 0.0
            case is JSON.Type: JSON.null
            case is Digest.Type: Digest.of("")
            case is Timestamp.Type: Timestamp(microsecondsSince1970: 0)
            case let list as any ListLike.Type: list.empty
            case let map as any MapLike.Type: map.empty
            case let cases as any CaseIterable.Type: first(of: cases)
            default: nil
            }
        if let value = value as? T { return value }
        return try T(from: RecordingDecoder(recorder: Recorder(), codingPath: path))
    }

    private static func first(of type: any CaseIterable.Type) -> Any? {
        func first<T: CaseIterable>(_ type: T.Type) -> Any? { type.allCases.first }
        return first(type)
    }
}

private struct RecordingDecoder: Decoder {
    let recorder: Recorder
    var codingPath: [any CodingKey] = []
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Container<Key>(recorder: recorder, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw unsupported }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw unsupported }

    private var unsupported: DecodingError {
        .dataCorrupted(.init(codingPath: codingPath, debugDescription: "messages are objects"))
    }

    private struct Container<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let recorder: Recorder
        let codingPath: [any CodingKey]
        var allKeys: [Key] { [] }

        func contains(_ key: Key) -> Bool { true }
        /// Only asked for what may be absent.
        func decodeNil(forKey key: Key) throws -> Bool {
            recorder.optional.insert(key.stringValue)
            return false
        }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            recorder.fields[key.stringValue] = Field(type)
            return try Field.harmless(type, codingPath + [key])
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> {
            throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "messages are objects"))
        }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "messages are objects"))
        }
        func superDecoder() throws -> any Decoder { RecordingDecoder(recorder: recorder) }
        func superDecoder(forKey key: Key) throws -> any Decoder { RecordingDecoder(recorder: recorder) }
    }
}
