import Domain

package struct SignOffView: Message {
    package var id: String
    package var person: String
    package var tier: String
    package var signedAt: Timestamp
    package var expiresAt: Timestamp
    package var digest: Digest

    package init(
        id: String, person: String, tier: String, signedAt: Timestamp, expiresAt: Timestamp, digest: Digest
    ) {
        self.id = id
        self.person = person
        self.tier = tier
        self.signedAt = signedAt
        self.expiresAt = expiresAt
        self.digest = digest
    }
}

package struct EffectView: Message {
    package var state: EffectState
    package var executor: String
    package var startedAt: Timestamp
    package var finishedAt: Timestamp?
    package var result: JSON

    package init(
        state: EffectState, executor: String, startedAt: Timestamp, finishedAt: Timestamp? = nil, result: JSON
    ) {
        self.state = state
        self.executor = executor
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.result = result
    }
}

/// What one person can say to a held request.
package struct ActionAnswer: Message {
    /// Why this person's yes would not count; nil where it would.
    package var obstacle: String?
    package var mayDeny: Bool

    package init(obstacle: String?, mayDeny: Bool) {
        self.obstacle = obstacle
        self.mayDeny = mayDeny
    }
}

package struct ActionView: Message {
    package var id: String
    package var run: String
    package var output: String?
    package var outputVersion: Int?
    package var action: String
    package var actionClass: ActionClass
    package var isReversible: Bool
    package var state: ActionState
    package var requestedBy: String
    package var requestedAt: Timestamp
    package var deadline: Timestamp
    /// Computed by the service from the bytes that will be executed.
    package var target: String
    package var arguments: JSON
    package var preview: String
    package var digest: Digest
    package var canonical: String
    /// Said by the agent or the requester: claimed, never evidence.
    package var claim: String
    package var reasons: [String]
    /// What is needed, in words: who may sign, how many, less who has. A held request without it, policy does not allow
    /// any more.
    package var requirement: String?
    /// What whoever looks at it can say; for one held request, and nil where nothing is to be said.
    package var answer: ActionAnswer?
    package var outcome: String?
    package var outcomeReason: String?
    package var signOffs: [SignOffView]
    package var effect: EffectView?
    /// The same effect asked before in this run, with what became of it.
    package var history: [String]
    /// What brings the effect about; nil where the agent acts itself, once it is allowed to.
    package var executor: String?

    package init(
        id: String, run: String, output: String? = nil, outputVersion: Int? = nil, action: String,
        actionClass: ActionClass, isReversible: Bool, state: ActionState, requestedBy: String, requestedAt: Timestamp,
        deadline: Timestamp, target: String, arguments: JSON, preview: String, digest: Digest, canonical: String,
        claim: String, reasons: [String], requirement: String? = nil, answer: ActionAnswer? = nil,
        outcome: String? = nil, outcomeReason: String? = nil, signOffs: [SignOffView], effect: EffectView? = nil,
        history: [String],
        executor: String? = nil
    ) {
        self.id = id
        self.run = run
        self.output = output
        self.outputVersion = outputVersion
        self.action = action
        self.actionClass = actionClass
        self.isReversible = isReversible
        self.state = state
        self.requestedBy = requestedBy
        self.requestedAt = requestedAt
        self.deadline = deadline
        self.target = target
        self.arguments = arguments
        self.preview = preview
        self.digest = digest
        self.canonical = canonical
        self.claim = claim
        self.reasons = reasons
        self.requirement = requirement
        self.answer = answer
        self.outcome = outcome
        self.outcomeReason = outcomeReason
        self.signOffs = signOffs
        self.effect = effect
        self.history = history
        self.executor = executor
    }
}

package struct SignRequest: Message {
    /// The digest that was shown; another one is refused as stale.
    package var digest: Digest
    /// The signer's password, asked again for a countersignature.
    package var password: String?

    package init(digest: Digest, password: String? = nil) {
        self.digest = digest
        self.password = password
    }
}
