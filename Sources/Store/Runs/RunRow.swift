import Domain

/// A run without its brief, files and attempts.
package struct RunRow: Sendable {
    package let id: String
    package let title: String
    package let template: String
    package let templateVersion: Int
    package let useCase: String
    package let mode: Mode
    package let risk: Risk
    package let policyNumber: Int
    package let inputs: JSON
    /// Empty: none.
    package let project: String
    package let needs: [String]
    package let requestedByID: String
    /// The requester's login.
    package let requestedBy: String
    package let state: RunState
    package let reason: String
    package let term: Int64
    package let attempt: Int
    package let createdAt: Timestamp
    package let endedAt: Timestamp?
    package let isTrial: Bool

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        title = try columns.next()
        template = try columns.next()
        templateVersion = try columns.next()
        useCase = try columns.next()
        mode = try columns.next()
        risk = try columns.next()
        policyNumber = try columns.next()
        inputs = try columns.next()
        project = try columns.next()
        needs = try columns.next()
        requestedByID = try columns.next()
        requestedBy = try columns.next()
        state = try columns.next()
        reason = try columns.next()
        term = try columns.next()
        attempt = try columns.next()
        createdAt = try columns.next()
        endedAt = try columns.next()
        isTrial = try columns.next()
    }

    static let columns = """
        runs.id, title, template, template_version, use_case, mode, risk, policy_number, inputs, project, needs, requested_by,
            persons.login, state, reason, term, attempt, runs.created_at, ended_at, is_trial
        FROM runs JOIN persons ON persons.id = requested_by
        """
}

package struct RunByID: Query {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = "SELECT \(RunRow.columns) WHERE team_id = $1 AND runs.id = $2"
    package var parameters: [any SQLValue] { [team, id] }
    package static func row(_ columns: inout Columns) throws -> RunRow { try RunRow(&columns) }
}

/// A run that is about to change. Whoever also locks an attempt, a question or an output of it locks the run first.
package struct LockRun: Query {
    package let team: String
    package let id: String

    package init(team: String, id: String) {
        self.team = team
        self.id = id
    }

    package static let sql = "SELECT \(RunRow.columns) WHERE team_id = $1 AND runs.id = $2 FOR UPDATE OF runs"
    package var parameters: [any SQLValue] { [team, id] }
    package static func row(_ columns: inout Columns) throws -> RunRow { try RunRow(&columns) }
}
