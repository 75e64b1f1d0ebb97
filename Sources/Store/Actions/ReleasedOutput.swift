import Domain

/// Waits for the output's row, which orders verdicts, versions and releases, and keeps it.
package struct LockReleasedOutput: Query {
    package struct Row: Sendable {
        package let runID: String
        package let reviewState: ReviewState
        package let version: Int
        package let contentDigest: Digest
        package let isTrial: Bool
    }

    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT outputs.run_id, review_state, latest_version, content_digest, is_trial
        FROM outputs JOIN output_versions AS versions ON versions.team_id = outputs.team_id
            AND versions.output_id = outputs.id AND versions.number = latest_version
            JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
        WHERE outputs.team_id = $1 AND outputs.id = $2 FOR UPDATE OF outputs
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            runID: try columns.next(), reviewState: try columns.next(), version: try columns.next(),
            contentDigest: try columns.next(), isTrial: try columns.next())
    }
}

/// The files of one output version, by path.
package struct ReleasedFiles: Query {
    package struct Row: Sendable {
        package let path: String
        package let kind: OutputKind
        package let digest: Digest
    }

    package let team: String
    package let output: String
    package let version: Int

    package init(team: String, output: String, version: Int) {
        self.team = team
        self.output = output
        self.version = version
    }

    package static let sql = """
        SELECT path, kind, digest FROM output_files WHERE team_id = $1 AND output_id = $2 AND number = $3 ORDER BY path
        """
    package var parameters: [any SQLValue] { [team, output, version] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(path: try columns.next(), kind: try columns.next(), digest: try columns.next())
    }
}

/// The approved output has left the team, unless a later version is there by now.
package struct MarkReleased: Command {
    package let team: String
    package let output: String
    package let version: Int

    package init(team: String, output: String, version: Int) {
        self.team = team
        self.output = output
        self.version = version
    }

    package static let sql = """
        UPDATE outputs SET review_state = 'released' WHERE team_id = $1 AND id = $2 AND latest_version = $3
        """
    package var parameters: [any SQLValue] { [team, output, version] }
}
