import Decisions
import Domain
import Store

extension TemplateTally {
    /// The newest runs of a version are counted: older ones tell less about how it does now, and a million would take too long.
    static let runLimit = 1_000

    static func load(_ tx: Transaction, _ team: TeamContext, _ name: String, version: Int) throws -> TemplateTally {
        let (outcomes, criteria, findings) = try tx.all(
            TemplateOutcomes(team: team.id, template: name, number: version, limit: runLimit),
            CriterionOutcomes(team: team.id, template: name, number: version, limit: runLimit),
            FindingOutcomes(team: team.id, template: name, number: version, limit: runLimit))
        var tally = TemplateTally(version: version)
        let decided = outcomes.count(where: \.isDecided)
        let approved = outcomes.filter(\.isApproved)
        tally.runs = outcomes.count
        tally.firstPass = Share(outcomes.count(where: \.isFirstPass), of: decided)
        tally.escapedDefects = Share(approved.count(where: \.hasDefect), of: approved.count)
        tally.workSeconds = outcomes.compactMap(\.workSeconds)
        for row in criteria { tally.criteria[row.criterion] = Share(row.met, of: row.answered) }
        for cause in FindingCause.allCases { tally.findings[cause] = Share(0, of: decided) }
        for row in findings { tally.findings[row.cause] = Share(row.outputs, of: decided) }
        return tally
    }
}
