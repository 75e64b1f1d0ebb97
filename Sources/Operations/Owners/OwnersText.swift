import Domain
import Formats

/// An OWNERS file that somebody hands in.
enum OwnersText {
    static let limitBytes = 1 << 20

    /// Throws `invalid_input` for a file with errors.
    static func parse(_ text: String) throws -> Owners {
        let (owners, errors) = CodeOwners.parse(try bytes(text), path: "OWNERS")
        guard let first = errors.first else { return owners }
        throw Failure(
            .invalidInput,
            "\(errors.count) errors, first on line \(first.line): \(first.reason); see `countersign owners lint FILE`")
    }

    static func bytes(_ text: String) throws -> [UInt8] {
        guard text.utf8.count <= limitBytes else {
            throw Failure(.invalidInput, "text is longer than \(limitBytes) bytes")
        }
        return Array(text.utf8)
    }

    static func items(_ texts: [String]) throws -> [OwnedItem] {
        guard (1...100).contains(texts.count) else {
            throw Failure(.invalidInput, "items must be from 1 to 100; this is \(texts.count)")
        }
        return try texts.map { text in
            if let item = OwnedItem(text), !text.isEmpty { return item }
            let kinds = OutputKind.allCases.map { "kind:\($0.rawValue)" }
            throw Failure(
                .invalidInput, "there is no \(text); kinds are \(kinds.joined(separator: ", "))")
        }
    }
}
