import API
import Domain

/// Reads in place of a person for scripts and demonstrations, and says so: each part is served, waited for as long as a
/// person at that pace needs, and acknowledged.
struct ScriptedReader {
    let session: ReviewSession
    let invocation: Invocation
    /// Estimates can fall short of the service's own: what was too fast is read once more, and then once more.
    private static let rounds = 3

    func run(_ review: ReviewView, wordsPerMinute: Int) throws {
        var review = review
        for _ in 0..<ScriptedReader.rounds {
            let parts = review.chunks.filter(\.needsReading)
            if parts.isEmpty { break }
            for part in parts { try read(part.index, of: review.chunks.count, wordsPerMinute) }
            try session.pause()
            review = try session.show()
        }
        invocation.say("scripted reader: \(ReviewText.reading(review))")
        guard review.chunks.allSatisfy({ !$0.needsReading }) else { throw Ended(.failed) }
    }

    private func read(_ index: Int, of count: Int, _ wordsPerMinute: Int) throws {
        let part = try session.serve(index)
        let milliseconds = ReadingPace.milliseconds(part, wordsPerMinute: wordsPerMinute)
        invocation.say(
            "scripted reader: part \(PartNames.number(index)) of \(count), \((milliseconds + 999) / 1000) s")
        if invocation.wantsJSON { try invocation.print(jsonLine: part) }
        invocation.terminal.pause(milliseconds: UInt32(clamping: milliseconds))
        try session.acknowledge(index, part.receipt)
    }
}
