/// A Swift value that can be a parameter of a statement and a column of its rows. Conforming: `String`, `Int`, `Int64`,
/// `Bool`, `Double` (their namesakes), `[UInt8]` and `Digest` (bytea), `JSON` (json, jsonb), `Timestamp` (timestamptz),
/// arrays of all these, optionals of all these, and each enum of strings that declares `: SQLScalar`.
package protocol SQLValue: Sendable {
    func write(to parameters: inout ParameterList) throws
    /// Nil when the column's text is not such a value.
    init?(column: Column)
    /// The value of a NULL column; nil for types that have none.
    static var ofNull: Self? { get }
}

extension SQLValue {
    package static var ofNull: Self? { nil }
}

/// A value that PostgreSQL reads and prints as one text; can also be an element of an array.
package protocol SQLScalar: SQLValue, SQLElement {
    var sqlText: String { get }
    init?(sqlText: String)
}

/// What may stand in `[…]`: decides what such an array is in SQL, because `[UInt8]` is a bytea and `[Int64]` a bigint[].
package protocol SQLElement: Sendable {
    static func write(_ elements: [Self], to parameters: inout ParameterList) throws
    static func read(_ column: Column) -> [Self]?
}

extension SQLScalar {
    package func write(to parameters: inout ParameterList) throws { try parameters.add(text: sqlText) }
    package init?(column: Column) { self.init(sqlText: column.text) }

    package static func write(_ elements: [Self], to parameters: inout ParameterList) throws {
        try parameters.add(text: ArrayText.write(elements.map(\.sqlText)))
    }
    package static func read(_ column: Column) -> [Self]? { read(arrayText: column.text) }

    fileprivate static func read(arrayText: String) -> [Self]? {
        guard let texts = ArrayText.read(arrayText) else { return nil }
        let values = texts.compactMap(Self.init(sqlText:))
        return values.count == texts.count ? values : nil
    }
}

extension SQLScalar where Self: LosslessStringConvertible {
    package var sqlText: String { description }
    package init?(sqlText: String) { self.init(sqlText) }
}

extension SQLScalar where Self: RawRepresentable<String> {
    package var sqlText: String { rawValue }
    package init?(sqlText: String) { self.init(rawValue: sqlText) }
}

extension Array: SQLValue where Element: SQLElement {
    package func write(to parameters: inout ParameterList) throws { try Element.write(self, to: &parameters) }
    package init?(column: Column) {
        guard let elements = Element.read(column) else { return nil }
        self = elements
    }
}

extension Optional: SQLValue where Wrapped: SQLValue {
    package func write(to parameters: inout ParameterList) throws {
        if let self { try self.write(to: &parameters) } else { parameters.addNull() }
    }
    package init?(column: Column) {
        guard let value = Wrapped(column: column) else { return nil }
        self = .some(value)
    }
    package static var ofNull: Self? { .some(.none) }
}
