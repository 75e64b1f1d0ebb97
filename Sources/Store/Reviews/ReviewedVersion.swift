import Domain

/// An output version as its review needs it: what it is, and what its run was dispatched with.
package struct ReviewedVersion: Query {
    package struct Row: Sendable {
        package let runID: String
        package let dispatchedAt: Timestamp
        package let title: String
        package let risk: Risk
        package let reviewState: ReviewState
        package let latestVersion: Int
        package let contentDigest: Digest
        package let manifestRoot: Digest
        package let criteriaDigest: Digest
        package let plannedMilliseconds: Int
        package let notices: JSON
        package let template: String
        package let templateVersion: Int
        package let policyNumber: Int
        /// What the run pins: `{"context": [{"layer", "name", "version"}]}` and more.
        package let pins: JSON
    }

    package let team: String
    package let output: String
    package let number: Int

    package init(team: String, output: String, number: Int) {
        self.team = team
        self.output = output
        self.number = number
    }

    package static let sql = """
        SELECT runs.id, runs.created_at, outputs.title, outputs.risk, review_state, latest_version, content_digest, manifest_root,
            criteria_digest, planned_milliseconds, notices, template, template_version, policy_number, pins
        FROM outputs JOIN output_versions versions ON versions.team_id = outputs.team_id AND versions.output_id = outputs.id
            JOIN runs ON runs.team_id = outputs.team_id AND runs.id = outputs.run_id
            JOIN run_briefs ON run_briefs.team_id = runs.team_id AND run_briefs.run_id = runs.id
        WHERE outputs.team_id = $1 AND outputs.id = $2 AND versions.number = $3
        """
    package var parameters: [any SQLValue] { [team, output, number] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            runID: try columns.next(), dispatchedAt: try columns.next(), title: try columns.next(),
            risk: try columns.next(), reviewState: try columns.next(), latestVersion: try columns.next(),
            contentDigest: try columns.next(),
            manifestRoot: try columns.next(), criteriaDigest: try columns.next(),
            plannedMilliseconds: try columns.next(), notices: try columns.next(), template: try columns.next(),
            templateVersion: try columns.next(), policyNumber: try columns.next(), pins: try columns.next())
    }
}

/// The number of an output's latest version.
package struct LatestVersion: Query {
    package typealias Row = Int
    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = "SELECT latest_version FROM outputs WHERE team_id = $1 AND id = $2"
    package var parameters: [any SQLValue] { [team, output] }
}

/// A row if the team ever had the bundle with this digest in force.
package struct PolicyWasEnacted: Query {
    package typealias Row = Int
    package let team: String
    package let digest: Digest

    package init(team: String, digest: Digest) {
        self.team = team
        self.digest = digest
    }

    package static let sql = "SELECT number FROM policy_bundles WHERE team_id = $1 AND digest = $2 LIMIT 1"
    package var parameters: [any SQLValue] { [team, digest] }
}

/// The files of one version, for ownership and for its digest.
package struct VersionFiles: Query {
    package struct Row: Sendable {
        package let path: String
        package let kind: OutputKind
        package let digest: Digest
    }

    package let team: String
    package let output: String
    package let number: Int

    package init(team: String, output: String, number: Int) {
        self.team = team
        self.output = output
        self.number = number
    }

    package static let sql = """
        SELECT path, kind, digest FROM output_files WHERE team_id = $1 AND output_id = $2 AND number = $3 ORDER BY path
        """
    package var parameters: [any SQLValue] { [team, output, number] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(path: try columns.next(), kind: try columns.next(), digest: try columns.next())
    }
}
