/// What a piece of an output takes to read, in milliseconds, under a team's settings.
package struct ReadingTime: Hashable, Sendable {
    /// Nobody can have read it in less.
    package let refuseMilliseconds: Int64
    /// What an average reader takes.
    package let plannedMilliseconds: Int64

    /// Under each of several settings the longest: what is judged by two policies is judged by the stricter.
    package init(_ units: ReadingUnits, under settings: [ReviewSettings]) {
        func longest(_ limit: KeyPath<PaceLimits, Int64>) -> Int64 {
            settings.map { settings in units.counts.reduce(0) { $0 + settings.pace(of: $1.unit)[keyPath: limit] * $1.count } }
                .max() ?? 0
        }
        refuseMilliseconds = longest(\.refuseMilliseconds)
        plannedMilliseconds = longest(\.plannedMilliseconds)
    }
}

extension ReadingUnits {
    fileprivate var counts: [(unit: PaceUnit, count: Int64)] {
        [
            (.addedLine, addedLines), (.deletedLine, deletedLines), (.contextLine, contextLines), (.proseWord, words),
            (.tableCell, cells), (.image, images), (.actionLine, actionLines), (.criterion, methodologyCriteria),
        ].map { ($0.0, Int64($0.1)) }
    }
}
