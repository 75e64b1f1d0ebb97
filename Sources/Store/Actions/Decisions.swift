import Domain

/// Decides a request. The schema locks the request first and reads the clock afterwards: never late, never twice.
package struct InsertActionDecision: Command {
    package let team: String
    package let request: String
    /// `signed` or a `DenialReason`.
    package let outcome: String
    package let decidedBy: String
    package let reason: String

    package init(team: String, request: String, outcome: String, decidedBy: String, reason: String) {
        self.team = team
        self.request = request
        self.outcome = outcome
        self.decidedBy = decidedBy
        self.reason = reason
    }

    package static let sql = """
        INSERT INTO action_decisions (team_id, request_id, outcome, decided_by, reason, decided_at)
        VALUES ($1, $2, $3::action_outcome, $4, $5, clock_timestamp())
        """
    package var parameters: [any SQLValue] { [team, request, outcome, decidedBy, reason] }
}

/// The only way to a sign-off: the schema's function, which checks again what must hold against the service itself.
package struct RecordSignOff: Query {
    package typealias Row = Timestamp
    package let id: String
    package let request: String
    package let tier: SignOffTier
    /// Whether the person gave their password again.
    package let isSteppedUp: Bool
    package let requestDigest: Digest
    package let payload: String
    package let lifetimeSeconds: Int

    package init(
        id: String, request: String, tier: SignOffTier, isSteppedUp: Bool, requestDigest: Digest, payload: String,
        lifetimeSeconds: Int
    ) {
        self.id = id
        self.request = request
        self.tier = tier
        self.isSteppedUp = isSteppedUp
        self.requestDigest = requestDigest
        self.payload = payload
        self.lifetimeSeconds = lifetimeSeconds
    }

    package static let sql = "SELECT record_sign_off($1, $2, $3, $4, $5, $6, $7, $8)"
    package var parameters: [any SQLValue] {
        [
            id, request, tier.rawValue, isSteppedUp ? "password" : "none", requestDigest, payload, Digest.of(payload),
            lifetimeSeconds,
        ]
    }
}
