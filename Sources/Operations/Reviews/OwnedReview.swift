import Decisions
import Domain
import Store

/// A review as its reviewer meets it. Nobody else gets to see it: for them, admins too, it is not there.
struct OwnedReview {
    let row: ReviewRow
    let personID: String

    /// Reads it without holding it.
    static func find(_ tx: Transaction, _ team: TeamContext, _ id: String) throws -> OwnedReview {
        guard let person = team.personID else { throw Failure(.notHuman, "only a person reviews") }
        guard let row = try tx.first(OwnReview(team: team.id, id: id, reviewer: person)) else {
            throw Failure.missing("review", id)
        }
        return OwnedReview(row: row, personID: person)
    }

    /// Holds it open until the end of the transaction.
    static func lock(_ tx: Transaction, _ team: TeamContext, _ id: String) throws -> OwnedReview {
        let review = try find(tx, team, id)
        try requireOpen(try tx.one(LockReview(team: team.id, id: id)))
        return review
    }

    private static func requireOpen(_ state: String) throws {
        switch state {
        case "open": return
        case "stale":
            throw Failure(
                .stale, "a later version of this output has been submitted; review that one: `countersign inbox`")
        case "reassigned":
            throw Failure(.expired, "this review was not finished in time, and somebody else has been asked")
        default:
            throw Failure(.wrongState, "this review has its verdict, and a verdict is never changed")
        }
    }
}

/// One part of the work with its exact text.
struct ServedChunk {
    let facts: ChunkFacts
    let count: Int
    let text: String
    let plannedMilliseconds: Int

    static func load(
        _ tx: Transaction, _ team: TeamContext, _ review: ReviewRow, index: Int
    ) throws -> ServedChunk {
        let (rows, texts) = try tx.all(
            ReviewChunks(team: team.id, review: review.id),
            ChunkTexts(team: team.id, output: review.outputID, number: review.version, chunks: [index]))
        guard let row = rows.first(where: { $0.index == index }), let text = texts.first?.text else {
            throw Failure.missing("part", String(index))
        }
        return ServedChunk(
            facts: ChunkFacts(row), count: rows.count, text: text, plannedMilliseconds: row.plannedMilliseconds)
    }
}
