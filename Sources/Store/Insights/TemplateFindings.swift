import Domain

/// A finding that lies in a template or in what surrounds it.
package struct TemplateFindingRow: Sendable {
    package let id: String
    package let outputID: String
    package let runID: String
    /// It was found after the approval, and confirmed.
    package let defectID: String?
    package let templateVersion: Int
    package let author: String
    package let cause: FindingCause
    package let criterion: String?
    package let templateLine: TemplateLine?
    package let text: String
    package let quotation: String?
    package let createdAt: Timestamp
    /// The first of the versions in use that answers it.
    package let answeredBy: Int?
    /// The latest draft that says so.
    package let draftAnswer: Int?
    /// Of an open finding: the latest version that answered it and is not in use any more.
    package let lapsedAnswer: (version: Int, isDeprecated: Bool)?
    /// What the same review doubted: the finding's criterion, or any where the finding is about no part of the template; and
    /// what it found not met without a finding of its own.
    package let doubts: [Doubt]

    package struct Doubt: Sendable {
        package let criterion: String
        package let answer: CriterionAnswer
        package let reason: String
        /// Whether a finding of the same review is about the criterion.
        package let hasFinding: Bool
    }

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        outputID = try columns.next()
        runID = try columns.next()
        defectID = try columns.next()
        templateVersion = try columns.next()
        author = try columns.next()
        cause = try columns.next()
        criterion = try columns.next()
        templateLine = try columns.nextTemplateLine()
        text = try columns.next()
        quotation = try columns.next()
        createdAt = try columns.next()
        answeredBy = try columns.next()
        draftAnswer = try columns.next()
        let (lapsed, isDeprecated): (Int?, Bool?) = (try columns.next(), try columns.next())
        lapsedAnswer = lapsed.map { ($0, isDeprecated == true) }
        doubts = try columns.next(JSON.self).array?.compactMap(Self.doubt) ?? []
    }

    private static func doubt(_ json: JSON) -> Doubt? {
        guard let criterion = json["criterion"]?.string, let reason = json["reason"]?.string,
            let answer = json["answer"]?.string.flatMap(CriterionAnswer.init)
        else { return nil }
        return Doubt(
            criterion: criterion, answer: answer, reason: reason, hasFinding: json["has_finding"] == .bool(true))
    }
}

