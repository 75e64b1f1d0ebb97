import Domain

/// Who could be asked to review: the people of the team whose account works, with what is on their desk.
package struct TeamPeople: Query {
    package struct Row: Sendable {
        package let id: String
        package let login: String
        package let roles: [TeamRole]
        package let openReviews: Int
        /// The planned reading time of those.
        package let openMilliseconds: Int64
    }

    package let team: String

    package init(team: String) { self.team = team }

    package static let sql = """
        SELECT persons.id, login, roles, count(reviews.id), coalesce(sum(planned_milliseconds), 0)::bigint
        FROM memberships JOIN persons ON persons.id = person_id
            LEFT JOIN reviews ON reviews.team_id = $1 AND reviewer_id = persons.id AND state = 'open'
            LEFT JOIN output_versions versions ON versions.team_id = $1 AND versions.output_id = reviews.output_id
                AND versions.number = reviews.number
        WHERE memberships.team_id = $1 AND disabled_at IS NULL GROUP BY persons.id, login, roles ORDER BY login
        """
    package var parameters: [any SQLValue] { [team] }
    package static func row(_ columns: inout Columns) throws -> Row {
        Row(
            id: try columns.next(), login: try columns.next(), roles: try columns.next(),
            openReviews: try columns.next(), openMilliseconds: try columns.next())
    }
}

/// Somebody's part in how an output came to be.
package struct InvolvementRow: Sendable {
    package let role: ConflictRole
    package let person: String
    package let what: String
    package let at: Timestamp

    init(_ columns: inout Columns) throws {
        role = try columns.next()
        person = try columns.next()
        what = try columns.next()
        at = try columns.next()
    }
}

extension ConflictRole: SQLScalar {}

/// Who asked for a run, on whose hosts its versions were made, and who answered its agent.
package struct RunInvolvements: Query {
    package let team: String
    package let run: String

    package init(team: String, run: String) {
        self.team = team
        self.run = run
    }

    package static let sql = """
        SELECT 'requester', requested_by, 'run ' || id, created_at FROM runs WHERE team_id = $1 AND id = $2
        UNION ALL
        SELECT 'agent_operator', operator_id, 'runner ' || runners.name, submitted_at
            FROM outputs JOIN output_versions versions ON versions.team_id = outputs.team_id AND output_id = outputs.id
                JOIN runners ON runners.team_id = versions.team_id AND runners.id = runner_id
            WHERE outputs.team_id = $1 AND outputs.run_id = $2
        UNION ALL
        SELECT 'content_provider', answered_by, 'answered question ' || id, answered_at FROM questions
            WHERE team_id = $1 AND run_id = $2 AND state = 'answered'
        """
    package var parameters: [any SQLValue] { [team, run] }
    package static func row(_ columns: inout Columns) throws -> InvolvementRow { try InvolvementRow(&columns) }
}

/// Who wrote a template version, and with it the success criteria.
package struct TemplateInvolvements: Query {
    package let team: String
    package let template: String
    package let number: Int

    package init(team: String, template: String, number: Int) {
        self.team = team
        self.template = template
        self.number = number
    }

    package static let sql = """
        SELECT 'template_editor', author_id, 'template ' || template || ' version ' || number, created_at
        FROM template_versions WHERE team_id = $1 AND template = $2 AND number = $3
        """
    package var parameters: [any SQLValue] { [team, template, number] }
    package static func row(_ columns: inout Columns) throws -> InvolvementRow { try InvolvementRow(&columns) }
}

/// Who wrote the context documents that a run pins.
package struct ContextInvolvements: Query {
    package let team: String
    package let layers: [ContextLayer]
    /// A project's name for the layer of projects; ignored for the others.
    package let names: [String]
    package let numbers: [Int]

    package init(team: String, layers: [ContextLayer], names: [String], numbers: [Int]) {
        self.team = team
        self.layers = layers
        self.names = names
        self.numbers = numbers
    }

    package static let sql = """
        SELECT 'context_editor', author_id, 'context ' || documents.layer || CASE documents.layer WHEN 'project'
            THEN ' ' || project ELSE '' END || ' version ' || documents.number, created_at
        FROM unnest($2::context_layer[], $3::text[], $4::integer[]) AS pinned (layer, name, number)
            JOIN context_documents documents ON documents.layer = pinned.layer AND documents.number = pinned.number
                AND documents.project = CASE documents.layer WHEN 'project' THEN pinned.name ELSE '' END
        WHERE documents.team_id = $1 OR documents.layer = 'organisation'
        """
    package var parameters: [any SQLValue] { [team, layers, names, numbers] }
    package static func row(_ columns: inout Columns) throws -> InvolvementRow { try InvolvementRow(&columns) }
}

/// Who changed the team's policy since a time. The first bundle is left out: before it there was nothing to change, and a
/// new team would otherwise have nobody to review for two weeks.
package struct PolicyInvolvements: Query {
    package let team: String
    package let since: Timestamp

    package init(team: String, since: Timestamp) {
        self.team = team
        self.since = since
    }

    package static let sql = """
        WITH lately AS (SELECT * FROM policy_bundles WHERE team_id = $1 AND number > 1 AND enacted_at >= $2)
        SELECT 'policy_editor', person, 'policy version ' || number, enacted_at FROM (
            SELECT enacted_by AS person, number, enacted_at FROM lately
            UNION SELECT proposed_by, lately.number, enacted_at FROM lately JOIN policy_proposals AS proposals
                ON proposals.team_id = lately.team_id AND proposals.number = lately.proposal
            UNION SELECT person_id, lately.number, enacted_at FROM lately JOIN policy_approvals AS approvals
                ON approvals.team_id = lately.team_id AND approvals.proposal = lately.proposal) AS editors
        ORDER BY 3, 2
        """
    package var parameters: [any SQLValue] { [team, since] }
    package static func row(_ columns: inout Columns) throws -> InvolvementRow { try InvolvementRow(&columns) }
}
