import API
import Domain
import Operations
import TestSupport
import Testing

@Suite struct PolicyTests {
    let world: World
    let admin: TeamContext

    init() throws {
        world = try World.make()
        admin = try world.team(.admin)
    }

    private func files(_ edit: (inout [String: String]) -> Void = { _ in }) throws -> [String: String] {
        var files = try World.smallTeamPolicy()
        edit(&files)
        return files
    }

    private func enact(_ files: [String: String]) throws -> BundleView {
        try EnactPolicy.run(admin, BundleRequest(files: files, note: "why"))
    }

    @Test func enactingRaisesTheNumberUnlessNothingChanged() throws {
        let first = try enact(files())
        #expect(first.number == 1 && first.enactedBy == "admin" && first.note == "why")
        let again = try enact(files())
        #expect(again.number == 1 && again.digest == first.digest && again.enactedAt == first.enactedAt)
        let second = try world.replacePolicy(BundleRequest(files: files { $0["README.md"] = "More words.\n" }))
        #expect(second.number == 2 && second.digest != first.digest && second.enactedBy == "keeper-one")
        // Going back is a new version, not the old one.
        let third = try world.replacePolicy(BundleRequest(files: files()))
        #expect(third.number == 3 && third.digest == first.digest)
        let change = ["policy_proposed", "policy_approved", "policy_enacted"]
        #expect(try world.eventNames() == ["policy_enacted"] + change + change)
        let shown = try ShowPolicy.run(world.team(.author))
        #expect(try shown.number == 3 && shown.digest == third.digest && shown.files == files())
    }

