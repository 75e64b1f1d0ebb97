import Domain

/// Cuts an output version into chunks for reading.
///
/// A file's format decides how it is read (`FileFormat`), a segmenter finds its blocks (paragraphs, hunks, rows), the
/// packer gathers blocks into chunks. Cuts depend on what stands around them, not on offsets, so that an edit leaves
/// distant chunks as they were. Marks by which an author hides text (`linguist-generated`, `-diff`, `<details>`, HTML
/// comments) have no meaning here: every byte is in exactly one chunk.
package enum Chunker {
    /// A file of an output version.
    package struct File: Hashable, Sendable {
        package let path: String
        package let kind: OutputKind
        package let bytes: [UInt8]
        /// The agent's own summary.
        package let isNarrative: Bool

        package init(path: String, kind: OutputKind, bytes: [UInt8], isNarrative: Bool = false) {
            self.path = path
            self.kind = kind
            self.bytes = bytes
            self.isNarrative = isNarrative
        }
    }

    /// The chunks of all files, files in the order of their paths' bytes. An empty file is one empty chunk: that it is
    /// there must be seen, too. For a change of code, the file is its unified diff (`*.diff`, `*.patch`, kind `code`).
    package static func chunks(of files: [File]) -> [Chunk] {
        var out = [Chunk]()
        for file in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
            let format = FileFormat.of(file)
            out += chunks(of: file, as: format, firstIndex: out.count)
        }
        return out
    }

    /// The chunks of an action's payload as it is shown to the person who signs it; `name` stands for a path.
    package static func actionPayload(name: String, bytes: [UInt8]) -> [Chunk] {
        let file = File(path: name, kind: .message, bytes: bytes)
        return chunks(of: file, as: FileFormat.of(file) == .opaque ? .opaque : .action, firstIndex: 0)
    }

    private static func chunks(of file: File, as format: FileFormat, firstIndex: Int) -> [Chunk] {
        let baseClass = ChunkClasses.base(of: file)
        guard let segmenter = format.segmenter(of: file), !file.bytes.isEmpty else {
            return [whole(file, format, baseClass, index: firstIndex)]
        }
        let text = SourceText(file.bytes)
        let segmentation = segmenter(text, baseClass)
        return ChunkPacker.pack(segmentation, of: text).enumerated().map { offset, pieces in
            let range = text.byteRange(pieces.pieces)
            return Chunk(
                index: firstIndex + offset, path: file.path, kind: pieces.kind, chunkClass: pieces.chunkClass,
                startLine: text.pieces[pieces.pieces.lowerBound].line,
                endLine: text.pieces[pieces.pieces.upperBound - 1].line,
                byteRange: range, digest: Digest.of(file.bytes[range]),
                units: ReadingUnits.total(segmentation.units[pieces.pieces]),
                isQuotable: pieces.chunkClass != .narrative && text.isQuotable(pieces.pieces))
        }
    }

    /// A file that is one chunk: nothing to cut, or nothing to read as text. Its reading is a glance, as at an image.
    private static func whole(_ file: File, _ format: FileFormat, _ chunkClass: ChunkClass, index: Int) -> Chunk {
        Chunk(
            index: index, path: file.path, kind: format == .chart ? .chart : file.bytes.isEmpty ? .prose : .opaque,
            chunkClass: chunkClass, startLine: 1, endLine: 1, byteRange: 0..<file.bytes.count,
            digest: Digest.of(file.bytes), units: ReadingUnits(images: file.bytes.isEmpty ? 0 : 1), isQuotable: false)
    }
}
