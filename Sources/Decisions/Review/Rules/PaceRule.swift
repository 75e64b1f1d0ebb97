import Domain

/// Nobody reads faster than physics allows: at least 95 % of the parts and the whole got the least time that reading
/// takes. No seconds are told: a countdown would be waited out instead of read.
struct PaceRule: ReviewRule {
    let id = "pace"
    let codes: [FailureCode] = [.paceImplausible]
    let phase = ReviewPhase.pace
    let doc = "The whole and at least 95 % of its parts were in view for as long as anybody needs to read them."

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        let required = facts.required
        guard !facts.isPaceExempt else { return [] }
        func least(_ part: ChunkFacts) -> Int {
            max(part.refuseMilliseconds, part.chunk.units.refuseMilliseconds(by: facts.settings))
        }
        let left = required.filter { $0.creditedMilliseconds < least($0) }
        let read = required.count - left.count
        let credited = required.reduce(0) { $0 + $1.creditedMilliseconds }
        guard read * 100 < required.count * 95 || credited < required.reduce(0, { $0 + least($1) }) else { return [] }
        let chunks = left.map(\.chunk)
        let verb = chunks.count == 1 ? "was" : "were"
        return [
            Failure(
                .paceImplausible,
                "\(Places.parts(chunks.count)) \(verb) in view for less time than reading takes: "
                    + "\(Places.sentence(chunks)). Read what is left, then approve.",
                detail: ["left": Places.detail(chunks)])
        ]
    }
}
