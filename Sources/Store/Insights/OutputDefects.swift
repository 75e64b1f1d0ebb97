import Domain

package struct InsertOutputDefect: Command {
    package let team: String
    package let id: String
    package let output: String
    package let version: Int
    package let criterion: String?
    package let cause: FindingCause
    /// The finding that it makes.
    package let finding: String
    package let reason: String
    package let person: String
    package let at: Timestamp

    package init(
        team: String, id: String, output: String, version: Int, criterion: String?, cause: FindingCause,
        finding: String, reason: String, person: String, at: Timestamp
    ) {
        self.team = team
        self.id = id
        self.output = output
        self.version = version
        self.criterion = criterion
        self.cause = cause
        self.finding = finding
        self.reason = reason
        self.person = person
        self.at = at
    }

    package static let sql = """
        INSERT INTO output_defects (team_id, id, output_id, number, criterion, cause, finding_id, reason, reported_by,
            reported_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    package var parameters: [any SQLValue] {
        [team, id, output, version, criterion, cause, finding, reason, person, at]
    }
}

/// A defect as it was reported, and what has become of the report.
package struct OutputDefectRow: Sendable {
    package let id: String
    package let outputID: String
    package let runID: String
    package let template: String
    package let version: Int
    package let criterion: String?
    package let cause: FindingCause
    package let finding: String
    package let reason: String
    package let reporterID: String
    /// A login.
    package let reportedBy: String
    package let reportedAt: Timestamp
    package let state: DefectState
    /// Nil while nobody has judged it.
    package let judgement: (by: String, at: Timestamp, reason: String)?

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        outputID = try columns.next()
        runID = try columns.next()
        template = try columns.next()
        version = try columns.next()
        criterion = try columns.next()
        cause = try columns.next()
        finding = try columns.next()
        reason = try columns.next()
        reporterID = try columns.next()
        reportedBy = try columns.next()
        reportedAt = try columns.next()
        state = try columns.next()
        let (judge, at, why): (String?, Timestamp?, String?) = (
            try columns.next(), try columns.next(), try columns.next()
        )
        if let judge, let at, let why { judgement = (judge, at, why) } else { judgement = nil }
    }

    static let columns = """
        defects.id, defects.output_id, run_id, findings.template, defects.number, defects.criterion, defects.cause,
            finding_id, defects.reason, reported_by, reporter.login, reported_at, coalesce(judgement, 'reported'),
            judge.login, judged_at, judgements.reason
        """
    static let tables = """
        output_defects AS defects
            JOIN findings ON findings.team_id = defects.team_id AND findings.id = finding_id
            JOIN outputs ON outputs.team_id = defects.team_id AND outputs.id = defects.output_id
            JOIN persons AS reporter ON reporter.id = reported_by
            LEFT JOIN defect_judgements AS judgements ON judgements.team_id = defects.team_id AND defect_id = defects.id
            LEFT JOIN persons AS judge ON judge.id = judged_by
        """
}

/// What was reported of an output after its approval, the oldest first.
package struct OutputDefects: Query {
    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT \(OutputDefectRow.columns) FROM \(OutputDefectRow.tables)
        WHERE defects.team_id = $1 AND defects.output_id = $2 ORDER BY reported_at, defects.id
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> OutputDefectRow { try OutputDefectRow(&columns) }
}

package struct OutputDefectByID: Query {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = """
        SELECT \(OutputDefectRow.columns) FROM \(OutputDefectRow.tables) WHERE defects.team_id = $1 AND defects.id = $2
        """
    package var parameters: [any SQLValue] { [team, id] }
    package static func row(_ columns: inout Columns) throws -> OutputDefectRow { try OutputDefectRow(&columns) }
}

/// The defect that has made this finding, if one has.
package struct OutputDefectOfFinding: Query {
    package let team: String
    package let finding: String

    package init(team: String, finding: String) {
        self.team = team
        self.finding = finding
    }

    package static let sql = """
        SELECT \(OutputDefectRow.columns) FROM \(OutputDefectRow.tables) WHERE defects.team_id = $1 AND finding_id = $2
        """
    package var parameters: [any SQLValue] { [team, finding] }
    package static func row(_ columns: inout Columns) throws -> OutputDefectRow { try OutputDefectRow(&columns) }
}
