import Domain

/// An action request with everything that became of it.
package struct ActionRequestRow: Sendable {
    package struct SignOff: Sendable {
        package let id: String
        package let personID: String
        package let login: String
        package let tier: SignOffTier
        package let signedAt: Timestamp
        package let expiresAt: Timestamp
        package let digest: Digest
    }

    /// The same effect, asked for earlier in the same run.
    package struct Earlier: Sendable {
        package let id: String
        package let requestedAt: Timestamp
        package let state: ActionState
        package let outcome: String?
        package let decidedBy: String?
        package let reason: String?
    }

    package struct Effect: Sendable {
        package let state: EffectState
        package let executor: String
        package let startedAt: Timestamp
        package let finishedAt: Timestamp?
        package let result: JSON
    }

    package let id: String
    package let runID: String
    package let attempt: Int?
    package let term: Int64?
    package let outputID: String?
    package let outputVersion: Int?
    package let action: String
    package let actionClass: ActionClass
    package let isReversible: Bool
    package let target: String
    package let preview: String
    package let claim: String
    package let canonical: String
    package let digest: Digest
    package let effectDigest: Digest
    package let policyNumber: Int
    package let decision: JSON
    /// When it was made.
    package let trust: TrustRungs
    package let neededSignOffs: Int
    package let neededCountersignatures: Int
    package let executor: String
    package let state: ActionState
    package let refusal: String?
    /// `person:per_…` or `agent:run_…/1`.
    package let requestedBy: String
    package let requestedByLogin: String?
    package let requestedAt: Timestamp
    package let deadline: Timestamp
    /// `signed` or a `DenialReason`.
    package let outcome: String?
    package let outcomeReason: String?
    package let decidedBy: String?
    package let decidedAt: Timestamp?
    package let effect: Effect?
    /// Oldest first.
    package let signOffs: [SignOff]
    /// Oldest first.
    package let history: [Earlier]

    /// The columns that `init` reads, of `action_requests` with its decision and effect.
    static let select = """
        SELECT requests.id, run_id, attempt, term, output_id, output_version, action, class, is_reversible, target,
            preview, claim, canonical, requests.digest, effect_digest, policy_number, decision, trust,
            needed_sign_offs, needed_countersignatures, requests.executor, requests.state, refusal, requested_by,
            \(login(of: "requested_by")), requested_at, deadline, outcome, reason,
            coalesce(\(login(of: "decided_by")), decided_by), decided_at, effects.state, effects.executor, started_at,
            finished_at, result,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', sign_offs.id, 'person', person_id, 'login', login,
                    'tier', tier, 'digest', 'sha256:' || encode(sign_offs.digest, 'hex'), 'signed_at', signed_at,
                    'expires_at', expires_at) ORDER BY signed_at, sign_offs.id), '[]')
                FROM sign_offs JOIN persons ON persons.id = person_id
                WHERE sign_offs.team_id = requests.team_id AND request_id = requests.id),
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', earlier.id, 'state', earlier.state,
                    'requested_at', earlier.requested_at, 'outcome', said.outcome, 'reason', said.reason,
                    'decided_by', coalesce(\(login(of: "said.decided_by")), said.decided_by))
                    ORDER BY earlier.requested_at, earlier.id), '[]')
                FROM action_requests AS earlier
                    LEFT JOIN action_decisions AS said
                        ON said.team_id = earlier.team_id AND said.request_id = earlier.id
                WHERE earlier.team_id = requests.team_id AND earlier.run_id = requests.run_id
                    AND earlier.effect_digest = requests.effect_digest
                    AND earlier.requested_at < requests.requested_at)
        FROM action_requests AS requests
            LEFT JOIN action_decisions AS decisions
                ON decisions.team_id = requests.team_id AND decisions.request_id = requests.id
            LEFT JOIN effects ON effects.team_id = requests.team_id AND effects.request_id = requests.id

        """

    /// The login of an actor who is a person (`person:per_…`).
    private static func login(of actor: String) -> String {
        "(SELECT login FROM persons WHERE persons.id = substr(\(actor), 8) AND \(actor) LIKE 'person:%')"
    }

    init(_ columns: inout Columns) throws {
        id = try columns.next()
        runID = try columns.next()
        attempt = try columns.next()
        term = try columns.next()
        outputID = try columns.next()
        outputVersion = try columns.next()
        action = try columns.next()
        actionClass = try columns.next()
        isReversible = try columns.next()
        target = try columns.next()
        preview = try columns.next()
        claim = try columns.next()
        canonical = try columns.next()
        digest = try columns.next()
        effectDigest = try columns.next()
        policyNumber = try columns.next()
        decision = try columns.next()
        trust = TrustRungs(kept: try columns.next())
        neededSignOffs = try columns.next()
        neededCountersignatures = try columns.next()
        executor = try columns.next()
        state = try columns.next()
        refusal = try columns.next()
        requestedBy = try columns.next()
        requestedByLogin = try columns.next()
        requestedAt = try columns.next()
        deadline = try columns.next()
        outcome = try columns.next()
        outcomeReason = try columns.next()
        decidedBy = try columns.next()
        decidedAt = try columns.next()
        effect = try Effect(&columns)
        signOffs = try columns.next(JSON.self).array?.compactMap(SignOff.init) ?? []
        history = try columns.next(JSON.self).array?.compactMap(Earlier.init) ?? []
    }
}

extension ActionRequestRow.Effect {
    fileprivate init?(_ columns: inout Columns) throws {
        let state: EffectState? = try columns.next()
        let executor: String? = try columns.next()
        let startedAt: Timestamp? = try columns.next()
        let finishedAt: Timestamp? = try columns.next()
        let result: JSON? = try columns.next()
        guard let state, let executor, let startedAt, let result else { return nil }
        self.init(state: state, executor: executor, startedAt: startedAt, finishedAt: finishedAt, result: result)
    }
}

extension ActionRequestRow.SignOff {
    fileprivate init?(_ json: JSON) {
        guard let id = json["id"]?.string, let personID = json["person"]?.string, let login = json["login"]?.string,
            let tier = json["tier"]?.string.flatMap(SignOffTier.init(rawValue:)),
            let signedAt = json["signed_at"]?.string.flatMap({ Timestamp($0) }),
            let expiresAt = json["expires_at"]?.string.flatMap({ Timestamp($0) }),
            let digest = json["digest"]?.string.flatMap({ Digest($0) })
        else { return nil }
        self.init(
            id: id, personID: personID, login: login, tier: tier, signedAt: signedAt, expiresAt: expiresAt,
            digest: digest)
    }
}

extension ActionRequestRow.Earlier {
    fileprivate init?(_ json: JSON) {
        guard let id = json["id"]?.string, let state = json["state"]?.string.flatMap(ActionState.init(rawValue:)),
            let requestedAt = json["requested_at"]?.string.flatMap({ Timestamp($0) })
        else { return nil }
        self.init(
            id: id, requestedAt: requestedAt, state: state, outcome: json["outcome"]?.string,
            decidedBy: json["decided_by"]?.string, reason: json["reason"]?.string)
    }
}
