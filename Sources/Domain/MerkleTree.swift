/// The hash tree of RFC 6962, section 2.1: leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖ right). The
/// prefixes keep a node from being passed off as a leaf. All functions take leaf *hashes*; `leaf` makes one.
package enum MerkleTree {
    package static func leaf(_ data: some Collection<UInt8>) -> Digest {
        var hasher = Hasher256()
        hasher.update([0x00])
        hasher.update(data)
        return hasher.finish()
    }

    /// The root over these leaf hashes, in order; over none, the digest of nothing.
    package static func root(_ leaves: [Digest]) -> Digest { root(leaves[...]) }

    private static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        guard let first = leaves.first else { return Digest.of([]) }
        guard leaves.count > 1 else { return first }
        let middle = leaves.startIndex + split(leaves.count)
        return node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    /// The largest power of two below `count`.
    private static func split(_ count: Int) -> Int {
        var size = 1
        while size * 2 < count { size *= 2 }
        return size
    }

    private static func node(_ left: Digest, _ right: Digest) -> Digest {
        var hasher = Hasher256()
        hasher.update([0x01])
        hasher.update(left.bytes)
        hasher.update(right.bytes)
        return hasher.finish()
    }
}
