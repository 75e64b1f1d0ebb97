/// What an output version consists of, for binding: which files, and in which pieces they are read.
package enum Manifest {
    /// The Merkle root over the chunk digests in order: a chunk can be shown to belong to a version without the rest.
    package static func root(_ chunks: [Chunk]) -> Digest { root(ofDigests: chunks.map(\.digest)) }

    package static func root(ofDigests digests: [Digest]) -> Digest {
        MerkleTree.root(digests.map { MerkleTree.leaf($0.bytes) })
    }

    /// The digest over the set of {path, digest of the file}; the order of the files does not matter.
    package static func contentDigest(_ files: [(path: String, digest: Digest)]) -> Digest {
        let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return Digest.of(.array(sorted.map { ["path": .string($0.path), "digest": .string($0.digest.description)] }))
    }
}
