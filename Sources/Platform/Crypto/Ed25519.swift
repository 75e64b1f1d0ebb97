internal import CSodium

/// Ed25519 signatures (RFC 8032): for checkpoints and anything that is proven offline.
package enum Ed25519 {
    /// A private key. Its 32-byte seed is all there is to store.
    package struct SigningKey: Sendable {
        package let publicKey: [UInt8]
        private let secretKey: [UInt8]

        package static func make() -> SigningKey { SigningKey(exactly: SecureRandom.bytes(32)) }

        /// Nil unless there are exactly 32 bytes.
        package init?(seed: [UInt8]) {
            guard seed.count == 32 else { return nil }
            self.init(exactly: seed)
        }

        private init(exactly seed: [UInt8]) {
            var publicKey = [UInt8](repeating: 0, count: 32)
            var secretKey = [UInt8](repeating: 0, count: 64)
            crypto_sign_ed25519_seed_keypair(&publicKey, &secretKey, seed)
            self.publicKey = publicKey
            self.secretKey = secretKey
        }

        package var seed: [UInt8] { Array(secretKey.prefix(32)) }

        /// The 64 bytes of the signature.
        package func sign(_ message: some Collection<UInt8>) -> [UInt8] {
            let message = Array(message)
            var signature = [UInt8](repeating: 0, count: 64)
            crypto_sign_ed25519_detached(&signature, nil, message, UInt64(message.count), secretKey)
            return signature
        }
    }

    /// Whether the owner of the public key signed the message. False too for keys and signatures of a wrong length.
    package static func verify(
        _ signature: [UInt8], of message: some Collection<UInt8>, publicKey: [UInt8]
    ) -> Bool {
        guard signature.count == 64, publicKey.count == 32 else { return false }
        let message = Array(message)
        return crypto_sign_ed25519_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }
}
