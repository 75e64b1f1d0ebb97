import Domain

package struct InputFile: Message {
    package var name: String
    package var digest: Digest

    package init(name: String, digest: Digest) {
        self.name = name
        self.digest = digest
    }
}

package struct DispatchRequest: Message {
    package var template: String
    /// Absent: what the project or the team has pinned, or the current version.
    package var version: Int?
    /// The version where this label stands.
    package var label: String?
    package var inputs: JSON
    /// Files that were stored as artifacts before.
    package var files: [InputFile]
    package var title: String?
    package var project: String?
    package var mode: Mode?
    /// Tries the template: no effect, no review, no release.
    package var trial: Bool?

    package init(
        template: String, version: Int? = nil, label: String? = nil, inputs: JSON, files: [InputFile],
        title: String? = nil, project: String? = nil, mode: Mode? = nil, trial: Bool? = nil
    ) {
        self.template = template
        self.version = version
        self.label = label
        self.inputs = inputs
        self.files = files
        self.title = title
        self.project = project
        self.mode = mode
        self.trial = trial
    }
}

package struct RunSummary: Message {
    package var id: String
    package var title: String
    package var template: String
    package var templateVersion: Int
    package var state: RunState
    package var reason: String
    package var risk: Risk
    package var requestedBy: String
    package var createdAt: Timestamp
    package var endedAt: Timestamp?
    /// Tries a template: no effect, no review, no release.
    package var isTrial: Bool

    package init(
        id: String, title: String, template: String, templateVersion: Int, state: RunState, reason: String,
        risk: Risk, requestedBy: String, createdAt: Timestamp, endedAt: Timestamp? = nil, isTrial: Bool = false
    ) {
        self.id = id
        self.title = title
        self.template = template
        self.templateVersion = templateVersion
        self.state = state
        self.reason = reason
        self.risk = risk
        self.requestedBy = requestedBy
        self.createdAt = createdAt
        self.endedAt = endedAt
        self.isTrial = isTrial
    }
}

package struct AttemptView: Message {
    package var number: Int
    package var runner: String
    package var term: Int64
    package var state: AttemptState
    package var reason: String
    package var claimedAt: Timestamp
    package var leaseExpiresAt: Timestamp
    package var endedAt: Timestamp?
    package var frameCount: Int64
    package var frameHead: Digest
    /// What the agent was started by, with its version, as the runner says.
    package var harness: String?
    /// The agent's own figures.
    package var claimed: ClaimedUsage?

    package init(
        number: Int, runner: String, term: Int64, state: AttemptState, reason: String, claimedAt: Timestamp,
        leaseExpiresAt: Timestamp, endedAt: Timestamp? = nil, frameCount: Int64, frameHead: Digest,
        harness: String? = nil, claimed: ClaimedUsage? = nil
    ) {
        self.number = number
        self.runner = runner
        self.term = term
        self.state = state
        self.reason = reason
        self.claimedAt = claimedAt
        self.leaseExpiresAt = leaseExpiresAt
        self.endedAt = endedAt
        self.frameCount = frameCount
        self.frameHead = frameHead
        self.harness = harness
        self.claimed = claimed
    }
}

package struct QuestionView: Message {
    package var id: String
    package var run: String
    package var text: String
    package var options: [String]
    package var state: QuestionState
    package var askedAt: Timestamp
    package var deadline: Timestamp
    package var answer: String?
    package var answeredBy: String?

    package init(
        id: String, run: String, text: String, options: [String], state: QuestionState, askedAt: Timestamp,
        deadline: Timestamp, answer: String? = nil, answeredBy: String? = nil
    ) {
        self.id = id
        self.run = run
        self.text = text
        self.options = options
        self.state = state
        self.askedAt = askedAt
        self.deadline = deadline
        self.answer = answer
        self.answeredBy = answeredBy
    }
}

package struct RunView: Message {
    package var summary: RunSummary
    package var useCase: String
    /// Whose context it inherits besides the team's; empty: none.
    package var project: String
    package var mode: Mode
    package var inputs: JSON
    package var files: [InputFile]
    package var needs: [String]
    package var briefDigest: Digest
    package var policyNumber: Int
    package var attempts: [AttemptView]
    package var questions: [QuestionView]
    package var output: String?
    package var reviewState: ReviewState?
    package var quarantined: Int
    /// Said at dispatch: how busy the reviewers are, what was noticed.
    package var notices: [String]

    package init(
        summary: RunSummary, useCase: String, project: String, mode: Mode, inputs: JSON, files: [InputFile],
        needs: [String],
        briefDigest: Digest, policyNumber: Int, attempts: [AttemptView], questions: [QuestionView],
        output: String? = nil, reviewState: ReviewState? = nil, quarantined: Int, notices: [String]
    ) {
        self.summary = summary
        self.useCase = useCase
        self.project = project
        self.mode = mode
        self.inputs = inputs
        self.files = files
        self.needs = needs
        self.briefDigest = briefDigest
        self.policyNumber = policyNumber
        self.attempts = attempts
        self.questions = questions
        self.output = output
        self.reviewState = reviewState
        self.quarantined = quarantined
        self.notices = notices
    }
}

package struct BriefView: Message {
    package var text: String
    package var digest: Digest
    package var pins: JSON
    package var origins: JSON
    /// Of the brief compiled again from its pins, where that was asked for.
    package var recompiled: Digest?

    package init(text: String, digest: Digest, pins: JSON, origins: JSON, recompiled: Digest? = nil) {
        self.text = text
        self.digest = digest
        self.pins = pins
        self.origins = origins
        self.recompiled = recompiled
    }
}

package struct FrameView: Message {
    package var sequence: Int64
    package var kind: String
    package var body: String
    package var digest: Digest
    package var receivedAt: Timestamp

    package init(sequence: Int64, kind: String, body: String, digest: Digest, receivedAt: Timestamp) {
        self.sequence = sequence
        self.kind = kind
        self.body = body
        self.digest = digest
        self.receivedAt = receivedAt
    }
}

package struct AnswerRequest: Message {
    package var answer: String

    package init(answer: String) {
        self.answer = answer
    }
}