/// Which findings of a template are asked for, and by whom. Blind reviews stay blind: a finding of somebody else is there once
/// its version has been decided, and not for a person who still reviews that version; a defect is no part of a review, and there once it is confirmed.
package struct TemplateFindingsFilter: Sendable {
    package let team: String
    package let template: String
    package let person: String
    package let causes: [FindingCause]
    /// What is about it, or stands for its failure without a finding of its own. Empty for every criterion.
    package let criterion: String
    package let before: PagePlace
    package let limit: Int

    package init(
        team: String, template: String, person: String, causes: [FindingCause], criterion: String, before: PagePlace,
        limit: Int
    ) {
        self.team = team
        self.template = template
        self.person = person
        self.causes = causes
        self.criterion = criterion
        self.before = before
        self.limit = limit
    }

    fileprivate var parameters: [any SQLValue] {
        [team, template, person, causes.map(\.rawValue), criterion, before.time, before.id, limit]
    }

    /// What the review of a finding doubted.
    private static let doubts = """
        SELECT coalesce(jsonb_agg(jsonb_build_object('criterion', doubt.criterion, 'answer', answer,
            'reason', reason, 'has_finding', has_finding) ORDER BY doubt.criterion), '[]') AS list
        FROM criterion_answers doubt
            CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM findings AS named
                WHERE named.team_id = findings.team_id AND named.output_id = findings.output_id
                    AND named.review_id = findings.review_id AND named.criterion = doubt.criterion) AS has_finding) own
        WHERE doubt.team_id = findings.team_id AND doubt.review_id = findings.review_id
            AND (answer = 'fail' OR (answer = 'concern' AND reason <> ''))
            AND (doubt.criterion = findings.criterion
                OR num_nonnulls(findings.criterion, findings.template_file) = 0
                OR (answer = 'fail' AND NOT has_finding))
        """

    /// The range of the index is the template's; what narrows it further is looked at row by row.
    fileprivate static func sql(_ more: String = "") -> String {
        """
        SELECT findings.id, findings.output_id, outputs.run_id,
            (SELECT id FROM output_defects WHERE output_defects.team_id = findings.team_id AND finding_id = findings.id),
            template_version, persons.login, cause, criterion,
            template_file, template_line, template_text, template_constraint, text, quotation, findings.created_at, answered_by,
            (SELECT max(answer.number) FROM template_finding_answers answer
                JOIN template_versions version ON version.team_id = answer.team_id
                    AND version.template = answer.template AND version.number = answer.number
                WHERE answer.team_id = findings.team_id AND answer.finding_id = findings.id AND state = 'draft'),
            lapsed.number, lapsed.is_deprecated,
            doubts.list
        FROM findings JOIN persons ON persons.id = author_id
            JOIN outputs ON outputs.team_id = findings.team_id AND outputs.id = findings.output_id
            CROSS JOIN LATERAL (\(doubts)) doubts
            LEFT JOIN LATERAL (SELECT version.number, state = 'deprecated' AS is_deprecated
                FROM template_finding_answers answer
                    JOIN template_versions version ON version.team_id = answer.team_id
                        AND version.template = answer.template AND version.number = answer.number
                WHERE answer.team_id = findings.team_id AND answer.finding_id = findings.id AND state <> 'draft'
                ORDER BY version.number DESC LIMIT 1) lapsed ON answered_by IS NULL
        WHERE findings.team_id = $1 AND findings.template = $2 AND (findings.created_at, findings.id) < ($6::timestamptz, $7)
            AND cause IN ('template', 'context', 'input', 'tool') AND cause::text = ANY ($4)
            AND (findings.review_id IS NOT NULL OR confirmed_at IS NOT NULL)
            AND ($5 = '' OR findings.criterion = $5 OR doubts.list
                @> jsonb_build_array(jsonb_build_object('criterion', $5::text, 'answer', 'fail', 'has_finding', false)))\(more)
            AND (author_id = $3 OR findings.review_id IS NULL OR (
                (outputs.review_state <> 'in_review' OR findings.number < outputs.latest_version)
                AND NOT EXISTS (SELECT FROM reviews WHERE reviews.team_id = findings.team_id
                    AND reviews.output_id = findings.output_id AND reviews.number = findings.number
                    AND reviewer_id = $3 AND reviews.state = 'open')))
        ORDER BY findings.created_at DESC, findings.id DESC LIMIT $8
        """
    }
}

/// What has been found on a template, newest first.
package struct TemplateFindings: Query {
    private let filter: TemplateFindingsFilter

    package init(_ filter: TemplateFindingsFilter) { self.filter = filter }

    package static let sql = TemplateFindingsFilter.sql()
    package var parameters: [any SQLValue] { filter.parameters }
    package static func row(_ columns: inout Columns) throws -> TemplateFindingRow {
        try TemplateFindingRow(&columns)
    }
}

/// The same without those that a version in use answers.
package struct OpenTemplateFindings: Query {
    private let filter: TemplateFindingsFilter

    package init(_ filter: TemplateFindingsFilter) { self.filter = filter }

    package static let sql = TemplateFindingsFilter.sql(" AND answered_by IS NULL")
    package var parameters: [any SQLValue] { filter.parameters }
    package static func row(_ columns: inout Columns) throws -> TemplateFindingRow {
        try TemplateFindingRow(&columns)
    }
}

/// A new draft says which finding it answers; the database refuses what is no finding of an earlier version.
package struct InsertFindingAnswer: Command {
    package let team: String
    package let finding: String
    package let template: String
    package let number: Int

    package init(team: String, finding: String, template: String, number: Int) {
        self.team = team
        self.finding = finding
        self.template = template
        self.number = number
    }

    package static let sql = """
        INSERT INTO template_finding_answers (team_id, finding_id, template, number) VALUES ($1, $2, $3, $4)
        """
    package var parameters: [any SQLValue] { [team, finding, template, number] }
}
