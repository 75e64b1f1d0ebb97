import Domain
import Formats

/// An OWNERS file that somebody hands in.
enum OwnersText {
    /// Throws `invalid_input` for a file with errors.
    static func parse(_ text: String) throws -> Owners {
        let (owners, errors) = CodeOwners.parse(try bytes(text), path: "OWNERS")
        guard let first = errors.first else { return owners }
        throw Failure(
            .invalidInput,
            "\(errors.count) errors, first on line \(first.line): \(first.reason); see `countersign owners lint FILE`")
    }

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
