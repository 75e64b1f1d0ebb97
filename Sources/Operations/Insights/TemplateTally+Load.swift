import Decisions
import Domain
import Store

extension TemplateTally {
    /// - Parameter limit: so many runs, the newest.
    static func load(
        _ tx: Transaction, _ team: TeamContext, _ name: String, version: Int, limit: Int = NewestRuns.limit
    ) throws -> TemplateTally {
        try parts(tx, team, name, version: version, by: nil, limit: limit)[""] ?? TemplateTally(version: version)
    }

    /// By the part's name, which is empty where it was not told.
    static func parts(
        _ tx: Transaction, _ team: TeamContext, _ name: String, version: Int, by split: RunSplit?,
        limit: Int = NewestRuns.limit
    ) throws -> [String: TemplateTally] {
        let sample = TemplateSample(team: team.id, template: name, number: version, split: split, limit: limit)
        let (outcomes, criteria, findings) = try tx.all(
            TemplateOutcomes(sample), CriterionOutcomes(sample), FindingOutcomes(sample))
        return Dictionary(grouping: outcomes, by: \.part).mapValues { rows in
            let part = rows.first?.part
            return TemplateTally(
                version: version, rows, criteria: criteria.filter { $0.part == part },
                findings: findings.filter { $0.part == part })
        }
    }

    private init(
        version: Int, _ outcomes: [TemplateOutcomes.Row], criteria: [CriterionOutcomes.Row],
        findings: [FindingOutcomes.Row]
    ) {
        self.init(version: version)
        let decided = outcomes.filter(\.isDecided)
        let approved = outcomes.filter(\.isApproved)
        runs = outcomes.count
        firstPass = Share(outcomes.count(where: \.isFirstPass), of: decided.count)
        escapedDefects = Share(approved.count(where: \.hasDefect), of: approved.count)
        workSeconds = outcomes.compactMap(\.workSeconds)
        dollars = outcomes.compactMap(\.microdollars).map { $0 / 1_000_000 }
        tokens = outcomes.compactMap(\.tokens)
        models = Dictionary(grouping: decided, by: \.model).mapValues(\.count)
        harnesses = Dictionary(grouping: decided, by: \.harness).mapValues(\.count)
        for row in criteria { self.criteria[row.criterion] = Share(row.met, of: row.answered) }
        for cause in FindingCause.allCases { self.findings[cause] = Share(0, of: decided.count) }
        for row in findings { self.findings[row.cause] = Share(row.outputs, of: decided.count) }
    }
}
