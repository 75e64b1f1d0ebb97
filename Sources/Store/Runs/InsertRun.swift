import Domain

package struct InsertRun: Command {
    package let team: String
    package let id: String
    package let template: String
    package let templateVersion: Int
    package let title: String
    package let useCase: String
    package let mode: Mode
    package let risk: Risk
    package let policyNumber: Int
    package let inputs: JSON
    /// Empty: none.
    package let project: String
    package let needs: [String]
    package let timeoutSeconds: Int
    package let requestedBy: String
    package let isTrial: Bool

    package init(
        team: String, id: String, template: String, templateVersion: Int, title: String, useCase: String, mode: Mode,
        risk: Risk, policyNumber: Int, inputs: JSON, project: String, needs: [String], timeoutSeconds: Int,
        requestedBy: String, isTrial: Bool = false
    ) {
        self.team = team
        self.id = id
        self.template = template
        self.templateVersion = templateVersion
        self.title = title
        self.useCase = useCase
        self.mode = mode
        self.risk = risk
        self.policyNumber = policyNumber
        self.inputs = inputs
        self.project = project
        self.needs = needs
        self.timeoutSeconds = timeoutSeconds
        self.requestedBy = requestedBy
        self.isTrial = isTrial
    }

    package static let sql = """
        INSERT INTO runs (team_id, id, template, template_version, title, use_case, mode, risk, policy_number, inputs,
            project, needs, timeout_seconds, requested_by, is_trial)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """
    package var parameters: [any SQLValue] {
        [
            team, id, template, templateVersion, title, useCase, mode, risk, policyNumber, inputs, project, needs,
            timeoutSeconds, requestedBy, isTrial,
        ]
    }
}

/// The brief that a run was dispatched with; only in the transaction of its dispatch.
package struct InsertRunBrief: Command {
    package let team: String
    package let run: String
    package let brief: RunBriefRow

    package init(team: String, run: String, brief: RunBriefRow) {
        self.team = team
        self.run = run
        self.brief = brief
    }

    package static let sql = """
        INSERT INTO run_briefs (team_id, run_id, text, digest, origins, pins) VALUES ($1, $2, $3, $4, $5, $6)
        """
    package var parameters: [any SQLValue] { [team, run, brief.text, brief.digest, brief.origins, brief.pins] }
}

package struct RunBriefRow: Sendable {
    package let text: String
    package let digest: Digest
    /// One for each line of the text.
    package let origins: JSON
    package let pins: JSON

    package init(text: String, digest: Digest, origins: JSON, pins: JSON) {
        self.text = text
        self.digest = digest
        self.origins = origins
        self.pins = pins
    }
}

package struct RunBrief: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT text, digest, origins, pins FROM run_briefs WHERE team_id = $1 AND run_id = $2"
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> RunBriefRow {
        RunBriefRow(
            text: try columns.next(), digest: try columns.next(), origins: try columns.next(), pins: try columns.next())
    }
}

/// A run's brief as its agent gets it.
package struct RunBriefText: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT text, digest FROM run_briefs WHERE team_id = $1 AND run_id = $2"
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> (text: String, digest: Digest) {
        (try columns.next(), try columns.next())
    }
}

/// The digest of a run's brief, without its text.
package struct RunBriefDigest: Query {
    package typealias Row = Digest
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = "SELECT digest FROM run_briefs WHERE team_id = $1 AND run_id = $2"
    package var parameters: [any SQLValue] { [team, run] }
}

/// The files that were handed in with the inputs; only in the transaction of the dispatch.
package struct InsertRunFiles: Command {
    package let team: String
    package let run: String
    package let files: [InputFile]

    package init(team: String, run: String, files: [InputFile]) {
        self.team = team
        self.run = run
        self.files = files
    }

    package static let sql = """
        INSERT INTO run_files (team_id, run_id, name, digest, size_bytes)
        SELECT $1, $2, * FROM unnest($3::text[], $4::bytea[], $5::bigint[])
        """
    package var parameters: [any SQLValue] {
        [team, run, files.map(\.name), files.map(\.digest), files.map(\.sizeBytes)]
    }
}

package struct RunFiles: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT name, digest, size_bytes FROM run_files WHERE team_id = $1 AND run_id = $2 ORDER BY name
        """
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> InputFile {
        InputFile(name: try columns.next(), digest: try columns.next(), sizeBytes: try columns.next())
    }
}
