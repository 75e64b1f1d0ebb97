import Domain

/// How a file is read.
enum FileFormat: Hashable {
    case prose, code, diff, log, action, chart, opaque
    case table(TableSyntax)

    /// Text or not is decided by the bytes, the rest by the name: calling a program `.png` does not hide it.
    static func of(_ file: Chunker.File) -> FileFormat {
        let suffix = lowercaseSuffix(file.path)
        guard isText(file.bytes) else {
            return ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tiff", "avif"].contains(suffix) ? .chart : .opaque
        }
        switch suffix {
        case "md", "markdown", "txt", "rst", "adoc", "html", "htm", "eml": return .prose
        case "csv": return .table(.separated)
        case "tsv": return .table(.tabs)
        case "json", "jsonl", "ndjson": return .table(.json)
        case "log": return .log
        case "diff", "patch": return file.kind == .code ? .diff : .code
        default:
            switch file.kind {
            case .document, .message: return .prose
            case .code, .analysis, .data: return .code
            }
        }
    }

    typealias Segmenter = (SourceText, ChunkClass) -> Segmentation

    /// Nil for what is shown as one thing.
    func segmenter(of file: Chunker.File) -> Segmenter? {
        switch self {
        case .prose:
            let classes = file.kind == .analysis && !file.isNarrative
            return { ProseSegmenter.segment($0, base: $1, classesByHeading: classes) }
        case .code: return CodeSegmenter.segment
        case .diff: return DiffSegmenter.segment
        case .table(let syntax): return { TableSegmenter.segment($0, syntax, base: $1) }
        case .log:
            return { text, base in
                .lines(of: text, kind: .log, chunkClass: base) { ReadingUnits(contextLines: $0.effectiveLines) }
            }
        case .action:
            return { text, base in
                .lines(of: text, kind: .actionPayload, chunkClass: base) {
                    ReadingUnits(actionLines: $0.effectiveLines)
                }
            }
        case .chart, .opaque: return nil
        }
    }

    private static func lowercaseSuffix(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Text unless a tenth of it is control characters or not UTF-8: one stray byte must not hide the rest.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        var (total, strange) = (0, 0)
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            total += 1
            switch scalar.value {
            case 0...8, 0x0E...0x1A, 0x1C...0x1F, 0x7F, 0xFFFD: strange += 1
            default: break
            }
        }
        return strange * 10 <= total
    }
}
