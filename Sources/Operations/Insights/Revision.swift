import API
import Decisions
import Domain
import Store

/// What a recent revision of a template has brought.
struct Revision {
    /// What was published longer ago, the team has got used to.
    static let days = 90
    /// Of each version: several revisions are looked at while somebody waits. It takes a difference of some ten points to be
    /// seen in as few; `ShowTemplateStats` sees smaller ones.
    static let runLimit = 300

    let template: String
    let comparison: TemplateComparison
    /// Not deprecated; nil if no earlier version is so.
    let fallback: Int?
    /// The project whose pin it is, empty for the team's; nil for what is simply current.
    let pin: String?

    /// The newest ones that have enough runs to tell something.
    /// - Parameter author: empty: whoever wrote them.
    static func load(_ tx: Transaction, _ team: TeamContext, author: String, limit: Int) throws -> [Revision] {
        let recent = try tx.all(
            RecentRevisions(
                team: team.id, author: author, days: days, runs: Share.neededCases, limit: limit))
        return try recent.map { revision in
            func tally(_ version: Int) throws -> TemplateTally {
                let task = try TaskTemplate.load(tx, team, revision.template, number: version)
                return try TemplateTally.load(tx, team, revision.template, version: version, limit: runLimit)
                    .asking(task.successCriteria)
            }
            return Revision(
                template: revision.template,
                comparison: TemplateComparison(before: try tally(revision.before), after: try tally(revision.after)),
                fallback: revision.fallback, pin: revision.pin)
        }
    }

    var view: RevisionView {
        RevisionView(
            template: template, before: comparison.before, after: comparison.after,
            better: comparison.measures(.better), flags: comparison.flags, cautions: comparison.cautions,
            fallback: fallback, isPinned: pin != nil, project: pin.flatMap { $0.isEmpty ? nil : $0 })
    }
}
