import Domain

/// The first place where bytes are not text that can be stored and shown: broken UTF-8, or U+0000.
struct TextFlaw: Equatable {
    /// From 0.
    let offset: Int
    /// From 1.
    let line: Int
    let what: String

    static func first(in bytes: [UInt8]) -> TextFlaw? {
        if String(validating: bytes, as: UTF8.self) != nil {
            return bytes.firstIndex(of: 0).map { TextFlaw(at: $0, in: bytes, "U+0000") }
        }
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var offset = 0
        while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
        return TextFlaw(at: offset, in: bytes, "not valid UTF-8")
    }

    private init(at offset: Int, in bytes: [UInt8], _ what: String) {
        self.offset = offset
        self.line = 1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
        self.what = what
    }

    func failure(_ path: String) -> Failure {
        IncomingOutput.invalid(
            path, "line \(line), byte \(offset): \(what); write text in UTF-8",
            detail: ["line": .integer(Int64(line)), "byte": .integer(Int64(offset))])
    }
}
