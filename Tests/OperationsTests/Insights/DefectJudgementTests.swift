import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// What becomes of a report: it counts once somebody else has confirmed it. The author asked for the output and wrote its
/// template; the reviewer has approved it.
@Suite struct DefectJudgementTests {
    let story: TrustStory
    var world: World { story.world }

    init() throws { story = try TrustStory.trusted() }

    private func confirm(_ id: String, by login: World.Login) throws -> DefectView {
        try JudgeDefect.confirm(world.team(login), id)
    }

    private func dismiss(_ id: String, by login: World.Login, _ reason: String = "The flag is there") throws
        -> DefectView
    {
        try JudgeDefect.dismiss(world.team(login), id, DefectEnd(reason: reason))
    }

    private func withdraw(_ id: String, by login: World.Login) throws -> DefectView {
        try JudgeDefect.withdraw(world.team(login), id, DefectEnd(reason: "I had an old copy"))
    }

    private func shown() throws -> [DefectView] {
        try ShowOutput.run(world.team(.author), id: story.output.output).defects
    }

    private func inbox(_ login: World.Login) throws -> [ReportedDefectView] {
        try ShowInbox.run(world.team(login)).reportedDefects
    }

    private func findingIsClosed(_ defect: DefectView) throws -> Bool {
        try world.team(.author).read { tx in
            try tx.one(FindingByID(team: World.northID, id: defect.finding)).closedByID != nil
        }
    }

