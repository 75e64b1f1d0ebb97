import API
import Decisions
import Domain
import Store

extension Share {
    /// How many there may be for all that is known, where none of enough cases was one.
    var boundWithoutAny: Double? { isEnough ? ruleOfThree : nil }
}

extension ShareView {
    init(_ share: Share) {
        let interval = share.isEnough ? share.interval() : nil
        self.init(
            count: share.count, total: share.total, low: interval?.lowerBound, high: interval?.upperBound,
            missing: share.isEnough ? nil : Share.neededCases - share.total)
    }
}

extension MedianView {
    init(of values: [Double]) {
        let median = Median(of: values)
        self.init(
            known: values.count, value: median?.value, low: median?.interval.lowerBound,
            high: median?.interval.upperBound)
    }
}

extension TemplateTallyView {
    init(_ tally: TemplateTally) {
        self.init(
            version: tally.version, runs: tally.runs, isTruncated: tally.runs == NewestRuns.limit,
            firstPass: ShareView(tally.firstPass),
            criteria: tally.criteria.sorted { $0.key < $1.key }.map {
                NamedShareView(name: $0.key, share: ShareView($0.value))
            },
            findings: FindingCause.allCases.compactMap { cause in
                tally.findings[cause].map { NamedShareView(name: cause.rawValue, share: ShareView($0)) }
            },
            escapedDefects: ShareView(tally.escapedDefects),
            escapedAtMost: tally.escapedDefects.boundWithoutAny,
            workSeconds: MedianView(of: tally.workSeconds), costDollars: MedianView(of: tally.dollars),
            tokens: MedianView(of: tally.tokens), models: Self.counts(tally.models),
            harnesses: Self.counts(tally.harnesses))
    }

    /// The most frequent first.
    private static func counts(_ counts: [String: Int]) -> [NamedCountView] {
        counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.map {
            NamedCountView(name: $0.key.isEmpty ? nil : $0.key, count: $0.value)
        }
    }
}

extension TemplateComparisonView {
    /// Of the second with the first; nil without a second.
    init?(_ tallies: [TemplateTally]) {
        guard tallies.count == 2 else { return nil }
        self.init(TemplateComparison(before: tallies[0], after: tallies[1]))
    }

    init(_ comparison: TemplateComparison) {
        self.init(
            before: comparison.before, after: comparison.after,
            measures: comparison.measures.map { measure in
                let change = measure.change
                return ComparedMeasureView(
                    name: measure.name, outcome: measure.outcome.rawValue, change: change?.estimate,
                    low: change?.interval.lowerBound, high: change?.interval.upperBound)
            },
            singles: comparison.onlyIn.sorted { $0.key < $1.key }.map { SingleMeasureView(name: $0, version: $1) },
            efforts: comparison.efforts.map { effort in
                ComparedEffortView(
                    name: effort.name, outcome: effort.outcome.rawValue, before: effort.before?.value,
                    after: effort.after?.value)
            },
            flags: comparison.flags, cautions: comparison.cautions)
    }
}

extension TemplateComparison {
    func measures(_ outcome: Outcome) -> [String] { measures.filter { $0.outcome == outcome }.map(\.name) }

    /// Why going back is worth a thought.
    var flags: [String] {
        let hurt = measures(.worse)
        let harm = hurt.isEmpty ? [] : ["version \(after) is worse than \(before): \(hurt.joined(separator: ", "))"]
        return harm + (isUseless && hurt.isEmpty ? ["version \(after) did not help"] : [])
    }

    var cautions: [String] {
        let questions = measures(.reworded).map { name in
            "\(name) asks something else in version \(after) than in \(before): its answers are not compared, and whether an "
                + "output passes at once may come from that"
        }
        return questions
            + alsoChanged.map { split in
                "the \(split.rawValue) changed too: what comes from it and what from the template, these numbers cannot "
                    + "tell apart; each \(split.rawValue) by itself might"
            }
    }
}

extension TemplateTally {
    /// With every criterion of the version: nobody may have answered it yet.
    func asking(_ criteria: [SuccessCriterion]) -> TemplateTally {
        var tally = self
        for criterion in criteria {
            tally.criteria[criterion.id] = tally.criteria[criterion.id] ?? Share(0, of: 0)
            tally.questions[criterion.id] = criterion
        }
        return tally
    }
}
