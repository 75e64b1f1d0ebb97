import API
import Domain
import Platform

/// The attempt's transcript on its way to the service: frames, chained by their digests, kept until they are acknowledged.
/// Any thread may add; when too much is waiting, adding waits, and with it the agent that writes too fast.
final class Transcript: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case stdout, stderr, say, question, answer, action, decision, status
    }

    struct State: Sendable {
        var count: Int64 = 0
        var head = FrameChain.start
        var waiting: [FrameRequest] = []
        var waitingBytes = 0
        /// Since when the first of those that wait does.
        var oldestAt = 0
        var isClosed = false
        /// Why no frame can be stored any more.
        var failure: Failure?

        var isOver: Bool { isClosed || failure != nil }
    }

    static let bodyLimitBytes = 16 << 10
    static let batchLimit = 100
    /// A request may have 1 MiB; JSON may double a text that is mostly slashes.
    static let batchLimitBytes = 400 << 10
    static let batchDelayMilliseconds = 200
    private static let bytesPerFrame = 160

    private let state = Monitor(State())
    private let spool: Spool
    private let waitingLimitBytes: Int

    init(spool: Spool, waitingLimitBytes: Int = 16 << 20) {
        self.spool = spool
        self.waitingLimitBytes = waitingLimitBytes
    }

    /// Adds a text, as several frames if it is long. What databases cannot hold, a zero byte, shows as its symbol. What is
    /// added after the end is lost: nobody would take it.
    func add(_ kind: Kind, _ text: String) {
        for piece in Self.pieces(of: text) {
            let limit = waitingLimitBytes
            _ = state.wait { $0.isOver || $0.waitingBytes <= limit ? true : nil }
            let spool = spool
            state.change { state in
                guard !state.isOver else { return }
                let sequence = state.count + 1
                let digest = FrameChain.next(after: state.head, sequence: sequence, kind: kind.rawValue, body: piece)
                let frame = FrameRequest(sequence: sequence, kind: kind.rawValue, body: piece, digest: digest)
                if state.waiting.isEmpty { state.oldestAt = Clock.monotonicMilliseconds }
                state.count = sequence
                state.head = digest
                state.waiting.append(frame)
                state.waitingBytes += Self.size(of: frame)
                spool.add(frame)
            }
        }
    }

    /// The next frames to send, in order: waits until there are many, or the first has waited long enough, or no more come.
    /// Nil when all are acknowledged and no more come.
    func nextBatch() -> [FrameRequest]? {
        while true {
            let seen = state.wait { $0.isOver || !$0.waiting.isEmpty ? $0 : nil }
            guard let seen, seen.failure == nil, !seen.waiting.isEmpty else { return nil }
            let delay = seen.oldestAt + Self.batchDelayMilliseconds - Clock.monotonicMilliseconds
            if delay > 0 {
                _ = state.wait(milliseconds: delay) { $0.isOver || $0.waiting.count >= Self.batchLimit ? true : nil }
            }
            return Self.batch(of: state.value.waiting)
        }
    }

    func acknowledge(upTo sequence: Int64) {
        let spool = spool
        state.change { state in
            let stored = state.waiting.prefix { $0.sequence <= sequence }
            state.waitingBytes -= stored.reduce(0) { $0 + Self.size(of: $1) }
            state.waiting.removeFirst(stored.count)
            state.oldestAt = Clock.monotonicMilliseconds
            if state.waiting.isEmpty { spool.clear() }
        }
    }

    /// No more frames come. What waits is still sent.
    func close() { state.change { $0.isClosed = true } }

    /// No frame can be stored any more; nobody waits any longer.
    func fail(_ failure: Failure) { state.change { $0.failure = $0.failure ?? failure } }

    /// After `close`: how many frames there are and the digest of the last, once all are stored. Throws why they cannot be.
    func finished() throws -> (count: Int64, head: Digest) {
        guard let end = state.wait(for: { $0.failure != nil || $0.waiting.isEmpty ? $0 : nil }) else {
            throw Failure(.internalError, "waiting for the transcript ended too early")
        }
        if let failure = end.failure { throw failure }
        return (end.count, end.head)
    }

    private static func batch(of waiting: [FrameRequest]) -> [FrameRequest] {
        var bytes = 0
        let some = waiting.prefix(batchLimit).prefix { frame in
            bytes += JSON.string(frame.body).canonical.utf8.count + bytesPerFrame
            return bytes <= batchLimitBytes
        }
        return Array(some.isEmpty ? waiting.prefix(1) : some)
    }

    private static func size(of frame: FrameRequest) -> Int { frame.body.utf8.count + bytesPerFrame }

    /// Cut between scalars, so that each piece is within the limit. An empty text is one empty frame: blank lines count.
    static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars {
            let shown = scalar == "\0" ? "\u{2400}" : scalar
            let width = UTF8.width(shown)
            if bytes + width > bodyLimitBytes {
                pieces.append(String(piece))
                piece = String.UnicodeScalarView()
                bytes = 0
            }
            piece.append(shown)
            bytes += width
        }
        return pieces + (piece.isEmpty && !pieces.isEmpty ? [] : [String(piece)])
    }
}
