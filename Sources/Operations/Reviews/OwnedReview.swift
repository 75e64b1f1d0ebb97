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
        let state = try tx.one(LockReview(team: team.id, id: id))
        if state == "reassigned" { throw try review.passedOn(tx, team) }
        try requireOpen(state)
        return review
    }

    /// Why it is not theirs any more, and whose it is.
    private func passedOn(_ tx: Transaction, _ team: TeamContext) throws -> Failure {
        let now = try tx.startedAt
        let (absences, reviews) = try tx.all(
            Absences(team: team.id, since: now), ReviewsOfOutput(team: team.id, output: row.outputID))
        let asked = reviews.filter { other in
            other.version == row.version && other.state != "reassigned" && other.assignedAt > row.assignedAt
        }.map(\.reviewer)
        let until = Presence(absences: absences, delegations: []).absentUntil(personID, at: now)
        let away = until.map { "you are away until \($0.minute)" } ?? "you were away"
        let names =
            asked.isEmpty ? "others have" : asked.joined(separator: " and ") + (asked.count == 1 ? " has" : " have")
        return Failure(
            .expired,
            ((row.closedAt ?? now) >= row.dueAt ? "this review was not finished by \(row.dueAt.minute)" : away)
                + ", and \(names) been asked; what is yours: `countersign inbox`")
    }

    private static func requireOpen(_ state: String) throws {
        switch state {
        case "open": return
        case "stale":
            throw Failure(
                .stale, "a later version of this output has been submitted; review that one: `countersign inbox`")
        case "unneeded":
            throw Failure(
                .wrongState,
                "others have approved this version, so your review of it is not needed any more; what is yours: "
                    + "`countersign inbox`")
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
