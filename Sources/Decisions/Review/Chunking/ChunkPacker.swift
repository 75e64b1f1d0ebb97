import Domain

/// Gathers blocks into chunks within the limits of `review.md`.
///
/// Filling up each chunk in turn would let one new line shift every later cut. So a chunk that is a quarter full also
/// ends where the content says so (a block whose digest's first byte is divisible): after an edit, the cuts soon fall
/// where they were.
struct ChunkPacker {
    struct Packed {
        var pieces: Range<Int>
        let kind: ChunkKind
        let chunkClass: ChunkClass
    }

    /// No chunk is longer, however little there is on its lines: nothing is buried under blank ones.
    static let linesLimit = 200
    private static let blocksPerCut = 8
    private static let piecesPerCut = 32

    private let text: SourceText
    private let segmentation: Segmentation
    private var done = [Packed]()
    private var open: Packed?
    private var openCost = 0

    static func pack(_ segmentation: Segmentation, of text: SourceText) -> [Packed] {
        var packer = ChunkPacker(text: text, segmentation: segmentation)
        for block in segmentation.blocks { packer.add(block) }
        packer.close()
        return packer.done
    }

    private init(text: SourceText, segmentation: Segmentation) {
        self.text = text
        self.segmentation = segmentation
    }

    private mutating func add(_ block: Block) {
        if block.breaksBefore { close() }
        let cost = block.pieces.reduce(0) { $0 + self.cost($1, block.kind) }
        if cost > Self.limit(block.kind) || block.pieces.count > Self.linesLimit {
            close()
            for piece in block.pieces {
                append(piece..<piece + 1, of: block, cost: self.cost(piece, block.kind), perCut: Self.piecesPerCut)
            }
            close()
        } else {
            let perCut = block.pieces.count == 1 ? Self.piecesPerCut : Self.blocksPerCut
            append(block.pieces, of: block, cost: cost, perCut: perCut)
        }
    }

    private mutating func append(_ pieces: Range<Int>, of block: Block, cost: Int, perCut: Int) {
        if let open,
            open.kind != block.kind || open.chunkClass != block.chunkClass
                || openCost + cost > Self.limit(block.kind) || open.pieces.count + pieces.count > Self.linesLimit
        {
            close()
        }
        let start = open?.pieces.lowerBound ?? pieces.lowerBound
        let merged = start..<pieces.upperBound
        open = Packed(pieces: merged, kind: block.kind, chunkClass: block.chunkClass)
        openCost += cost
        let isQuarterFull = openCost * 4 >= Self.limit(block.kind) || merged.count * 4 >= Self.linesLimit
        if isQuarterFull, cutsAfter(pieces, perCut) { close() }
    }

    private func cutsAfter(_ pieces: Range<Int>, _ perCut: Int) -> Bool {
        Int(Digest.of(text.bytes[text.byteRange(pieces)]).bytes[0]) % perCut == 0
    }

    private mutating func close() {
        if let open { done.append(open) }
        open = nil
        openCost = 0
    }

    private static func limit(_ kind: ChunkKind) -> Int {
        switch kind {
        case .diff, .code: 60
        case .prose: 350
        case .table: 400
        case .log: 200
        case .actionPayload: 80
        case .chart, .opaque: 1
        }
    }

    /// What a piece takes of the limit: a line counts as at least one, even if blank.
    private func cost(_ piece: Int, _ kind: ChunkKind) -> Int {
        let units = segmentation.units[piece]
        switch kind {
        case .diff, .code, .log: return max(1, units.effectiveLines)
        case .prose: return units.words
        case .table: return units.cells + units.words
        case .actionPayload: return max(1, units.actionLines)
        case .chart, .opaque: return 1
        }
    }
}
