internal import CSodium

/// A SHA-256 digest. Written `sha256:<64 hex digits>`; equality is of bytes.
package struct Digest: Hashable, Sendable, CustomStringConvertible, Comparable {
    package let bytes: [UInt8]

    /// The digest of these bytes.
    package static func of(_ bytes: some Collection<UInt8>) -> Digest {
        var hasher = Hasher256()
        hasher.update(bytes)
        return hasher.finish()
    }

    /// The digest of a text's UTF-8 bytes, exactly as they stand.
    package static func of(_ text: String) -> Digest { of(Array(text.utf8)) }

    /// The digest of a JSON value's canonical text.
    package static func of(_ json: JSON) -> Digest { of(json.canonical) }

    /// Nil unless there are exactly 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    init(exactly bytes: [UInt8]) { self.bytes = bytes }

    /// Reads `sha256:…`; nil for anything else.
    package init?(_ text: String) {
        guard text.hasPrefix("sha256:"), let bytes = Hex.decode(String(text.dropFirst(7))), bytes.count == 32 else {
            return nil
        }
        self.bytes = bytes
    }

    package var hex: String { Hex.encode(bytes) }
    package var description: String { "sha256:" + hex }
    /// Enough to tell two apart in a sentence.
    package var short: String { String(hex.prefix(12)) }

    package static func < (left: Digest, right: Digest) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension Digest: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let digest = Digest(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a digest (sha256:<64 hex digits>)"))
        }
        self = digest
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// SHA-256 over bytes that arrive in pieces.
package struct Hasher256: Sendable {
    private var state = crypto_hash_sha256_state()

    package init() { crypto_hash_sha256_init(&state) }

    package mutating func update(_ bytes: some Collection<UInt8>) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { buffer in
            _ = crypto_hash_sha256_update(&state, buffer.baseAddress, UInt64(buffer.count))
        }
        if done == nil { update(Array(bytes)) }
    }

    package mutating func finish() -> Digest {
        var out = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256_final(&state, &out)
        return Digest(exactly: out)
    }
}

package enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var out = [UInt8]()
        out.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil for an odd length or a character that is not a lower- or upper-case hex digit.
    package static func decode(_ text: String) -> [UInt8]? {
        func value(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 48...57: byte - 48
            case 97...102: byte - 87
            case 65...70: byte - 55
            default: nil
            }
        }
        let utf8 = Array(text.utf8)
        guard utf8.count % 2 == 0 else { return nil }
        var out = [UInt8]()
        out.reserveCapacity(utf8.count / 2)
        for index in stride(from: 0, to: utf8.count, by: 2) {
            guard let high = value(utf8[index]), let low = value(utf8[index + 1]) else { return nil }
            out.append(high << 4 | low)
        }
        return out
    }
}
