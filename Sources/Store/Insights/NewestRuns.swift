/// The newest runs of a template version, as a subquery for counts about it: older ones tell less about how it does now, and a
/// million would take too long. Trials are nobody's work.
package enum NewestRuns {
    /// A literal in every statement: where a limit is a parameter, PostgreSQL plans for a tenth of all runs.
    package static let limit = 1_000

    /// Of team `$1`.
    static func sql(template: String = "$2", version: String, dispatchedBefore: String? = nil) -> String {
        """
        (SELECT id, created_at FROM runs WHERE team_id = $1 AND template = \(template) AND template_version = \(version)
            AND NOT is_trial \(dispatchedBefore.map { "AND created_at < \($0)" } ?? "")
            ORDER BY created_at DESC LIMIT \(limit))
        """
    }
}
