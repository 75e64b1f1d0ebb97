/// The newest runs of a template version, as a subquery for counts about it. Trials are nobody's work. `$1` is the team, `$2` the
/// template.
enum NewestRuns {
    static func sql(version: String, limit: String, dispatchedBefore: String? = nil) -> String {
        """
        (SELECT id, created_at FROM runs WHERE team_id = $1 AND template = $2 AND template_version = \(version) AND NOT is_trial
            \(dispatchedBefore.map { "AND created_at < \($0)" } ?? "") ORDER BY created_at DESC LIMIT \(limit))
        """
    }
}
