import Decisions
import Domain
import Testing

@Suite struct TemplateComparisonTests {
    typealias Comparison = TemplateComparison

    private func tally(
        _ version: Int, firstPass: Share = Share(0, of: 0), criteria: [String: Share] = [:],
        findings: [FindingCause: Share] = [:], escaped: Share = Share(0, of: 0)
    ) -> TemplateTally {
        var out = TemplateTally(version: version)
        out.firstPass = firstPass
        out.criteria = criteria
        out.findings = findings
        out.escapedDefects = escaped
        return out
    }

    private func outcomes(_ before: TemplateTally, _ after: TemplateTally) -> [String: Comparison.Outcome] {
        let comparison = Comparison(before: before, after: after)
        return Dictionary(uniqueKeysWithValues: comparison.measures.map { ($0.name, $0.outcome) })
    }

    struct Case: Sendable {
        let before: Share
        let after: Share
        let outcome: Comparison.Outcome
        let isFlagged: Bool
    }

    static let cases = [
        Case(before: Share(10, of: 40), after: Share(32, of: 40), outcome: .better, isFlagged: false),
        Case(before: Share(32, of: 40), after: Share(10, of: 40), outcome: .worse, isFlagged: true),
        Case(before: Share(20, of: 40), after: Share(21, of: 40), outcome: .undecided, isFlagged: false),
        Case(before: Share(500, of: 1000), after: Share(500, of: 1000), outcome: .noBetter, isFlagged: true),
        Case(before: Share(1000, of: 1000), after: Share(1000, of: 1000), outcome: .undecided, isFlagged: false),
        Case(before: Share(0, of: 11), after: Share(11, of: 11), outcome: .notEnoughData, isFlagged: false),
        Case(before: Share(0, of: 1000), after: Share(11, of: 11), outcome: .notEnoughData, isFlagged: false),
    ]

    @Test(arguments: cases) func aDifferenceIsToldOnlyWhereThereIsOne(_ one: Case) {
        let (before, after) = (tally(1, firstPass: one.before), tally(2, firstPass: one.after))
        #expect(outcomes(before, after)["first pass"] == one.outcome)
        #expect(Comparison(before: before, after: after).isFlagged == one.isFlagged)
    }

