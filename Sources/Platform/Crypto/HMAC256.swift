internal import CSodium

/// HMAC-SHA-256 (RFC 2104, RFC 4231) with a key of any length.
package enum HMAC256 {
    /// The 32 bytes of the code.
    package static func sign(_ message: some Collection<UInt8>, key: [UInt8]) -> [UInt8] {
        let message = Array(message)
        var state = crypto_auth_hmacsha256_state()
        var out = [UInt8](repeating: 0, count: 32)
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &out)
        return out
    }

    /// Whether the code belongs to the message; takes the same time wherever they differ.
    package static func verify(_ code: [UInt8], of message: some Collection<UInt8>, key: [UInt8]) -> Bool {
        code.count == 32 && sodium_memcmp(code, sign(message, key: key), 32) == 0
    }
}
