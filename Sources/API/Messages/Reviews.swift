import Domain

package struct InboxView: Message {
    package var reviews: [ReviewSummary]
    package var questions: [QuestionView]
    package var actions: [ActionView]
    /// Proposals that the caller may put in force.
    package var context: [ContextSummary]
    /// Drafts of others, of the last seven days, that the caller may publish.
    package var drafts: [TemplateVersionSummary]
    /// Moves of labels and pins that others have proposed.
    package var labels: [LabelMoveView]
    /// For admins: policies that others have proposed, and that their yes is missing for.
    package var policies: [PolicyProposalView]
    /// For admins: steps up the ladder of trust that others have proposed.
    package var trust: [TrustProposalView]
    /// Falls of the last days that still hold, but for those that the caller made: for admins all, for authors their own.
    package var falls: [TrustFallView]
    /// For reviewers and admins: defects that others have reported, and nobody has judged.
    package var reportedDefects: [ReportedDefectView]
    /// Templates with confirmed defects that no version in use answers: for admins all, for authors their own.
    package var defects: [UnansweredFindingsView]
    /// For admins: what nobody has changed or confirmed for long.
    package var staleContext: [ContextSummary]
    /// For admins: outputs that too few people can review.
    package var shortages: [ShortageView]
    /// What others offer the caller: to act for somebody in reviews.
    package var delegations: [DelegationView]
    /// Revisions that hurt or did not help: for admins all, for authors their own.
    package var revisions: [RevisionView]
    /// How long the assigned reviews take to read, as planned.
    package var plannedMinutes: Int

    package init(
        reviews: [ReviewSummary], questions: [QuestionView], actions: [ActionView], context: [ContextSummary],
        drafts: [TemplateVersionSummary], labels: [LabelMoveView], policies: [PolicyProposalView],
        trust: [TrustProposalView], falls: [TrustFallView], reportedDefects: [ReportedDefectView] = [],
        defects: [UnansweredFindingsView], staleContext: [ContextSummary], shortages: [ShortageView],
        delegations: [DelegationView], revisions: [RevisionView], plannedMinutes: Int
    ) {
        self.reviews = reviews
        self.questions = questions
        self.actions = actions
        self.context = context
        self.drafts = drafts
        self.labels = labels
        self.policies = policies
        self.trust = trust
        self.falls = falls
        self.reportedDefects = reportedDefects
        self.defects = defects
        self.staleContext = staleContext
        self.shortages = shortages
        self.delegations = delegations
        self.revisions = revisions
        self.plannedMinutes = plannedMinutes
    }
}

package struct ChunkSummary: Message {
    package var index: Int
    package var path: String
    package var kind: String
    package var section: String
    package var startLine: Int
    package var endLine: Int
    package var isRead: Bool
    package var isSlowEnough: Bool

    package init(
        index: Int, path: String, kind: String, section: String, startLine: Int, endLine: Int, isRead: Bool,
        isSlowEnough: Bool
    ) {
        self.index = index
        self.path = path
        self.kind = kind
        self.section = section
        self.startLine = startLine
        self.endLine = endLine
        self.isRead = isRead
        self.isSlowEnough = isSlowEnough
    }
}

/// A quotation from the work: at most 12 lines of one part, and words that stand in them.
package struct AnchorView: Message {
    package var chunk: Int
    package var startLine: Int
    package var endLine: Int
    package var quotation: String

    package init(chunk: Int, startLine: Int, endLine: Int, quotation: String) {
        self.chunk = chunk
        self.startLine = startLine
        self.endLine = endLine
        self.quotation = quotation
    }
}

package struct CriterionView: Message {
    package var id: String
    package var text: String
    package var evidence: String
    package var answer: CriterionAnswer?
    package var reason: String
    package var anchor: AnchorView?

    package init(
        id: String, text: String, evidence: String, answer: CriterionAnswer? = nil, reason: String,
        anchor: AnchorView? = nil
    ) {
        self.id = id
        self.text = text
        self.evidence = evidence
        self.answer = answer
        self.reason = reason
        self.anchor = anchor
    }
}

/// What still stands between this review and an approval, in the words of the refusal.
package struct MissingView: Message {
    package var code: String
    package var message: String

    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}

package struct ReviewView: Message {
    package var summary: ReviewSummary
    package var run: String
    package var objective: String
    package var risk: Risk
    package var contentDigest: Digest
    package var criteria: [CriterionView]
    package var constraints: [String]
    package var chunks: [ChunkSummary]
    package var findings: [FindingView]
    package var notices: [String]
    package var missing: [MissingView]

    package init(
        summary: ReviewSummary, run: String, objective: String, risk: Risk, contentDigest: Digest,
        criteria: [CriterionView], constraints: [String], chunks: [ChunkSummary], findings: [FindingView],
        notices: [String], missing: [MissingView]
    ) {
        self.summary = summary
        self.run = run
        self.objective = objective
        self.risk = risk
        self.contentDigest = contentDigest
        self.criteria = criteria
        self.constraints = constraints
        self.chunks = chunks
        self.findings = findings
        self.notices = notices
        self.missing = missing
    }
}

