import Domain

/// What a text must be to be taken into team context or a template: readable, of limited size, hiding nothing, and
/// without secrets, because whatever goes into a brief goes to agents and stays in the records.
package enum PlainText {
    package static let contextLimitBytes = 256 << 10
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Without the byte order mark with which some editors begin a text; nil if there is none.
    package static func withoutMark(_ bytes: [UInt8]) -> [UInt8]? {
        bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : nil
    }

    /// Everything that is wrong; empty if the text may be taken.
    package static func problems(in bytes: [UInt8], file: String, limitBytes: Int = contextLimitBytes) -> [Problem] {
        if bytes.count > limitBytes { return [tooLong(bytes.count, file: file, limitBytes: limitBytes)] }
        guard let text = String(validating: bytes, as: UTF8.self) else { return [notUTF8(bytes, file: file)] }
        return (hidden(in: text, file: file) + secrets(in: bytes, file: file)).sorted()
    }

    static func tooLong(_ size: Int, file: String, limitBytes: Int = contextLimitBytes) -> Problem {
        Problem(
            file: file, line: 1, column: 1, message: "\(size) bytes, more than the \(limitBytes) that are allowed")
    }

    /// What is wrong with a file that need not be text: as text it hides nothing, and it holds no secret either way. Form
    /// feeds part the pages of licences.
    package static func problems(inAnyFile bytes: [UInt8], file: String) -> [Problem] {
        let text = String(text: withoutMark(bytes) ?? bytes)?.replacing("\u{0C}", with: " ")
        return ((text.map { hidden(in: $0, file: file) } ?? []) + secrets(in: bytes, file: file)).sorted()
    }

    /// Where bytes that are no text stop being text.
    package static func notUTF8(_ bytes: [UInt8], file: String) -> Problem {
        let (line, column) = bytes.withUnsafeBufferPointer { YAML.place(ofByte: YAML.invalidUTF8($0) ?? 0, in: $0) }
        return Problem(file: file, line: line, column: column, message: "not valid UTF-8")
    }

    /// Characters that readers do not see, or that change what they see.
    package static func hidden(in text: String, file: String) -> [Problem] {
        HiddenText.findInProse(text).map {
            Problem(
                file: file, line: $0.line, column: $0.column,
                message: "a character that readers do not see: \($0.name); remove it")
        }
    }

    /// What looks like a secret, which is not repeated; none in a file with a NUL. In another encoding than UTF-8 a secret
    /// is one, too.
    package static func secrets(in bytes: [UInt8], file: String) -> [Problem] {
        if bytes.contains(0) { return [] }
        return SecretScan.find(in: bytes).map {
            Problem(
                file: file, line: $0.line, column: $0.column,
                message: "looks like \($0.kind.described); remove it, and revoke it if it is real")
        }
    }
}
