import API
import Domain
import Operations
import TestSupport
import Testing

/// Who could still review what next week.
@Suite struct SimulateTests {
    private static let owners = "* @@reviewer\n[Words]\n*.md @reviewer\n"

    private func simulate(
        _ world: World, _ absent: [String] = [], from: Timestamp? = nil, until: Timestamp? = nil
    ) throws -> AbsenceOutlook {
        try SimulateAbsence.run(
            world.team(.author), AbsenceOutlookRequest(absent: absent, beginsAt: from, endsAt: until))
    }

    @Test func whoIsSupposedToBeAway() throws {
        let runs = try RunStory.make(owners: Self.owners)
        let story = try runs.delivered()
        let asked = try story.states()
        let outlook = try simulate(runs.world, ["reviewer"])
        #expect(outlook.away == [.init(login: "reviewer", until: nil)])
        #expect(outlook.lines.map(\.after) == [["second"], []] && outlook.lines.map(\.isBlocked) == [false, true])
        #expect(outlook.lines.map(\.before) == [["reviewer", "second"], ["reviewer"]])
        let use = try #require(outlook.uses.first { $0.useCase == "release-notes" && $0.kind == .document })
        #expect(
            use.missing == ["an approval by @reviewer for release-notes.md (OWNERS:3)"] && !use.wasBlocked)
        #expect(
            outlook.standstill == [
                .init(
                    output: story.output.output, version: 1, title: try story.show().summary.title,
                    reviewers: try story.show().reviews.map(\.reviewer),
                    missing: ["an approval by @reviewer for release-notes.md (OWNERS:3)"],
                    unable: [.init(login: "reviewer", reasons: ["supposed to be absent"])],
                    remedies: [
                        "reviewer says who acts for them: "
                            + "`countersign owners delegate --to LOGIN --until DAY --reason TEXT`, and LOGIN accepts",
                        "for a new run, a policy names more owners on line OWNERS:3, or who stands in, under `^[Fallback]`",
                    ])
            ])
        #expect(outlook.lines.map(\.unable).last == [.init(login: "reviewer", reasons: ["supposed to be absent"])])
        #expect(outlook.lines.map(\.remedies.count) == [0, 2] && use.remedies.count == 2)
        #expect(try simulate(runs.world).standstill == [] && simulate(runs.world).lines.allSatisfy { !$0.isBlocked })
        #expect(try story.states() == asked, "it is a question, and changes nothing")
    }

    @Test func whoHasSaidSoAndWhoActsForThem() throws {
        let world = try RunStory.make(owners: Self.owners).world
        let absence = try world.absent(.reviewer, days: 3, from: 2)
        #expect(try simulate(world).away == [.init(login: "reviewer", until: absence.endsAt)])
        #expect(try simulate(world, until: world.now() + World.day).away == [])
        #expect(try simulate(world, from: absence.endsAt).away == [])
        #expect(try simulate(world, until: absence.beginsAt).away == [])
        #expect(try simulate(world).lines.map(\.isBlocked) == [false, true])
        let delegation = try world.delegate(.reviewer, to: .second, days: 6)
        #expect(try simulate(world).lines.map(\.isBlocked) == [false, true], "it ends in the middle of the week")
        let lasting = try simulate(world, until: world.now() + 5 * World.day)
        #expect(lasting.lines.map(\.after) == [["second"], ["second"]])
        #expect(lasting.lines.map(\.isBlocked) == [false, false])
        #expect(try simulate(world, until: delegation.endsAt).lines.map(\.isBlocked) == [false, false])
        try world.tamper("UPDATE delegations SET ends_at = ends_at + interval '2 days'")
        #expect(try simulate(world).lines.map(\.isBlocked) == [false, false], "a week is asked about")
    }

    /// Line by line and use case by use case, as `owners check` says it of the same time.
    @Test func whoStandsInIsToldAsByCheck() throws {
        let world = try RunStory.make(
            owners: "[Words]\n*.md @reviewer\n[Notes][2]\n*.md @second @reviewer\n^[Fallback]\n* @admin\n"
        ).world
        func agree(_ absent: [String]) throws -> [[String]] {
            let outlook = try simulate(world, absent, until: world.now() + World.day)
            let use = try #require(outlook.uses.first { $0.useCase == "release-notes" && $0.kind == .document })
            let checked = try CheckOwners.run(
                world.team(.author), OwnersCheckRequest(items: ["release-notes.md"])
            ).items[0].sections
            #expect(use.demands.map(\.after) == outlook.lines.map(\.after))
            #expect(use.demands.map(\.standingIn) == outlook.lines.map(\.standingIn))
            #expect(use.demands.map(\.delegates) == outlook.lines.map(\.delegates))
            #expect(use.missing.isEmpty == !checked.contains(where: \.isBlocked))
            if absent.isEmpty {
                #expect(use.demands.map(\.after) == checked.map(\.able))
                #expect(use.demands.map(\.standingIn) == checked.map(\.standingIn))
                #expect(use.demands.map(\.delegates) == checked.map(\.delegates))
            }
            return use.demands.map(\.standingIn)
        }
        #expect(try agree([]) == [[], []])
        #expect(try agree(["reviewer"]) == [["admin"], ["admin"]], "only supposed")
        try world.absent(.reviewer)
        #expect(try agree([]) == [["admin"], ["admin"]])
        try world.delegate(.reviewer, to: .second)
        #expect(try agree([]) == [[], ["admin"]], "second acts in both, and is one of two in the other")
        let delegates = try simulate(world).uses.first?.demands.flatMap(\.delegates).map(\.login)
        #expect(delegates == ["second"], "in the other they are there as themselves")
    }

    /// What somebody has approved stays approved while they are away; and nobody is left who has a part in it.
    @Test func anApprovalOutlastsTheAbsenceOfItsReviewer() throws {
        let runs = try RunStory.make(owners: "[Words][2]\n*.md @reviewer @second\n")
        let reader = try #require(try runs.delivered().readers().first { $0.login == .reviewer })
        try reader.work()
        try reader.give(.approve)
        #expect(try simulate(runs.world, ["reviewer"]).standstill == [])
        #expect(try simulate(runs.world, ["second"]).standstill.map(\.reviewers) == [["second"]])
        let own = try RunStory.make(owners: "*.md @author @second\n")
        _ = try own.delivered()
        #expect(try simulate(own.world, ["second"]).standstill.count == 1)
    }

    /// They are there, and are not asked again: the admins read so in their inbox.
    @Test func whoCouldNotTellIsNotCountedUpon() throws {
        for fallback in ["", "^[Fallback]\n* @second\n"] {
            let runs = try RunStory.make(owners: "*.md @reviewer\n\(fallback)")
            let story = try runs.delivered()
            #expect(try simulate(runs.world).standstill == [])
            try story.reader().give(.cannotTell, reason: "I do not know this part of the product")
            let shortage = try #require(try runs.world.shortages().first)
            let standstill = try #require(try simulate(runs.world).standstill.first)
            #expect(standstill.missing == shortage.missing)
            #expect(standstill.unable == [.init(login: "reviewer", reasons: ["asked, could not tell"])])
            #expect(!standstill.remedies.isEmpty && !shortage.remedies.isEmpty, "\(shortage)")
        }
    }

    /// They may finish it after its end, and it counts.
    @Test func whoWasAskedWhileADelegationLastedCounts() throws {
        let runs = try RunStory.make(owners: "[Words][2]\n*.md @reviewer @admin\n")
        try runs.world.absent(.reviewer)
        let delegation = try runs.world.delegate(.reviewer, to: .second, days: 2)
        let story = try runs.delivered()
        let reader = try #require(try story.readers().first { $0.login == .second })
        #expect(try simulate(runs.world).standstill == [], "it lasts two days of seven")
        try reader.work()
        try reader.give(.approve)
        #expect(try simulate(runs.world).standstill == [])
        try Delegate.end(runs.world.team(.reviewer), id: delegation.id)
        #expect(try simulate(runs.world).standstill == [], "it was taken back later")
        #expect(try simulate(runs.world, ["admin"]).standstill.count == 1)
    }

    /// What is said here and what a dispatch says a second later is the same.
    @Test func whoChangedThePolicyLatelyCannotReview() throws {
        let runs = try RunStory.make(owners: "* @@admin\n")
        let world = runs.world
        #expect(try simulate(world).conflicted == [] && simulate(world).lines.map(\.isBlocked) == [false])
        var files = try ShowPolicy.run(world.team(.admin)).files
        files["README.md"] = "More words.\n"
        try world.enactSmallTeamPolicy(files)
        let outlook = try simulate(world)
        #expect(
            outlook.conflicted == [.init(login: "admin", reasons: ["changed policy version 2 in the last 14 days"])])
        #expect(outlook.lines.map(\.before) == [[]] && outlook.lines.map(\.isBlocked) == [true])
        let lacking = "an approval by @@admin for"
        #expect(
            Set(outlook.uses.flatMap(\.missing)) == [
                "\(lacking) release-notes.md (OWNERS:1)", "\(lacking) any path (OWNERS:1)",
            ])
        #expect(outlook.uses.allSatisfy { !$0.missing.isEmpty })
        #expect(refusal { try runs.dispatch() } == .poolTooSmall)
        let section = try CheckOwners.run(world.team(.author), OwnersCheckRequest(items: ["a.md"])).items[0].sections[0]
        #expect(section.able == [] && section.isBlocked && section.unable.map(\.login) == ["admin"])
        let lint = try LintOwners.run(world.team(.author), OwnersLintRequest(text: "* @@admin\n"))
        #expect(
            lint.errors.map(\.reason)
                == [
                    "it asks for 1 of its owners, and the team has 0 besides admin, who changed the policy lately "
                        + "or wrote the context in force"
                ])
        let later = try world.now() + 15 * World.day
        #expect(try simulate(world, from: later).conflicted == [], "fourteen days are over by then")
        #expect(try simulate(world, from: later).lines.map(\.isBlocked) == [false])
    }

    /// Every run inherits the organisation's and the team's context, so whoever wrote it can review none.
    @Test func whoWroteTheContextInForceCannotReview() throws {
        let runs = try RunStory.make(owners: "* @second\n[Words]\n*.md @reviewer\n")
        let world = runs.world
        try world.putContext("Say what you did.", by: .second)
        try world.putContext("Write plainly.", layer: .organisation, by: .admin, approvedBy: .reviewer)
        try world.putContext("Only here.", layer: .project, project: "apollo", by: .reviewer)
        let outlook = try simulate(world)
        #expect(
            outlook.conflicted == [
                .init(login: "admin", reasons: ["wrote context organisation version 1"]),
                .init(login: "second", reasons: ["wrote context team version 1"]),
            ])
        #expect(outlook.lines.map(\.before) == [[], ["reviewer"]] && outlook.lines.map(\.isBlocked) == [true, false])
        #expect(outlook.uses.allSatisfy { !$0.missing.isEmpty })
        #expect(refusal { try runs.dispatch() } == .poolTooSmall)
        let section = try CheckOwners.run(world.team(.author), OwnersCheckRequest(items: ["a.md"])).items[0].sections[0]
        #expect(section.able == [] && section.isBlocked && section.unable.map(\.login) == ["second"])
        #expect(try LintOwners.run(world.team(.author), OwnersLintRequest(text: "* @second\n")).errors.count == 1)
        // A later text counts alone, whoever wrote the one before.
        try world.putContext("Say what you did not do.", by: .author)
        #expect(try simulate(world).conflicted.map(\.login) == ["admin", "author"])
        #expect(try simulate(world).lines.map(\.isBlocked) == [false, false])
    }

    @Test func whoMadeTheOnlyTemplateOfAUseCaseCannotReviewItsRuns() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n[Notes]\nrelease-notes.md @author\n")
        func use() throws -> AbsenceOutlook.Use {
            try #require(simulate(runs.world).uses.first { $0.useCase == "release-notes" && $0.kind == .document })
        }
        #expect(
            try use().conflicted == [
                .init(login: "author", reasons: ["wrote template release-notes version 1"])
            ])
        #expect(try use().missing == ["an approval by @author for release-notes.md (OWNERS:3)"])
        #expect(try use().wasBlocked && use().demands.map(\.before).last == [])
        #expect(try simulate(runs.world).conflicted == [])
        #expect(refusal { try runs.dispatch() } == .poolTooSmall)
    }

    @Test func whatCannotBeAskedIsRefused() throws {
        let world = try RunStory.make(owners: Self.owners).world
        let now = try world.now()
        #expect(refusal { try simulate(world, ["stranger"]) } == .notFound)
        #expect(refusal { try simulate(world, from: now + 60, until: now + 60) } == .invalidInput)
        #expect(refusal { try simulate(world, from: now - 60, until: now - 30) } == .invalidInput)
        #expect(
            refusal { try SimulateAbsence.run(world.team(.stranger), AbsenceOutlookRequest(absent: [])) }
                == .policyMissing)
    }

    @Test func checkNamesWhoIsAwayAndWhoActs() throws {
        let world = try RunStory.make(owners: Self.owners).world
        let absence = try world.absent(.reviewer)
        let delegation = try world.delegate(.reviewer, to: .admin, section: "Words")
        let items = try CheckOwners.run(world.team(.author), OwnersCheckRequest(items: ["a.md"])).items
        let words = try #require(items.first?.sections.last)
        #expect(words.able == ["admin"] && !words.isBlocked)
        #expect(
            words.delegates.map { "\($0.login) \($0.owner) \($0.until)" } == ["admin reviewer \(delegation.endsAt)"])
        #expect(words.unable.map(\.login) == ["reviewer"])
        #expect(words.unable.first?.reasons == ["absent until \(absence.endsAt.minute)"])
        #expect(items.first?.sections.first?.able == ["second"] && items.first?.sections.first?.delegates == [])
    }
}
