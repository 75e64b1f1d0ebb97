import Domain

/// A secret that stands for a person or a runner: `cs_p_<64 hex digits>`. The prefix lets people, scanners and our own
/// logs recognise a leaked one. Only its hash is stored: 32 random bytes need no salt and no slow hash.
package struct Token: Equatable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        case person = "p"
        case runner = "r"
    }

    package let kind: Kind
    /// Shown once to its owner, then sent with each request.
    package let secret: String

    package static func make(_ kind: Kind) -> Token {
        Token(kind: kind, secret: "cs_\(kind.rawValue)_" + Hex.encode(SecureRandom.bytes(32)))
    }

    private init(kind: Kind, secret: String) {
        self.kind = kind
        self.secret = secret
    }

    /// Reads what a caller sent; nil for anything that we cannot have made.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 69,
            let kind = Kind.allCases.first(where: { bytes.starts(with: "cs_\($0.rawValue)_".utf8) })
        else { return nil }
        let isHex = bytes.dropFirst(5).allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard isHex else { return nil }
        self.init(kind: kind, secret: text)
    }

    /// What is stored and looked up.
    package var hash: Digest { Digest.of(secret) }

    /// Never the secret, so that one in a message or a log does no harm.
    package var description: String { "cs_\(kind.rawValue)_***" }
}

extension Token: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
