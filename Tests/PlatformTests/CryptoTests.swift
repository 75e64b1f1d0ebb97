import Domain
import Platform
import Testing

@Suite struct CryptoTests {
    @Test func randomBytesDiffer() {
        #expect(SecureRandom.bytes(0) == [])
        #expect(SecureRandom.bytes(32).count == 32)
        #expect(Set((0..<100).map { _ in SecureRandom.uint64() }).count == 100)
    }

    /// RFC 4231, cases 1, 2, 3 and 6.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func hmac(key: [UInt8], message: [UInt8], hex: String) throws {
        let code = try #require(Hex.decode(hex))
        #expect(HMAC256.sign(message, key: key) == code)
        #expect(HMAC256.verify(code, of: message, key: key))
        #expect(!HMAC256.verify(code, of: message + [0], key: key))
        #expect(!HMAC256.verify(Array(code.dropLast()), of: message, key: key))
        #expect(!HMAC256.verify(code.dropLast() + [code[31] ^ 1], of: message, key: key))
    }

    /// RFC 8032, section 7.1, tests 1 to 3.
    @Test(arguments: [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ])
    func ed25519(seed: String, publicKey: String, message: String, signature: String) throws {
        let key = try #require(Ed25519.SigningKey(seed: Hex.decode(seed) ?? []))
        let message = try #require(Hex.decode(message))
        #expect(Hex.encode(key.seed) == seed)
        #expect(Hex.encode(key.publicKey) == publicKey)
        #expect(Hex.encode(key.sign(message)) == signature)
        let made = key.sign(message)
        #expect(Ed25519.verify(made, of: message, publicKey: key.publicKey))
        #expect(!Ed25519.verify(made, of: message + [0], publicKey: key.publicKey))
        #expect(!Ed25519.verify(made, of: message, publicKey: Ed25519.SigningKey.make().publicKey))
        #expect(!Ed25519.verify([], of: message, publicKey: key.publicKey))
    }

    @Test func signingKeysNeedThirtyTwoBytes() {
        #expect(Ed25519.SigningKey(seed: [1, 2, 3]) == nil)
    }

    /// From the test suite of Argon2's reference implementation.
    @Test func passwordHashesOfOthersVerify() {
        let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
        #expect(PasswordHash.verify("password", against: stored))
        #expect(!PasswordHash.verify("differentpassword", against: stored))
    }

    @Test(arguments: [
        (PasswordHash.Cost.interactive, "$argon2id$v=19$m=65536,t=2,p=1$"), (.test, "$argon2id$v=19$m=8,t=1,p=1$"),
    ])
    func passwordHashes(cost: PasswordHash.Cost, start: String) throws {
        let stored = try PasswordHash.hash("pässwörd", cost: cost)
        #expect(stored.hasPrefix(start))
        #expect(PasswordHash.verify("pässwörd", against: stored))
        #expect(!PasswordHash.verify("pässwörd ", against: stored))
        #expect(try PasswordHash.hash("pässwörd", cost: cost) != stored)
    }

    @Test(arguments: ["", "password", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$$"])
    func whatIsNoHashVerifiesNothing(stored: String) {
        #expect(!PasswordHash.verify("password", against: stored))
    }

    @Test(arguments: Token.Kind.allCases)
    func tokens(kind: Token.Kind) throws {
        let token = Token.make(kind)
        #expect(token.secret.hasPrefix("cs_\(kind.rawValue)_"))
        #expect(Token(token.secret) == token)
        #expect(token.hash == Digest.of(token.secret))
        #expect(token != Token.make(kind))
        #expect(!"\(token) \(String(reflecting: token))".contains(token.secret))
    }

    @Test func onlyTokensThatWeMakeAreRead() {
        let hex = String(repeating: "0a", count: 32)
        let wrong = [
            "", "cs_p_", "cs_p_\(hex)0", "cs_p_\(hex.dropLast())", "cs_x_\(hex)", "CS_p_\(hex)",
            "cs_p_\(hex.uppercased())",
        ]
        #expect(wrong.filter { Token($0) != nil } == [])
        #expect(Token("cs_p_\(hex)")?.kind == .person)
    }
}
