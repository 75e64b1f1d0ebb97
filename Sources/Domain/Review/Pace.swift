/// How long reading takes by a team's settings, in milliseconds. *Refuse* is physics, *flag* is fast for the risk,
/// *planned* only plans load and bounds what one focus can be credited.
///
/// Where the standard numbers (`PaceLimits.standard`) come from: English prose is read silently at 238 words a minute
/// on average (Brysbaert 2019, 252 ms a word) and cannot be understood above 500–750; inspection of code finds defects
/// at 200–400 lines an hour (9–18 s a line). The table is the one of `review.md`.
extension ReadingUnits {
    /// Nobody can have read it in less.
    package func refuseMilliseconds(by settings: ReviewSettings) -> Int { sum(settings, \.refuseMilliseconds) }

    /// Less is fast for this risk; rounded down, in the reader's favour.
    package func flagMilliseconds(_ risk: Risk, by settings: ReviewSettings) -> Int {
        sum(settings, \.flagMilliseconds) * risk.paceFactorPercent / 100
    }

    /// What an average reader takes.
    package func plannedMilliseconds(by settings: ReviewSettings) -> Int { sum(settings, \.plannedMilliseconds) }

    private func sum(_ settings: ReviewSettings, _ limit: KeyPath<PaceLimits, Int64>) -> Int {
        PaceUnit.allCases.reduce(0) { $0 + count($1) * Int(settings[$1][keyPath: limit]) }
    }

    private func count(_ unit: PaceUnit) -> Int {
        switch unit {
        case .addedLine: addedLines
        case .deletedLine: deletedLines
        case .contextLine: contextLines
        case .proseWord: words
        case .tableCell: cells
        case .image: images
        case .actionLine: actionLines
        case .criterion: methodologyCriteria
        }
    }
}

extension Risk {
    /// By how much the *flag* limit grows with the risk.
    package var paceFactorPercent: Int {
        switch self {
        case .routine: 75
        case .shared: 100
        case .sensitive: 125
        case .irreversible: 150
        }
    }
}
