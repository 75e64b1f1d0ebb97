import Domain

/// A finding that a better template could answer.
package struct TemplateFindingView: Message, Hashable {
    package var id: String
    package var output: String
    package var run: String
    /// It was found after the approval, reported as this defect, and confirmed.
    package var defect: String?
    package var templateVersion: Int
    package var author: String
    package var cause: FindingCause
    package var criterion: String?
    package var templateLine: TemplateLineView?
    package var text: String
    package var quotation: String?
    package var createdAt: Timestamp
    /// The first of the versions in use that answers it.
    package var answeredBy: Int?
    /// The latest draft that says it would.
    package var draftAnswer: Int?
    /// Of an open finding: the latest version that answered it and is not in use any more.
    package var lapsedAnswer: LapsedAnswerView?
    /// What the same reviewer doubted: the finding's criterion, or any where the finding is about no part of the template; and
    /// what they found not met without a finding of its own. A reason may be empty.
    package var doubts: [CriterionDoubtView]

    package init(
        id: String, output: String, run: String, defect: String? = nil, templateVersion: Int, author: String,
        cause: FindingCause, criterion: String? = nil, templateLine: TemplateLineView? = nil, text: String,
        quotation: String? = nil, createdAt: Timestamp, answeredBy: Int? = nil, draftAnswer: Int? = nil,
        lapsedAnswer: LapsedAnswerView? = nil, doubts: [CriterionDoubtView] = []
    ) {
        self.id = id
        self.output = output
        self.run = run
        self.defect = defect
        self.templateVersion = templateVersion
        self.author = author
        self.cause = cause
        self.criterion = criterion
        self.templateLine = templateLine
        self.text = text
        self.quotation = quotation
        self.createdAt = createdAt
        self.answeredBy = answeredBy
        self.draftAnswer = draftAnswer
        self.lapsedAnswer = lapsedAnswer
        self.doubts = doubts
    }
}

package struct LapsedAnswerView: Message, Hashable {
    package var version: Int
    /// If not, it was rolled back.
    package var isDeprecated: Bool

    package init(version: Int, isDeprecated: Bool) {
        self.version = version
        self.isDeprecated = isDeprecated
    }
}

/// A criterion that a reviewer did not find met, and why.
package struct CriterionDoubtView: Message, Hashable {
    package var criterion: String
    /// `fail` or `concern`.
    package var answer: CriterionAnswer
    package var reason: String
    /// Whether a finding of the same review is about the criterion.
    package var hasFinding: Bool

    package init(criterion: String, answer: CriterionAnswer, reason: String, hasFinding: Bool = false) {
        self.criterion = criterion
        self.answer = answer
        self.reason = reason
        self.hasFinding = hasFinding
    }
}

/// So many of so many. The interval is there once there is enough data; until then `missing` says how many cases are not.
package struct ShareView: Message, Hashable {
    package var count: Int
    package var total: Int
    package var low: Double?
    package var high: Double?
    package var missing: Int?

    package init(count: Int, total: Int, low: Double? = nil, high: Double? = nil, missing: Int? = nil) {
        self.count = count
        self.total = total
        self.low = low
        self.high = high
        self.missing = missing
    }
}

package struct NamedShareView: Message, Hashable {
    package var name: String
    package var share: ShareView

    package init(name: String, share: ShareView) {
        self.name = name
        self.share = share
    }
}

/// Of how many runs it is known; and once that is enough, the middle with its interval.
package struct MedianView: Message, Hashable {
    package var known: Int
    package var value: Double?
    package var low: Double?
    package var high: Double?

    package init(known: Int, value: Double? = nil, low: Double? = nil, high: Double? = nil) {
        self.known = known
        self.value = value
        self.low = low
        self.high = high
    }
}

/// So many of this name; without a name, so many of which it was not told.
package struct NamedCountView: Message, Hashable {
    package var name: String?
    package var count: Int

    package init(name: String?, count: Int) {
        self.name = name
        self.count = count
    }
}

