/// How a chunk is shown and measured.
package enum ChunkKind: String, Sendable, CaseIterable, Codable {
    /// Added, deleted and context lines of a unified diff.
    case diff
    /// A whole source file or listing: every line is an added one.
    case code
    case prose, table, chart, log
    case actionPayload = "action_payload"
    /// Bytes that are not text: shown as a size and a digest.
    case opaque
}

/// What a chunk is for in the argument of an output.
package enum ChunkClass: String, Sendable, CaseIterable, Codable {
    case question, data, method, code, result, conclusion
    /// The agent's own account: never evidence.
    case narrative
    /// Proved by the server itself (a pure move, a reproduced generated file), hence exempt from reading. No author
    /// can mark a chunk so.
    case machineVerified = "machine_verified"
}

/// A piece of an output version, cut by the server for reading. The chunks of a file are its bytes, each exactly once.
package struct Chunk: Hashable, Sendable {
    /// The place in the manifest, from 0.
    package let index: Int
    package let path: String
    package let kind: ChunkKind
    package let chunkClass: ChunkClass
    /// Lines of the file, from 1, both included. A very long line is shared by several chunks.
    package let startLine: Int
    package let endLine: Int
    /// Offsets into the file's bytes.
    package let byteRange: Range<Int>
    /// Of exactly these bytes: equal content has equal digests, wherever it stands.
    package let digest: Digest
    package let units: ReadingUnits
    /// Whether an anchor can be set in it at all: some twelve lines hold enough to quote.
    package let isQuotable: Bool

    package init(
        index: Int, path: String, kind: ChunkKind, chunkClass: ChunkClass, startLine: Int, endLine: Int,
        byteRange: Range<Int>, digest: Digest, units: ReadingUnits, isQuotable: Bool
    ) {
        self.index = index
        self.path = path
        self.kind = kind
        self.chunkClass = chunkClass
        self.startLine = startLine
        self.endLine = endLine
        self.byteRange = byteRange
        self.digest = digest
        self.units = units
        self.isQuotable = isQuotable
    }

    /// `report.md lines 10–24`: how a sentence names it.
    package var place: String {
        startLine == endLine ? "\(path) line \(startLine)" : "\(path) lines \(startLine)–\(endLine)"
    }
}
