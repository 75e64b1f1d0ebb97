import Domain

package struct ClaimRequest: Message {
    package var host: String
    package var labels: [String]

    package init(host: String, labels: [String]) {
        self.host = host
        self.labels = labels
    }
}

/// Nothing to do is an answer without a run.
package struct ClaimAnswer: Message {
    package var run: ClaimedRun?

    package init(run: ClaimedRun? = nil) {
        self.run = run
    }
}

package struct ClaimedRun: Message {
    package var id: String
    package var attempt: Int
    package var term: Int64
    package var title: String
    package var template: String
    package var templateVersion: Int
    package var templateFiles: [TemplateFileView]
    package var brief: String
    package var briefDigest: Digest
    package var inputs: JSON
    package var files: [InputFile]
    /// The files that the output must have, as the template declares them.
    package var outputs: JSON
    package var timeoutSeconds: Int
    package var lease: LeaseView
    /// Findings on the version before, when a run was sent back to work.
    package var feedback: [FindingView]
    /// Why it was sent back to work, in the words of whoever did, and why outputs of earlier attempts were refused; nil
    /// on the first attempt.
    package var revisionReason: String?

    package init(
        id: String, attempt: Int, term: Int64, title: String, template: String, templateVersion: Int,
        templateFiles: [TemplateFileView], brief: String, briefDigest: Digest, inputs: JSON, files: [InputFile],
        outputs: JSON, timeoutSeconds: Int, lease: LeaseView, feedback: [FindingView], revisionReason: String? = nil
    ) {
        self.id = id
        self.attempt = attempt
        self.term = term
        self.title = title
        self.template = template
        self.templateVersion = templateVersion
        self.templateFiles = templateFiles
        self.brief = brief
        self.briefDigest = briefDigest
        self.inputs = inputs
        self.files = files
        self.outputs = outputs
        self.timeoutSeconds = timeoutSeconds
        self.lease = lease
        self.feedback = feedback
        self.revisionReason = revisionReason
    }
}

/// How long the runner may believe in its lease, counted by its own clock from when it sent the request.
package struct LeaseView: Message {
    package var leaseSeconds: Int
    package var renewEverySeconds: Int
    package var isCancelled: Bool

    package init(leaseSeconds: Int, renewEverySeconds: Int, isCancelled: Bool) {
        self.leaseSeconds = leaseSeconds
        self.renewEverySeconds = renewEverySeconds
        self.isCancelled = isCancelled
    }
}

package struct TermRequest: Message {
    package var term: Int64

    package init(term: Int64) {
        self.term = term
    }
}

/// One line of a transcript. Its digest is SHA-256 over the previous digest's 32 bytes, then the canonical JSON of
/// `{"body", "kind", "sequence"}`; the chain starts from 32 zero bytes.
package struct FrameRequest: Message {
    package var sequence: Int64
    package var kind: String
    package var body: String
    package var digest: Digest

    package init(sequence: Int64, kind: String, body: String, digest: Digest) {
        self.sequence = sequence
        self.kind = kind
        self.body = body
        self.digest = digest
    }
}

package struct FramesRequest: Message {
    package var term: Int64
    package var frames: [FrameRequest]

    package init(term: Int64, frames: [FrameRequest]) {
        self.term = term
        self.frames = frames
    }
}

package struct FramesAnswer: Message {
    /// Everything up to this sequence is stored.
    package var acknowledged: Int64

    package init(acknowledged: Int64) {
        self.acknowledged = acknowledged
    }
}

package struct AskRequest: Message {
    package var term: Int64
    package var text: String
    package var options: [String]
    /// 1 to 3600; 600 if absent.
    package var timeoutSeconds: Int?

    package init(term: Int64, text: String, options: [String], timeoutSeconds: Int? = nil) {
        self.term = term
        self.text = text
        self.options = options
        self.timeoutSeconds = timeoutSeconds
    }
}

package struct ActRequest: Message {
    package var term: Int64
    package var action: String
    package var arguments: JSON
    package var claim: String

    package init(term: Int64, action: String, arguments: JSON, claim: String) {
        self.term = term
        self.action = action
        self.arguments = arguments
        self.claim = claim
    }
}

package struct WithdrawRequest: Message {
    package var term: Int64
    package var reason: String

    package init(term: Int64, reason: String) {
        self.term = term
        self.reason = reason
    }
}

package struct SubmittedFile: Message {
    package var path: String
    package var digest: Digest

    package init(path: String, digest: Digest) {
        self.path = path
        self.digest = digest
    }
}

extension ClaimedUsage: Message {}

package struct SubmitRequest: Message {
    package var term: Int64
    package var files: [SubmittedFile]
    package var frameCount: Int64
    package var frameHead: Digest
    /// What the agent was started by, with its version.
    package var harness: String?
    package var claimed: ClaimedUsage?

    package init(
        term: Int64, files: [SubmittedFile], frameCount: Int64, frameHead: Digest, harness: String? = nil,
        claimed: ClaimedUsage? = nil
    ) {
        self.term = term
        self.files = files
        self.frameCount = frameCount
        self.frameHead = frameHead
        self.harness = harness
        self.claimed = claimed
    }
}

package struct FailRequest: Message {
    package var term: Int64
    package var reason: String
    /// What the agent was started by, with its version.
    package var harness: String?
    package var claimed: ClaimedUsage?
    /// The agent has ended well, and its output was refused for this reason: it may try again.
    package var isOutputRefused: Bool?

    package init(
        term: Int64, reason: String, harness: String? = nil, claimed: ClaimedUsage? = nil,
        isOutputRefused: Bool? = nil
    ) {
        self.term = term
        self.reason = reason
        self.harness = harness
        self.claimed = claimed
        self.isOutputRefused = isOutputRefused
    }
}
