/// The parameters of one execution, laid out as libpq wants them: one block of memory, each text closed by a zero byte.
package struct ParameterList {
    private static let textFormat: Int32 = 0
    private static let binaryFormat: Int32 = 1

    private var storage: [UInt8] = []
    /// Where each value begins in `storage`; nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [any SQLValue]) throws {
        for value in values { try value.write(to: &self) }
        // An empty bytea at the very end still needs an address, because no address means NULL.
        storage.append(0)
    }

    /// Refuses U+0000, which PostgreSQL cannot store and libpq would silently take for the end of the text.
    mutating func add(text: String) throws {
        var text = text
        try text.withUTF8 { bytes in
            guard !bytes.contains(0) else { throw DatabaseError.unstorableText }
            append(bytes, format: Self.textFormat)
        }
        storage.append(0)
    }

    mutating func add(bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0, format: Self.binaryFormat) } }

    mutating func addNull() {
        starts.append(nil)
        lengths.append(0)
        formats.append(Self.textFormat)
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, format: Int32) {
        starts.append(storage.count)
        lengths.append(Int32(bytes.count))
        formats.append(format)
        storage.append(contentsOf: bytes)
    }

    var sizeBytes: Int { storage.count }

    typealias Texts = UnsafePointer<UnsafePointer<CChar>?>

    /// Lends the count, values, lengths and formats for one call.
    func withPointers<T>(_ body: (Int32, Texts, UnsafePointer<Int32>, UnsafePointer<Int32>) -> T) -> T {
        storage.withUnsafeBytes { block in
            let values = starts.map { start in
                start.flatMap { UnsafePointer(block.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self)) }
            }
            return body(Int32(starts.count), values, lengths, formats)
        }
    }
}
