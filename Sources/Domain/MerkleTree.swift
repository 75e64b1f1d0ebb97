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

    /// The audit path of one leaf, from its sibling up to a child of the root. Nil if there is no such leaf.
    package static func inclusionProof(of index: Int, in leaves: [Digest]) -> [Digest]? {
        guard leaves.indices.contains(index) else { return nil }
        var path = [Digest]()
        var range = leaves[...]
        while range.count > 1 {
            let middle = range.startIndex + split(range.count)
            let (left, right) = (range[..<middle], range[middle...])
            path.append(root(index < middle ? right : left))
            range = index < middle ? left : right
        }
        return path.reversed()
    }

    /// Whether `proof` shows that this leaf hash is the `index`-th of `size` under `root` (RFC 9162, section 2.1.3.2).
    package static func verify(leaf: Digest, index: Int, size: Int, proof: [Digest], root: Digest) -> Bool {
        guard index >= 0, index < size else { return false }
        var (position, last) = (index, size - 1)
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { return false }
            if position % 2 == 1 || position == last {
                hash = node(sibling, hash)
                // A last node without a sibling rises unhashed until it becomes a right child.
                while position % 2 == 0 && position > 0 { (position, last) = (position / 2, last / 2) }
            } else {
                hash = node(hash, sibling)
            }
            (position, last) = (position / 2, last / 2)
        }
        return last == 0 && hash == root
    }

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