    /// Fewer pass a sharper question; that is no harm done by the version that asks it.
    @Test func aCriterionThatAsksSomethingElseIsNotCompared() {
        func version(_ number: Int, _ share: Share, _ text: String) -> TemplateTally {
            var out = tally(number, firstPass: Share(30, of: 60), criteria: ["a": share, "b": Share(30, of: 60)])
            out.questions = [
                "a": SuccessCriterion(id: "a", text: text, evidence: "Quote it."),
                "b": SuccessCriterion(id: "b", text: "It is whole.", evidence: "Quote it."),
            ]
            return out
        }
        let before = version(2, Share(60, of: 60), "It answers the question.")
        let after = version(3, Share(2, of: 60), "It answers the question and names a day.")
        #expect(
            outcomes(before, after)
                == [
                    "first pass": .undecided, "criterion a": .reworded, "criterion b": .undecided,
                    "escaped defects": .notEnoughData,
                ])
        let comparison = Comparison(before: before, after: after)
        #expect(!comparison.isFlagged && comparison.measures.first { $0.name == "criterion a" }?.change == nil)
        #expect(Comparison(before: before, after: version(3, Share(2, of: 60), "It answers the question.")).isHarmful)
    }

    @Test func whatHelpsOneCriterionAndHurtsAnotherIsFlagged() {
        let before = tally(
            3, firstPass: Share(10, of: 60), criteria: ["a": Share(50, of: 60), "gone": Share(9, of: 60)])
        let after = tally(
            4, firstPass: Share(50, of: 60), criteria: ["a": Share(15, of: 60), "new": Share(1, of: 60)])
        #expect(
            outcomes(before, after)
                == ["first pass": .better, "criterion a": .worse, "escaped defects": .notEnoughData])
        let comparison = Comparison(before: before, after: after)
        #expect(comparison.isHarmful && !comparison.isUseless && comparison.isFlagged)
        #expect(comparison.before == 3 && comparison.after == 4)
        #expect(comparison.onlyIn == ["criterion gone": 3, "criterion new": 4])
    }

    @Test func fewerFindingsAndFewerDefectsAreBetter() {
        let before = tally(1, findings: [.template: Share(40, of: 60)], escaped: Share(40, of: 60))
        let after = tally(2, findings: [.template: Share(5, of: 60)], escaped: Share(5, of: 60))
        #expect(
            outcomes(before, after)
                == ["first pass": .notEnoughData, "finding template": .better, "escaped defects": .better])
        #expect(outcomes(after, before)["escaped defects"] == .worse)
    }

    /// What is shown beside a name is the share that it names.
    @Test func aChangeIsThatOfWhatTheNameSays() throws {
        let before = tally(1, firstPass: Share(10, of: 40), findings: [.template: Share(40, of: 60)])
        let after = tally(2, firstPass: Share(20, of: 40), findings: [.template: Share(10, of: 60)])
        let measures = Comparison(before: before, after: after).measures
        let (pass, findings) = (measures[0], measures[1])
        #expect(pass.change?.estimate == 0.25 && pass.change?.interval == pass.interval)
        #expect(findings.change?.estimate == -0.5 && findings.outcome == .better)
        let interval = try #require(findings.change?.interval)
        #expect(interval.contains(-0.5) && interval.upperBound < 0)
        #expect(measures[2].name == "escaped defects" && measures[2].change == nil)
    }

    /// Medians differ where their intervals do not meet; what they take is told, and flags nothing.
    @Test func whatARunTakesIsCompared() {
        var (before, after) = (tally(1), tally(2))
        (before.workSeconds, after.workSeconds) = ((1...40).map(Double.init), (101...140).map(Double.init))
        (before.dollars, after.dollars) = ((101...140).map(Double.init), (1...40).map(Double.init))
        (before.tokens, after.tokens) = ((1...40).map(Double.init), (1...11).map(Double.init))
        let comparison = Comparison(before: before, after: after)
        #expect(comparison.efforts.map(\.name) == ["time at work", "claimed cost", "claimed tokens"])
        #expect(comparison.efforts.map(\.outcome) == [.more, .less, .notEnoughData])
        #expect(comparison.efforts.map(\.before?.value) == [20.5, 120.5, 20.5])
        #expect(comparison.efforts.map(\.after?.value) == [120.5, 20.5, nil])
        #expect(!comparison.isFlagged)
        after.workSeconds = (10...49).map(Double.init)
        #expect(Comparison(before: before, after: after).efforts[0].outcome == .undecided)
    }

    /// Equal medians look different in no more than one of twenty comparisons of all three.
    @Test func threeMediansRaiseFewAlarmsByChance() {
        var generator = SeededGenerator(11)
        func sample(_ version: Int) -> TemplateTally {
            var out = tally(version)
            func values() -> [Double] { (0..<30).map { _ in Double.random(in: 0..<1, using: &generator) } }
            (out.workSeconds, out.dollars, out.tokens) = (values(), values(), values())
            return out
        }
        let alarms = (0..<400).count { _ in
            Comparison(before: sample(1), after: sample(2)).efforts.contains { $0.outcome != .undecided }
        }
        #expect(alarms <= 20, "\(alarms) of 400")
    }

    /// Up to a tenth of the outputs by others is the same mix; nothing told is nothing changed.
    @Test(
        arguments: [
            ([:], [:], false), (["a": 40], ["a": 7], false), (["a": 40], [:], false), (["": 40], ["": 12], false),
            (["a": 40], ["b": 40], true), (["a": 40], ["": 40], true), (["a": 100], ["a": 90, "b": 10], false),
            (["a": 100], ["a": 89, "b": 11], true), (["a": 50, "b": 50], ["b": 20, "a": 20], false),
        ] as [([String: Int], [String: Int], Bool)])
    func aChangedMixOfModelsIsSaid(_ one: [String: Int], _ other: [String: Int], _ isChanged: Bool) {
        var (before, after) = (tally(1), tally(2))
        (before.models, after.models) = (one, other)
        #expect(Comparison(before: before, after: after).alsoChanged == (isChanged ? [.model] : []))
        (before.harnesses, after.harnesses) = (other, one)
        #expect(Comparison(before: before, after: after).alsoChanged == (isChanged ? [.model, .harness] : []))
    }

    /// Twenty criteria that do not change raise no more alarms together than one would alone.
    @Test func manyCriteriaDoNotRaiseAlarmsByChance() {
        var generator = SeededGenerator(7)
        func sample(_ version: Int) -> TemplateTally {
            func share() -> Share {
                Share((0..<50).count { _ in UInt64.random(in: 0..<10, using: &generator) < 7 }, of: 50)
            }
            return tally(
                version, criteria: Dictionary(uniqueKeysWithValues: (0..<20).map { ("c\($0)", share()) }))
        }
        let alarms = (0..<400).count { _ in Comparison(before: sample(1), after: sample(2)).isHarmful }
        #expect(alarms < 20, "\(alarms) of 400; 2.5 % on the harmful side are 10")
        #expect(alarms > 0)
    }
}
