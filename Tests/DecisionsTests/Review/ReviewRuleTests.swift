import Decisions
import Domain
import Testing

@Suite struct ReviewRuleTests {
    typealias Spoil = @Sendable (inout ReviewFacts) -> Void

    @Test func aGoodReviewIsAccepted() {
        #expect(ReviewFixture.flags(ReviewFixture.good) == [])
        #expect(
            ReviewFixture.good.chunks.map(\.chunk.place) == [
                "report.md lines 1–3", "report.md lines 4–6", "report.md lines 7–8",
            ])
    }

    /// One thing spoilt, and the sentences that one rule says to it: what, where, what to do next.
    private struct Example: Sendable {
        let rule: String
        let verdict: Verdict
        let sentences: [String]
        let spoil: Spoil

        init(_ rule: String, on verdict: Verdict = .approve, _ sentences: [String], _ spoil: @escaping Spoil) {
            (self.rule, self.verdict, self.sentences, self.spoil) = (rule, verdict, sentences, spoil)
        }
    }

    private static let standing: [Example] = [
        Example(
            "human", ["not_human: agent:run_1/1 is not a person and cannot give a verdict. Ask a reviewer to sign in."]
        ) { $0.reviewer.actor = .agent(runID: "run_1", attempt: 1) },
        Example(
            "conflict",
            [
                """
                conflict_of_interest: You cannot approve this output because you asked for this run (run run_1). \
                Hand it back, so that someone else is asked.
                """
            ]
        ) { $0.reviewer.accountIDs.insert("per_q") },
    ]

    private static let reading: [Example] = [
        Example(
            "size",
            [
                """
                split_required: The output is too large to be reviewed at once (801 lines of 800, 121 planned minutes \
                of 90). Split it into parts that stand by themselves and submit each.
                """
            ]
        ) { $0 = huge },
        Example(
            "coverage",
            [
                """
                coverage_incomplete: 1 part of 3 has not been read yet: report.md lines 4–6. \
                Open and acknowledge what is missing.
                """
            ]
        ) { $0.chunks[1].isAcknowledged = false },
        Example(
            "pace",
            [
                """
                pace_implausible: 1 part was in view for less time than reading takes: report.md lines 4–6. \
                Read what is left, then approve.
                """
            ]
        ) { $0.chunks[1].creditedMilliseconds = 200 },
    ]

    private static let answers: [Example] = [
        Example(
            "criteria",
            [
                """
                criteria_open: Criterion c2 (criterion 2) is answered fail. Ask for changes, or answer it anew if it \
                is met after all.
                """
            ]
        ) { $0.responses[1] = .init(criterionID: "c2", answer: .fail, anchors: $0.responses[1].anchors) },
        Example(
            "anchors",
            [
                """
                anchor_not_found: Criterion c1: the quotation does not stand in report.md line 2 of this version. \
                Copy it from there, or name the lines where it stands.
                """
            ]
        ) { $0.responses[0] = response("c1", 0, 2, "eight about billing") },
        Example(
            "anchor-spread",
            [
                """
                anchor_spread: No quotation comes from the last third: report.md lines 7–8. \
                Add one from there to an answer.
                """
            ]
        ) { $0.responses[1] = response("c2", 1, 5, "refund form rejects") },
        Example(
            "changed-lines",
            [
                """
                anchor_spread: 0 of 1 quotations from the diff show a changed line. \
                Quote added or deleted lines in at least half.
                """
            ]
        ) { $0 = diffQuotingContext },
    ]

    private static let ends: [Example] = [
        Example(
            "open-finding",
            [
                """
                finding_open: The blocking finding fnd_1 by Ada is open: the sum is wrong. It must be met by a later \
                version and closed by Ada.
                """
            ]
        ) { $0.findings = [ReviewFixture.finding()] },
        Example(
            "rejection", on: .changes,
            [
                "invalid_input: The cause is missing. Name one: template, context, input, tool, agent, changed_mind.",
                "invalid_input: What is to be changed is missing. Name one place, or say what is missing.",
            ]
        ) { $0.rejection = nil },
        Example(
            "sentence", on: .cannotTell,
            ["invalid_input: The reason is missing. Say in one sentence why you cannot decide."]
        ) { $0.statement = "?" },
    ]

    /// Without the rule, the spoilt review would pass: no other rule minds.
    @Test(arguments: standing + reading + answers + ends)
    private func eachRuleAlone(example: Example) {
        var facts = ReviewFixture.good
        example.spoil(&facts)
        guard case .refused(let failures) = ReviewDecision.decide(verdict: example.verdict, facts: facts) else {
            Issue.record("not refused")
            return
        }
        #expect(failures.map(\.description) == example.sentences)
        let others = ReviewRules.all.filter { $0.id != example.rule }
        #expect(others.count == ReviewRules.all.count - 1)
        if case .refused(let rest) = ReviewDecision.decide(verdict: example.verdict, facts: facts, rules: others) {
            Issue.record("also refused by another rule: \(rest)")
        }
    }

    private static func response(_ id: String, _ chunk: Int, _ line: Int, _ quotation: String) -> CriterionResponse {
        let anchor = Anchor(chunk: chunk, startLine: line, endLine: line, quotation: quotation)
        return CriterionResponse(criterionID: id, answer: .pass, anchors: [anchor])
    }

    private static let huge: ReviewFacts = {
        let text = (0..<801).map { "let constant\($0) = \($0)\n" }.joined()
        let file = Chunker.File(path: "a.swift", kind: .code, bytes: Array(text.utf8))
        var facts = ReviewFixture.facts(of: [file], risk: .shared, criteria: 1, anchors: [])
        facts.responses = [response("c1", facts.chunks.count - 1, 801, "let constant800 = 800")]
        return facts
    }()

    private static let diffQuotingContext: ReviewFacts = {
        let text =
            "@@ -1,3 +1,3 @@\n untouched = context(line)\n-retries = 3\n+retries = 500\n another = context(line)\n"
        return ReviewFixture.facts(
            of: [Chunker.File(path: "a.diff", kind: .code, bytes: Array(text.utf8))], risk: .shared, criteria: 1,
            anchors: [Anchor(chunk: 0, startLine: 1, endLine: 5, quotation: "untouched = context(line)")])
    }()

    // MARK: All at once

    /// Nobody comes back five times: everything that stands against a verdict is told, in the order of the phases.
    @Test func everythingIsTold() {
        var facts = ReviewFixture.good
        facts.reviewer.isHuman = false
        facts.reviewer.accountIDs = ["per_q"]
        facts.findings = [ReviewFixture.finding()]
        for index in facts.chunks.indices {
            facts.chunks[index].isAcknowledged = false
            facts.chunks[index].creditedMilliseconds = 0
        }
        facts.responses = []
        #expect(
            ReviewFixture.codes(facts) == [
                .notHuman, .conflictOfInterest, .coverageIncomplete, .paceImplausible, .criteriaOpen, .criteriaOpen,
                .anchorSpread, .anchorSpread, .findingOpen,
            ])
    }

    @Test func theFailureCarriesThemAll() throws {
        var facts = ReviewFixture.good
        facts.chunks[0].servedOrder = nil
        facts.findings = [ReviewFixture.finding()]
        let failure = try #require(ReviewDecision.decide(verdict: .approve, facts: facts).failure)
        #expect(failure.code == .coverageIncomplete)
        #expect(
            failure.detail["missing"]
                == [["chunk": 0, "path": "report.md", "start_line": 1, "end_line": 3]])
        #expect(
            failure.detail["refusals"]?.array?.compactMap { $0["code"]?.string } == [
                "coverage_incomplete", "finding_open",
            ])
        #expect(ReviewDecision.decide(verdict: .approve, facts: ReviewFixture.good).failure == nil)
    }

    // MARK: The registry

    @Test func theRegistryIsComplete() {
        let rules = ReviewRules.all
        #expect(Set(rules.map(\.id)).count == rules.count)
        #expect(rules.allSatisfy { !$0.doc.isEmpty && $0.doc.hasSuffix(".") && $0.doc.first?.isUppercase == true })
        #expect(rules.map(\.phase) == rules.map(\.phase).sorted())
        #expect(rules.allSatisfy { rule in Verdict.allCases.contains { rule.applies(to: $0) } })
    }

    /// Rejecting is always cheaper than approving: no reading, no pace, no answers.
    @Test func rejectingIsCheap() {
        for verdict in Verdict.allCases where verdict != .approve {
            let asked = ReviewRules.all.filter { $0.applies(to: verdict) }.map(\.id)
            #expect(asked == ["human", verdict == .changes ? "rejection" : "sentence"])
        }
    }
}
