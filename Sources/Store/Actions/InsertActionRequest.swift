import Domain

/// What was asked for and what policy said to it.
package struct InsertActionRequest: Command {
    package struct Origin: Sendable {
        package let runID: String
        /// Of the agent that asked; nil when a person did.
        package let attempt: Int?
        package let term: Int64?
        package let outputID: String?
        package let outputVersion: Int?

        package init(runID: String, attempt: Int?, term: Int64?, outputID: String?, outputVersion: Int?) {
            self.runID = runID
            self.attempt = attempt
            self.term = term
            self.outputID = outputID
            self.outputVersion = outputVersion
        }
    }

    package let team: String
    package let id: String
    package let origin: Origin
    package let action: ActionDefinition
    package let arguments: JSON
    package let target: String
    package let preview: String
    package let claim: String
    package let canonical: String
    package let effectDigest: Digest
    package let policyNumber: Int
    package let decision: JSON
    package let trust: TrustRungs
    package let neededSignOffs: Int
    package let neededCountersignatures: Int
    package let state: ActionState
    package let requestedBy: String
    package let requestedAt: Timestamp
    package let deadline: Timestamp

    package init(
        team: String, id: String, origin: Origin, action: ActionDefinition, arguments: JSON, target: String,
        preview: String, claim: String, canonical: String, effectDigest: Digest, policyNumber: Int, decision: JSON,
        trust: TrustRungs, neededSignOffs: Int, neededCountersignatures: Int, state: ActionState,
        requestedBy: String, requestedAt: Timestamp, deadline: Timestamp
    ) {
        self.team = team
        self.id = id
        self.origin = origin
        self.action = action
        self.arguments = arguments
        self.target = target
        self.preview = preview
        self.claim = claim
        self.canonical = canonical
        self.effectDigest = effectDigest
        self.policyNumber = policyNumber
        self.decision = decision
        self.trust = trust
        self.neededSignOffs = neededSignOffs
        self.neededCountersignatures = neededCountersignatures
        self.state = state
        self.requestedBy = requestedBy
        self.requestedAt = requestedAt
        self.deadline = deadline
    }

    package static let sql = """
        INSERT INTO action_requests (team_id, id, run_id, attempt, term, output_id, output_version, action, class,
            is_reversible, arguments, target, preview, claim, canonical, digest, effect_digest, policy_number, decision,
            trust, needed_sign_offs, needed_countersignatures, executor, state, requested_by, requested_at, deadline)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25, $26, $27)
        """
    package var parameters: [any SQLValue] {
        [
            team, id, origin.runID, origin.attempt, origin.term, origin.outputID, origin.outputVersion, action.name,
            action.actionClass, action.reversible, arguments, target, preview, claim, canonical, Digest.of(canonical),
            effectDigest, policyNumber, decision, trust.json, neededSignOffs, neededCountersignatures,
            action.executor ?? "", state, requestedBy, requestedAt, deadline,
        ]
    }
}