    @Test func untilItIsConfirmedItCountsForNothing() throws {
        let report = try story.report()
        #expect(try shown() == [report] && report.state == .reported && report.judgement == nil)
        let before = try story.show()
        #expect(before.defects == 0 && before.reportedDefects.map(\.id) == [report.id])
        #expect(try story.notes().rung == .actSampled && story.falls() == [])
        _ = try story.allowed(try story.actions.start(TrustStory.template))
        let confirmed = try confirm(report.id, by: .second)
        #expect(try shown() == [confirmed])
        #expect(
            confirmed
                == DefectView(
                    id: report.id, output: report.output, version: 1, cause: .template, finding: report.finding,
                    reason: report.reason, reportedBy: "author", reportedAt: report.reportedAt, state: .confirmed,
                    judgement: DefectJudgementView(by: "second", at: try #require(confirmed.judgement?.at))))
        let after = try story.show()
        #expect(after.defects == 1 && after.reportedDefects == [])
        #expect(try story.notes().rung == .observe && story.falls() == ["defect_confirmed"])
        #expect(try !findingIsClosed(report))
        // The fall begins with the confirmation, however old the report.
        let step = try #require(try story.history().first)
        let judged = try #require(confirmed.judgement?.at)
        #expect(step.movedBy == "second" && step.at >= judged && judged > report.reportedAt)
    }

    @Test func oneFromBeforeAPromotionCountsAgainstItOnceItIsConfirmed() throws {
        let report = try story.report()
        try story.promote(try story.propose(.actSampled))
        #expect(try story.notes().rung == .actSampled)
        _ = try confirm(report.id, by: .admin)
        #expect(try story.notes().rung == .observe)
    }

    @Test func whatIsDismissedNeverCounted() throws {
        let report = try story.report()
        let dismissed = try dismiss(report.id, by: .second)
        #expect(dismissed.state == .dismissed && dismissed.judges == nil)
        #expect((dismissed.judgement?.by, dismissed.judgement?.reason) == ("second", "The flag is there"))
        #expect(try shown() == [dismissed] && findingIsClosed(report))
        #expect(try story.show().reportedDefects == [] && story.show().defects == 0)
        #expect(try story.notes().rung == .actSampled && story.falls() == [])
        #expect(
            try world.lastEvent("defect_dismissed")?["data"] == [
                "defect": .string(report.id), "finding": .string(report.finding),
                "reason_digest": .string(Digest.of("The flag is there").description),
            ])
    }

    @Test func itsReporterTakesItBackAndNobodyElse() throws {
        let report = try story.report()
        #expect(refusal { try withdraw(report.id, by: .admin) } == .notAllowed)
        let withdrawn = try withdraw(report.id, by: .author)
        #expect(try shown() == [withdrawn] && withdrawn.state == .withdrawn && findingIsClosed(report))
        #expect((withdrawn.judgement?.by, withdrawn.judgement?.reason) == ("author", "I had an old copy"))
        #expect(try world.lastEvent("defect_withdrawn")?["actor"] == "person:per_author")
        #expect(try story.notes().rung == .actSampled)
    }

    @Test func aJudgementIsFinal() throws {
        let judgements: [(String) throws -> DefectView] = [
            { try confirm($0, by: .admin) }, { try dismiss($0, by: .second) }, { try withdraw($0, by: .author) },
        ]
        for (index, first) in judgements.enumerated() {
            let ended = try first(try story.report("wrong \(index)").id)
            for second in judgements { #expect(refusal { try second(ended.id) } == .alreadyDecided) }
        }
    }

    @Test func whoHasAStakeInItOnlyConfirms() throws {
        let report = try story.report()
        #expect(refusal { try confirm(report.id, by: .author) } == .secondPersonRequired)
        let own = try #require(throws: Failure.self) { try dismiss(report.id, by: .author) }
        #expect(
            own.message
                == "you reported defect \(report.id): admin or second can confirm or dismiss it, reviewer can only confirm "
                + "it; you can take it back with `countersign defect withdraw \(report.id)`")
        // Who approved it.
        #expect(refusal { try dismiss(report.id, by: .reviewer) } == .conflictOfInterest)
        #expect(try confirm(report.id, by: .reviewer).state == .confirmed)
        // Who asked for it, and who wrote its template.
        let other = try ReportDefect.run(
            world.team(.second), outputID: story.output.output, DefectRequest(reason: "It is too long"))
        #expect(other.judges == DefectJudgesView(mayConfirm: ["admin", "reviewer"], mayDismiss: ["admin"]))
        #expect(refusal { try dismiss(other.id, by: .author) } == .notAllowed, "no role that judges")
        try world.tamper("UPDATE template_versions SET published_by = 'per_second'")
        for stake in ["runs SET requested_by", "template_versions SET author_id"] {
            try world.tamper("UPDATE \(stake) = 'per_admin'")
            #expect(refusal { try dismiss(other.id, by: .admin) } == .conflictOfInterest, "\(stake)")
            try world.tamper("UPDATE \(stake) = 'per_author'")
        }
        #expect(try dismiss(other.id, by: .admin).state == .dismissed)
        #expect(refusal { try confirm("dfc_0000000000000000", by: .admin) } == .notFound)
        #expect(refusal { try confirm(report.id, by: .stranger) } == .notFound)
        #expect(refusal { try dismiss(try story.report("x").id, by: .admin, " ") } == .invalidInput)
    }

    @Test func whereNobodyIsLeftItSaysWhoCouldBeAppointed() throws {
        var reports = 0
        func shortage(_ roles: [(String, String)]) throws -> String? {
            reports += 1
            for (login, role) in roles {
                try world.tamper("UPDATE memberships SET roles = '{\(role)}' WHERE person_id = 'per_\(login)'")
            }
            return try story.report("wrong \(reports)").judges?.shortage
        }
        let appoint = "with `countersign member set LOGIN --role member --role reviewer`"
        #expect(try shortage([]) == nil)
        #expect(
            try shortage([("admin", "member"), ("second", "member")])
                == "reviewer can only confirm it, having asked for the output, approved it or written its template; "
                + "an admin can appoint admin or second \(appoint)")
        #expect(
            try shortage([("reviewer", "member")])
                == "nobody else in the team can judge it; an admin can appoint admin or second \(appoint)")
        try world.tamper("DELETE FROM memberships WHERE person_id IN ('per_admin', 'per_second')")
        #expect(
            try shortage([])
                == "nobody else in the team can judge it; an admin can take in somebody else with `countersign member set "
                + "LOGIN --role reviewer`")
    }

    @Test func itWaitsWithWhoMayJudgeIt() throws {
        let report = try story.report()
        let run = try ShowOutput.run(world.team(.author), id: story.output.output).summary.run
        func task(mayDismiss: Bool) -> ReportedDefectView {
            var listed = report
            listed.judges = nil
            return ReportedDefectView(
                defect: listed, template: TrustStory.template, run: run, mayDismiss: mayDismiss)
        }
        #expect(try inbox(.author) == [])
        #expect(try inbox(.reviewer) == [task(mayDismiss: false)])
        for login in [World.Login.admin, .second] { #expect(try inbox(login) == [task(mayDismiss: true)]) }
        #expect(try inbox(.stranger) == [])
        _ = try dismiss(report.id, by: .admin)
        for login in World.Login.allCases { #expect(try inbox(login) == []) }
        // Reviewers' own.
        _ = try ReportDefect.run(
            world.team(.second), outputID: story.output.output, DefectRequest(reason: "It is too long"))
        #expect(try inbox(.second) == [] && inbox(.admin).count == 1)
    }

    @Test func itsFindingIsNotClosedByHand() throws {
        func refused(_ defect: DefectView) throws -> String {
            let failure = try #require(throws: Failure.self) {
                try CloseFinding.run(world.team(.author), findingID: defect.finding)
            }
            #expect(failure.code == .wrongState)
            return failure.message.replacing(defect.finding, with: "F").replacing(defect.id, with: "D")
        }
        let head = "finding F is that of defect D, found after the approval: "
        let open = try story.report()
        #expect(
            try refused(open) == head
                + "it is closed when the report is dismissed (`countersign defect dismiss D --reason TEXT`), or withdrawn by "
                + "author (`countersign defect withdraw D --reason TEXT`)")
        #expect(
            try refused(try confirm(open.id, by: .admin)) == head
                + "the defect is confirmed, so a version of release-notes answers it (`countersign template push FOLDER "
                + "--answers F`)")
        let agents = try ReportDefect.run(
            world.team(.author), outputID: story.output.output, DefectRequest(reason: "x", cause: .agent))
        #expect(
            try refused(try confirm(agents.id, by: .admin)) == head + "the defect is confirmed, which is final")
        #expect(
            try refused(try withdraw(story.report("y").id, by: .author)) == head
                + "it was closed when the report was withdrawn")
    }
}
