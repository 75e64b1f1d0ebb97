import Domain

/// Which class a part of an output is of, by the file's kind and path and, in an analysis, by its headings.
enum ChunkClasses {
    static func base(of file: Chunker.File) -> ChunkClass {
        if file.isNarrative { return .narrative }
        switch file.kind {
        case .code: return .code
        case .data: return .data
        case .document, .message: return .result
        case .analysis:
            for component in file.path.split(separator: "/") {
                if let named = named(by: component) { return named }
            }
            switch FileFormat.of(file) {
            case .code, .diff: return .code
            case .table, .log: return .data
            case .prose, .action, .chart, .opaque: return .result
            }
        }
    }

    /// The class that a heading or a file name announces by its first telling word.
    static func named(by title: some StringProtocol) -> ChunkClass? {
        for word in title.lowercased().split(whereSeparator: { !$0.isLetter }) {
            switch word {
            case "question", "questions", "objective", "objectives", "aim", "purpose": return .question
            case "data", "input", "inputs", "source", "sources", "provenance", "dataset": return .data
            case "method", "methods", "methodology", "approach", "exclusions": return .method
            case "code", "script", "scripts", "run", "query", "queries": return .code
            case "result", "results", "finding", "findings": return .result
            case "conclusion", "conclusions", "limit", "limits", "limitation", "limitations", "recommendation",
                "recommendations":
                return .conclusion
            default: break
            }
        }
        return nil
    }
}

/// The class under the headings read so far: a heading's own, else that of the one it stands under.
struct HeadingStack {
    private let base: ChunkClass
    private var open: [(level: Int, chunkClass: ChunkClass)] = []

    init(base: ChunkClass) { self.base = base }

    var current: ChunkClass { open.last?.chunkClass ?? base }

    mutating func enter(level: Int, title: some StringProtocol) {
        open.removeAll { $0.level >= level }
        open.append((level, ChunkClasses.named(by: title) ?? current))
    }
}
