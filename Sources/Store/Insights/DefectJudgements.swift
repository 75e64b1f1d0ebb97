import Domain

/// Says once, for good, what is to be thought of a report.
package struct InsertDefectJudgement: Command {
    package let team: String
    package let defect: String
    package let judgement: DefectState
    /// Empty for one that is confirmed.
    package let reason: String
    package let person: String
    package let at: Timestamp

    package init(
        team: String, defect: String, judgement: DefectState, reason: String, person: String, at: Timestamp
    ) {
        self.team = team
        self.defect = defect
        self.judgement = judgement
        self.reason = reason
        self.person = person
        self.at = at
    }

    package static let sql = """
        INSERT INTO defect_judgements (team_id, defect_id, judgement, reason, judged_by, judged_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    package var parameters: [any SQLValue] { [team, defect, judgement, reason, person, at] }
}

/// The people of the team who can log in, but for the reporter, and what each may do about a report.
package struct DefectJudges: Query {
    package struct Row: Sendable {
        package let personID: String
        package let login: String
        /// Has a role that judges reports.
        package let isJudge: Bool
        /// Looks better without the defect.
        package let hasStake: Bool
    }

    package let team: String
    package let defect: String

    package init(team: String, defect: String) {
        self.team = team
        self.defect = defect
    }

    package static let sql = """
        SELECT person_id, login, judges_defects($1, person_id), has_stake_in_defect($1, $2, person_id)
        FROM memberships JOIN persons ON persons.id = person_id
        WHERE team_id = $1 AND disabled_at IS NULL AND person_id <> (SELECT reported_by FROM output_defects
            WHERE output_defects.team_id = $1 AND output_defects.id = $2)
        ORDER BY login
        """
    package var parameters: [any SQLValue] { [team, defect] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            personID: try columns.next(), login: try columns.next(), isJudge: try columns.next(),
            hasStake: try columns.next())
    }
}

/// The reports that nobody has judged, the oldest first, and whether a person looks better without the defect.
package struct ReportedDefects: Query {
    package typealias Row = (defect: OutputDefectRow, hasStake: Bool)
    package let team: String
    /// Empty: of every template.
    package let template: String
    /// Empty: nobody.
    package let person: String
    package let limit: Int

    package init(team: String, template: String = "", person: String = "", limit: Int) {
        self.team = team
        self.template = template
        self.person = person
        self.limit = limit
    }

    package static let sql = """
        SELECT \(OutputDefectRow.columns), has_stake_in_defect($1, defects.id, $3) FROM \(OutputDefectRow.tables)
        WHERE findings.team_id = $1 AND findings.review_id IS NULL AND confirmed_at IS NULL AND findings.closed_at IS NULL
            AND ($2 = '' OR findings.template = $2) AND reported_by <> $3
        ORDER BY findings.created_at, findings.id LIMIT $4
        """
    package var parameters: [any SQLValue] { [team, template, person, limit] }
    package static func row(_ columns: inout Columns) throws -> Row {
        (try OutputDefectRow(&columns), try columns.next())
    }
}

/// How many reports nobody has judged.
package struct CountReportedDefects: Query {
    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT count(*) FROM findings
        WHERE team_id = $1 AND review_id IS NULL AND confirmed_at IS NULL AND closed_at IS NULL
        """
    package var parameters: [any SQLValue] { [team] }
    package static func row(_ columns: inout Columns) throws -> Int { try columns.next() }
}
