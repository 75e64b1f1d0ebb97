import API
import Domain
import FoundationEssentials

extension Invocation {
    /// One message as one line.
    package func print(jsonLine message: some Message) throws {
        try terminal.write(Array((try JSONText.line(message) + "\n").utf8))
    }
}

extension JSONText {
    /// Without line ends; hidden characters are escaped.
    static func line(_ message: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return visible(String(decoding: try encoder.encode(message), as: UTF8.self))
    }
}
