/// A name with its value: a header, or one parameter of a query.
package struct HTTPField: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Headers as they came, in order, repetitions kept; names are looked up without regard to ASCII case.
package struct HTTPHeaders: Hashable, Sendable {
    package let fields: [HTTPField]

    package init(_ fields: [HTTPField]) { self.fields = fields }

    /// The first value under this name.
    package subscript(_ name: String) -> String? { fields.first { HTTPHeaders.same($0.name, name) }?.value }

    /// Every value under this name, in order.
    package func all(_ name: String) -> [String] { fields.filter { HTTPHeaders.same($0.name, name) }.map(\.value) }

    static func same(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count
            && zip(left.utf8, right.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
}
