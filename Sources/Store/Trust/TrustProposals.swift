import Domain

/// A proposed promotion.
package struct TrustProposalRow: Sendable {
    package let number: Int
    package let template: String
    package let actionClass: ActionClass
    package let rung: TrustRung
    package let templateVersion: Int
    package let context: Digest
    /// The evidence as it was: verified outputs, those of them with a defect, effects.
    package let outputs: Int
    package let defects: Int
    package let effects: Int
    package let reason: String
    package let proposerID: String
    /// A login.
    package let proposedBy: String
    package let proposedAt: Timestamp
    /// Besides the proposer.
    package let otherAdmins: Int
    /// The move that it became.
    package let move: Int?
    /// Its week is not over.
    package let isInTime: Bool
    /// The template was moved for this class since.
    package let isOvertaken: Bool

    init(_ columns: inout Columns) throws {
        number = try columns.next()
        template = try columns.next()
        actionClass = try columns.next()
        rung = try columns.next()
        templateVersion = try columns.next()
        context = try columns.next()
        outputs = try columns.next()
        defects = try columns.next()
        effects = try columns.next()
        reason = try columns.next()
        proposerID = try columns.next()
        proposedBy = try columns.next()
        proposedAt = try columns.next()
        otherAdmins = try columns.next()
        move = try columns.next()
        isInTime = try columns.next()
        isOvertaken = try columns.next()
    }

    /// `guard_trust_move` says how long a proposal counts.
    static let columns = """
        proposals.number, proposals.template, proposals.class, rung, template_version, context, outputs, defects, effects,
            proposals.reason, proposed_by, login, proposed_at,
            (SELECT count(*) FROM memberships WHERE memberships.team_id = proposals.team_id AND person_id <> proposed_by
                AND is_team_admin(memberships.team_id, person_id)),
            (SELECT number FROM trust_moves AS own WHERE own.team_id = proposals.team_id
                AND own.proposal = proposals.number),
            proposed_at > clock_timestamp() - interval '7 days',
            EXISTS (SELECT FROM trust_moves AS later WHERE later.team_id = proposals.team_id
                AND later.template = proposals.template AND later.class = proposals.class AND moved_at >= proposed_at)
        FROM trust_proposals AS proposals JOIN persons ON persons.id = proposed_by
        """
}

/// What was proposed within a week and is not decided, newest first.
package struct OpenTrustProposals: Query {
    package let team: String
    package let limit: Int

    package init(team: String, limit: Int) {
        self.team = team
        self.limit = limit
    }

    package static let sql = """
        SELECT \(TrustProposalRow.columns) WHERE proposals.team_id = $1 AND proposed_at > clock_timestamp() - interval '7 days'
            AND NOT EXISTS (SELECT FROM trust_moves AS own WHERE own.team_id = proposals.team_id
                AND own.proposal = proposals.number)
        ORDER BY proposals.number DESC LIMIT $2
        """
    package var parameters: [any SQLValue] { [team, limit] }
    package static func row(_ columns: inout Columns) throws -> TrustProposalRow { try TrustProposalRow(&columns) }
}

package struct TrustProposalByNumber: Query {
    package let team: String
    package let number: Int

    package init(team: String, number: Int) {
        self.team = team
        self.number = number
    }

    package static let sql = "SELECT \(TrustProposalRow.columns) WHERE proposals.team_id = $1 AND proposals.number = $2"
    package var parameters: [any SQLValue] { [team, number] }
    package static func row(_ columns: inout Columns) throws -> TrustProposalRow { try TrustProposalRow(&columns) }
}

/// The number that the next proposal gets.
package struct NextTrustProposal: Query {
    package typealias Row = Int
    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = "SELECT coalesce(max(number), 0) + 1 FROM trust_proposals WHERE team_id = $1"
    package var parameters: [any SQLValue] { [team] }
}

package struct InsertTrustProposal: Command {
    package let team: String
    package let number: Int
    package let template: String
    package let actionClass: ActionClass
    package let rung: TrustRung
    package let templateVersion: Int
    package let context: Digest
    package let documents: [JSON]
    package let evidence: (outputs: Int, defects: Int, effects: Int)
    package let reason: String
    package let person: String
    package let at: Timestamp

    package init(
        team: String, number: Int, template: String, actionClass: ActionClass, rung: TrustRung, templateVersion: Int,
        context: Digest, documents: [JSON], evidence: (outputs: Int, defects: Int, effects: Int), reason: String,
        person: String, at: Timestamp
    ) {
        self.team = team
        self.number = number
        self.template = template
        self.actionClass = actionClass
        self.rung = rung
        self.templateVersion = templateVersion
        self.context = context
        self.documents = documents
        self.evidence = evidence
        self.reason = reason
        self.person = person
        self.at = at
    }

    package static let sql = """
        INSERT INTO trust_proposals (team_id, number, template, class, rung, template_version, context, documents, outputs,
            defects, effects, reason, proposed_by, proposed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """
    package var parameters: [any SQLValue] {
        [
            team, number, template, actionClass, rung, templateVersion, context, JSON.array(documents),
            evidence.outputs, evidence.defects, evidence.effects, reason, person, at,
        ]
    }
}