/// What became of the newest runs of one template version.
package struct TemplateTallyView: Message, Hashable {
    package var version: Int
    package var runs: Int
    /// There are more runs; only the newest were counted.
    package var isTruncated: Bool
    package var firstPass: ShareView
    package var criteria: [NamedShareView]
    package var findings: [NamedShareView]
    package var escapedDefects: ShareView
    /// An upper bound of defects that nobody has found, where none was found in enough cases: three in n.
    package var escapedAtMost: Double?
    package var workSeconds: MedianView
    /// As agents claim.
    package var costDollars: MedianView
    package var tokens: MedianView
    /// What made the decided outputs.
    package var models: [NamedCountView]
    package var harnesses: [NamedCountView]

    package init(
        version: Int, runs: Int, isTruncated: Bool, firstPass: ShareView, criteria: [NamedShareView],
        findings: [NamedShareView], escapedDefects: ShareView, escapedAtMost: Double? = nil,
        workSeconds: MedianView, costDollars: MedianView, tokens: MedianView, models: [NamedCountView],
        harnesses: [NamedCountView]
    ) {
        self.version = version
        self.runs = runs
        self.isTruncated = isTruncated
        self.firstPass = firstPass
        self.criteria = criteria
        self.findings = findings
        self.escapedDefects = escapedDefects
        self.escapedAtMost = escapedAtMost
        self.workSeconds = workSeconds
        self.costDollars = costDollars
        self.tokens = tokens
        self.models = models
        self.harnesses = harnesses
    }
}

/// One measure of a later version less that of an earlier one: more is better.
package struct ComparedMeasureView: Message, Hashable {
    package var name: String
    package var outcome: String
    package var change: Double?
    package var low: Double?
    package var high: Double?

    package init(name: String, outcome: String, change: Double? = nil, low: Double? = nil, high: Double? = nil) {
        self.name = name
        self.outcome = outcome
        self.change = change
        self.low = low
        self.high = high
    }
}

/// What a run takes, in the median: seconds, dollars or tokens.
package struct ComparedEffortView: Message, Hashable {
    package var name: String
    /// `less`, `more`, `undecided` or `not_enough_data`.
    package var outcome: String
    package var before: Double?
    package var after: Double?

    package init(name: String, outcome: String, before: Double? = nil, after: Double? = nil) {
        self.name = name
        self.outcome = outcome
        self.before = before
        self.after = after
    }
}

/// A measure of which there is nothing to compare: only this version has it.
package struct SingleMeasureView: Message, Hashable {
    package var name: String
    package var version: Int

    package init(name: String, version: Int) {
        self.name = name
        self.version = version
    }
}

package struct TemplateComparisonView: Message, Hashable {
    package var before: Int
    package var after: Int
    package var measures: [ComparedMeasureView]
    package var singles: [SingleMeasureView]
    package var efforts: [ComparedEffortView]
    /// Why going back is worth a thought; empty if it is not.
    package var flags: [String]
    /// Why a difference may come from something else.
    package var cautions: [String]

    package init(
        before: Int, after: Int, measures: [ComparedMeasureView], singles: [SingleMeasureView] = [],
        efforts: [ComparedEffortView], flags: [String], cautions: [String]
    ) {
        self.before = before
        self.after = after
        self.measures = measures
        self.singles = singles
        self.efforts = efforts
        self.flags = flags
        self.cautions = cautions
    }
}

/// The same of the runs of one model, or one harness. Without a name: of those of which it was not told.
package struct TemplatePartView: Message, Hashable {
    package var name: String?
    package var versions: [TemplateTallyView]
    package var comparison: TemplateComparisonView?

    package init(name: String?, versions: [TemplateTallyView], comparison: TemplateComparisonView? = nil) {
        self.name = name
        self.versions = versions
        self.comparison = comparison
    }
}

package struct TemplateStatsView: Message, Hashable {
    package var template: String
    /// The version that a dispatch takes.
    package var current: Int?
    package var versions: [TemplateTallyView]
    package var comparison: TemplateComparisonView?
    /// Where it was asked for.
    package var parts: [TemplatePartView]
    /// What could be gone back to: the earlier version compared, or the latest before it that is not deprecated.
    package var fallback: Int?
    /// What was reported and counts for nothing until it is confirmed, of every version; the oldest hundred.
    package var reportedDefects: [DefectView]
    package var method: String

    package init(
        template: String, current: Int? = nil, versions: [TemplateTallyView],
        comparison: TemplateComparisonView? = nil, parts: [TemplatePartView] = [], fallback: Int? = nil,
        reportedDefects: [DefectView] = [], method: String
    ) {
        self.template = template
        self.current = current
        self.versions = versions
        self.comparison = comparison
        self.parts = parts
        self.fallback = fallback
        self.reportedDefects = reportedDefects
        self.method = method
    }
}
