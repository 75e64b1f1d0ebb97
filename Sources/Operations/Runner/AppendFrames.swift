import API
import Domain
import Store

/// Appends frames to the transcript of an attempt. What is acknowledged is stored. Frames that come again unchanged,
/// because their acknowledgement was lost, are acknowledged again; other frames in their place are refused.
package enum AppendFrames {
    package static let countLimit = 500
    package static let totalLimitBytes = 1 << 20
    package static let bodyLimitBytes = 64 << 10
    static let kindLimitCharacters = 64

    package static func run(
        _ team: TeamContext, runID: String, attempt number: Int, _ request: FramesRequest
    ) throws -> FramesAnswer {
        try check(request.frames)
        return try team.change { change in
            let attempt = try HeldLease.lockAttempt(change, run: runID, attempt: number, term: request.term)
            guard let first = request.frames.first, let last = request.frames.last else {
                return FramesAnswer(acknowledged: attempt.frameCount)
            }
            guard first.sequence <= attempt.frameCount + 1 else {
                throw conflict(
                    "the transcript goes on with frame \(attempt.frameCount + 1), not \(first.sequence)", attempt)
            }
            try compareWithStored(request.frames, attempt, run: runID, change)
            let new = request.frames.filter { $0.sequence > attempt.frameCount }
            guard !new.isEmpty else { return FramesAnswer(acknowledged: attempt.frameCount) }
            try change.tx.run(
                InsertFrames(
                    team: team.id, run: runID, attempt: number,
                    frames: new.map { .init(sequence: $0.sequence, kind: $0.kind, body: $0.body, digest: $0.digest) }))
            try change.tx.run(
                SetFrameHead(team: team.id, run: runID, attempt: number, count: last.sequence, head: last.digest))
            try change.record(
                "frames_appended", "run:\(runID)",
                [
                    "attempt": .integer(Int64(number)), "count": .integer(last.sequence),
                    "head": .string(last.digest.description),
                ])
            return FramesAnswer(acknowledged: last.sequence)
        }
    }

    /// The request's chain must go on from what is stored, and repeat exactly what it repeats. A digest covers all that
    /// came before, so equal digests are equal frames.
    private static func compareWithStored(
        _ frames: [FrameRequest], _ attempt: AttemptRow, run: String, _ change: Change
    ) throws {
        guard let first = frames.first else { return }
        var stored = [attempt.frameHead][...]
        if first.sequence <= attempt.frameCount {
            let last = first.sequence + Int64(frames.count) - 1
            stored = try change.tx.all(
                FrameDigests(
                    team: change.team.id, run: run, attempt: attempt.number, from: first.sequence - 1,
                    to: min(attempt.frameCount, last)))[...]
            if first.sequence == 1 { stored = [FrameChain.start] + stored }
        }
        guard var previous = stored.popFirst() else { throw conflict("the stored transcript has a gap", attempt) }
        for frame in frames {
            let digest = FrameChain.next(
                after: previous, sequence: frame.sequence, kind: frame.kind, body: frame.body)
            guard frame.digest == digest else {
                throw conflict("the digest of frame \(frame.sequence) does not follow from the frames before", attempt)
            }
            if let known = stored.popFirst(), known != digest {
                throw conflict("frame \(frame.sequence) is stored with other content", attempt)
            }
            previous = digest
        }
    }

    private static func conflict(_ what: String, _ attempt: AttemptRow) -> Failure {
        Failure(
            .frameConflict, what + "; a transcript only grows",
            detail: ["stored": .integer(attempt.frameCount), "head": .string(attempt.frameHead.description)])
    }

    private static func check(_ frames: [FrameRequest]) throws {
        guard frames.count <= countLimit else {
            throw Failure(.bodyTooLarge, "frames: \(frames.count) in one request; send at most \(countLimit)")
        }
        let total = frames.reduce(0) { $0 + $1.body.utf8.count }
        guard total <= totalLimitBytes else {
            throw Failure(.bodyTooLarge, "frames: \(total) bytes in one request; send at most \(totalLimitBytes)")
        }
        for (index, frame) in frames.enumerated() {
            guard frame.sequence >= 1, frame.sequence == frames[0].sequence + Int64(index) else {
                throw Failure(.badRequest, "frames: sequences count from 1 without a gap; found \(frame.sequence)")
            }
            guard frame.body.utf8.count <= bodyLimitBytes else {
                throw Failure(
                    .bodyTooLarge,
                    "frame \(frame.sequence): \(frame.body.utf8.count) bytes; split it into frames of \(bodyLimitBytes)"
                )
            }
            guard (1...kindLimitCharacters).contains(frame.kind.unicodeScalars.count),
                !frame.kind.utf8.contains(0), !frame.body.utf8.contains(0)
            else {
                throw Failure(
                    .badRequest,
                    "frame \(frame.sequence): a kind has 1 to \(kindLimitCharacters) characters, and U+0000 has no place"
                )
            }
        }
    }
}
