import API
import Domain
import Store

/// What is in force, and nobody has changed or confirmed for long.
package enum ListStaleContext {
    package static let days = 90
    private static let range = 1...3650

    package static func run(_ team: TeamContext, days wanted: String?) throws -> Page<ContextSummary> {
        let days = wanted.map { Int($0) } ?? days
        guard let days, range.contains(days) else {
            throw Failure(.badRequest, "days must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        let rows = try team.read { try $0.all(StaleContext(team: team.id, days: days)) }
        return Page(items: rows.map(ContextSummary.init))
    }
}