    @Test func whatWasPinnedStays() throws {
        let first = try enact(files())
        _ = try world.replacePolicy(BundleRequest(files: files { $0["README.md"] = "More words.\n" }))
        let (current, pinned) = try admin.read { tx in
            (try CurrentPolicy.load(tx, admin), try RunPolicies.load(tx, admin, pinned: 1).pinned)
        }
        #expect(current.number == 2 && pinned.digest == first.digest)
        #expect(
            try world.refusal { try admin.read { try RunPolicies.load($0, admin, pinned: 3).pinned.digest } }
                == .notFound)
    }

    @Test func aBrokenBundleIsRefusedWithItsProblems() throws {
        let broken = try files {
            $0["use-cases.yaml"] = $0["use-cases.yaml"]?.replacing("risk: shared", with: "risk: shred")
        }
        let failure = try #require(throws: Failure.self) { try enact(broken) }
        let problems = failure.detail["problems"]?.array ?? []
        #expect(failure.code == .invalidBundle && !problems.isEmpty)
        #expect(problems.allSatisfy { $0["file"] == "use-cases.yaml" && ($0["line"]?.integer ?? 0) > 1 })
        let report = try ReportOnPolicy.check(admin, BundleRequest(files: broken))
        #expect(report.problems.count == problems.count && report.cases.isEmpty)
        #expect(try world.refusal { try ShowPolicy.run(admin) } == .policyMissing)
        #expect(try world.refusal { try enact([:]) } == .invalidBundle)
    }

    @Test func aBundleWhoseOwnCasesFailIsRefused() throws {
        let contradicted = try files { files in
            files["cases/dispatch.yaml"] = files["cases/dispatch.yaml"]?.replacing("admitted", with: "refused")
        }
        #expect(try ReportOnPolicy.check(admin, BundleRequest(files: contradicted)).problems == [])
        let failed = try ReportOnPolicy.test(admin, BundleRequest(files: contradicted)).cases.filter { !$0.passed }
        let lines = try #require(failed.first).explanation.split(separator: "\n")
        #expect(
            lines.first == "expected refused, got admitted"
                && failed.first?.place.hasPrefix("cases/dispatch.yaml:") == true)
        #expect(lines.last?.hasPrefix("because use_case (use-cases.yaml:") == true, "\(lines)")
        let failure = try #require(throws: Failure.self) { try enact(contradicted) }
        #expect(failure.code == .invalidBundle)
        #expect(failure.detail["cases"] == .array(failed.map { .string($0.name) }) && !failed.isEmpty)
    }

    @Test func testingNamesCasesAndUnmatchedRules() throws {
        let report = try ReportOnPolicy.test(admin, BundleRequest(files: files()))
        #expect(report.problems == [] && report.cases.count > 5 && report.cases.allSatisfy(\.passed))
        #expect(report.cases.allSatisfy { !$0.explanation.isEmpty })
        let fewer = try ReportOnPolicy.test(admin, BundleRequest(files: files { $0["cases/refund.yaml"] = nil }))
        #expect(fewer.unmatchedRules.count > report.unmatchedRules.count)
        #expect(report.digest != fewer.digest)
        let imagined = BundleRequest(
            files: try files { files in
                files["cases/refund.yaml"] = files["cases/refund.yaml"]?.replacing(
                    "cowork,", with: "cowork, taint: web,")
            })
        #expect(try ReportOnPolicy.check(admin, imagined).remarks.map(\.line) == [2, 7, 12])
        #expect(report.remarks == [])
    }

    @Test func moreThanCanBeAnsweredIsRefused() throws {
        func bundle(rules: Int, cases: Int) throws -> BundleRequest {
            var files = try files().filter { !$0.key.hasPrefix("cases/") }
            let name = "action: team.notify"
            files["approvals.yaml"] =
                "rules:\n" + (1...rules).map { "  - {name: r\($0), effect: forbid, if: {\(name)}}\n" }.joined()
            let arguments = "arguments: {channel: c, text: t}"
            files["cases/many.yaml"] =
                "cases:\n"
                + (1...cases).map { "  - {name: c\($0), when: {\(name), \(arguments)}, expect: {outcome: deny}}\n" }
                .joined()
            return BundleRequest(files: files)
        }
        #expect(
            try ReportOnPolicy.check(admin, bundle(rules: 1000, cases: 501)).problems.map(\.text) == [
                "cases/many.yaml:1:1: 501 cases ask 1000 rules, which is more than 500000 answers: leave out cases that say "
                    + "the same"
            ])
        var asked = PolicyExplainRequest()
        asked.files = try bundle(rules: 1000, cases: 51).files
        let failure = try #require(throws: Failure.self) { try ExplainPolicy.run(admin, asked) }
        #expect(failure.code == .badRequest && failure.message.contains("choose some by their name"))
        asked.name = "c50"
        #expect(try ExplainPolicy.run(admin, asked).items.count == 1)
    }

    /// They may come later, so it is no problem; and nobody would notice before an agent waits in vain.
    @Test func whatReachesNobodyHereIsRemarked() throws {
        let named = try BundleRequest(
            files: files { files in
                files["approvals.yaml"]? += """

                      - name: nobody-comes
                        effect: hold
                        if: {action: customer.refund, use_case: release-notes}
                        sign_off: countersignature
                        requires:
                          any:
                            - people: [reviewer-on, admin]
                            - {teams: souht, competence: legal}
                            - {count: 20, roles: [reviewer]}
                    """
            })
        let report = try ReportOnPolicy.check(admin, named)
        #expect(report.problems == [])
        let line =
            named.files["approvals.yaml"]?.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("nobody-comes") }.map { $0 + 1 } ?? 0
        #expect(report.remarks.map(\.line) == [line, line + 6, line + 7, line + 7])
        let texts = report.remarks.map(\.text)
        #expect(texts[0].contains("nobody-comes asks for 20 who are reviewer, and the team has "), "\(texts)")
        #expect(texts[1].contains("`countersign member set reviewer-on --role reviewer`"), "\(texts)")
        #expect(texts[2].contains("nobody in the team is in a team souht"), "\(texts)")
        #expect(texts[3].contains("`countersign member set LOGIN --competence legal`"), "\(texts)")
        #expect(try ReportOnPolicy.test(admin, named).remarks == [])
        // The first policy of a team is proposed by nobody.
        let other = try world.team(.stranger)
        #expect(
            try EnactPolicy.run(other, named).remarks == ReportOnPolicy.check(other, named).remarks
                && EnactPolicy.run(other, named).remarks == nil)
        _ = try enact(files())
        #expect(try ProposePolicy.run(admin, named).remarks == report.remarks)
    }

    @Test func ownersWhoAreNobodyHereAreRemarked() throws {
        let named = try BundleRequest(
            files: files { $0["OWNERS"]? += "\nkind:data @ghost @reviewr\nkind:code a@b.example\n" })
        let line = named.files["OWNERS"]?.split(separator: "\n", omittingEmptySubsequences: false).count ?? 0
        let report = try ReportOnPolicy.check(admin, named)
        #expect(report.problems == [])
        #expect(
            report.remarks.map { "\($0.file):\($0.line):\($0.column) \($0.message.prefix(36))" } == [
                "OWNERS:\(line - 2):11 Unknown owner: ghost is not in the t",
                "OWNERS:\(line - 2):18 Unknown owner: reviewr is not in the",
                "OWNERS:\(line - 1):11 Unknown owner: a@b.example is nobody",
            ])
        #expect(report.remarks.map(\.suggestion) == [nil, "@reviewer", nil])
    }

    /// A server that was told of no executors says nothing; one that was names what it lacks.
    @Test func anExecutorThatTheServerDoesNotHaveIsRemarked() throws {
        #expect(try ReportOnPolicy.check(admin, BundleRequest(files: files())).remarks == [])
        let told = try World.make(
            executors: Executors(["notes": GitBranchExecutor(repositories: ["/srv/**"])]))
        let admin = try told.team(.admin)
        let renamed = try files {
            $0["actions.yaml"] = $0["actions.yaml"]?.replacing("executor: notes", with: "executor: note")
        }
        let remarks = try ReportOnPolicy.check(admin, BundleRequest(files: renamed)).remarks
        #expect(remarks.map(\.file) == Array(repeating: "actions.yaml", count: 4))
        #expect(remarks.contains { $0.text.contains("no executor note,") && $0.suggestion == "notes" }, "\(remarks)")
    }

    /// Whoever writes to the table cannot pass other rules off under a digest that was approved.
    @Test func filesThatDoNotFitTheirDigestAreRefused() throws {
        try world.tamper(
            """
            INSERT INTO policy_bundles (team_id, number, digest, files, enacted_by)
            VALUES ('\(World.northID)', 1, sha256('other'), '\(JSON.object(files().mapValues(JSON.string)).canonical
                .replacing("'", with: "''"))', 'per_admin')
            """)
        #expect(try world.refusal { try admin.read { try CurrentPolicy.load($0, admin).number } } == .internalError)
    }

    @Test func anotherTeamsPolicyIsNotSeen() throws {
        _ = try enact(files())
        let stranger = try world.team(.stranger)
        #expect(try world.refusal { try ShowPolicy.run(stranger) } == .policyMissing)
        #expect(
            try world.refusal { try stranger.read { try RunPolicies.load($0, stranger, pinned: 1).pinned.digest } }
                == .notFound)
        #expect(try world.refusal { try world.context(.author).team("north", needs: [.admin]) } == .notAllowed)
    }
}
