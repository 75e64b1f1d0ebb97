import API
import Decisions
import Domain
import Store

/// How a version of a template does, beside an earlier one.
package enum ShowTemplateStats {
    package static let method = """
        Shares with 95 % Wilson intervals, from \(Share.neededCases) cases on; a median between order statistics; no defect in n \
        cases leaves at most 3/n. Versions are compared by Newcombe's interval, at 95 % for all measures together (Bonferroni); \
        medians differ where their intervals do not meet, at 95 % together. A criterion counts where it was answered or found \
        fault with, but for findings with the cause `changed_mind`. \
        Time, cost and tokens are those of all runs with an ended attempt, also of those without a decision. \
        Cost, tokens and model are what agents claim.
        """

    /// - Parameters:
    ///   - from: the version in whose place `to` was published if nil; of a draft, the published one before it.
    ///   - to: the current version if nil.
    ///   - split: also for each model, or harness, by itself.
    package static func run(
        _ team: TeamContext, _ name: String, from: Int?, to: Int?, by split: RunSplit? = nil
    ) throws -> TemplateStatsView {
        try team.read { tx in
            let versions = try tx.all(TemplateVersions(team: team.id, template: name))
            guard !versions.isEmpty else { throw try Failure.missingTemplate(name, tx, team) }
            let numbers = try numbers(versions, name, from: from, to: to)
            let criteria = try numbers.map { number in
                try TaskTemplate.load(tx, team, name, number: number).successCriteria
            }
            let tallies = try zip(numbers, criteria).map { number, criteria in
                try TemplateTally.load(tx, team, name, version: number).asking(criteria)
            }
            var parts: [TemplatePartView] = []
            if let split {
                parts = Self.parts(
                    try zip(numbers, criteria).map { number, criteria in
                        try TemplateTally.parts(tx, team, name, version: number, by: split)
                            .mapValues { $0.asking(criteria) }
                    })
            }
            var comparison = TemplateComparisonView(tallies)
            if from == nil { comparison?.cautions += passedOver(versions, numbers) }
            return TemplateStatsView(
                template: name, current: versions.first(where: \.isCurrent)?.number,
                versions: tallies.map(TemplateTallyView.init), comparison: comparison, parts: parts,
                fallback: fallback(versions, numbers),
                reportedDefects: try DefectView.reported(tx, team, name), method: method)
        }
    }

    /// A version that was deprecated before the next one came is none to be measured by, though it was in use.
    private static func passedOver(_ versions: [TemplateVersionRow], _ compared: [Int]) -> [String] {
        guard compared.count == 2, let after = versions.first(where: { $0.number == compared[1] }) else { return [] }
        let between = versions.filter { row in
            guard row.number > compared[0], row.number < compared[1], let end = row.deprecatedAt else { return false }
            return after.publishedAt.map { end < $0 } ?? true
        }
        return between.map(\.number).sorted().map { number in
            "version \(number) came between and was deprecated: --from \(number) compares with it"
        }
    }

    /// Nobody is sent back to what is deprecated.
    private static func fallback(_ versions: [TemplateVersionRow], _ compared: [Int]) -> Int? {
        guard compared.count == 2 else { return nil }
        let usable = versions.filter { $0.state == .published }.map(\.number)
        return usable.first { $0 == compared[0] } ?? usable.filter { $0 < compared[1] }.max()
    }

    /// The one or two that are meant, the older first; none if none has been published.
    private static func numbers(
        _ versions: [TemplateVersionRow], _ name: String, from: Int?, to: Int?
    ) throws -> [Int] {
        for number in [from, to].compactMap({ $0 }) where !versions.contains(where: { $0.number == number }) {
            throw Failure.missingVersion(name, number)
        }
        let wanted = versions.first { row in to.map { row.number == $0 } ?? row.isCurrent }
        guard let after = wanted else { return [] }
        guard from != after.number else {
            throw Failure(
                .badRequest,
                "--from and --to are both version \(after.number): there is nothing to compare; say an earlier one with --from"
            )
        }
        let published = versions.filter { $0.state != .draft && $0.number < after.number }.map(\.number)
        return [from ?? (after.state == .draft ? published.first : after.replaces), after.number].compactMap { $0 }
    }

    /// The part with the most runs first.
    private static func parts(_ versions: [[String: TemplateTally]]) -> [TemplatePartView] {
        let names = Set(versions.flatMap(\.keys)).map { name in
            (name: name, tallies: versions.compactMap { $0[name] })
        }
        func runs(_ tallies: [TemplateTally]) -> Int { tallies.reduce(0) { $0 + $1.runs } }
        return names.sorted { (-runs($0.tallies), $0.name) < (-runs($1.tallies), $1.name) }.map { name, tallies in
            TemplatePartView(
                name: name.isEmpty ? nil : name, versions: tallies.map(TemplateTallyView.init),
                comparison: TemplateComparisonView(tallies))
        }
    }
}
