/// What a piece of an output takes to read, in milliseconds, under a team's settings.
package struct ReadingTime: Hashable, Sendable {
    /// Nobody can have read it in less.
    package let refuseMilliseconds: Int64
    /// What an average reader takes.
    package let plannedMilliseconds: Int64

    /// Under each of several settings the longest: what is judged by two policies is judged by the stricter.
    package init(_ units: ReadingUnits, under settings: [ReviewSettings]) {
        refuseMilliseconds = Int64(settings.map { units.refuseMilliseconds(by: $0) }.max() ?? 0)
        plannedMilliseconds = Int64(settings.map { units.plannedMilliseconds(by: $0) }.max() ?? 0)
    }
}
