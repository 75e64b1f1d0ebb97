/// How long reading takes: three columns of milliseconds per unit. *Refuse* is physics, *flag* is fast for the risk,
/// *planned* only plans load.
///
/// Where the numbers come from: English prose is read silently at 238 words a minute on average (Brysbaert 2019, 252 ms
/// a word) and cannot be understood above 500–750; inspection of code finds defects at 200–400 lines an hour (9–18 s a
/// line) and hardly any above 1,500. The table is the one of `review.md`; *refuse* cannot be lowered by a setting.
private struct Pace {
    let addedLine, deletedLine, contextLine, word, cell, image, actionLine, methodologyCriterion: Int

    static let refuse = Pace(
        addedLine: 1_000, deletedLine: 300, contextLine: 100, word: 80, cell: 150, image: 3_000, actionLine: 1_000,
        methodologyCriterion: 5_000)
    static let flag = Pace(
        addedLine: 3_000, deletedLine: 900, contextLine: 300, word: 150, cell: 400, image: 8_000, actionLine: 4_000,
        methodologyCriterion: 15_000)
    static let planned = Pace(
        addedLine: 9_000, deletedLine: 2_000, contextLine: 600, word: 252, cell: 1_000, image: 25_000,
        actionLine: 10_000, methodologyCriterion: 60_000)

    func milliseconds(_ units: ReadingUnits) -> Int {
        units.addedLines * addedLine + units.deletedLines * deletedLine + units.contextLines * contextLine
            + units.words * word + units.cells * cell + units.images * image + units.actionLines * actionLine
            + units.methodologyCriteria * methodologyCriterion
    }
}

extension ReadingUnits {
    /// Nobody can have read it in less.
    package var refuseMilliseconds: Int { Pace.refuse.milliseconds(self) }

    /// Less is fast for this risk; rounded down, in the reader's favour.
    package func flagMilliseconds(_ risk: Risk) -> Int { Pace.flag.milliseconds(self) * risk.paceFactorPercent / 100 }

    /// What an average reader takes: plans load, and bounds what one focus can be credited.
    package var plannedMilliseconds: Int { Pace.planned.milliseconds(self) }
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
