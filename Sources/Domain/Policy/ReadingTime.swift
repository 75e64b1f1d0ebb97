/// What a piece of an output takes to read, in milliseconds, under a team's settings.
package struct ReadingTime: Hashable, Sendable {
    /// Nobody can have read it in less.
    package let refuseMilliseconds: Int64
    /// What an average reader takes.
    package let plannedMilliseconds: Int64

    /// Under each of several settings the longest: what is judged by two policies is judged by the stricter.
    package init(_ units: ReadingUnits, under settings: [ReviewSettings]) {
        func longest(_ limit: KeyPath<PaceLimits, Int64>) -> Int64 {
            settings.map { pace in
                units.counts.reduce(0) { $0 + pace[$1.unit][keyPath: limit] * $1.count }
            }.max() ?? 0
        }
        refuseMilliseconds = longest(\.refuseMilliseconds)
        plannedMilliseconds = longest(\.plannedMilliseconds)
    }
}

extension ReadingUnits {
    fileprivate var counts: [(unit: PaceUnit, count: Int64)] {
        PaceUnit.allCases.map { unit in (unit, Int64(count(of: unit))) }
    }

    private func count(of unit: PaceUnit) -> Int {
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
