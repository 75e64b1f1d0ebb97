import API
import Domain
import FoundationEssentials
import Store

/// An `Idempotency-Key` with the digest of the request that it came with. The first answer is stored in the transaction of
/// its change; a repetition gets that answer, another request under the same key is refused. Two at once: the second
/// waits for the first one's row, fails on it and is run again by the caller's next try.
package struct RepetitionKey: Sendable {
    package let key: String
    package let requestDigest: Digest
    package let repetition: Repetition

    package init(key: String, requestDigest: Digest, repetition: Repetition) {
        self.key = key
        self.requestDigest = requestDigest
        self.repetition = repetition
    }

    func answer<Answer: Message>(given tx: Transaction, to actor: Actor, as type: Answer.Type) throws -> Answer? {
        guard let stored = try tx.first(StoredAnswer(actor: actor.text, key: key)) else { return nil }
        guard stored.requestDigest == requestDigest else {
            throw Failure(.idempotencyKeyReused, "this Idempotency-Key came with another request; use a new one")
        }
        guard repetition == .answered else {
            throw Failure(.alreadyUsed, "this was done before, and its answer held a secret that is shown only once")
        }
        return try JSONDecoder().decode(Answer.self, from: Data(stored.body.utf8))
    }

    func keep(_ answer: some Message, given tx: Transaction, to actor: Actor) throws {
        let body = repetition == .answered ? String(decoding: try JSONEncoder().encode(answer), as: UTF8.self) : ""
        do {
            try tx.run(StoreAnswer(actor: actor.text, key: key, requestDigest: requestDigest, body: body))
        } catch DatabaseError.uniqueViolation {
            // Somebody else's identical request has just committed: this one is undone and its answer read next time.
            throw DatabaseError.conflict(sqlState: "40001")
        }
    }
}
