import Decisions
import Domain
import Store

/// The rows of a review as the rules want them.
enum LoadedReading {
    /// What the server knows of the reading of each chunk.
    static func chunks(_ tx: Transaction, _ team: TeamContext, review: String) throws -> [ChunkFacts] {
        try tx.all(ReviewChunks(team: team.id, review: review)).map(ChunkFacts.init)
    }

    static func texts(
        _ tx: Transaction, _ team: TeamContext, _ review: ReviewRow, chunks: Set<Int>
    ) throws -> [Int: String] {
        guard !chunks.isEmpty else { return [:] }
        let rows = try tx.all(
            ChunkTexts(team: team.id, output: review.outputID, number: review.version, chunks: chunks.sorted()))
        return Dictionary(rows.map { ($0.index, $0.text) }, uniquingKeysWith: { first, _ in first })
    }
}

extension ChunkFacts {
    init(_ row: ReviewChunkRow) {
        let chunk = Chunk(
            index: row.index, path: row.path, kind: row.kind, chunkClass: row.chunkClass, startLine: row.startLine,
            endLine: row.endLine, byteRange: 0..<row.sizeBytes, digest: row.digest, units: ReadingUnits(row.units),
            isQuotable: row.isQuotable)
        self.init(
            chunk: chunk, servedOrder: row.servedOrder, isAcknowledged: row.isAcknowledged,
            creditedMilliseconds: row.creditedMilliseconds, refuseMilliseconds: row.refuseMilliseconds)
    }
}

extension ReadingUnits {
    /// As they are stored with a chunk.
    init(_ json: JSON) {
        func count(_ name: String) -> Int { Int(json[name]?.integer ?? 0) }
        self.init(
            addedLines: count("addedLines"), deletedLines: count("deletedLines"), contextLines: count("contextLines"),
            words: count("words"), cells: count("cells"), images: count("images"), actionLines: count("actionLines"),
            methodologyCriteria: count("methodologyCriteria"))
    }
}

extension FindingFacts {
    init(_ row: FindingRow) {
        var closure: Closure?
        if let person = row.closedByID, let version = row.closedOnVersion {
            closure = Closure(personID: person, version: version)
        }
        self.init(
            id: row.id, authorID: row.authorID, authorName: row.author, title: row.text, isBlocking: row.isBlocking,
            version: row.version, anchor: row.anchor, closure: closure, isDraft: row.isDraft)
    }
}
