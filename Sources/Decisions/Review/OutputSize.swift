import Domain

/// How much one review may ask of a person: attention is gone after 60–90 minutes. Assessed when an output arrives, so
/// that the agent splits it and no reader pays.
package enum OutputSize: Hashable, Sendable {
    case fine
    /// At half of a limit: the agent is told.
    case large(String)
    case tooLarge(String)

    package static func assess(_ units: ReadingUnits, by settings: ReviewSettings) -> OutputSize {
        let planned = units.plannedMilliseconds(by: settings)
        let limits = settings.size
        let measures = [
            (
                units.effectiveLines, limits.effectiveLines,
                "\(units.effectiveLines) lines of \(limits.effectiveLines)"
            ),
            (units.words, limits.words, "\(units.words) words of \(limits.words)"),
            (
                planned, limits.plannedMinutes * 60_000,
                "\((planned + 59_999) / 60_000) planned minutes of \(limits.plannedMinutes)"
            ),
        ]
        let over = measures.filter { $0.0 > $0.1 }
        if !over.isEmpty { return .tooLarge(over.map(\.2).joined(separator: ", ")) }
        let half = measures.filter { $0.0 * 2 >= $0.1 }
        return half.isEmpty ? .fine : .large(half.map(\.2).joined(separator: ", "))
    }

    package static func units(of chunks: [Chunk]) -> ReadingUnits { .total(chunks.map(\.units)) }

    /// The refusal for an output that is too large; nil otherwise.
    package var failure: Failure? {
        guard case .tooLarge(let what) = self else { return nil }
        return Failure(
            .splitRequired,
            "The output is too large to be reviewed at once (\(what)). Split it into parts that stand by themselves "
                + "and submit each.",
            detail: ["over": .string(what)])
    }
}
