import Domain

/// What a reviewer said to one success criterion.
package struct CriterionAnswerRow: Sendable {
    package let criterion: String
    package let answer: CriterionAnswer
    package let reason: String
    package let anchor: Anchor?

    package init(criterion: String, answer: CriterionAnswer, reason: String, anchor: Anchor?) {
        self.criterion = criterion
        self.answer = answer
        self.reason = reason
        self.anchor = anchor
    }
}

extension Columns {
    /// Four columns: chunk, first and last line, quotation; all NULL without an anchor.
    mutating func nextAnchor() throws -> Anchor? {
        let (chunk, start, end): (Int?, Int?, Int?) = (try next(), try next(), try next())
        let quotation: String? = try next()
        guard let chunk, let start, let end, let quotation else { return nil }
        return Anchor(chunk: chunk, startLine: start, endLine: end, quotation: quotation)
    }

    mutating func nextTemplateLine() throws -> TemplateLine? {
        let (file, line, text): (String?, Int?, String?) = (try next(), try next(), try next())
        let constraint: Int? = try next()
        guard let file, let line, let text else { return nil }
        return TemplateLine(file: file, line: line, text: text, constraint: constraint)
    }
}

/// The answers of a review, by criterion.
package struct CriterionAnswers: Query {
    package let team: String
    package let review: String

    package init(team: String, review: String) {
        self.team = team
        self.review = review
    }

    package static let sql = """
        SELECT criterion, answer, reason, chunk, start_line, end_line, quotation FROM criterion_answers
        WHERE team_id = $1 AND review_id = $2 ORDER BY criterion
        """
    package var parameters: [any SQLValue] { [team, review] }
    package static func row(_ columns: inout Columns) throws -> CriterionAnswerRow {
        CriterionAnswerRow(
            criterion: try columns.next(), answer: try columns.next(), reason: try columns.next(),
            anchor: try columns.nextAnchor())
    }
}

/// Answers a criterion, or answers it anew.
package struct UpsertCriterionAnswer: Command {
    package let team: String
    package let review: String
    package let row: CriterionAnswerRow

    package init(team: String, review: String, row: CriterionAnswerRow) {
        self.team = team
        self.review = review
        self.row = row
    }

    package static let sql = """
        INSERT INTO criterion_answers
            (team_id, review_id, criterion, answer, reason, chunk, start_line, end_line, quotation, answered_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp())
        ON CONFLICT (team_id, review_id, criterion) DO UPDATE SET answer = excluded.answer, reason = excluded.reason,
            chunk = excluded.chunk, start_line = excluded.start_line, end_line = excluded.end_line,
            quotation = excluded.quotation, answered_at = excluded.answered_at
        """
    package var parameters: [any SQLValue] {
        let anchor = row.anchor
        return [
            team, review, row.criterion, row.answer, row.reason, anchor?.chunk, anchor?.startLine, anchor?.endLine,
            anchor?.quotation,
        ]
    }
}

package struct FindingRow: Sendable {
    package let id: String
    package let outputID: String
    package let version: Int
    package let authorID: String
    package let author: String
    package let isBlocking: Bool
    package let cause: FindingCause
    package let criterion: String?
    package let templateLine: TemplateLine?
    package let text: String
    package let anchor: Anchor?
    package let createdAt: Timestamp
    package let closedByID: String?
    package let closedBy: String?
    package let closedOnVersion: Int?
    /// Its review is still open: reviews are blind, so nobody but its author sees it yet.
    package let isDraft: Bool

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        outputID = try columns.next()
        version = try columns.next()
        authorID = try columns.next()
        author = try columns.next()
        isBlocking = try columns.next()
        cause = try columns.next()
        criterion = try columns.next()
        templateLine = try columns.nextTemplateLine()
        text = try columns.next()
        anchor = try columns.nextAnchor()
        createdAt = try columns.next()
        closedByID = try columns.next()
        closedBy = try columns.next()
        closedOnVersion = try columns.next()
        isDraft = try columns.next()
    }

    package func isVisible(to personID: String?) -> Bool { !isDraft || authorID == personID }

    static let columns = """
        findings.id, output_id, number, author_id, author.login, is_blocking, cause, criterion, template_file,
            template_line, template_text, template_constraint, text, chunk, start_line, end_line, quotation, findings.created_at, closed_by, closer.login, closed_on_version,
            EXISTS (SELECT FROM reviews WHERE reviews.team_id = findings.team_id
                AND reviews.id = findings.review_id AND reviews.state = 'open')
        FROM findings JOIN persons author ON author.id = author_id LEFT JOIN persons closer ON closer.id = closed_by
        """
}

/// What reviewers, whoever they are, have found in an output, in the order in which they were made; who sees which, `isVisible` says.
package struct FindingsOnOutput: Query {
    package let team: String
    package let output: String

    package init(team: String, output: String) {
        self.team = team
        self.output = output
    }

    package static let sql = """
        SELECT \(FindingRow.columns) WHERE team_id = $1 AND output_id = $2 AND review_id IS NOT NULL
        ORDER BY findings.created_at, findings.id
        """
    package var parameters: [any SQLValue] { [team, output] }
    package static func row(_ columns: inout Columns) throws -> FindingRow { try FindingRow(&columns) }
}

package struct FindingByID: Query {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = "SELECT \(FindingRow.columns) WHERE team_id = $1 AND findings.id = $2"
    package var parameters: [any SQLValue] { [team, id] }
    package static func row(_ columns: inout Columns) throws -> FindingRow { try FindingRow(&columns) }
}

package struct InsertFinding: Command {
    package let team: String
    package let id: String
    package let review: String
    package let author: String
    package let isBlocking: Bool
    package let cause: FindingCause
    package let criterion: String?
    package let templateLine: TemplateLine?
    package let text: String
    package let anchor: Anchor?

    package init(
        team: String, id: String, review: String, author: String, isBlocking: Bool, cause: FindingCause,
        criterion: String?, templateLine: TemplateLine?, text: String, anchor: Anchor?
    ) {
        self.team = team
        self.id = id
        self.review = review
        self.author = author
        self.isBlocking = isBlocking
        self.cause = cause
        self.criterion = criterion
        self.templateLine = templateLine
        self.text = text
        self.anchor = anchor
    }

    package static let sql = """
        INSERT INTO findings (team_id, id, output_id, number, review_id, author_id, is_blocking, cause, criterion,
            template_file, template_line, template_text, template_constraint, text, chunk, start_line, end_line, quotation)
        SELECT team_id, $2, output_id, number, id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 FROM reviews
        WHERE team_id = $1 AND id = $3
        """
    package var parameters: [any SQLValue] {
        [
            team, id, review, author, isBlocking, cause, criterion, templateLine?.file, templateLine?.line,
            templateLine?.text, templateLine?.constraint, text, anchor?.chunk, anchor?.startLine, anchor?.endLine,
            anchor?.quotation,
        ]
    }
}

/// Closes a finding that is open.
package struct CloseFindingRow: Command {
    package let team: String
    package let id: String
    package let person: String
    package let version: Int

    package init(team: String, id: String, person: String, version: Int) {
        self.team = team
        self.id = id
        self.person = person
        self.version = version
    }

    package static let sql = """
        UPDATE findings SET closed_by = $3, closed_at = clock_timestamp(), closed_on_version = $4
        WHERE team_id = $1 AND id = $2 AND closed_at IS NULL
        """
    package var parameters: [any SQLValue] { [team, id, person, version] }
}
