import Domain
import Platform

/// A receipt: an HMAC over review, chunk, counter and session under the installation's key. The client gets the code, the
/// database its digest, so that nobody who reads the table can acknowledge anything.
struct ReceiptCode {
    /// Hexadecimal.
    let text: String

    init(review: String, chunk: Int, counter: Int, session: String, key: [UInt8]) {
        let message: JSON = [
            "purpose": "countersign/receipt/v1", "review": .string(review), "chunk": .integer(Int64(chunk)),
            "counter": .integer(Int64(counter)), "session": .string(session),
        ]
        text = Hex.encode(HMAC256.sign(Array(message.canonical.utf8), key: key))
    }

    /// What a client sent, whatever it is.
    init(text: String) { self.text = text }

    /// What is stored and looked up.
    var hash: Digest { Digest.of(text) }
}
