import Domain

/// Asking for changes takes one place or one absence, and a cause: two interactions, no reading time, no floor. Without
/// them the agent could not act on it and the library would not learn.
struct RejectionRule: ReviewRule {
    let id = "rejection"
    let codes: [FailureCode] = [.invalidInput, .anchorRange, .anchorNotFound]
    let phase = ReviewPhase.statement
    let doc = "Asking for changes names one place in the work or what is missing, and the cause."

    func applies(to verdict: Verdict) -> Bool { verdict == .changes }

    func refusals(_ facts: ReviewFacts) -> [Failure] {
        var out = [Failure]()
        if facts.rejection?.cause == nil {
            let causes = FindingCause.allCases.map(\.rawValue).joined(separator: ", ")
            out.append(Failure(.invalidInput, "The cause is missing. Name one: \(causes)."))
        }
        if let anchor = facts.rejection?.anchor {
            out += AnchorCheck.placeFailures(
                anchor, chunk: facts.chunk(anchor.chunk), text: facts.texts[anchor.chunk], subject: "The place")
        } else if TextMeasure(facts.rejection?.absence ?? "").visibleCharacters == 0 {
            out.append(
                Failure(.invalidInput, "What is to be changed is missing. Name one place, or say what is missing."))
        }
        return out
    }
}
