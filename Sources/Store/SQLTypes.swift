import Domain

// How each type of ours is written in SQL.

extension String: SQLScalar {}
extension Int: SQLScalar {}
extension Int64: SQLScalar {}
extension Double: SQLScalar {}

extension Bool: SQLScalar {
    package var sqlText: String { self ? "t" : "f" }
    package init?(sqlText: String) {
        guard sqlText == "t" || sqlText == "f" else { return nil }
        self = sqlText == "t"
    }
}

extension JSON: SQLScalar {
    package var sqlText: String { canonical }
    package init?(sqlText: String) {
        guard let value = try? JSON(text: sqlText) else { return nil }
        self = value
    }
}

extension Timestamp: SQLScalar {
    package var sqlText: String { description }
    package init?(sqlText: String) { self.init(sqlText) }
}

extension Digest: SQLScalar {
    package var sqlText: String { ByteaText.write(bytes) }
    package init?(sqlText: String) {
        guard let bytes = ByteaText.read(sqlText) else { return nil }
        self.init(bytes: bytes)
    }
}

/// `[UInt8]` is a bytea. It goes out as it is, half the size of its text.
extension UInt8: SQLElement {
    package static func write(_ elements: [UInt8], to parameters: inout ParameterList) {
        parameters.add(bytes: elements)
    }
    package static func read(_ column: Column) -> [UInt8]? { ByteaText.read(column.text) }
}

/// `[[UInt8]]` is a bytea[].
extension Array: SQLElement where Element == UInt8 {
    package static func write(_ elements: [[UInt8]], to parameters: inout ParameterList) throws {
        try parameters.add(text: ArrayText.write(elements.map(ByteaText.write)))
    }
    package static func read(_ column: Column) -> [[UInt8]]? {
        guard let texts = ArrayText.read(column.text) else { return nil }
        let values = texts.compactMap(ByteaText.read)
        return values.count == texts.count ? values : nil
    }
}

extension ActionClass: SQLScalar {}
extension ActionState: SQLScalar {}
extension AttemptState: SQLScalar {}
extension ContextLayer: SQLScalar {}
extension ContextState: SQLScalar {}
extension CriterionAnswer: SQLScalar {}
extension DefectState: SQLScalar {}
extension DenialReason: SQLScalar {}
extension EffectState: SQLScalar {}
extension FindingCause: SQLScalar {}
extension Mode: SQLScalar {}
extension OutputKind: SQLScalar {}
extension PermissionLevel: SQLScalar {}
extension QuestionState: SQLScalar {}
extension ReviewState: SQLScalar {}
extension Risk: SQLScalar {}
extension RunState: SQLScalar {}
extension Scope: SQLScalar {}
extension TeamRole: SQLScalar {}
extension TemplateVersionState: SQLScalar {}
extension TrustCause: SQLScalar {}
extension TrustRung: SQLScalar {}
extension Verdict: SQLScalar {}

/// PostgreSQL's `hex` form of a bytea: `\x00ff`.
enum ByteaText {
    static func write(_ bytes: [UInt8]) -> String { "\\x" + Hex.encode(bytes) }
    static func read(_ text: String) -> [UInt8]? { text.hasPrefix("\\x") ? Hex.decode(String(text.dropFirst(2))) : nil }
}
