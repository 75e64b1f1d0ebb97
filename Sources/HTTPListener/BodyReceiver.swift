import Domain

/// Takes a body piece by piece, into memory or a file, never beyond its limit.
struct BodyReceiver: Sendable {
    private enum Sink: Sendable {
        case memory([UInt8])
        case file(TemporaryFile, Hasher256)
    }

    private let limitBytes: Int
    private var sizeBytes = 0
    private var sink: Sink

    /// Refuses at once what is announced as too large.
    init(policy: BodyPolicy, announced: AnnouncedBody, requestID: String) throws(Refusal) {
        switch policy {
        case .none: limitBytes = 0
        case .memory(let limitBytes), .file(let limitBytes, _): self.limitBytes = limitBytes
        }
        switch announced {
        case .none: break
        case .bytes(let count): if count > limitBytes { throw BodyReceiver.tooLarge(limitBytes) }
        case .unknown: if limitBytes == 0 { throw BodyReceiver.tooLarge(limitBytes) }
        }
        switch policy {
        case .none, .memory: sink = .memory([])
        case .file(_, let directory):
            do { sink = .file(try TemporaryFile(directory: directory, name: requestID), Hasher256()) } catch {
                throw Refusal(503, error)
            }
        }
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        guard bytes.count <= limitBytes - sizeBytes else { throw BodyReceiver.tooLarge(limitBytes) }
        sizeBytes += bytes.count
        switch sink {
        case .memory(var kept):
            sink = .memory([])  // so that the array is grown in place, not copied
            kept.append(contentsOf: bytes)
            sink = .memory(kept)
        case .file(let file, var hasher):
            do { try file.write(bytes) } catch { throw Refusal(503, error) }
            hasher.update(bytes)
            sink = .file(file, hasher)
        }
    }

    func finish() -> HTTPBody {
        switch sink {
        case .memory(let bytes): return .bytes(bytes)
        case .file(let file, var hasher):
            return .file(UploadedFile(file: file, sizeBytes: sizeBytes, digest: hasher.finish()))
        }
    }

    private static func tooLarge(_ limitBytes: Int) -> Refusal {
        Refusal(
            413, .bodyTooLarge,
            limitBytes == 0
                ? "This request takes no body."
                : "The body is over \(limitBytes) bytes, the most that this request takes; nothing was stored.")
    }
}
