internal import CSodium
import Domain

/// Randomness that nobody can guess, from the operating system.
package enum SecureRandom {
    package static func bytes(_ count: Int) -> [UInt8] {
        precondition(Sodium.isReady, "libsodium has no source of randomness")
        var out = [UInt8](repeating: 0, count: count)
        randombytes_buf(&out, count)
        return out
    }

    package static func uint64() -> UInt64 { bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}

extension Identifier {
    /// A new identifier, of now.
    package static func make(_ prefix: Prefix) -> String {
        make(prefix, secondsSince1970: UInt64(Clock.wallSeconds), random: SecureRandom.uint64())
    }
}
