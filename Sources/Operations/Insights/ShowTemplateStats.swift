import API
import Decisions
import Domain
import Store

/// How a version of a template does, beside an earlier one.
package enum ShowTemplateStats {
    package static let method = """
        Shares with 95 % Wilson intervals, from \(Share.neededCases) cases on; a median between order statistics; no defect in n \
        cases leaves at most 3/n. Versions are compared by Newcombe's interval, at 95 % for all measures together (Bonferroni).
        """

    /// - Parameters:
    ///   - from: the published version before `to` if nil.
    ///   - to: the latest published version if nil.
    package static func run(_ team: TeamContext, _ name: String, from: Int?, to: Int?) throws -> TemplateStatsView {
        try team.read { tx in
            let versions = try tx.all(TemplateVersions(team: team.id, template: name))
            guard !versions.isEmpty else { throw try Failure.missingTemplate(name, tx, team) }
            for number in [from, to].compactMap({ $0 }) where !versions.contains(where: { $0.number == number }) {
                throw Failure.missingVersion(name, number)
            }
            let published = versions.filter { $0.state != .draft }.map(\.number)
            guard let after = to ?? published.first else {
                return TemplateStatsView(template: name, versions: [], method: method)
            }
            guard from != after else {
                throw Failure(.badRequest, "version \(after) is no other version than itself; say an earlier one")
            }
            let before = from ?? published.first { $0 < after }
            let tallies = try [before, after].compactMap { $0 }.map {
                try TemplateTally.load(tx, team, name, version: $0)
            }
            let comparison = tallies.count == 2 ? TemplateComparison(before: tallies[0], after: tallies[1]) : nil
            return TemplateStatsView(
                template: name, versions: tallies.map(TemplateTallyView.init),
                comparison: comparison.map(TemplateComparisonView.init), method: method)
        }
    }
}

extension ShareView {
    init(_ share: Share) {
        let interval = share.isEnough ? share.interval() : nil
        self.init(
            count: share.count, total: share.total, low: interval?.lowerBound, high: interval?.upperBound,
            missing: share.isEnough ? nil : Share.neededCases - share.total)
    }
}

extension TemplateTallyView {
    init(_ tally: TemplateTally) {
        self.init(
            version: tally.version, runs: tally.runs, isTruncated: tally.runs == TemplateTally.runLimit,
            firstPass: ShareView(tally.firstPass),
            criteria: tally.criteria.sorted { $0.key < $1.key }.map {
                NamedShareView(name: $0.key, share: ShareView($0.value))
            },
            findings: FindingCause.allCases.compactMap { cause in
                tally.findings[cause].map { NamedShareView(name: cause.rawValue, share: ShareView($0)) }
            },
            escapedDefects: ShareView(tally.escapedDefects),
            escapedAtMost: tally.escapedDefects.isEnough ? tally.escapedDefects.ruleOfThree : nil,
            workSeconds: Median(of: tally.workSeconds).map {
                MedianView(value: $0.value, low: $0.interval.lowerBound, high: $0.interval.upperBound)
            })
    }
}

extension TemplateComparisonView {
    init(_ comparison: TemplateComparison) {
        var flags: [String] = []
        let hurt = comparison.measures.filter { $0.outcome == .worse }.map(\.name)
        if !hurt.isEmpty {
            flags.append(
                "version \(comparison.after) is worse than \(comparison.before): \(hurt.joined(separator: ", "))")
        }
        if comparison.isUseless { flags.append("version \(comparison.after) did not help") }
        self.init(
            before: comparison.before, after: comparison.after,
            measures: comparison.measures.map { measure in
                let isTold = measure.difference.isEnough
                return ComparedMeasureView(
                    name: measure.name, outcome: measure.outcome.rawValue,
                    change: isTold ? measure.difference.estimate : nil,
                    low: isTold ? measure.interval.lowerBound : nil,
                    high: isTold ? measure.interval.upperBound : nil)
            },
            flags: flags)
    }
}
