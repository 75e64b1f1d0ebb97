internal import CSodium
import Domain

/// Passwords as they are stored: Argon2id in its string form, which carries salt and cost. Takes about 80 ms and 64
/// MiB: keep it off the threads that answer requests.
package enum PasswordHash {
    package enum Cost: String, Sendable, CaseIterable {
        /// libsodium's setting for logging in: 2 passes over 64 MiB.
        case interactive
        /// As cheap as the library allows. For tests, which make many people.
        case test
    }

    /// The text to store. Throws `.unavailable` when there is not enough memory.
    package static func hash(_ password: String, cost: Cost = .interactive) throws -> String {
        precondition(Sodium.isReady, "libsodium has no source of randomness")
        let bytes = Array(password.utf8CString)
        var out = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let (passes, memory) =
            switch cost {
            case .interactive: (crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE)
            case .test: (crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN)
            }
        let status = crypto_pwhash_str_alg(
            &out, bytes, UInt64(bytes.count - 1), UInt64(passes), Int(memory), crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else {
            throw Failure(.unavailable, "no memory to hash a password (64 MiB are needed); try again")
        }
        return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether this is the password, at the cost that the stored text names. False too for a text that is no hash.
    package static func verify(_ password: String, against stored: String) -> Bool {
        let bytes = Array(password.utf8CString)
        return crypto_pwhash_str_verify(stored, bytes, UInt64(bytes.count - 1)) == 0
    }
}
