import Domain

/// One difference between two bundles.
package struct PolicyChangeView: Message {
    /// `weaker`, `stricter` or `neutral`.
    package var direction: String
    package var subject: String
    package var text: String
    /// `approvals.yaml:12`
    package var place: String?
    /// The place is one of the older bundle: what stood there is gone.
    package var isGone: Bool?

    package init(direction: String, subject: String, text: String, place: String?, isGone: Bool? = nil) {
        self.isGone = isGone
        self.direction = direction
        self.subject = subject
        self.text = text
        self.place = place
    }
}

package struct PolicyDiffRequest: Message {
    package var files: [String: String]
    /// What they are compared with; the bundle in force if absent.
    package var old: [String: String]?

    package init(files: [String: String], old: [String: String]? = nil) {
        self.files = files
        self.old = old
    }
}

package struct PolicyDiffView: Message {
    package var changes: [PolicyChangeView]
    /// Whether it takes two people besides the proposer, and 24 hours.
    package var isWeaker: Bool

    package init(changes: [PolicyChangeView], isWeaker: Bool) {
        self.changes = changes
        self.isWeaker = isWeaker
    }
}

package struct PolicyProposalView: Message {
    package var number: Int
    package var digest: Digest
    package var note: String
    package var commit: String?
    package var proposedBy: String
    package var proposedAt: Timestamp
    /// Whose yes counts: of those who have been admins ever since.
    package var approvedBy: [String]
    package var changes: [PolicyChangeView]
    package var isWeaker: Bool
    /// Before this nobody can enact it.
    package var notBefore: Timestamp
    /// What it still waits for, in words; empty when the next admin who enacts it brings it into force.
    package var missing: [String]
    /// The version that it became.
    package var enactedAs: Int?
    /// The login of who took it back.
    package var withdrawnBy: String?
    /// The policy that came into force since, so that this proposal compares with one that is past.
    package var outdatedBy: Int?
    /// What is allowed, and may have no effect here and now; only where it is proposed.
    package var remarks: [Problem]?

    package init(
        number: Int, digest: Digest, note: String, commit: String?, proposedBy: String, proposedAt: Timestamp,
        approvedBy: [String], changes: [PolicyChangeView], isWeaker: Bool, notBefore: Timestamp, missing: [String],
        enactedAs: Int?, withdrawnBy: String? = nil, outdatedBy: Int? = nil
    ) {
        self.outdatedBy = outdatedBy
        self.number = number
        self.digest = digest
        self.note = note
        self.commit = commit
        self.proposedBy = proposedBy
        self.proposedAt = proposedAt
        self.approvedBy = approvedBy
        self.changes = changes
        self.isWeaker = isWeaker
        self.notBefore = notBefore
        self.missing = missing
        self.enactedAs = enactedAs
        self.withdrawnBy = withdrawnBy
    }
}

/// A proposal with its files.
package struct ProposedPolicyView: Message {
    package var proposal: PolicyProposalView
    package var files: [String: String]

    package init(proposal: PolicyProposalView, files: [String: String]) {
        self.proposal = proposal
        self.files = files
    }
}

/// A bundle that is or was in force.
package struct PolicyVersionView: Message {
    package var number: Int
    package var digest: Digest
    package var note: String
    package var commit: String?
    /// Absent for a first bundle, which one admin enacts alone, as is `proposedBy`.
    package var proposal: Int?
    package var proposedBy: String?
    /// Whose yes counted when it came into force.
    package var approvedBy: [String]
    package var isWeaker: Bool
    package var enactedBy: String
    package var enactedAt: Timestamp

    package init(
        number: Int, digest: Digest, note: String, commit: String?, proposal: Int? = nil, proposedBy: String?,
        approvedBy: [String], isWeaker: Bool, enactedBy: String, enactedAt: Timestamp
    ) {
        self.number = number
        self.digest = digest
        self.note = note
        self.commit = commit
        self.proposal = proposal
        self.proposedBy = proposedBy
        self.approvedBy = approvedBy
        self.isWeaker = isWeaker
        self.enactedBy = enactedBy
        self.enactedAt = enactedAt
    }
}

