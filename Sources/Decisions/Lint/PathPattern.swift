/// The paths that a tool may open, as templates write them: `reports/**`, `~/notes.md`.
struct PathPattern {
    /// Without the stars.
    private let names: [Substring]
    private let leaves: Bool
    /// Whether there is a pattern at all: a tool without one works in the run's folder.
    private let isGiven: Bool

    init(_ pattern: String) {
        let parts = pattern.split(separator: "/")
        names = parts.filter { part in !part.allSatisfy { "*.~".contains($0) } }
        leaves = pattern.hasPrefix("/") || pattern.hasPrefix("~") || parts.contains("..")
        isGiven = !pattern.isEmpty
    }

    /// Outside of the run's folder, and no folder named: `/**`, `~/**`, `../**`.
    var isWholeHost: Bool { leaves && names.allSatisfy { $0.hasPrefix("*") || $0.hasPrefix("~") } }

    /// Whether it names a place in the run's folder.
    var staysInside: Bool { !isGiven || (!leaves && !names.isEmpty) }
}
