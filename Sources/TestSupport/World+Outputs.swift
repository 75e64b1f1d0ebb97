extension World {
    /// So many outputs like this approved one, whose approvals are so old, each with a run of its own, as if they had been
    /// dispatched, delivered and read, too. Their identifiers begin with `copy_`.
    /// - Parameter version: of the template.
    package func copyOutput(_ output: String, count: Int, daysOld: Int = 8, version: Int = 1) throws {
        let copy = "'copy_\(version)_\(daysOld)_' || n"
        let numbers = "generate_series(1, \(count)) n"
        let run = "id = (SELECT run_id FROM outputs WHERE id = '\(output)')"
        func rows(of table: String, _ changes: String, where condition: String) -> String {
            """
            INSERT INTO \(table) SELECT (jsonb_populate_record(\(table), jsonb_build_object(\(changes)))).*
                FROM \(table), \(numbers) WHERE \(condition);

            """
        }
        try tamper(
            rows(of: "runs", "'id', \(copy), 'template_version', \(version)", where: run)
                + rows(of: "outputs", "'id', \(copy), 'run_id', \(copy)", where: "id = '\(output)'")
                + rows(
                    of: "verdicts",
                    "'review_id', \(copy), 'output_id', \(copy), 'given_at', now() - interval '\(daysOld) days'",
                    where: "output_id = '\(output)' AND verdict = 'approve'"))
    }
}