/// What is to be explained: a request for an action, cases, or the facts of one.
package struct PolicyExplainRequest: Message {
    /// The identifier of a request that was made.
    package var request: String?
    /// The text of a case file, in YAML or JSON; the bundle's own cases if absent.
    package var cases: String?
    /// The text of one case, of which only `when` must be there.
    package var facts: String?
    /// What that text is called in complaints: the path of a file, say.
    package var source: String?
    /// Only cases with this in their name.
    package var name: String?
    /// The bundle that answers; the one in force if absent.
    package var files: [String: String]?

    package init(
        request: String? = nil, cases: String? = nil, facts: String? = nil, source: String? = nil,
        name: String? = nil, files: [String: String]? = nil
    ) {
        self.request = request
        self.cases = cases
        self.facts = facts
        self.source = source
        self.name = name
        self.files = files
    }
}

/// What one rule made of a request, or one use case and the rules of review of a dispatch.
package struct RuleExplanationView: Message {
    package var rule: String
    /// `permit`, `hold`, `forbid`; of a dispatch `use_case` or `review`.
    package var effect: String
    /// Absent for what no single line says.
    package var place: String?
    /// `held`, `not_held` or `error`.
    package var truth: String
    /// The condition's tree, a line each: `+` held, `-` did not, `!` could not be told.
    package var lines: [String]

    package init(rule: String, effect: String, place: String?, truth: String, lines: [String]) {
        self.rule = rule
        self.effect = effect
        self.place = place
        self.truth = truth
        self.lines = lines
    }
}

package struct PolicyExplanationView: Message {
    /// The case's name, or the request's identifier with the bundle that answers.
    package var subject: String
    package var outcome: String
    /// What decided it, with file and line.
    package var reasons: [String]
    package var missing: [String]
    package var rules: [RuleExplanationView]
    /// What became of the request since, in the order of time; absent for a case.
    package var became: [String]?

    package init(
        subject: String, outcome: String, reasons: [String], missing: [String], rules: [RuleExplanationView],
        became: [String]? = nil
    ) {
        self.subject = subject
        self.outcome = outcome
        self.reasons = reasons
        self.missing = missing
        self.rules = rules
        self.became = became
    }
}

package struct PolicyReplayRequest: Message {
    package var files: [String: String]
    /// From 1 to 366.
    package var days: Int

    package init(files: [String: String], days: Int) {
        self.files = files
        self.days = days
    }
}

/// A real request that the bundle would have answered otherwise, or that nobody could have signed.
package struct ReplayedRequestView: Message {
    package var request: String
    package var run: String
    package var action: String
    package var before: String
    package var after: String
    package var reasons: [String]
    /// The policy that its run pins, where that one denies it whatever another says.
    package var deniedBy: Int?

    package init(
        request: String, run: String, action: String, before: String, after: String, reasons: [String],
        deniedBy: Int? = nil
    ) {
        self.deniedBy = deniedBy
        self.request = request
        self.run = run
        self.action = action
        self.before = before
        self.after = after
        self.reasons = reasons
    }
}

/// A real run that the bundle would have refused, or whose output nobody could have reviewed.
package struct ReplayedRunView: Message {
    package var run: String
    package var template: String
    /// `use_case_missing`, `use_case_forbids` or `pool_too_small`.
    package var code: String
    package var reasons: [String]

    package init(run: String, template: String, code: String, reasons: [String]) {
        self.run = run
        self.template = template
        self.code = code
        self.reasons = reasons
    }
}

/// A real run for whose review too few people would have had room.
package struct OverCapacityView: Message {
    /// The identifier of the run.
    package var subject: String
    /// The template.
    package var title: String
    package var reasons: [String]

    package init(subject: String, title: String, reasons: [String]) {
        self.subject = subject
        self.title = title
        self.reasons = reasons
    }
}

package struct PolicyReplayView: Message {
    package var requests: Int
    package var runs: Int
    /// More was there than is replayed; the newest were.
    package var isTruncated: Bool
    package var changed: [ReplayedRequestView]
    /// Would be held for people of whom the team has too few.
    package var withoutSigner: [ReplayedRequestView]
    package var refusedRuns: [ReplayedRunView]
    /// Would have been dispatched, and then lacked people to review what was submitted.
    package var withoutReviewer: [ReplayedRunView]
    /// In the order of time.
    package var overCapacity: [OverCapacityView]

    package init(
        requests: Int, runs: Int, isTruncated: Bool, changed: [ReplayedRequestView],
        withoutSigner: [ReplayedRequestView], refusedRuns: [ReplayedRunView],
        withoutReviewer: [ReplayedRunView], overCapacity: [OverCapacityView]
    ) {
        self.requests = requests
        self.runs = runs
        self.isTruncated = isTruncated
        self.changed = changed
        self.withoutSigner = withoutSigner
        self.refusedRuns = refusedRuns
        self.withoutReviewer = withoutReviewer
        self.overCapacity = overCapacity
    }
}
