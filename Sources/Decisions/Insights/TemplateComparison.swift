import Domain

/// What two versions of a template differ in. All measures together keep 95 % confidence: each is held to 1 - 0.05 / m, m being
/// how many there is enough data for (Bonferroni), so that a template with many criteria does not raise alarms by chance.
package struct TemplateComparison: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case better, worse
        /// There is enough data to rule out an improvement that would have been worth the change.
        case noBetter = "no_better"
        case undecided
        /// The criterion asks something else than it did: its answers are to two questions.
        case reworded
        case notEnoughData = "not_enough_data"
    }

    package struct Measure: Hashable, Sendable {
        /// `first pass`, `criterion <id>`, `finding <cause>`, `escaped defects`.
        package let name: String
        /// Of good cases, so that more is better for every measure.
        package let difference: ShareDifference
        package let interval: ClosedRange<Double>
        package let outcome: Outcome
        /// The name says what is bad: the share that it names is that of the other cases.
        package let namesBadCases: Bool

        /// Of the share that the name says, after less before; nil where there is too little data.
        package var change: (estimate: Double, interval: ClosedRange<Double>)? {
            guard outcome != .reworded, difference.isEnough, let estimate = difference.estimate else { return nil }
            return namesBadCases
                ? (0 - estimate, 0 - interval.upperBound...(0 - interval.lowerBound)) : (estimate, interval)
        }
    }

    /// What a run takes. More of it is no fault and less no success by itself: nothing is flagged for it.
    package struct Effort: Hashable, Sendable {
        package enum Outcome: String, Hashable, Sendable, CaseIterable {
            case less, more, undecided
            case notEnoughData = "not_enough_data"
        }

        /// `time at work`, `claimed cost`, `claimed tokens`.
        package let name: String
        package let before: Median?
        package let after: Median?

        /// The medians differ where their intervals have nothing in common.
        package var outcome: Outcome {
            guard let before, let after else { return .notEnoughData }
            if after.interval.upperBound < before.interval.lowerBound { return .less }
            return after.interval.lowerBound > before.interval.upperBound ? .more : .undecided
        }
    }

    /// Less than this is not worth a revision.
    package static let worthwhileGain = 0.1

    /// As long as no more than a tenth of the outputs would have to be made by another model, or harness, it is the same mix.
    package static let sameMix = 0.1

    package let before: Int
    package let after: Int
    package let measures: [Measure]
    /// By the name of a measure that only one of the versions has: which.
    package let onlyIn: [String: Int]
    package let efforts: [Effort]
    /// What else is not the same, so that nobody can tell what a difference comes from.
    package let alsoChanged: [RunSplit]

    package init(before: TemplateTally, after: TemplateTally) {
        alsoChanged = RunSplit.allCases.filter { split in
            Self.distance(before.makers(by: split), after.makers(by: split)) > Self.sameMix
        }
        self.before = before.version
        self.after = after.version
        let pairs = Self.pairs(before, after)
        let reworded = Self.reworded(before, after)
        let compared = pairs.count { $0.difference.isEnough && !reworded.contains($0.name) }
        let confidence = 1 - 0.05 / Double(max(1, compared))
        measures = pairs.map { name, difference, namesBadCases in
            let interval = difference.interval(confidence: confidence)
            return Measure(
                name: name, difference: difference, interval: interval,
                outcome: reworded.contains(name) ? .reworded : Self.outcome(difference, interval),
                namesBadCases: namesBadCases)
        }
        onlyIn = Self.onlyIn(before, after)
        efforts = Self.efforts(before, after)
    }

    /// The revision hurt something.
    package var isHarmful: Bool { measures.contains { $0.outcome == .worse } }

    /// The revision is known not to have been worth it: nothing got better, and approvals at the first attempt would have.
    package var isUseless: Bool {
        !measures.contains { $0.outcome == .better }
            && measures.contains { $0.name == Self.firstPass && ($0.outcome == .noBetter || $0.outcome == .worse) }
    }

    /// Going back is worth a proposal.
    package var isFlagged: Bool { isHarmful || isUseless }

    package static let firstPass = "first pass"

    /// Which part of the cases is made by others in one than in the other: 0 for the same mix, 1 for nothing in common.
    private static func distance(_ one: [String: Int], _ other: [String: Int]) -> Double {
        let (all, others) = (one.values.reduce(0, +), other.values.reduce(0, +))
        guard all > 0, others > 0 else { return 0 }
        let shares = Set(one.keys).union(other.keys).map { name in
            abs(Double(one[name] ?? 0) / Double(all) - Double(other[name] ?? 0) / Double(others))
        }
        return shares.reduce(0, +) / 2
    }

    private static func outcome(_ difference: ShareDifference, _ interval: ClosedRange<Double>) -> Outcome {
        guard difference.isEnough else { return .notEnoughData }
        if interval.lowerBound > 0 { return .better }
        if interval.upperBound < 0 { return .worse }
        return interval.upperBound < worthwhileGain && isImprovable(difference) ? .noBetter : .undecided
    }

    /// What was nearly always good could not get better by as much as is worthwhile.
    private static func isImprovable(_ difference: ShareDifference) -> Bool {
        (difference.before.estimate ?? 1) <= 1 - worthwhileGain
    }

    /// All together keep 95 % confidence as well: equal medians look different only if one of the six intervals misses its own.
    private static func efforts(_ before: TemplateTally, _ after: TemplateTally) -> [Effort] {
        let values: [(String, KeyPath<TemplateTally, [Double]>)] = [
            ("time at work", \.workSeconds), ("claimed cost", \.dollars), ("claimed tokens", \.tokens),
        ]
        let confidence = 1 - 0.05 / Double(2 * values.count)
        return values.map { name, values in
            Effort(
                name: name, before: Median(of: before[keyPath: values], confidence: confidence),
                after: Median(of: after[keyPath: values], confidence: confidence))
        }
    }

    /// A criterion that only one version has cannot be compared.
    private static func onlyIn(_ before: TemplateTally, _ after: TemplateTally) -> [String: Int] {
        let pairs = [(before, after), (after, before)].flatMap { one, other in
            one.criteria.keys.filter { other.criteria[$0] == nil }.map { (criterion($0), one.version) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private static func reworded(_ before: TemplateTally, _ after: TemplateTally) -> Set<String> {
        let changed = before.questions.filter { id, question in after.questions[id].map { $0 != question } ?? false }
        return Set(changed.keys.map(criterion))
    }

    private static func criterion(_ id: String) -> String { "criterion \(id)" }

    private static func pairs(
        _ before: TemplateTally, _ after: TemplateTally
    ) -> [(name: String, difference: ShareDifference, namesBadCases: Bool)] {
        var out = [(firstPass, ShareDifference(before: before.firstPass, after: after.firstPass), false)]
        for id in before.criteria.keys.sorted() {
            guard let old = before.criteria[id], let new = after.criteria[id] else { continue }
            out.append((criterion(id), ShareDifference(before: old, after: new), false))
        }
        for cause in FindingCause.allCases {
            guard let old = before.findings[cause], let new = after.findings[cause] else { continue }
            out.append(("finding \(cause.rawValue)", ShareDifference(before: old.without, after: new.without), true))
        }
        out.append(
            (
                "escaped defects",
                ShareDifference(before: before.escapedDefects.without, after: after.escapedDefects.without), true
            ))
        return out
    }
}

extension TemplateTally {
    fileprivate func makers(by split: RunSplit) -> [String: Int] {
        switch split {
        case .model: models
        case .harness: harnesses
        }
    }
}

extension Share {
    /// The cases that had it not.
    fileprivate var without: Share { Share(total - count, of: total) }
}
