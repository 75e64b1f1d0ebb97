import API
import Domain
import Testing

@testable import CLI

@Suite struct ActionTests {
    private static let canonical = """
        {"action":"git.release","arguments":{"branch":"release\\u001b[2J","notes":"a\\nb"},"target":"repo"}
        """

    private func action(
        arguments: JSON = ["branch": "release\u{1b}[2J", "notes": "a\nb"], state: ActionState = .held,
        requirement: String? = "one countersignature of an admin",
        answer: ActionAnswer? = ActionAnswer(obstacle: nil, mayDeny: true)
    ) -> ActionView {
        ActionView(
            id: "act_1", run: "run_1", output: "out_1", outputVersion: 2, action: "git.release",
            actionClass: .publish, isReversible: false, state: state, requestedBy: "person:ada",
            requestedAt: Timestamp(secondsSince1970: 1_799_999_820),
            deadline: Timestamp(secondsSince1970: 1_800_000_420),
            target: "repo", arguments: arguments, preview: "", digest: Digest.of(Self.canonical),
            canonical: Self.canonical, claim: "Harmless.\nDigest: fine\u{202e}",
            reasons: ["release (approvals.yaml:12)"],
            requirement: requirement, answer: answer, signOffs: [], history: ["denied by rob"])
    }

    @Test func keepsWhatWasComputedApartFromWhatWasClaimed() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/actions/act_1", action())
        #expect(
            countersign(["action", "show", "act_1"], service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        COMPUTED by the service from the bytes that will be executed
                          Request     act_1, held
                          Action      git.release
                          Class       publish
                          Reversible  no: what is done stays done
                          Target      repo
                          Output      out_1 version 2
                          Run         run_1
                          Asked by    person:ada, 2027-01-15T07:57Z
                          Deadline    answer within 7 minutes (until 2027-01-15T08:07Z), or it is denied
                          Digest      \(Digest.of(Self.canonical))
                          Arguments
                            branch: release⟦U+001B escape⟧[2J
                            notes:
                              | a
                              | b
                          Decision
                            release (approvals.yaml:12)
                          Needed
                            one countersignature of an admin
                          Asked before in this run
                            denied by rob

                        CLAIMED by whoever asked. Nobody has verified it; it may be wrong or meant to mislead.
                          | Harmless.
                          | Digest: fine⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧

                        Yes: countersign action sign act_1
                        No:  countersign action deny act_1 --reason TEXT

                        """, error: ""))
    }

    @Test func offersNoSignatureThatCannotCount() throws {
        func shown(_ action: ActionView) throws -> String {
            let service = StubService()
            try service.answer("GET /v1/teams/demo/actions/act_1", action)
            return countersign(["action", "show", "act_1"], service: service).output
        }
        let forbidden = try shown(
            action(requirement: nil, answer: ActionAnswer(obstacle: "policy says no", mayDeny: true)))
        #expect(forbidden.contains("  Needed\n    nobody's yes counts: policy does not allow it any more\n"))
        #expect(
            forbidden.hasSuffix("\nYes: policy says no\nNo:  countersign action deny act_1 --reason TEXT\n"))
        #expect(
            try shown(action(answer: ActionAnswer(obstacle: "you have signed", mayDeny: false))).hasSuffix(
                "\nYes: you have signed\nNo:  by whoever may sign, whoever dispatched the run, or an admin\n"))
        #expect(try shown(action(answer: nil)).hasSuffix("OVERRIDE⟧\n"))
    }

    @Test func signsWithTheDigitsAndThePasswordIfItIsNeeded() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/actions/act_1", action())
        try service.refuse(
            "POST /v1/teams/demo/actions/act_1/sign", .stepUpRequired, "the password, please", status: 403)
        let digits = String(Digest.of(Self.canonical).hex.prefix(8))
        let outcome = countersign(
            ["action", "sign", "act_1"], service: service, input: [digits, "pw"], isTerminal: true)
        #expect(outcome.error.contains("\nType the first 8 digits of the digest to sign: Your password, for the"))
        #expect(service.asked.dropFirst().map { $0.body?["password"] } == [nil, "pw"])
        #expect(service.asked.last?.body?["digest"] == .string("\(Digest.of(Self.canonical))"))
        #expect(outcome.code == .notAllowed)
    }

    @Test func signsFromAScript() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/actions/act_1", action())
        try service.answer("POST /v1/teams/demo/actions/act_1/sign", action(state: .signed))
        let outcome = countersign(
            ["action", "sign", "act_1", "--digest", "\(Digest.of(Self.canonical))", "--password-stdin"],
            service: service, input: ["pw"])
        #expect(outcome.code == .ok)
        #expect(outcome.output.hasSuffix("\nSigned git.release to repo; it is now signed.\n"))
        #expect(service.asked.last?.body?["password"] == "pw")
    }

    @Test(arguments: ["", "1234567", "00000000", "sha256:"])
    func signsNothingElse(_ digits: String) throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/actions/act_1", action())
        let outcome = countersign(["action", "sign", "act_1", "--digest", digits], service: service)
        #expect(outcome.code == .failed)
        #expect(outcome.error.hasPrefix("countersign: nothing was done"))
        #expect(service.asked.count == 1)
        #expect(countersign(["action", "sign", "act_1"], service: service).code == .usage)
    }

    @Test func signsNothingThatIsNotWhatIsShown() throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/actions/act_1", action(arguments: ["branch": "docs", "notes": "a\nb"]))
        let outcome = countersign(
            ["action", "sign", "act_1", "--digest", Digest.of(Self.canonical).hex], service: service)
        #expect(outcome.code == .failed)
        #expect(outcome.error.contains("the arguments shown is not the one in the bytes to sign"))
        #expect(service.asked.count == 1)
    }

    @Test func deniesInOne() throws {
        let service = StubService()
        try service.answer("POST /v1/teams/demo/actions/act_1/deny", action(state: .denied))
        let outcome = countersign(["action", "deny", "act_1", "--reason", "not now"], service: service)
        #expect(outcome == Outcome(code: .ok, output: "Denied git.release to repo.\n", error: ""))
        #expect(service.asked.map(\.body) == [["reason": "not now"]])
        #expect(countersign(["action", "deny", "act_1"], service: service).code == .usage)
    }

    private static func context(_ state: ContextState, _ project: String = "", note: String = "") -> ContextSummary {
        ContextSummary(
            layer: project.isEmpty ? .team : .project, project: project, number: 2, state: state,
            digest: Digest.of("t"),
            note: note, author: "ada", createdAt: Timestamp(secondsSince1970: 0))
    }

    private static func move(
        _ label: String, _ version: Int?, project: String? = nil, reason: String = ""
    ) -> LabelMoveView {
        LabelMoveView(
            template: "notes", label: label, project: project,
            proposal: LabelProposal(
                version: version, reason: reason, by: "ada", at: Timestamp(secondsSince1970: 1_800_000_000)))
    }

    static let fall = TrustFallView(
        template: "notes", actionClass: .write, from: .actSampled, rung: .observe,
        causes: [
            TrustCauseView(cause: "defect_confirmed", text: "1 defect was confirmed in its outputs since"),
            TrustCauseView(cause: "template_changed", text: "version 3 is in use; trust was earned by version 2"),
        ],
        at: Timestamp(secondsSince1970: 1_800_000_000))

    private static func report(_ id: String, mayDismiss: Bool = true) -> ReportedDefectView {
        ReportedDefectView(
            defect: DefectView(
                id: id, output: "out_1", version: 2, cause: .template, finding: "fnd_1", reason: "A flag is missing",
                reportedBy: "anna", reportedAt: Timestamp(secondsSince1970: 1_800_000_000)),
            template: "notes", run: "run_1", mayDismiss: mayDismiss)
    }

    @Test func theInboxSaysWhatIsLate() throws {
        let service = StubService()
        var late = ReviewFixture().review.summary
        late.dueAt = Timestamp(secondsSince1970: 1_799_990_000)
        try service.answer(
            "GET /v1/teams/demo/inbox",
            InboxView(
                reviews: [late], questions: [], actions: [], context: [], drafts: [], labels: [], policies: [],
                trust: [], falls: [], defects: [], staleContext: [], shortages: [], delegations: [], revisions: [],
                plannedMinutes: 3))
        #expect(countersign(["inbox"], service: service).output.contains(", late since 2027-01-15T05:13Z\n"))
    }

    @Test func theInboxNamesTheNextCommand() throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/inbox",
            InboxView(
                reviews: [ReviewFixture().review.summary],
                questions: [
                    QuestionView(
                        id: "qst_1", run: "run_1", text: "Which tag?", options: ["v1", "v2"], state: .open,
                        askedAt: Timestamp(secondsSince1970: 0), deadline: Timestamp(secondsSince1970: 1_800_000_300))
                ],
                actions: [action(), action(state: .indeterminate)],
                context: [Self.context(.proposed, note: "Names")],
                drafts: (1...7).map {
                    TemplateVersionSummary(
                        name: "notes-\($0)", number: $0, state: .draft, digest: Digest.of("t"), author: "ada",
                        createdAt: Timestamp(secondsSince1970: 0), note: $0 == 1 ? "Names" : "")
                },
                labels: [
                    Self.move("current", 3), Self.move("pinned", 3, project: "web"), Self.move("pinned", nil),
                    Self.move("stable", 3), Self.move("stable", nil, reason: "nobody uses it"),
                ],
                policies: [
                    PolicyProposalView(
                        number: 3, digest: Digest.of("p"), note: "more for refunds", commit: nil, proposedBy: "ada",
                        proposedAt: Timestamp(secondsSince1970: 0), approvedBy: [], changes: [], isWeaker: true,
                        notBefore: Timestamp(secondsSince1970: 0), missing: [], enactedAs: nil)
                ],
                trust: [
                    TrustProposalView(
                        number: 4, template: "notes", actionClass: .write, rung: .draft, version: 1, outputs: 3,
                        defects: 0, effects: 0, reason: "a good month", proposedBy: "ada",
                        proposedAt: Timestamp(secondsSince1970: 0))
                ],
                falls: [Self.fall], reportedDefects: [Self.report("dfc_1"), Self.report("dfc_2", mayDismiss: false)],
                defects: [
                    UnansweredFindingsView(
                        template: "notes", count: 2, oldestAt: Timestamp(secondsSince1970: 1_800_000_000))
                ],
                staleContext: [Self.context(.approved, "web")],
                shortages: [
                    ShortageView(
                        output: "out_2", run: "run_2", version: 1, title: "Refund",
                        since: Timestamp(secondsSince1970: 1_800_000_000),
                        missing: ["an approval by @rob for a.md (OWNERS:4)"],
                        excluded: ["rob": ["absent until 2027-02-01T00:00Z"], "ada": ["asked for run run_2"]],
                        remedies: ["somebody acts for rob", "another line"])
                ],
                delegations: [
                    DelegationView(
                        id: "dlg_1", person: "ann", delegate: "rob", section: "Data", reason: "she is ill",
                        offeredBy: "ada", beginsAt: nil, endsAt: Timestamp(secondsSince1970: 1_800_604_800)),
                    DelegationView(
                        id: "dlg_2", person: "bob", delegate: "rob", section: nil, reason: "on holiday",
                        offeredBy: "bob", beginsAt: nil, endsAt: Timestamp(secondsSince1970: 1_800_604_800)),
                ],
                revisions: [
                    RevisionView(
                        template: "notes", before: 3, after: 4, better: ["criterion a"],
                        flags: ["version 4 is worse than 3: first pass"], cautions: ["the model changed too"],
                        fallback: 3)
                ],
                plannedMinutes: 3))
        #expect(
            countersign(["inbox"], service: service).output == """
                Actions that wait for a yes or no
                  git.release to repo (publish, irreversible), asked by person:ada, output out_1, run run_1
                    answer within 7 minutes (until 2027-01-15T08:07Z), or it is denied
                    countersign action show act_1

                Effects that nobody can vouch for
                  git.release to repo: started, and nobody knows whether it was done, output out_1, run run_1
                    countersign action show act_1

                Questions of agents
                  Which tag? (v1 | v2)
                    run run_1, open until 2027-01-15T08:05Z
                    countersign run answer qst_1 ANSWER

                People who ask you to act for somebody
                  for ann in section Data in reviews until 2027-01-22T08:00Z, says ada: she is ill
                    what ann has a part in you cannot review then
                    countersign owners accept dlg_1, or to decline
                    countersign owners undelegate dlg_1
                  for bob in reviews until 2027-01-22T08:00Z, says bob: on holiday
                    what bob has a part in you cannot review then
                    countersign owners accept dlg_2, or to decline
                    countersign owners undelegate dlg_2

                Outputs that lack reviewers
                  Refund, version 1 of output out_2 of run run_2, since 2027-01-15T08:00Z
                    lacks an approval by @rob for a.md (OWNERS:4)
                    cannot: ada (asked for run run_2), rob (absent until 2027-02-01T00:00Z)
                    it is tried again every ten minutes; what helps:
                    - somebody acts for rob
                    - another line
                    countersign output show out_2

                Team context that waits for a second person
                  team, version 2 by ada: Names
                    countersign context approve team --version 2

                Template drafts that wait for a second person
                  notes-1, version 1 by ada: Names
                    countersign template publish notes-1 --version 1
                  notes-2, version 2 by ada
                    countersign template publish notes-2 --version 2
                  notes-3, version 3 by ada
                    countersign template publish notes-3 --version 3
                  notes-4, version 4 by ada
                    countersign template publish notes-4 --version 4
                  notes-5, version 5 by ada
                    countersign template publish notes-5 --version 5
                  and 2 more: countersign inbox --all

                Moves of labels that wait for a second person
                  notes: back to version 3, says ada, 2027-01-15T08:00Z
                    countersign template rollback notes --to 3
                  notes: keep to version 3 in project web, says ada, 2027-01-15T08:00Z
                    countersign template pin notes --version 3 --project web
                  notes: keep to no version any more, says ada, 2027-01-15T08:00Z
                    countersign template unpin notes
                  notes: stable to version 3, says ada, 2027-01-15T08:00Z
                    countersign template label notes stable --version 3
                  notes: stable away, says ada, 2027-01-15T08:00Z: nobody uses it
                    countersign template unlabel notes stable

                Policies that wait for another admin
                  proposal 3 by ada, weaker than what is in force: more for refunds
                    countersign policy show --proposal 3, then
                    countersign policy enact 3

                Steps of trust that wait for another admin
                  notes to draft with class write, says ada: a good month
                    countersign trust show notes, then
                    countersign trust promote 4

                Trust that fell
                  notes, class write: from act_sampled to observe, 2027-01-15T08:00Z
                    because 1 defect was confirmed in its outputs since
                    because version 3 is in use; trust was earned by version 2
                    countersign trust show notes

                Reported defects that wait for your judgement
                  notes, version 2 of output out_1 of run run_1, says anna, 2027-01-15T08:00Z: A flag is missing
                    countersign output show out_1, then
                    countersign defect confirm dfc_1, or
                    countersign defect dismiss dfc_1 --reason TEXT
                  notes, version 2 of output out_1 of run run_1, says anna, 2027-01-15T08:00Z: A flag is missing
                    countersign output show out_1, then
                    countersign defect confirm dfc_2

                Defects in approved outputs that no version answers
                  notes: 2, the oldest from 2027-01-15T08:00Z
                    countersign template improve notes

                Team context that nobody has confirmed for long
                  project web, version 2
                    countersign context confirm project --project web --version 2

                Template revisions that hurt or did not help
                  notes, version 4
                    version 4 is worse than 3: first pass
                    better: criterion a
                    the model changed too
                    countersign template stats notes --from 3 --to 4, then perhaps
                    countersign template rollback notes --to 3

                Reviews, about 3 minutes of reading
                  Release notes, version 2 of output out_1 of run run_1
                    about 3 minutes, assigned 2027-01-15T08:00Z, due 2027-01-16T08:00Z
                    countersign review read rev_1

                """)
        let all = countersign(["inbox", "--all"], service: service).output
        #expect(all.contains("countersign template publish notes-7 --version 7\n") && !all.contains("more: "))
        try service.answer(
            "GET /v1/teams/other/inbox",
            InboxView(
                reviews: [], questions: [], actions: [], context: [], drafts: [], labels: [], policies: [],
                trust: [], falls: [], defects: [], staleContext: [], shortages: [], delegations: [], revisions: [],
                plannedMinutes: 0))
        #expect(countersign(["inbox", "--team", "other"], service: service).error == "Nothing waits for you.\n")
    }
}
