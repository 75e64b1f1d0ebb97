import API
import Domain
import FoundationEssentials
import Store

/// An `Idempotency-Key` with the digest of the request that it came with. The first answer is stored in the transaction of
/// its change; a repetition gets that answer, another request under the same key is refused. Two at once take turns: the
/// second looks for an answer when the first has ended, before it does anything that the first one's rows would refuse.
package struct RepetitionKey: Sendable {
    package let key: String
    package let requestDigest: Digest
    package let repetition: Repetition

    package init(key: String, requestDigest: Digest, repetition: Repetition) {
        self.key = key
        self.requestDigest = requestDigest
        self.repetition = repetition
    }

    /// What the transactions of one caller under one key take turns by.
    func turn(of actor: Actor) -> String { "\(actor.text) \(key)" }

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
        try tx.run(StoreAnswer(actor: actor.text, key: key, requestDigest: requestDigest, body: body))
    }
}
