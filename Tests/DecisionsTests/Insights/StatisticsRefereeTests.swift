import Decisions
import TestSupport
import Testing

/// PyPI's `statsmodels` and `scipy`, by others, as referees of the intervals.
@Suite struct StatisticsRefereeTests {
    struct Question: Encodable {
        let before: [Int]
        let after: [Int]
        let confidence: Double
    }

    private static let program = """
        import json, sys
        from scipy.stats import beta, binom
        from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
        for one in json.load(open(sys.argv[1])):
            (count, total), (later, of), alpha = one["before"], one["after"], 1 - one["confidence"]
            wilson = proportion_confint(count, total, alpha, method="wilson")
            newcombe = confint_proportions_2indep(later, of, count, total, method="newcomb", compare="diff", alpha=alpha)
            # The largest rank that misses the median in at most 2.5 % of samples, counted from 1.
            rank = max(1, int(binom.ppf(0.025, total, 0.5)))
            while binom.cdf(rank - 1, total, 0.5) > 0.025 and rank > 1: rank -= 1
            while binom.cdf(rank, total, 0.5) <= 0.025: rank += 1
            # What Clopper and Pearson leave for an event that never happened.
            never = beta.ppf(0.95, 1, total)
            print(json.dumps([*map(float, wilson), *map(float, newcombe), rank, float(never)]))
        """

    @Test func intervalsAreThoseOfOthers() throws {
        guard let referee = try PythonReferee("statsmodels", for: "StatisticsRefereeTests.intervalsAreThoseOfOthers")
        else { return }
        let questions = Self.questions()
        let answers: [[Double]] = try referee.answers(of: Self.program, to: questions)
        try #require(answers.count == questions.count && questions.count > 1000)
        for (question, theirs) in zip(questions, answers) {
            let (before, after) = (Share(question.before), Share(question.after))
            let wilson = before.interval(confidence: question.confidence)
            let newcombe = ShareDifference(before: before, after: after).interval(confidence: question.confidence)
            let ours = [wilson.lowerBound, wilson.upperBound, newcombe.lowerBound, newcombe.upperBound]
            #expect(zip(ours, theirs).allSatisfy { abs($0 - $1) < 1e-9 }, "\(question): \(ours), not \(theirs)")
            if let median = Median(of: (1...before.total).map(Double.init)) {
                #expect(median.interval.lowerBound == theirs[4], "\(question)")
            }
            let bound = try #require(Share(0, of: before.total).ruleOfThree)
            #expect(theirs[5] <= bound && (before.total < 30 || bound < theirs[5] * 1.1), "\(question)")
        }
    }

    private static func questions() -> [Question] {
        var random = SeededGenerator(11)
        func share() -> [Int] {
            let total = Int.random(in: 1...Int.random(in: 1...1000, using: &random), using: &random)
            let ends = [0, total, Int.random(in: 0...total, using: &random), Int.random(in: 0...total, using: &random)]
            return [ends[Int.random(in: 0..<4, using: &random)], total]
        }
        let confidences = [0.8, 0.95, 0.99, 0.9975]
        return (0..<2000).map { index in
            Question(before: share(), after: share(), confidence: confidences[index % confidences.count])
        }
    }
}

extension Share {
    fileprivate init(_ pair: [Int]) { self.init(pair[0], of: pair[1]) }
}
