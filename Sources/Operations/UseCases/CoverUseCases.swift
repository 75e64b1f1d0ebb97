import API
import Decisions
import Domain
import Store

/// Which templates and runs fall under which approved use case, and what the bounds of one refused, or the lack of one.
package enum CoverUseCases {
    /// Templates; more would keep a database connection for too long.
    static let limit = 2000
    package static let standardDays = 90

    package static func run(_ team: TeamContext, days: Int) throws -> UseCaseCoverageView {
        guard (1...366).contains(days) else {
            throw Failure(.invalidInput, "days must be from 1 to 366; this is \(days)")
        }
        return try team.read { tx in
            let bundle = try CurrentPolicy.loadIfAny(tx, team)?.bundle
            let (definitions, runs, refused) = try tx.all(
                PublishedDefinitions(team: team.id, limit: limit), RunsByUseCase(team: team.id, days: days),
                UseCaseRefusals(team: team.id, days: days, limit: 100))
            let templates = try definitions.map(StoredTemplate.parse)
            let counts = Dictionary(runs.map { ($0.useCase, $0.runs) }, uniquingKeysWith: +)
            let bounds = templates.compactMap { template in bundle.map { (template, $0.bounds(of: template)) } }
            // A use case that was taken away still has its runs.
            let names = bundle?.useCases.map(\.name) ?? []
            let gone = counts.keys.filter { !names.contains($0) }.sorted()
            return UseCaseCoverageView(
                days: days, hasPolicy: bundle != nil,
                covered: (names + gone).map { covered($0, bounds, runs: counts[$0] ?? 0) },
                uncovered: bounds.compactMap(uncovered),
                refused: refused.map {
                    UseCaseCoverageView.Refused(
                        template: $0.template, useCase: $0.useCase, action: $0.action, code: $0.code,
                        bounds: $0.bounds, count: $0.count, latestAt: $0.latestAt, example: $0.example)
                })
        }
    }

    private static func covered(
        _ name: String, _ bounds: [(TaskTemplate, UseCaseBounds)], runs: Int
    ) -> UseCaseCoverageView.Covered {
        let within = bounds.filter { _, bounds in
            if case .within(let useCase) = bounds { useCase.name == name } else { false }
        }
        return UseCaseCoverageView.Covered(useCase: name, templates: within.map(\.0.name), runs: runs)
    }

    private static func uncovered(
        _ template: TaskTemplate, _ bounds: UseCaseBounds
    ) -> UseCaseCoverageView.Uncovered? {
        guard case .outside(let code, let broken, _) = bounds else { return nil }
        return UseCaseCoverageView.Uncovered(
            template: template.name, useCase: template.useCase, code: code.rawValue, reasons: broken.map(\.text))
    }
}
