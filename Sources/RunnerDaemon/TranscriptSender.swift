import API
import APIClient
import Domain
import Platform

/// Sends a transcript's frames in batches, on a thread of its own, until it is closed and everything is acknowledged, or the
/// service refuses them for good.
struct TranscriptSender: Sendable {
    let attempt: AttemptLink
    let transcript: Transcript
    let observer: Observer

    private static let defectPauseMilliseconds = 1000
    private static let defectLimit = 5

    func start() throws {
        try BackgroundThread.start {
            do {
                try run()
            } catch {
                let failure = Failure(wrapping: error)
                if attempt.lease.isHeld { observer.warn("frames_refused", attempt.facts(because: failure)) }
                if failure.code == .leaseLost { attempt.lease.lose(.refused(failure.message)) }
                transcript.fail(failure)
            }
        }
    }

    private func run() throws {
        let client = try attempt.client()
        var defects = 0
        while let frames = transcript.nextBatch() {
            let request = FramesRequest(term: attempt.run.term, frames: frames)
            do throws(Failure) {
                let answer = try client.call(Endpoints.runnerFrames, path: attempt.path, request)
                transcript.acknowledge(upTo: answer.acknowledged)
                defects = 0
            } catch {
                // A defect over there may pass; frames are recognised when they come again.
                guard error.code.kind == .broken, defects < Self.defectLimit else { throw error }
                defects += 1
                attempt.lease.pause(milliseconds: Self.defectPauseMilliseconds)
            }
        }
    }
}
