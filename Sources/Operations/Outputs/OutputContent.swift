import Decisions
import Domain
import Formats
import Store

/// The content of one submitted file. Code, documents, analyses and messages are text, for they are read; data may be
/// anything, and is read as text where it is text.
struct OutputContent {
    /// All texts of an output together: more is never read anyway, and is cut into chunks in memory.
    static let textLimitBytes = 8 << 20

    let file: IncomingOutput.File
    /// Nil for data that is not text.
    let text: [UInt8]?

    static func load(_ files: [IncomingOutput.File], _ tx: Transaction, _ team: TeamContext) throws -> [OutputContent] {
        var room = textLimitBytes
        return try files.map { file in
            if try isBinary(file, tx, team) { return OutputContent(file: file, text: nil) }
            guard file.sizeBytes <= room else {
                throw Failure(
                    .outputTooLarge,
                    "\(file.path): the texts of an output have at most \(textLimitBytes) bytes together",
                    detail: ["limit_bytes": .integer(Int64(textLimitBytes))])
            }
            let bytes = try StoredBytes.held(tx, team, file.digest)
            if let flaw = TextFlaw.first(in: bytes) {
                guard file.mayBeBinary else { throw flaw.failure(file.path) }
                return OutputContent(file: file, text: nil)
            }
            room -= bytes.count
            if let schema = file.declared.schema { try OutputSchema.validate(bytes, file.path, schema) }
            return OutputContent(file: file, text: bytes)
        }
    }

    /// Known from the first part, so that large data is not read as a whole.
    private static func isBinary(_ file: IncomingOutput.File, _ tx: Transaction, _ team: TeamContext) throws -> Bool {
        guard file.mayBeBinary, let start = try tx.first(ArtifactPart(team: team.id, digest: file.digest, part: 0))
        else { return false }
        // The part may end within a character.
        let whole = file.sizeBytes <= Int64(start.count)
        return TextFlaw.first(in: start).map { whole || $0.offset < start.count - 3 } ?? false
    }

    /// The chunks of all files, numbered through, each with the text that is shown.
    static func chunks(_ contents: [OutputContent]) -> [(chunk: Chunk, body: String)] {
        contents.flatMap(\.chunks).enumerated().map { index, piece in (piece.chunk.numbered(index), piece.body) }
    }

    private var chunks: [(chunk: Chunk, body: String)] {
        guard let text else { return [standIn] }
        let file = Chunker.File(path: file.path, kind: file.declared.kind, bytes: text)
        return Chunker.chunks(of: [file]).map { ($0, String(decoding: text[$0.byteRange], as: UTF8.self)) }
    }

    /// What a reader is shown in the place of bytes that are not text: its digest binds theirs.
    private var standIn: (chunk: Chunk, body: String) {
        let body = "\(file.path): \(file.sizeBytes) bytes that are not text, \(file.digest)\n"
        let chunk = Chunk(
            index: 0, path: file.path, kind: .opaque, chunkClass: .data, startLine: 1, endLine: 1,
            byteRange: 0..<body.utf8.count, digest: Digest.of(body), units: ReadingUnits(images: 1), isQuotable: false)
        return (chunk, body)
    }

    /// Said to reviewers: there is more here than meets the eye.
    var hiddenNotice: String? {
        guard let text else { return nil }
        let hidden = HiddenText.findInProse(String(decoding: text, as: UTF8.self))
        guard let first = hidden.first else { return nil }
        return "\(file.path) holds \(hidden.count) hidden characters, the first in line \(first.line): \(first.name)"
    }
}

extension IncomingOutput.File {
    fileprivate var mayBeBinary: Bool { declared.kind == .data && declared.schema == nil }
}

extension Chunk {
    fileprivate func numbered(_ index: Int) -> Chunk {
        Chunk(
            index: index, path: path, kind: kind, chunkClass: chunkClass, startLine: startLine, endLine: endLine,
            byteRange: byteRange, digest: digest, units: units, isQuotable: isQuotable)
    }
}
