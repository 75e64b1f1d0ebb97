import Domain

/// What a team's library held, step by step: of each template the version that a dispatch takes which names none. That
/// is the version which is pinned for the whole team, or else the current one, and none while that is deprecated.
package struct LibraryHistory {
    package enum Change: Hashable, Sendable {
        /// By publication or by a rollback.
        case current(LibraryLayout.Entry)
        /// Nil: no version is pinned any more.
        case pinned(LibraryLayout.Entry?)
        case deprecated(number: Int)
    }

    /// A template is there in another version from now on, or is there no more.
    package struct Step: Hashable, Sendable {
        package let template: String
        /// Nil: it leaves the library.
        package let entry: LibraryLayout.Entry?
        package let at: Timestamp

        /// What tells the step from any other, on one line.
        package var message: String {
            entry.map { "\($0.area)/\($0.template) version \($0.number), \($0.digest)" }
                ?? "\(template) is not dispatched any more"
        }
    }

    private struct Standing {
        var current: LibraryLayout.Entry?
        var pinned: LibraryLayout.Entry?
        var deprecated: Set<Int> = []

        var entry: LibraryLayout.Entry? {
            (pinned ?? current).flatMap { deprecated.contains($0.number) ? nil : $0 }
        }
    }

    private var standings: [String: Standing] = [:]

    package init() {}

    /// The next change. Nil if it changes nothing for who takes the library.
    package mutating func apply(_ change: Change, to template: String, at time: Timestamp) -> Step? {
        var standing = standings[template, default: Standing()]
        let before = standing.entry
        switch change {
        case .current(let entry): standing.current = entry
        case .pinned(let entry): standing.pinned = entry
        case .deprecated(let number): standing.deprecated.insert(number)
        }
        standings[template] = standing
        guard standing.entry != before else { return nil }
        return Step(template: template, entry: standing.entry, at: time)
    }
}
