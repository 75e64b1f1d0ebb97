import API
import Domain
import Testing

@testable import CLI

@Suite struct OwnersTests {
    private let folder: TemplateFolderFixture

    init() throws { folder = try TemplateFolderFixture() }

    @Test func checkNeedsNoServiceForAFile() throws {
        try folder.write("* @@reviewer\n*.csv @ann\n[Data][2]\n*.csv @ann @bob\n!raw/\n", to: "OWNERS")
        #expect(
            folder.run(["owners", "check", "a.csv", "raw/b.txt", "kind:code", "--file", "OWNERS"])
                == Outcome(
                    code: .ok,
                    output: """
                        a.csv
                          1 of @ann must approve
                            OWNERS:1  * @@reviewer: OWNERS:2 comes later and decides
                            OWNERS:2  *.csv @ann: decides
                          [Data] 2 of @ann, @bob must approve
                            OWNERS:4  *.csv @ann @bob: decides
                        raw/b.txt
                          1 of @@reviewer must approve
                            OWNERS:1  * @@reviewer: decides
                          [Data] nobody in particular
                            OWNERS:5  !raw/: takes it out of this section
                        kind:code: no line is about it; whoever reviews may

                        """, error: ""))
    }

    @Test func checkSaysWhoWouldBeAskedNext() throws {
        try folder.write("*.md @ann\n^[May]\n*.md @bob\n^[Fallback]\n* @carl @@admin\n", to: "OWNERS")
        #expect(
            folder.run(["owners", "check", "a.md", "--file", "OWNERS"]).output == """
                a.md
                  1 of @ann must approve
                    OWNERS:1  *.md @ann: decides
                    where too few of them can: @carl, then @@admin
                  [May] @bob may
                    OWNERS:3  *.md @bob: decides

                """)
    }

    /// In the words and the shape of `owners lint`, whether or not the service would be asked.
    @Test(arguments: [[], ["--online"]]) func checkSaysWhatIsWrongWithAFile(options: [String]) throws {
        try folder.write("*.md ann\n*.csv @ann\n*.txt bob\n", to: "OWNERS")
        #expect(
            folder.run(["owners", "check", "a.md", "--file", "OWNERS"] + options).error == """
                countersign: OWNERS:1:6: Invalid owner: `ann` is not @login, @@role or an e-mail address (did you mean @ann?) \
                (and 1 more) (invalid_input)
                OWNERS:3:7: Invalid owner: `bob` is not @login, @@role or an e-mail address (did you mean @bob?)

                """)
    }

    @Test func lintSaysWhereAndWhatInstead() throws {
        let notice = "notice: logins were not looked up: `--online`\n"
        try folder.write("*.md ann\n*.csv @ann\n*.csv @bob\n", to: "OWNERS")
        #expect(
            folder.run(["owners", "lint", "OWNERS"])
                == Outcome(
                    code: .failed,
                    output: """
                        OWNERS:1:6: Invalid owner: `ann` is not @login, @@role or an e-mail address
                            *.md ann
                            perhaps @ann
                        OWNERS:2:1: Shadowed line: line 3 comes later and matches all of it
                            *.csv @ann

                        """, error: notice))
        try folder.write("*.md @ann\n", to: "OWNERS")
        #expect(
            folder.run(["owners", "lint", "OWNERS"])
                == Outcome(code: .ok, output: "OWNERS is as it should be.\n", error: notice))
        let service = StubService()
        try service.answer(
            "POST /v1/teams/demo/owners/lint", OwnersLintView(errors: [], notice: "patterns were not compared"))
        #expect(
            folder.run(["owners", "lint", "OWNERS", "--online"], service: service).error
                == "notice: patterns were not compared\n")
    }

    @Test func whatIsNoPathOfAnOutputIsRefused() throws {
        try folder.write("*.csv @ann\n", to: "OWNERS")
        func error(_ item: String) -> String { folder.run(["owners", "check", item, "--file", "OWNERS"]).error }
        #expect(error("/abs.csv").contains("did you mean abs.csv?"))
        #expect(error("../up.csv").contains("did you mean up.csv?"))
        #expect(error("Kind:code").contains("did you mean kind:code?"))
    }

    @Test func whoCouldReviewIsTheServicesAnswer() throws {
        let service = StubService()
        let section: JSON = [
            "name": "Data", "approvals": 2, "owners": ["@ann", "@bob"], "place": ["file": "OWNERS", "line": 4],
            "lines": [], "standIns": [], "able": ["ann", "carl"],
            "delegates": [["login": "carl", "owner": "dora", "until": "2027-01-15T08:00:00Z"]],
            "unable": [["login": "bob", "reasons": ["asked for this run"]]],
            "standingIn": [], "isBlocked": true,
        ]
        let item: JSON = ["item": "a.csv", "sections": [section]]
        try service.answer("POST /v1/teams/demo/owners/check", ["items": [item]] as JSON)
        #expect(
            countersign(["owners", "check", "a.csv"], service: service)
                == Outcome(
                    code: .failed,
                    output: """
                        a.csv
                          [Data] 2 of @ann, @bob must approve
                            could review now: ann, carl
                            carl acts for dora until 2027-01-15T08:00Z
                            could not: bob (asked for this run)
                            blocked: too few people; a run with this output is refused

                        """, error: ""))
    }

    @Test func simulateSaysWhatIsLeft() throws {
        let service = StubService()
        let missing = "an approval by @ann for a.md (OWNERS:3)"
        try service.answer(
            "POST /v1/teams/demo/owners/simulate",
            AbsenceOutlook(
                beginsAt: Timestamp(secondsSince1970: 1_800_000_000),
                endsAt: Timestamp(secondsSince1970: 1_800_604_800),
                away: [
                    .init(login: "ann", until: nil),
                    .init(login: "bob", until: Timestamp(secondsSince1970: 1_800_000_000)),
                ],
                conflicted: [.init(login: "eve", reasons: ["changed policy version 2 in the last 14 days"])],
                lines: [
                    .init(
                        place: Place(file: "OWNERS", line: 1), section: "", text: "* @@reviewer", approvals: 1,
                        before: ["bob", "carl"], after: ["carl"],
                        delegates: [
                            .init(login: "carl", owner: "bob", until: Timestamp(secondsSince1970: 1_800_604_800))
                        ], standingIn: [],
                        unable: [.init(login: "bob", reasons: ["absent until 2027-01-15T08:00Z"])],
                        wasBlocked: false, isBlocked: false),
                    .init(
                        place: Place(file: "OWNERS", line: 3), section: "Words", text: "*.md @ann", approvals: 2,
                        before: ["ann"], after: [], standingIn: ["dora"], wasBlocked: true, isBlocked: true,
                        remedies: ["ann says who acts for them"]),
                ],
                uses: [
                    .init(
                        useCase: "notes", kind: .document, risk: .shared, approvals: 1, before: ["ann", "carl"],
                        after: ["carl"], standingIn: ["dora"],
                        conflicted: [.init(login: "fay", reasons: ["wrote template a version 1"])],
                        wasBlocked: false,
                        demands: [
                            .init(
                                place: Place(file: "OWNERS", line: 3), subjects: ["kind:document", "a.md"],
                                approvals: 2,
                                before: ["ann"], after: [],
                                delegates: [
                                    .init(
                                        login: "gil", owner: "ann",
                                        until: Timestamp(secondsSince1970: 1_800_604_800))
                                ], standingIn: ["dora"]),
                            .init(
                                place: Place(file: "OWNERS", line: 7), subjects: ["a.md"], approvals: 0, before: [],
                                after: []),
                        ], missing: [missing], remedies: ["somebody else dispatches it"])
                ],
                standstill: [
                    .init(
                        output: "out_1", version: 2, title: "Notes", reviewers: ["ann"], missing: [missing],
                        unable: [.init(login: "ann", reasons: ["asked for run run_1", "supposed to be absent"])],
                        remedies: ["ann delegates"])
                ]))
        #expect(
            countersign(["owners", "simulate", "--absent", "ann", "--from", "2027-01-20"], service: service)
                == Outcome(
                    code: .failed,
                    output: """
                        From 2027-01-15T08:00Z until 2027-01-22T08:00Z: 1 line of OWNERS blocked, 1 use case blocked, 1 output \
                        would stand still
                        Away: ann, bob (until 2027-01-15T08:00Z)
                        Cannot review anything: eve, who changed policy version 2 in the last 14 days

                        Lines of OWNERS
                          OWNERS:1  * @@reviewer
                            needs 1 of bob, carl; left: carl
                            carl acts for bob until 2027-01-22T08:00Z
                            could not: bob (absent until 2027-01-15T08:00Z)
                          OWNERS:3  [Words] *.md @ann
                            needs 2 of ann; left: nobody
                            stand in: dora
                            blocked, as it is with everybody there: too few people
                            - ann says who acts for them

                        Use cases
                          notes, document, up to risk shared
                            needs 1 of ann, carl; left: carl
                            could not: fay (wrote template a version 1)
                            stand in: dora
                            OWNERS:3  kind:document, a.md: needs 2 of ann; left: nobody
                              gil acts for ann until 2027-01-22T08:00Z
                              stand in: dora
                            blocked: \(missing)
                            - somebody else dispatches it

                        Outputs that would stand still
                          out_1  Notes, version 2, asked: ann
                            lacks \(missing)
                            could not: ann (asked for run run_1; supposed to be absent)
                            - ann delegates

                        """, error: ""))
        #expect(
            service.asked.last?.body == ["absent": ["ann"], "beginsAt": "2027-01-20T00:00:00Z"])
        #expect(countersign(["owners", "simulate", "--until", "tomorrow"], service: service).code == .usage)
        for (options, words) in [
            (["--until", "2020-01-01"], "--until 2020-01-01T00:00Z is over"),
            (["--from", "2020-01-01"], "--from 2020-01-01T00:00Z is over"),
            (
                ["--from", "2127-01-10", "--until", "2127-01-09"],
                "--until 2127-01-09T00:00Z does not come after --from 2127-01-10T00:00Z"
            ),
        ] {
            let outcome = countersign(["owners", "simulate"] + options, service: service)
            #expect(outcome.code == .usage && outcome.error.contains(words), "\(outcome.error)")
        }
    }

    @Test func whatDoesNotFitTogetherIsSaidAtOnce() throws {
        let service = StubService()
        let (begin, end) = (Timestamp(secondsSince1970: 1_800_000_000), Timestamp(secondsSince1970: 1_800_604_800))
        try service.answer(
            "POST /v1/teams/demo/delegations",
            DelegationView(
                id: "dlg_1", person: "ann", delegate: "rob", section: nil, reason: "away", offeredBy: "ann",
                beginsAt: nil, endsAt: end, notice: "rob is away"))
        #expect(
            countersign(
                ["owners", "delegate", "--to", "rob", "--until", "2027-01-22", "--reason", "away"], service: service
            ).error == "notice: rob is away\n")
        try service.answer(
            "POST /v1/teams/demo/absences",
            AbsenceView(
                id: "abs_1", person: "rob", beginsAt: begin, endsAt: end, reason: "", setBy: "rob",
                notice: "rob acts for ann"))
        #expect(
            countersign(["absence", "set", "--until", "2027-01-22"], service: service).error
                == "notice: rob acts for ann\n")
    }

    @Test func whoIsAwayAndWhoActsIsSaidInOneLine() throws {
        let service = StubService()
        let (begin, end) = (Timestamp(secondsSince1970: 1_800_000_000), Timestamp(secondsSince1970: 1_800_604_800))
        try service.answer(
            "POST /v1/teams/demo/absences",
            AbsenceView(id: "abs_1", person: "rob", beginsAt: begin, endsAt: end, reason: "ill", setBy: "ada"))
        #expect(
            countersign(
                ["absence", "set", "--person", "rob", "--until", "2027-01-22T08:00:00Z", "--reason", "ill"],
                service: service
            ).output == "rob is away from 2027-01-15T08:00Z until 2027-01-22T08:00Z (abs_1).\n")
        #expect(
            service.asked.last?.body == ["person": "rob", "endsAt": "2027-01-22T08:00:00Z", "reason": "ill"])
        try service.answer(
            "POST /v1/teams/demo/delegations",
            DelegationView(
                id: "dlg_1", person: "ann", delegate: "rob", section: "Data", reason: "away", offeredBy: "ann",
                beginsAt: nil, endsAt: end))
        let delegate = ["owners", "delegate", "--to", "rob", "--until", "2027-01-22", "--reason", "away"]
        #expect(
            countersign(delegate + ["--section", "data"], service: service).output
                == "It waits for rob: once they accept, they act for ann in section Data until 2027-01-22T08:00Z (dlg_1).\n"
        )
        #expect(countersign(Array(delegate.dropLast(2)), service: service).code == .usage)
        let begun = DelegationView(
            id: "dlg_1", person: "ann", delegate: "rob", section: "Data", reason: "away", offeredBy: "ann",
            beginsAt: begin, endsAt: end, notice: "rob is away")
        try service.answer("POST /v1/teams/demo/delegations/dlg_1/accept", begun)
        #expect(
            countersign(["owners", "accept", "dlg_1"], service: service)
                == Outcome(
                    code: .ok, output: "You act for ann in section Data until 2027-01-22T08:00Z (dlg_1).\n",
                    error: "notice: rob is away\n"))
        try service.answer(
            "GET /v1/teams/demo/delegations",
            Page(items: [
                begun,
                DelegationView(
                    id: "dlg_2", person: "eve", delegate: "rob", section: nil, reason: "ill", offeredBy: "ada",
                    beginsAt: nil, endsAt: end),
            ]))
        #expect(
            countersign(["owners", "delegations"], service: service).output == """
                DELEGATION  DELEGATE  FOR  SECTION  SINCE              UNTIL              REASON
                dlg_1       rob       ann  Data     2027-01-15T08:00Z  2027-01-22T08:00Z  away
                dlg_2       rob       eve  all      offered            2027-01-22T08:00Z  ill

                """)
        try service.answer("DELETE /v1/teams/demo/delegations/dlg_1", [:] as JSON)
        #expect(countersign(["owners", "undelegate", "dlg_1"], service: service).output == "dlg_1 has ended.\n")
        try service.answer("DELETE /v1/teams/demo/absences/abs_1", [:] as JSON)
        func absence(_ id: String, _ person: String, from days: Int64 = 0) -> AbsenceView {
            AbsenceView(
                id: id, person: person, beginsAt: begin + days * 86_400 - 60, endsAt: end + days * 86_400, reason: "",
                setBy: person)
        }
        try service.answer(
            "GET /v1/teams/demo/absences",
            Page(items: [
                absence("abs_1", "ann"), absence("abs_2", "ann"), absence("abs_3", "bob"),
                absence("abs_4", "ann", from: 9),
            ]))
        #expect(
            countersign(["absence", "clear", "abs_1"], service: service).output == """
                abs_1 is over.
                ann is still away until 2027-01-22T08:00Z (abs_2).
                ann is away from 2027-01-24T07:59Z until 2027-01-31T08:00Z (abs_4).

                """)
    }
}
