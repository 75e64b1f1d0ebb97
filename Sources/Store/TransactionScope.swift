/// Whose rows a transaction may see: row-level security compares them with `countersign.team` and `countersign.person`.
/// Both are set for this one transaction, to an empty text when absent, so that nothing is left from the one before.
package struct TransactionScope: Sendable, Equatable {
    package let team: String?
    package let person: String?

    /// A team's rows; what else a person may see is for the policies to say.
    package static func team(_ team: String, person: String? = nil) -> TransactionScope {
        TransactionScope(team: team, person: person)
    }
    /// A person, before or across teams: logging in, choosing a team.
    package static func person(_ person: String) -> TransactionScope { TransactionScope(team: nil, person: person) }
    /// Nobody: only what has no row-level security, or what the pool's role may see anyway.
    package static let none = TransactionScope(team: nil, person: nil)
}

/// How much of what others commit meanwhile a transaction sees.
package enum Isolation: Sendable {
    /// Each statement sees what was committed before it. The right one for changes, together with row locks.
    case readCommitted
    /// One moment for all statements, reading only: lists and exports whose parts must fit together.
    case snapshot
}
