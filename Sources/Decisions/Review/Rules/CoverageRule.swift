import Domain

/// Everything was served and acknowledged: nobody approves what they were not shown.
struct CoverageRule: ReviewRule {
    let id = "coverage"
    let codes: [FailureCode] = [.coverageIncomplete]
    let phase = ReviewPhase.coverage
    let doc = "Every part of the output that the server has not proved itself was served and acknowledged."

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        guard !facts.chunks.isEmpty else {
            return [
                Failure(
                    .coverageIncomplete,
                    "There is nothing to read in this output, so nothing can be approved. Ask for changes instead.")
            ]
        }
        let missing = facts.required.filter { $0.servedOrder == nil || !$0.isAcknowledged }.map(\.chunk)
        guard !missing.isEmpty else { return [] }
        let verb = missing.count == 1 ? "has" : "have"
        return [
            Failure(
                .coverageIncomplete,
                "\(Places.parts(missing.count)) of \(facts.required.count) \(verb) not been read yet: "
                    + "\(Places.sentence(missing)). Open and acknowledge what is missing.",
                detail: ["missing": Places.detail(missing), "required": .integer(Int64(facts.required.count))])
        ]
    }
}
