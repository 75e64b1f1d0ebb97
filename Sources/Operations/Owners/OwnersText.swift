import Domain
import Formats

/// An OWNERS file that somebody hands in.
enum OwnersText {
    /// Throws `invalid_input` for a file with errors.
    /// - Parameter source: what the file is called.
    static func parse(_ text: String, source: String?) throws -> Owners {
        try CodeOwners.valid(try bytes(text), path: name(source))
    }

    /// What a file is called where it is complained about.
    static func name(_ source: String?) -> String { source.map { HiddenText.render($0) } ?? "OWNERS" }

    static func bytes(_ text: String) throws -> [UInt8] {
        let limit = PolicyBundleReader.limitBytes
        guard text.utf8.count <= limit else {
            throw Failure(.invalidInput, "text is longer than \(limit) bytes")
        }
        return Array(text.utf8)
    }

    static func items(_ texts: [String]) throws -> [OwnedItem] {
        guard (1...100).contains(texts.count) else {
            throw Failure(.invalidInput, "items must be from 1 to 100; this is \(texts.count)")
        }
        return try texts.map(OwnedItem.asked)
    }
}
