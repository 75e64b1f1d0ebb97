import API
import Decisions
import Domain
import Store

/// How a team's library does: what improved, what rots, what nobody uses. It counts templates and outputs, never persons.
package enum ShowLibraryInsights {
    package static let days = 90
    /// So long a finding may wait for a version that answers it.
    static let patienceDays = 30
    /// Of each kind; a list that is longer is no list for a morning.
    private static let limit = 50
    private static let revisionLimit = 20
    private static let lintedLimit = 500

    package static func run(_ team: TeamContext) throws -> LibraryInsightsView {
        var (view, definitions) = try team.read { tx in
            (try facts(tx, team), try tx.all(PublishedDefinitions(team: team.id, limit: lintedLimit)))
        }
        // Takes a while, and no connection meanwhile.
        view.lintErrors = try lintErrors(definitions)
        return view
    }

    private static func facts(_ tx: Transaction, _ team: TeamContext) throws -> LibraryInsightsView {
        let revisions = try Revision.load(tx, team, author: "", limit: revisionLimit)
        let (causes, defects, unanswered, undispatchable, pins, unused, stale) = try tx.all(
            FindingsByCause(team: team.id, days: days), EscapedDefects(team: team.id, days: days),
            UnansweredFindings(team: team.id, days: patienceDays, limit: limit),
            UndispatchableTemplates(team: team.id, days: days, limit: limit),
            StrayingPins(team: team.id, days: days, limit: limit),
            UnusedTemplates(team: team.id, days: days, limit: limit), StaleContext(team: team.id, days: days))
        let (falls, reported) = try tx.all(
            TrustFalls(team: team.id, author: "", without: "", days: TrustFallView.days, limit: limit),
            CountReportedDefects(team: team.id))
        let (approved, defective) = try defects.one()
        let escaped = Share(defective, of: approved)
        return LibraryInsightsView(
            days: days,
            improved: revisions.filter { !$0.comparison.isFlagged && !$0.view.better.isEmpty }.map(\.view),
            flagged: revisions.filter(\.comparison.isFlagged).map(\.view),
            falls: try TrustFallView.all(falls, tx, team),
            findings: causes.map { NamedCountView(name: $0.cause.rawValue, count: $0.count) },
            escapedDefects: ShareView(escaped), escapedAtMost: escaped.boundWithoutAny,
            reportedDefects: try reported.one(),
            unanswered: unanswered.map(UnansweredFindingsView.init),
            undispatchable: undispatchable.map {
                UndispatchableTemplateView(
                    template: $0.template, version: $0.version, reason: $0.reason, fallback: $0.fallback)
            },
            pins: pins.map(PinView.init), lintErrors: [],
            unused: unused.map {
                UnusedTemplateView(template: $0.template, version: $0.version, lastRunAt: $0.lastRunAt)
            },
            staleContext: stale.map(StaleContextView.init))
    }

    private static func lintErrors(_ definitions: [String]) throws -> [LintErrorsView] {
        let found = try definitions.map { definition in
            let template = try StoredTemplate.parse(definition)
            let errors = LintRules.remarks(template).filter { $0.level == .error }
            return LintErrorsView(template: template.name, rules: Set(errors.map(\.rule)).sorted())
        }
        return Array(found.filter { !$0.rules.isEmpty }.prefix(limit))
    }
}

extension UnansweredFindingsView {
    init(_ row: UnansweredFindings.Row) {
        self.init(template: row.template, count: row.count, oldestAt: row.oldestAt)
    }
}

extension PinView {
    fileprivate init(_ row: StrayingPins.Row) {
        self.init(
            template: row.template, project: row.project.isEmpty ? nil : row.project, version: row.version,
            current: row.current, isDeprecated: row.isDeprecated,
            isCurrentDeprecated: row.isCurrentDeprecated, runs: row.runs)
    }
}

extension StaleContextView {
    fileprivate init(_ row: ContextVersionRow) {
        self.init(
            layer: row.layer, project: row.project.isEmpty ? nil : row.project, version: row.number,
            inForceSince: row.decidedAt ?? row.createdAt, confirmedAt: row.confirmedAt)
    }
}
