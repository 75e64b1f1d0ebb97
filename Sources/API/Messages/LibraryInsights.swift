import Domain

/// A revision of a template that has told something: what it is better in, or why going back is worth a thought.
package struct RevisionView: Message, Hashable {
    package var template: String
    package var before: Int
    package var after: Int
    package var better: [String]
    package var flags: [String]
    /// Why a difference may come from something else.
    package var cautions: [String]
    /// The version to go back to: the one before, or the latest of the earlier ones that is not deprecated; nil: all are.
    package var fallback: Int?
    /// Whether it is dispatched because it is pinned, by this project or else by the team.
    package var isPinned: Bool
    package var project: String?

    package init(
        template: String, before: Int, after: Int, better: [String], flags: [String], cautions: [String],
        fallback: Int? = nil, isPinned: Bool = false, project: String? = nil
    ) {
        self.template = template
        self.before = before
        self.after = after
        self.better = better
        self.flags = flags
        self.cautions = cautions
        self.fallback = fallback
        self.isPinned = isPinned
        self.project = project
    }
}

package struct UnansweredFindingsView: Message, Hashable {
    package var template: String
    package var count: Int
    package var oldestAt: Timestamp

    package init(template: String, count: Int, oldestAt: Timestamp) {
        self.template = template
        self.count = count
        self.oldestAt = oldestAt
    }
}

/// A team or a project that keeps to another version than the current one.
package struct PinView: Message, Hashable {
    package var template: String
    package var project: String?
    package var version: Int
    package var current: Int
    package var isDeprecated: Bool
    /// Then it is no version to go to.
    package var isCurrentDeprecated: Bool
    /// Lately, of that version; more than 1,000 are told as 1,000.
    package var runs: Int

    package init(
        template: String, project: String? = nil, version: Int, current: Int, isDeprecated: Bool,
        isCurrentDeprecated: Bool, runs: Int
    ) {
        self.template = template
        self.project = project
        self.version = version
        self.current = current
        self.isDeprecated = isDeprecated
        self.isCurrentDeprecated = isCurrentDeprecated
        self.runs = runs
    }
}

/// A template whose current version is deprecated, with nothing to use instead.
package struct UndispatchableTemplateView: Message, Hashable {
    package var template: String
    package var version: Int
    /// Why it was deprecated.
    package var reason: String
    /// A published version to go back to.
    package var fallback: Int?

    package init(template: String, version: Int, reason: String, fallback: Int? = nil) {
        self.template = template
        self.version = version
        self.reason = reason
        self.fallback = fallback
    }
}

/// A published template that today's rules of lint would refuse.
package struct LintErrorsView: Message, Hashable {
    package var template: String
    package var rules: [String]

    package init(template: String, rules: [String]) {
        self.template = template
        self.rules = rules
    }
}

package struct UnusedTemplateView: Message, Hashable {
    package var template: String
    package var version: Int
    package var lastRunAt: Timestamp?

    package init(template: String, version: Int, lastRunAt: Timestamp? = nil) {
        self.template = template
        self.version = version
        self.lastRunAt = lastRunAt
    }
}

package struct StaleContextView: Message, Hashable {
    package var layer: ContextLayer
    package var project: String?
    package var version: Int
    package var inForceSince: Timestamp
    /// Absent if nobody has since.
    package var confirmedAt: Timestamp?

    package init(
        layer: ContextLayer, project: String? = nil, version: Int, inForceSince: Timestamp, confirmedAt: Timestamp?
    ) {
        self.layer = layer
        self.project = project
        self.version = version
        self.inForceSince = inForceSince
        self.confirmedAt = confirmedAt
    }
}

/// How a team's library does. It is about templates and outputs, and nothing in it is about a person.
package struct LibraryInsightsView: Message, Hashable {
    /// Over how long it looks back.
    package var days: Int
    package var improved: [RevisionView]
    package var flagged: [RevisionView]
    /// Falls of the last days on the ladder of trust that still hold.
    package var falls: [TrustFallView]
    /// Findings on decided outputs, by cause.
    package var findings: [NamedCountView]
    /// Approved outputs in which a defect was found afterwards, and confirmed.
    package var escapedDefects: ShareView
    /// Where none was found in enough of them, in how many there may still be one: three in n.
    package var escapedAtMost: Double?
    /// Defects that were reported and are not judged; they count for nothing.
    package var reportedDefects: Int
    package var unanswered: [UnansweredFindingsView]
    package var undispatchable: [UndispatchableTemplateView]
    package var pins: [PinView]
    package var lintErrors: [LintErrorsView]
    package var unused: [UnusedTemplateView]
    package var staleContext: [StaleContextView]

    package init(
        days: Int, improved: [RevisionView], flagged: [RevisionView], falls: [TrustFallView],
        findings: [NamedCountView], escapedDefects: ShareView, escapedAtMost: Double? = nil, reportedDefects: Int = 0,
        unanswered: [UnansweredFindingsView],
        undispatchable: [UndispatchableTemplateView], pins: [PinView],
        lintErrors: [LintErrorsView], unused: [UnusedTemplateView], staleContext: [StaleContextView]
    ) {
        self.days = days
        self.improved = improved
        self.flagged = flagged
        self.falls = falls
        self.findings = findings
        self.escapedDefects = escapedDefects
        self.escapedAtMost = escapedAtMost
        self.reportedDefects = reportedDefects
        self.unanswered = unanswered
        self.undispatchable = undispatchable
        self.pins = pins
        self.lintErrors = lintErrors
        self.unused = unused
        self.staleContext = staleContext
    }
}
