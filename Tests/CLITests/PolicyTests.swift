import API
import Domain
import Foundation
import Testing

@testable import CLI

@Suite struct PolicyTests {
    private static let digest = Digest.of("bundle")
    private static let time = Timestamp(secondsSince1970: 1_800_000_000)

    private static let proposal = PolicyProposalView(
        number: 3, digest: digest, note: "why", commit: nil, proposedBy: "ada", proposedAt: time, approvedBy: ["ben"],
        changes: [
            PolicyChangeView(direction: "weaker", subject: "rule a", text: "permit added", place: "approvals.yaml:4")
        ], isWeaker: true, notBefore: time + 86_400, missing: ["1 more admin who did not propose it"], enactedAs: nil)

    private static let shown = """
        Proposal   3, weaker
        Digest     \(digest)
        Proposed   by ada, 2027-01-15T08:00Z
        Note       why
        Yes        ben
        State      open
        Waits for  1 more admin who did not propose it
        File       OWNERS
        File       approvals.yaml
        weaker    rule a (approvals.yaml:4): permit added

        """

    private static func service() throws -> StubService {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/policy/proposals/3",
            ProposedPolicyView(proposal: proposal, files: ["OWNERS": "* @@admin\n", "approvals.yaml": "rules: []\n"]))
        try service.answer(
            "POST /v1/teams/demo/policy/proposals/3/enact",
            BundleView(number: 2, digest: digest, enactedBy: "eve", enactedAt: time, note: "why", files: [:]))
        return service
    }

    @Test func aProposalIsShownWithWhatItChanges() throws {
        let service = try Self.service()
        #expect(countersign(["policy", "show", "--proposal", "3"], service: service).output == Self.shown)
        #expect(countersign(["policy", "show", "--proposal", "3", "OWNERS"], service: service).output == "* @@admin\n")
        let unknown = countersign(["policy", "show", "--proposal", "3", "OWNER"], service: service)
        #expect(unknown.error == "countersign: the bundle has no file `OWNER`; did you mean OWNERS? (not_found)\n")
    }

    @Test func aProposalThatWaitsForNothingSaysWhatBringsItIntoForce() throws {
        var ready = Self.proposal
        ready.missing = []
        let service = StubService()
        try service.answer("GET /v1/teams/demo/policy/proposals/3", ProposedPolicyView(proposal: ready, files: [:]))
        let shown = countersign(["policy", "show", "--proposal", "3"], service: service).output
        #expect(
            shown.contains(
                "Waits for  nothing more: an admin brings it into force with `countersign policy enact 3`\n"))
        ready.enactedAs = 4
        #expect(ready.waits == nil && ready.state == "enacted as policy 4")
    }

    @Test func aProposalThatIsClosedSaysHow() throws {
        var (withdrawn, outdated) = (Self.proposal, Self.proposal)
        withdrawn.withdrawnBy = "bea"
        outdated.outdatedBy = 3
        let service = StubService()
        try service.answer("GET /v1/teams/demo/policy/history", Page<PolicyVersionView>(items: []))
        try service.answer("GET /v1/teams/demo/policy/proposals", Page(items: [withdrawn, outdated, Self.proposal]))
        let lines = countersign(["policy", "history"], service: service).output.split(separator: "\n")
        #expect(lines[0].contains("  STATE"))
        #expect(lines[1].contains("  withdrawn by bea  ") && !lines[1].contains("1 more admin"))
        #expect(lines[2].contains("  outdated by policy 3  ") && !lines[2].contains("1 more admin"))
        #expect(lines[3].contains("  open  ") && lines[3].contains("1 more admin"))
    }

    @Test func aReplayedRequestThatStaysDeniedSaysByWhat() throws {
        let folder = try TemplateFolderFixture()
        let service = StubService()
        let one = ReplayedRequestView(
            request: "act_1", run: "run_1", action: "team.notify", before: "deny", after: "hold", reasons: [],
            deniedBy: 2)
        try service.answer(
            "POST /v1/teams/demo/policy/replay",
            PolicyReplayView(
                requests: 1, runs: 0, isTruncated: false, changed: [one], withoutSigner: [], refusedRuns: [],
                withoutReviewer: [], overCapacity: []))
        let said = countersign(["policy", "replay", folder.path], service: service).output
        #expect(said.hasPrefix("act_1  team.notify: deny becomes hold (denied by policy 2, which its run pins)\n"))
    }

    @Test func whatIsOverCapacityIsCounted() throws {
        let folder = try TemplateFolderFixture()
        let service = StubService()
        let subjects = ["run_1ng0jcatc2bzfry2", "run_1ng0jcatc2bzfry3"]
        try service.answer(
            "POST /v1/teams/demo/policy/replay",
            PolicyReplayView(
                requests: 3, runs: 4, isTruncated: false, changed: [], withoutSigner: [], refusedRuns: [],
                withoutReviewer: [],
                overCapacity: subjects.map { OverCapacityView(subject: $0, title: "notes", reasons: []) }))
        let outcome = countersign(["policy", "replay", folder.path], service: service)
        let summary = """
            3 requests: 0 answered otherwise, 0 without a signer. 4 runs: 0 refused, 0 without a reviewer, 2 over capacity.

            """
        #expect((outcome.output + outcome.error).hasSuffix(summary))
    }

    @Test func whatAUseCaseRefusedIsShownWithItsBound() throws {
        func coverage(_ hasPolicy: Bool) throws -> String {
            let service = StubService()
            try service.answer(
                "GET /v1/teams/demo/use-case-coverage",
                UseCaseCoverageView(
                    days: 90, hasPolicy: hasPolicy, covered: [], uncovered: [],
                    refused: [
                        UseCaseCoverageView.Refused(
                            template: "notes", useCase: "care", action: "notes.append", code: "action_denied",
                            bounds: ["action"], count: 2, latestAt: Self.time, example: "act_1")
                    ]))
            let outcome = countersign(["usecase", "coverage"], service: service)
            return outcome.error + outcome.output
        }
        let why = "outside of what its use case lets it ask for (bound missed: action)"
        let line = "\(why); last \(Self.time.minute), act_1\n"
        #expect(try coverage(true).hasSuffix("  2 times notes.append by notes for care: \(line)"))
        let none = try coverage(false)
        #expect(none.contains("`countersign policy enact FOLDER`") && !none.contains("policy_missing"))
    }

    @Test func bytesThatAreNoTextAreNamedByTheirPlace() throws {
        let folder = try TemplateFolderFixture()
        try Data("rules: []\n# caf".utf8 + [0xE9, 0x0A]).write(to: URL(filePath: folder.path + "/approvals.yaml"))
        let outcome = countersign(["policy", "check", folder.path], service: StubService())
        #expect(outcome.error.contains("/approvals.yaml:2:6: not valid UTF-8"), "\(outcome.error)")
    }

    /// The line is not in the file that whoever reads this has before them.
    @Test func whatIsGoneStandsInTheOlderBundle() throws {
        let folder = try TemplateFolderFixture()
        let service = StubService()
        let gone = PolicyChangeView(
            direction: "stricter", subject: "rule a", text: "permit removed", place: "approvals.yaml:32", isGone: true)
        try service.answer("POST /v1/teams/demo/policy/diff", PolicyDiffView(changes: [gone], isWeaker: false))
        func output(_ paths: [String]) -> String { countersign(["policy", "diff"] + paths, service: service).output }
        #expect(
            output([folder.path])
                == "stricter  rule a (approvals.yaml:32 of the policy in force): permit removed\n")
        #expect(
            output([folder.path, folder.path])
                == "stricter  rule a (approvals.yaml:32 of \(folder.path)): permit removed\n")
    }

    @Test func nobodyEnactsWhatTheyHaveNotSeen() throws {
        let service = try Self.service()
        let typed = countersign(
            ["policy", "enact", "3"], service: service, input: [String(Self.digest.hex.prefix(8))], isTerminal: true)
        #expect(typed.error == "\nType the first 8 digits of the digest to say yes: ")
        #expect(typed.output.contains("rule a (approvals.yaml:4): permit added") && typed.code == .ok)
        let given = countersign(["policy", "enact", "3", "--digest", "\(Self.digest)"], service: service)
        #expect(given.output == Self.shown + "Policy 2 is in force: \(Self.digest.short)\n")
        let before = service.asked.count
        #expect(countersign(["policy", "enact", "3"], service: service).code == .usage)
        let wrong = countersign(["policy", "enact", "3", "--digest", "00000000"], service: service)
        #expect(
            wrong.error == """
                countersign: nothing was done: the digest does not begin with `00000000`; look at it again with \
                `countersign policy show --proposal 3` (stale)

                """)
        #expect(service.asked.dropFirst(before).allSatisfy { $0.line.hasPrefix("GET ") })
    }

    /// With exactly the files of a proposal, and with files that nobody has proposed or that are in force.
    @Test(arguments: [true, false]) func aFolderIsComparedWithTheDigest(isProposed: Bool) throws {
        let folder = try TemplateFolderFixture()
        let text = "rules: []\n"
        try folder.write(text, to: "approvals.yaml")
        var proposal = Self.proposal
        if isProposed { proposal.digest = PolicyBundle.digest(of: ["approvals.yaml": Array(text.utf8)]) }
        let service = StubService()
        try service.answer("GET /v1/teams/demo/policy/proposals", Page(items: [proposal]))
        var enacted = BundleView(
            number: 2, digest: Self.digest, enactedBy: "eve", enactedAt: Self.time, note: "why", files: [:])
        enacted.remarks = [Problem(file: "OWNERS", line: 3, column: 1, message: "nobody here is zoe")]
        try service.answer("POST /v1/teams/demo/policy", enacted)
        func enact(_ words: [String], input: [String] = [], isTerminal: Bool = false) -> Outcome {
            countersign(
                ["policy", "enact", folder.path] + words, service: service, input: input, isTerminal: isTerminal)
        }
        for wrong in ["zzz", "00000000"] {
            let refused = enact(["--digest", wrong])
            #expect(refused.error.contains("nothing was done: the digest does not begin with `\(wrong)`"))
        }
        if isProposed { #expect(enact([], input: ["00000000"], isTerminal: true).error.contains("(stale)")) }
        #expect(service.asked.allSatisfy { $0.line.hasPrefix("GET ") })
        let done = enact([])
        #expect(done.code == .ok)
        #expect(done.error.contains("warning: \(folder.path)/OWNERS:3:1: nobody here is zoe"), "\(done.error)")
        #expect(done.output.contains("rule a (approvals.yaml:4): permit added") == isProposed)
        let right = PolicyBundle.digest(of: ["approvals.yaml": Array(text.utf8)]).hex.prefix(8)
        #expect(enact(["--digest", String(right)]).code == .ok)
    }

    @Test func whatIsNoNumberNamesNoProposal() throws {
        let service = try Self.service()
        for word in ["abc", "-1", "0", "3.5"] {
            let outcome = countersign(["policy", "withdraw", "--", word], service: service)
            #expect(
                outcome.error == """
                    countersign: a proposal is named by its number, and `\(word)` is none: `countersign policy history` lists \
                    them (bad_request)

                    """)
        }
        #expect(service.asked.isEmpty)
    }

    @Test func theHistoryHoldsProposalsForProgramsToo() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/policy/history", Page<PolicyVersionView>(items: []))
        try service.answer("GET /v1/teams/demo/policy/proposals", Page(items: [Self.proposal]))
        let shown = try JSON(text: countersign(["policy", "history", "--json"], service: service).output)
        #expect(shown["items"] == [] && shown["proposals"]?.array?.map { $0["approvedBy"] } == [["ben"]])
        let table = countersign(["policy", "history"], service: service).output
        #expect(
            table.contains("PROPOSAL  DIGEST") && table.contains("  ada  open   ben  weaker  1 more admin who did not"))
    }

    @Test func aPolicyNamesTheProposalThatItWas() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/policy/proposals", Page<PolicyProposalView>(items: []))
        try service.answer(
            "GET /v1/teams/demo/policy/history",
            Page(items: [
                PolicyVersionView(
                    number: 2, digest: Digest.of("p"), note: "", commit: nil, proposal: 4, proposedBy: "ada",
                    approvedBy: ["ben"], isWeaker: false, enactedBy: "ben",
                    enactedAt: Timestamp(secondsSince1970: 1_800_000_000))
            ]))
        let lines = countersign(["policy", "history"], service: service).output.split(separator: "\n")
        #expect(lines[0].hasPrefix("POLICY  PROPOSAL  DIGEST") && lines[1].hasPrefix("2       4         "), "\(lines)")
    }

    @Test(arguments: [
        ("entitled", "may sign: is reviewer"), ("not_entitled", "may not sign: is reviewer"),
        ("hold", "missing is reviewer"),
    ])
    func whoMaySignIsNotMissing(outcome: String, line: String) throws {
        let service = StubService()
        try service.answer(
            "POST /v1/teams/demo/policy/explain",
            Page(items: [
                PolicyExplanationView(
                    subject: "a case", outcome: outcome, reasons: ["because"], missing: ["is reviewer"], rules: [])
            ]))
        #expect(
            countersign(["policy", "explain"], service: service).output
                == "a case: \(outcome)\n  because because\n  \(line)\n")
    }

    /// The service reads the text as it was typed, so that it can say where something is wrong.
    @Test func factsTravelAsTheyStandUnderTheirName() throws {
        let service = StubService()
        let explanation = PolicyExplanationView(
            subject: "a case", outcome: "refused", reasons: ["because"], missing: [],
            rules: [
                RuleExplanationView(
                    rule: "a", effect: "use_case", place: "use-cases.yaml:3", truth: "not_held", lines: ["- b"]),
                RuleExplanationView(rule: "review_pool", effect: "review", place: nil, truth: "held", lines: []),
            ], became: ["signed by rita"])
        try service.answer("POST /v1/teams/demo/policy/explain", Page(items: [explanation]))
        func sent(_ words: [String], input: [String] = []) throws -> JSON {
            let outcome = countersign(["policy", "explain"] + words, service: service, input: input)
            #expect(
                outcome.output == """
                    a case: refused
                      because because
                      then signed by rita
                      a (use-cases.yaml:3), use_case: is not kept
                        - b
                      review_pool, review: is kept

                    """)
            return try #require(service.asked.last?.body)
        }
        let text = " {\n  \"when\": {}}"
        #expect(try sent(["--facts", text]) == ["facts": .string(text), "source": "--facts"])
        let folder = try TemplateFolderFixture()
        try folder.write(text, to: "mine.json")
        let path = folder.path + "/mine.json"
        #expect(try sent(["--facts", path]) == ["facts": .string(text), "source": .string(path)])
        #expect(try sent(["--cases", path]) == ["cases": .string(text), "source": .string(path)])
        #expect(countersign(["policy", "explain", "--facts", "nowhere.json"], service: service).code != .ok)
    }

    /// What continuous integration must not let through stands apart from what only wants to be known.
    @Test func aStrictTestFailsForWhatIsLeftToSay() throws {
        func test(_ words: [String], _ report: BundleReport) throws -> Outcome {
            let folder = try TemplateFolderFixture()
            let service = StubService()
            try service.answer("POST /v1/teams/demo/policy/test", report)
            return withExtendedLifetime(folder) {
                countersign(["policy", "test", folder.path] + words, service: service)
            }
        }
        func report(_ passed: Bool?, unmatched: [String] = [], remarks: [Problem] = []) -> BundleReport {
            let cases =
                passed.map { [BundleCaseView(name: "a", place: "cases/x.yaml:5", passed: $0, explanation: "why")] }
                ?? []
            return BundleReport(
                digest: Self.digest, problems: [], cases: cases, unmatchedRules: unmatched, remarks: remarks)
        }
        let remark = Problem(file: "cases/a.yaml", line: 2, column: 1, message: "no request is like that")
        let left = [report(nil), report(true, unmatched: ["a-rule"]), report(true, remarks: [remark])]
        #expect(try left.map { try test([], $0).code } == [.ok, .ok, .ok])
        #expect(try left.map { try test(["--strict"], $0).code } == [.failed, .failed, .failed])
        #expect(try test(["--strict"], report(true)).code == .ok && test([], report(false)).code == .failed)
        #expect(try test([], report(false)).output == "FAIL  a  cases/x.yaml:5\n      why\n0 passed, 1 failed.\n")
        #expect(try test([], left[0]).error == "The bundle has no cases.\n")
        #expect(try test([], left[1]).error == "No case matches: a-rule\n")
        let warned = try test([], left[2]).error
        #expect(warned.hasPrefix("warning: ") && warned.hasSuffix("/cases/a.yaml:2:1: no request is like that\n"))
    }

    /// Of two bundles, each says which one it is that is wrong.
    @Test func whatIsWrongWithABundleNamesItsFolder() throws {
        let folder = try TemplateFolderFixture()
        for name in ["old", "new"] { try folder.write("rules: []\n", to: "\(name)/approvals.yaml") }
        let service = StubService()
        for command in ["diff", "replay", "proposals"] {
            try service.refuse("POST /v1/teams/demo/policy/\(command)", .invalidBundle, "approvals.yaml:2:1: a tab")
        }
        for line in [2, 7, 2, 2] {
            let tab = Problem(file: "approvals.yaml", line: line, column: 1, message: "a tab")
            try service.answer(
                "POST /v1/teams/demo/policy/check",
                BundleReport(digest: Self.digest, problems: [tab], cases: [], unmatchedRules: [], remarks: []))
        }
        let (old, new) = (folder.path + "/old", folder.path + "/new")
        func said(_ words: [String]) -> String { countersign(["policy"] + words, service: service).error }
        let both = said(["diff", old, new])
        #expect(both.contains("\(old)/approvals.yaml:2:1: a tab") && both.contains("\(new)/approvals.yaml:7:1: a tab"))
        #expect(said(["replay", old]).contains("\(old)/approvals.yaml:2:1: a tab"))
        #expect(said(["propose", new, "-m", "why"]).contains("\(new)/approvals.yaml:2:1: a tab"))
    }
}