package struct ChunkView: Message {
    package var index: Int
    package var count: Int
    package var path: String
    package var kind: String
    package var startLine: Int
    package var endLine: Int
    package var text: String
    package var digest: Digest
    /// Control, bidirectional and zero-width characters found in it, already shown as visible marks in `visibleText`.
    package var visibleText: String
    package var warnings: [String]
    package var receipt: String

    package init(
        index: Int, count: Int, path: String, kind: String, startLine: Int, endLine: Int, text: String,
        digest: Digest, visibleText: String, warnings: [String], receipt: String
    ) {
        self.index = index
        self.count = count
        self.path = path
        self.kind = kind
        self.startLine = startLine
        self.endLine = endLine
        self.text = text
        self.digest = digest
        self.visibleText = visibleText
        self.warnings = warnings
        self.receipt = receipt
    }
}

package struct ReceiptRequest: Message {
    package var receipt: String

    package init(receipt: String) {
        self.receipt = receipt
    }
}

/// No countdown: which parts are read, not how long to wait.
package struct ReadingView: Message {
    package var partsRead: Int
    package var partsTotal: Int

    package init(partsRead: Int, partsTotal: Int) {
        self.partsRead = partsRead
        self.partsTotal = partsTotal
    }
}

package struct CriterionRequest: Message {
    package var answer: CriterionAnswer
    package var reason: String?
    package var anchor: AnchorView?

    package init(answer: CriterionAnswer, reason: String? = nil, anchor: AnchorView? = nil) {
        self.answer = answer
        self.reason = reason
        self.anchor = anchor
    }
}

/// What of the template a finding is about: one of these.
package struct FindingSubject: Message, Hashable {
    /// The id of a success criterion.
    package var criterion: String?
    /// The number of a constraint, from 1 in the order of the template.
    package var constraint: Int?
    /// A line of the template's files, in the version that the run was dispatched from.
    package var file: String?
    /// From 1.
    package var line: Int?

    package init(criterion: String? = nil, constraint: Int? = nil, file: String? = nil, line: Int? = nil) {
        self.criterion = criterion
        self.constraint = constraint
        self.file = file
        self.line = line
    }
}

package struct FindingRequest: Message {
    package var text: String
    package var cause: FindingCause
    package var isBlocking: Bool
    package var subject: FindingSubject?
    package var anchor: AnchorView?

    package init(
        text: String, cause: FindingCause, isBlocking: Bool, subject: FindingSubject? = nil, anchor: AnchorView? = nil
    ) {
        self.text = text
        self.cause = cause
        self.isBlocking = isBlocking
        self.subject = subject
        self.anchor = anchor
    }
}

/// A line of a template's files, and what stood there in the version that was used.
package struct TemplateLineView: Message, Hashable {
    package var file: String
    package var line: Int
    package var text: String
    /// Which constraint it is, from 1, if it was named as one.
    package var constraint: Int?

    package init(file: String, line: Int, text: String, constraint: Int? = nil) {
        self.file = file
        self.line = line
        self.text = text
        self.constraint = constraint
    }
}

package struct FindingView: Message {
    package var id: String
    package var version: Int
    package var author: String
    package var isBlocking: Bool
    package var cause: FindingCause
    package var criterion: String?
    package var templateLine: TemplateLineView?
    package var text: String
    package var anchor: AnchorView?
    package var createdAt: Timestamp
    package var closedBy: String?
    package var closedOnVersion: Int?

    package init(
        id: String, version: Int, author: String, isBlocking: Bool, cause: FindingCause, criterion: String? = nil,
        templateLine: TemplateLineView? = nil, text: String, anchor: AnchorView? = nil, createdAt: Timestamp,
        closedBy: String? = nil,
        closedOnVersion: Int? = nil
    ) {
        self.id = id
        self.version = version
        self.author = author
        self.isBlocking = isBlocking
        self.cause = cause
        self.criterion = criterion
        self.templateLine = templateLine
        self.text = text
        self.anchor = anchor
        self.createdAt = createdAt
        self.closedBy = closedBy
        self.closedOnVersion = closedOnVersion
    }
}

package struct VerdictRequest: Message {
    package var verdict: Verdict
    /// The digest of the content that was read; another one is refused as stale.
    package var contentDigest: Digest
    /// Needed for everything but an approval.
    package var reason: String?
    package var cause: FindingCause?
    /// Where changes are asked for: what of the template they are about.
    package var subject: FindingSubject?
    package var anchor: AnchorView?

    package init(
        verdict: Verdict, contentDigest: Digest, reason: String? = nil, cause: FindingCause? = nil,
        subject: FindingSubject? = nil, anchor: AnchorView? = nil
    ) {
        self.verdict = verdict
        self.contentDigest = contentDigest
        self.reason = reason
        self.cause = cause
        self.subject = subject
        self.anchor = anchor
    }
}

package struct VerdictView: Message {
    package var review: String
    package var verdict: Verdict
    package var digest: Digest
    package var givenAt: Timestamp
    package var expiresAt: Timestamp?
    package var flags: [String]
    package var reviewState: ReviewState

    package init(
        review: String, verdict: Verdict, digest: Digest, givenAt: Timestamp, expiresAt: Timestamp? = nil,
        flags: [String], reviewState: ReviewState
    ) {
        self.review = review
        self.verdict = verdict
        self.digest = digest
        self.givenAt = givenAt
        self.expiresAt = expiresAt
        self.flags = flags
        self.reviewState = reviewState
    }
}
