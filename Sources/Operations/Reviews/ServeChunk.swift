import API
import Domain
import Platform
import Store

/// Hands out one part of the work: its exact text, what is hidden in it made visible, and a fresh single-use receipt. The
/// reader's attention moves to it.
package enum ServeChunk {
    package static func run(_ team: TeamContext, reviewID: String, chunk index: Int) throws -> ChunkView {
        try team.change { change in
            let review = try OwnedReview.lock(change.tx, team, reviewID)
            let attention = try Attention.lock(change)
            let part = try ServedChunk.load(change.tx, team, review.row, index: index)
            let receipt = try serve(change, review.row.id, index)
            try attention.move(
                to: review.row.id, chunk: index, plannedMilliseconds: part.plannedMilliseconds)
            return view(part, receipt)
        }
    }

    private static func serve(_ change: Change, _ review: String, _ index: Int) throws -> ReceiptCode {
        let latest = try change.tx.first(ReceiptOfChunk(team: change.team.id, review: review, chunk: index))
        let counter = (latest?.counter ?? 0) + 1
        let session = try change.team.context.person().tokenID
        let receipt = ReceiptCode(
            review: review, chunk: index, counter: counter, session: session, key: change.team.services.receiptKey)
        try change.tx.run(
            ServeReceipt(review: review, chunk: index, counter: counter, hash: receipt.hash, session: session))
        try change.record(
            "chunk_served", "review:\(review)",
            ["chunk": .integer(Int64(index)), "counter": .integer(Int64(counter))])
        return receipt
    }

    private static func view(_ part: ServedChunk, _ receipt: ReceiptCode) -> ChunkView {
        let chunk = part.facts.chunk
        let warnings = HiddenText.findInProse(part.text).map { finding in
            "line \(chunk.startLine + finding.line - 1), column \(finding.column): \(finding.name)"
        }
        return ChunkView(
            index: chunk.index, count: part.count, path: chunk.path, kind: chunk.kind.rawValue,
            startLine: chunk.startLine, endLine: chunk.endLine, text: part.text, digest: chunk.digest,
            visibleText: HiddenText.render(part.text), warnings: warnings, receipt: receipt.text)
    }
}
