import Domain

package struct OutputSummary: Message {
    package var id: String
    package var run: String
    package var title: String
    package var risk: Risk
    package var reviewState: ReviewState
    package var latestVersion: Int
    package var createdAt: Timestamp
    /// Of a run that tried a template: never reviewed, never released.
    package var isTrial: Bool

    package init(
        id: String, run: String, title: String, risk: Risk, reviewState: ReviewState, latestVersion: Int,
        createdAt: Timestamp, isTrial: Bool = false
    ) {
        self.id = id
        self.run = run
        self.title = title
        self.risk = risk
        self.reviewState = reviewState
        self.latestVersion = latestVersion
        self.createdAt = createdAt
        self.isTrial = isTrial
    }
}

package struct OutputFileView: Message {
    package var path: String
    package var kind: OutputKind
    package var digest: Digest
    package var size: Int64

    package init(path: String, kind: OutputKind, digest: Digest, size: Int64) {
        self.path = path
        self.kind = kind
        self.digest = digest
        self.size = size
    }
}

/// Where an output version came from.
package struct Provenance: Message {
    package var template: String
    package var templateVersion: Int
    package var briefDigest: Digest
    package var runner: String
    package var attempt: Int

    package init(template: String, templateVersion: Int, briefDigest: Digest, runner: String, attempt: Int) {
        self.template = template
        self.templateVersion = templateVersion
        self.briefDigest = briefDigest
        self.runner = runner
        self.attempt = attempt
    }
}

package struct OutputVersionView: Message {
    package var output: String
    package var number: Int
    package var contentDigest: Digest
    package var manifestRoot: Digest
    package var chunkCount: Int
    package var plannedSeconds: Int
    package var submittedAt: Timestamp
    package var provenance: Provenance
    package var files: [OutputFileView]
    package var notices: [String]

    package init(
        output: String, number: Int, contentDigest: Digest, manifestRoot: Digest, chunkCount: Int,
        plannedSeconds: Int, submittedAt: Timestamp, provenance: Provenance, files: [OutputFileView],
        notices: [String]
    ) {
        self.output = output
        self.number = number
        self.contentDigest = contentDigest
        self.manifestRoot = manifestRoot
        self.chunkCount = chunkCount
        self.plannedSeconds = plannedSeconds
        self.submittedAt = submittedAt
        self.provenance = provenance
        self.files = files
        self.notices = notices
    }
}

/// Whether the output may be used now, computed now, never stored.
package struct ApprovalView: Message {
    package var isEffective: Bool
    /// Those that count, and that fill something which those before them left open.
    package var approvals: Int
    /// So many it takes in all, by the risk and by OWNERS.
    package var needed: Int
    package var reasons: [String]
    package var expiresAt: Timestamp?

    package init(isEffective: Bool, approvals: Int, needed: Int, reasons: [String], expiresAt: Timestamp? = nil) {
        self.isEffective = isEffective
        self.approvals = approvals
        self.needed = needed
        self.reasons = reasons
        self.expiresAt = expiresAt
    }
}

package struct ReviewSummary: Message {
    package var id: String
    package var output: String
    package var version: Int
    package var title: String
    package var reviewer: String
    package var state: String
    package var assignedAt: Timestamp
    /// Until then the reviewer has time; then others are asked.
    package var dueAt: Timestamp
    package var verdict: Verdict?
    package var plannedSeconds: Int
    /// Whose output it is; in an inbox, where it tells those of one title apart.
    package var run: String?

    package init(
        id: String, output: String, version: Int, title: String, reviewer: String, state: String,
        assignedAt: Timestamp, dueAt: Timestamp, verdict: Verdict? = nil, plannedSeconds: Int, run: String? = nil
    ) {
        self.id = id
        self.output = output
        self.version = version
        self.title = title
        self.reviewer = reviewer
        self.state = state
        self.assignedAt = assignedAt
        self.dueAt = dueAt
        self.verdict = verdict
        self.plannedSeconds = plannedSeconds
        self.run = run
    }
}

package struct OutputView: Message {
    package var summary: OutputSummary
    package var versions: [OutputVersionView]
    package var approval: ApprovalView
    package var reviews: [ReviewSummary]
    /// Those of open reviews are seen by their own authors only.
    package var findings: [FindingView]
    /// Reported after the approval, whatever has become of the report.
    package var defects: [DefectView]

    package init(
        summary: OutputSummary, versions: [OutputVersionView], approval: ApprovalView, reviews: [ReviewSummary],
        findings: [FindingView], defects: [DefectView] = []
    ) {
        self.summary = summary
        self.versions = versions
        self.approval = approval
        self.reviews = reviews
        self.findings = findings
        self.defects = defects
    }
}

/// Who is asked for what an approval lacks.
package struct ReviewRequestView: Message {
    package var output: OutputSummary
    /// Whether it is in review again by this request; false where it was in review, or waits for an open review only.
    package var isReopened: Bool
    /// The open reviews of its latest version; empty where the team lacks reviewers, as its admins are told.
    package var asked: [ReviewSummary]

    package init(output: OutputSummary, isReopened: Bool, asked: [ReviewSummary]) {
        self.output = output
        self.isReopened = isReopened
        self.asked = asked
    }
}

package struct ReleaseRequest: Message {
    package var action: String
    package var arguments: JSON

    package init(action: String, arguments: JSON) {
        self.action = action
        self.arguments = arguments
    }
}
