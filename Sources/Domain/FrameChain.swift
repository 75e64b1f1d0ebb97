/// The hash chain of a transcript, computed alike by the runner that writes it, the service that stores it and whoever
/// checks it: a frame's digest is SHA-256 over the 32 bytes of the one before, then the frame's canonical JSON.
package enum FrameChain {
    /// Before the first frame: 32 zero bytes.
    package static let start = Digest(exactly: [UInt8](repeating: 0, count: 32))

    package static func next(after previous: Digest, sequence: Int64, kind: String, body: String) -> Digest {
        let frame: JSON = ["body": .string(body), "kind": .string(kind), "sequence": .integer(sequence)]
        return Digest.of(previous.bytes + Array(frame.canonical.utf8))
    }
}
