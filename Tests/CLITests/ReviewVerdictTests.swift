import API
import Domain
import FoundationEssentials
import Glibc
import Testing

@testable import CLI

/// Answers, findings and verdicts: what is sent, what is said, how it ends.
@Suite struct ReviewVerdictTests {
    private let path = "/v1/teams/demo/reviews/rev_1"
    private let verdict = VerdictView(
        review: "rev_1", verdict: .approve, digest: Digest.of("v"), givenAt: Timestamp(secondsSince1970: 1_800_000_000),
        expiresAt: Timestamp(secondsSince1970: 1_802_592_000), flags: ["read_fast"], reviewState: .approved)

    @Test func approvesTheDigestThatWasShown() throws {
        let service = try ReviewFixture().service()
        try service.answer("POST \(path)/verdict", verdict, status: 201)
        let outcome = countersign(["review", "approve", "rev_1"], service: service)
        #expect(
            outcome
                == Outcome(
                    code: .ok,
                    output: """
                        Approving  Release notes
                        Output     out_1 version 2
                        Content    \(ReviewFixture.digest)
                        Verdict approve recorded, until 2027-02-14T08:00Z; the output is approved. Noted: read_fast.

                        """, error: ""))
        #expect(
            service.asked.last?.body == ["verdict": "approve", "contentDigest": .string("\(ReviewFixture.digest)")])
    }

    @Test func tellsEveryRefusalWithItsCodeAndWhatToDo() throws {
        let service = try ReviewFixture().service()
        let refusals: JSON = [
            "refusals": [
                ["code": "coverage_incomplete", "message": "2 parts of 3 have not been read yet."],
                ["code": "pace_implausible", "message": "Too fast.\u{1b}[2J"],
                ["code": "criteria_open", "message": "Criterion c1 has no answer."],
            ]
        ]
        try service.refuse(
            "POST \(path)/verdict", .coverageIncomplete, "2 parts of 3 have not been read yet.", facts: refusals)
        let outcome = countersign(["review", "approve", "rev_1"], service: service)
        #expect(outcome.code == .refused)
        #expect(
            outcome.error == """
                countersign: not recorded; 3 things are in the way:
                  coverage_incomplete: 2 parts of 3 have not been read yet.
                    countersign review read rev_1
                  pace_implausible: Too fast.⟦U+001B escape⟧[2J
                    countersign review read rev_1
                  criteria_open: Criterion c1 has no answer.
                    countersign review answer rev_1 CRITERION ANSWER --quote TEXT

                """)
    }

    @Test(arguments: [
        (FailureCode.conflictOfInterest, ExitCode.refused), (.stale, .failed), (.notFound, .failed),
        (.scopeMissing, .notAllowed),
    ])
    func aRefusalEndsInItsOwnWay(_ code: FailureCode, _ exit: ExitCode) throws {
        let service = try ReviewFixture().service()
        try service.refuse("POST \(path)/verdict", code, "reason")
        let outcome = countersign(["review", "approve", "rev_1"], service: service)
        #expect(outcome.code == exit)
        #expect(outcome.error.contains(code.rawValue))
    }

    @Test func sendingBackTakesTwoAnswersAtMost() throws {
        let service = try ReviewFixture().service()
        try service.answer("POST \(path)/verdict", verdict, status: 201)
        let outcome = countersign(
            ["review", "changes", "rev_1"], service: service, input: ["The date is wrong", "input"], isTerminal: true)
        #expect(outcome.code == .ok)
        #expect(
            outcome.error == "Why: Cause (template, context, input, tool, agent, changed_mind): ")
        #expect(
            service.asked.last?.body == [
                "verdict": "changes", "contentDigest": .string("\(ReviewFixture.digest)"),
                "reason": "The date is wrong",
                "cause": "input",
            ])
        #expect(countersign(["review", "changes", "rev_1", "--reason", "x"], service: service).code == .usage)
    }

    @Test(arguments: [("cannot-tell", "cannot_tell"), ("hand-back", "hand_back")])
    func givesBackInOne(_ command: String, _ name: String) throws {
        let service = try ReviewFixture().service()
        try service.answer("POST \(path)/verdict", verdict, status: 201)
        #expect(countersign(["review", command, "rev_1", "--reason", "no time"], service: service).code == .ok)
        #expect(service.asked.last?.body?["verdict"] == .string(name))
        #expect(service.asked.last?.body?["reason"] == "no time")
    }

    // MARK: Quotations

    private func withCache(_ body: ([String: String]) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/countersign-test-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(["COUNTERSIGN_TOKEN": "secret", "COUNTERSIGN_TEAM": "demo", "XDG_CACHE_HOME": folder])
    }

    @Test func aQuotationFindsItsLinesInWhatWasRead() throws {
        try withCache { environment in
            let service = try ReviewFixture().service()
            try service.answer("PUT \(path)/criteria/c1", ReviewFixture(answers: ["c1": .pass]).review)
            func answer(_ quote: String, _ more: [String] = []) -> Outcome {
                countersign(
                    ["review", "answer", "rev_1", "c1", "pass", "--quote", quote] + more, service: service,
                    environment: environment)
            }
            #expect(
                answer("beta one").error == """
                    countersign: nothing of it has been read on this machine: read it with \
                    `countersign review read rev_1`, or name --part and --lines (anchor_not_found)

                    """)
            _ = countersign(["review", "read", "rev_1", "--json"], service: service, environment: environment)
            #expect(answer("two  beta").code == .refused)
            #expect(answer("two").error.contains("stands in 3 places (part 1 lines 11-11, part 2 lines 21-21, part 3"))
            #expect(answer("alpha beta two").code == .refused)
            let outcome = answer("beta one\n beta two")
            #expect(outcome == Outcome(code: .ok, output: "Criterion c1: pass. 1 still open.\n", error: ""))
            #expect(
                service.asked.last?.body?["anchor"] == [
                    "chunk": 1, "startLine": 20, "endLine": 21, "quotation": "beta one\n beta two",
                ])
            #expect(answer("two", ["--part", "3"]).code == .ok)
            #expect(service.asked.last?.body?["anchor"]?["startLine"] == 31)
        }
    }

    @Test func theCacheIsPrivateAndEndsWithTheVerdict() throws {
        try withCache { environment in
            let service = try ReviewFixture().service()
            try service.answer("POST \(path)/verdict", verdict, status: 201)
            let file = (environment["XDG_CACHE_HOME"] ?? "") + "/countersign/parts/\(ReviewFixture.digest.hex).json"
            _ = countersign(["review", "read", "rev_1", "--part", "1"], service: service, environment: environment)
            var facts = stat()
            #expect(stat(file, &facts) == 0)
            #expect(facts.st_mode & 0o777 == 0o600)
            _ = countersign(["review", "approve", "rev_1"], service: service, environment: environment)
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    @Test func aPlaceWithoutWordsIsNoQuotation() {
        let outcome = countersign(
            ["review", "answer", "rev_1", "c1", "pass", "--part", "1"],
            service: (try? ReviewFixture().service()) ?? StubService())
        #expect(outcome.code == .usage)
    }

    @Test(arguments: [
        ("new line", [QuotationFinder.Place(chunk: 0, startLine: 7, endLine: 7)]),
        ("+new line", [QuotationFinder.Place(chunk: 0, startLine: 7, endLine: 7)]),
        ("old new", [QuotationFinder.Place(chunk: 0, startLine: 6, endLine: 7)]),
        (
            "same",
            [
                QuotationFinder.Place(chunk: 0, startLine: 5, endLine: 5),
                QuotationFinder.Place(chunk: 0, startLine: 8, endLine: 8),
            ]
        ),
        ("absent", []),
        ("", []),
    ])
    func findsTheShortestRunOfLines(_ quotation: String, _ places: [QuotationFinder.Place]) {
        let part = PartCache.Part(path: "a.diff", kind: "diff", startLine: 5, text: " same\n-old\n+new line\n same\n")
        #expect(QuotationFinder.places(of: quotation, in: [0: part]) == places)
    }

    @Test func showsWhereAReviewStands() throws {
        let missing = MissingView(code: "coverage_incomplete", message: "2 parts have not been read.")
        let service = try ReviewFixture(read: [0: true], missing: [missing], answers: ["c1": .pass]).service()
        #expect(
            countersign(["review", "show", "rev_1"], service: service).output == """
                Review     rev_1 (open), assigned 2027-01-15T08:00Z
                Output     out_1 version 2, from run run_1
                Title      Release notes
                Objective  Tell users what changed.
                Risk       routine
                Content    \(ReviewFixture.digest)
                Reading    two parts not read yet; about 3 minutes in all

                Success criteria
                  c1 pass: Criterion c1 is met
                     shown by: a quotation
                  c2 open: Criterion c2 is met
                     shown by: a quotation

                Must not
                  1. No customer names

                PART  WHERE                  KIND   SECTION  READ
                1     notes.md, lines 10–11  prose  Result   yes
                2     notes.md, lines 20–21  prose  Result   not yet
                3     notes.md, lines 30–31  prose  Result   not yet

                Still between this review and an approval
                  coverage_incomplete: 2 parts have not been read.
                    countersign review read rev_1

                Sending it back is always possible: countersign review changes rev_1 --reason TEXT --cause CAUSE

                """)
    }
}
