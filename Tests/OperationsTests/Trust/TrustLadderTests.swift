import API
import Domain
import Operations
import Store
import TestSupport
import Testing

/// How a template goes up, and what stops it.
@Suite struct TrustLadderTests {
    @Test func eachRungIsEarnedProposedAndMade() throws {
        let story = try TrustStory.make()
        #expect(
            try story.show()
                == TemplateTrustView(
                    template: "release-notes", version: 1, outputs: 0, defects: 0,
                    classes: [
                        TrustClassView(
                            actionClass: .write, rung: .observe, ceiling: .actSampled, causes: [], effects: 1,
                            next: .draft,
                            rungs: [
                                Self.rung(.draft, outputs: 3), Self.rung(.actWithSignOff, outputs: 12),
                                Self.rung(
                                    .actSampled, outputs: 30,
                                    "11 more actions of class write carried out under sign-off (1 so far)"),
                            ]),
                        TrustClassView(
                            actionClass: .publish, rung: .observe, ceiling: .actWithSignOff, causes: [], effects: 0,
                            next: .draft,
                            rungs: [Self.rung(.draft, outputs: 3), Self.rung(.actWithSignOff, outputs: 12)]),
                    ]))
        try story.outputs(30)
        let proposal = try story.propose(.draft)
        #expect(
            proposal
                == TrustProposalView(
                    number: 1, template: "release-notes", actionClass: .write, rung: .draft, version: 1, outputs: 30,
                    defects: 0, effects: 31, reason: "It has gone well", proposedBy: "author",
                    proposedAt: proposal.proposedAt))
        #expect(try ListTrustProposals.run(story.world.team(.admin)).items == [proposal])
        #expect(try ShowInbox.run(story.world.team(.admin)).trust == [proposal])
        #expect(try ShowInbox.run(story.world.team(.author)).trust == [], "it is theirs")
        try story.promote(proposal)
        #expect(try ListTrustProposals.run(story.world.team(.admin)).items == [])
        #expect(try ShowInbox.run(story.world.team(.admin)).trust == [])
        let notes = try story.notes()
        #expect(
            notes
                == TrustClassView(
                    actionClass: .write, rung: .draft, ceiling: .actSampled, promotedTo: .draft, movedAt: notes.movedAt,
                    causes: [], effects: 31, next: .actWithSignOff,
                    rungs: [.draft, .actWithSignOff, .actSampled].map { TrustRungView(rung: $0, missing: []) }))
        try story.promote(try story.propose(.actWithSignOff))
        try story.promote(try story.propose(.actSampled))
        let top = try story.notes()
        #expect(top.rung == .actSampled && top.next == nil && top.rungs.allSatisfy { $0.missing == [] })
        #expect(
            try story.history().map { [$0.cause, $0.rung.rawValue, $0.proposedBy, $0.movedBy] } == [
                ["promoted", "act_sampled", "author", "admin"], ["promoted", "act_with_sign_off", "author", "admin"],
                ["promoted", "draft", "author", "admin"],
            ])
        #expect(
            try story.world.lastEvent("trust_promoted")?["data"]
                == ["proposal": 3, "class": "write", "rung": "act_sampled", "version": 1])
    }

    private static func rung(_ rung: TrustRung, outputs: Int, _ more: String...) -> TrustRungView {
        let first = "\(outputs) more approved outputs that stood 7 days without a defect (0 so far)"
        return TrustRungView(rung: rung, missing: [first] + more)
    }

    @Test func anApprovalThatIsYoungOrOfAnotherVersionIsNoEvidence() throws {
        let story = try TrustStory.make()
        try story.outputs(30, daysOld: 6)
        let failure = #expect(throws: Failure.self) { try story.propose(.draft) }
        #expect(failure?.code == .trustEvidenceMissing)
        #expect(
            failure?.message
                == "release-notes version 1 has not earned draft with class write yet; missing: 3 more approved outputs that "
                + "stood 7 days without a defect (0 so far)")
        #expect(failure?.detail["missing"] == ["3 more approved outputs that stood 7 days without a defect (0 so far)"])
        try story.outputs(3)
        try story.publishAgain()
        #expect(refusal { try story.propose(.draft) } == .trustEvidenceMissing)
        try story.outputs(3, version: 2)
        #expect(try story.propose(.draft).version == 2)
    }

    @Test func oneRungAtATimeOrTheSameAgain() throws {
        let story = try TrustStory.make()
        try story.outputs(30)
        #expect(refusal { try story.propose(.actWithSignOff) } == .wrongState)
        #expect(refusal { try story.propose(.observe) } == .wrongState)
        try story.promote(try story.propose(.draft))
        #expect(refusal { try story.propose(.actSampled) } == .wrongState)
        #expect(refusal { try story.propose(.observe) } == .wrongState)
        try story.promote(try story.propose(.draft))
        #expect(try story.history().map(\.rung) == [.draft, .draft])
    }

    @Test func whatNeedsAPersonGoesNoFurther() throws {
        let story = try TrustStory.make()
        try story.outputs(60)
        for actionClass in [ActionClass.pay, .communicate, .publish, .delete] {
            #expect(refusal { try story.propose(.actSampled, actionClass) } == .trustCeiling)
        }
        try story.promote(try story.propose(.draft, .publish))
        try story.promote(try story.propose(.actWithSignOff, .publish))
        #expect(refusal { try story.propose(.actSampled, .publish) } == .trustCeiling)
        let shown = try #require(try story.show().classes.first { $0.actionClass == .publish })
        #expect(shown.rung == .actWithSignOff && shown.next == nil)
    }

    @Test func whatATemplateNeverAsksForItIsNotTrustedWith() throws {
        let story = try TrustStory.make()
        try story.outputs(60)
        let refused = #expect(throws: Failure.self) { try story.propose(.draft, .execute) }
        #expect(refused?.code == .wrongState)
        #expect(
            refused?.message
                == "release-notes asks for no action of class execute; what it asks for is of class publish, write")
    }

    @Test func nobodyMakesTheirOwnProposal() throws {
        let story = try TrustStory.make()
        try story.outputs(3)
        let own = try story.propose(.draft, by: .admin)
        #expect(refusal { try story.promote(own, by: .admin) } == .secondPersonRequired)
        // The binding asks for an admin; behind it, the database does.
        #expect(refusal { try story.promote(own, by: .reviewer) } == .notAllowed)
        #expect(try story.notes().rung == .observe)
        try story.world.withKeepers { keepers throws in
            #expect(try PromoteTrust.run(keepers[0], proposal: own.number).classes.first?.rung == .draft)
        }
        #expect(refusal { try story.promote(own) } == .alreadyDecided)
        #expect(refusal { try PromoteTrust.run(story.world.team(.admin), proposal: 9) } == .notFound)
    }

    @Test func whatHappenedSinceMakesAProposalStale() throws {
        func refused(_ change: (TrustStory, TrustProposalView) throws -> Void) throws -> [String?] {
            let story = try TrustStory.make()
            try story.outputs(40)
            let proposal = try story.propose(.draft)
            try change(story, proposal)
            let code = refusal { try story.promote(proposal) }
            let obstacle = try ListTrustProposals.run(story.world.team(.admin)).items.first { $0.number == 1 }?.obstacle
            #expect(try story.show().classes.allSatisfy { $0.promotedTo == nil || $0.promotedTo == .draft })
            return [code?.rawValue, obstacle]
        }
        func stale(_ why: String) -> [String?] {
            ["stale", "proposal 1 does not hold any more: \(why); look again and make a new one"]
        }
        #expect(try refused { story, _ in try story.defect() } == stale("a defect was confirmed since"))
        #expect(
            try refused { story, _ in try story.publishAgain() }
                == stale("it is about version 1, which is not the current one any more"))
        #expect(
            try refused { story, _ in try story.world.putContext("We write short sentences.") }
                == stale("the team's context has changed since"))
        #expect(
            try refused { story, _ in
                // Of the same rung there is only one.
                try story.world.tamper("UPDATE trust_proposals SET rung = 'act_with_sign_off'")
                try story.promote(try story.propose(.draft))
                try story.demote()
            } == stale("release-notes was moved with class write since"))
        #expect(
            try refused { story, _ in
                try story.world.tamper("UPDATE trust_proposals SET proposed_at = now() - interval '7 days'")
            } == ["expired", nil])
    }

    @Test func whatIsProposedAlreadyIsNotProposedAgain() throws {
        let story = try TrustStory.make()
        try story.outputs(40)
        let first = try story.propose(.draft)
        #expect(first.shortage == nil)
        let again = #expect(throws: Failure.self) { try story.propose(.draft) }
        #expect(again?.code == .alreadyExists && again?.detail["proposal"] == 1)
        try story.defect()
        #expect(try story.propose(.draft).number == 2, "the first one does not hold any more")
    }

    @Test func theOnlyAdminHearsThatThereIsNobodyElse() throws {
        let story = try TrustStory.make()
        try story.outputs(40)
        let shortage = try #require(try story.propose(.draft, by: .admin).shortage)
        #expect(shortage.contains("has none") && shortage.contains("countersign member set LOGIN"))
    }

    /// Its author and admins hear of it, until it is undone or people move the template.
    @Test func aFallIsToldAsLongAsItHolds() throws {
        let story = try TrustStory.trusted()
        func falls(_ login: World.Login) throws -> [TrustFallView] {
            try ShowInbox.run(story.world.team(login)).falls
        }
        #expect(try falls(.admin) == [])
        try story.defect()
        let fall = try #require(try falls(.admin).first)
        #expect((fall.template, fall.actionClass) == (TrustStory.template, .write))
        #expect((fall.from, fall.rung, fall.causes.map(\.cause)) == (.actSampled, .observe, ["defect_confirmed"]))
        #expect(try falls(.author) == [fall] && falls(.reviewer) == [])
        #expect(try ShowLibraryInsights.run(story.world.team(.reviewer)).falls == [fall])
        // What another version has taken besides is no fall of its own, and did not lead that deep.
        try story.publishAgain()
        let deeper = try falls(.admin)
        #expect(deeper.map { $0.causes.map(\.cause) } == [["defect_confirmed", "template_changed"]])
        #expect(deeper.first?.causes.first == fall.causes.first && deeper.first?.rung == .observe)
        try story.world.tamper("UPDATE trust_demotions SET noticed_at = now() - interval '15 days'")
        #expect(try falls(.admin) == [])
    }

    /// What was noted then is history; what still speaks against it is said everywhere as it is now.
    @Test func aFallIsToldAsItIsNow() throws {
        let story = try TrustStory.trusted(context: "We write short sentences.")
        try story.world.putContext("We are kind.", layer: .organisation)
        func falls() throws -> [TrustFallView] { try ShowInbox.run(story.world.team(.admin)).falls }
        #expect(try falls() == [], "nobody of the team has met it yet")
        for text in ["We write long sentences.", "We write verses."] { try story.world.putContext(text) }
        let notes = try story.notes()
        #expect(notes.causes.map(\.text).first?.hasSuffix("team version 3 instead of 1") == true)
        let fall = try #require(try falls().first)
        #expect((fall.causes, fall.rung) == (notes.causes, notes.rung))
        #expect(try ShowLibraryInsights.run(story.world.team(.reviewer)).falls == [fall])
        #expect(try story.history().first?.reason.hasSuffix("team version 2 instead of 1") == true)
        // The organisation's context is no team's change: its end is met later, and counts at once.
        try story.world.putContext("We write short sentences.")
        #expect(try falls().first?.causes.first?.text.hasSuffix("organisation version 1 instead of nothing") == true)
        try story.world.putContext(" \n", layer: .organisation)
        #expect(try falls() == [] && story.notes().rung == .actSampled)
    }

    /// Of the one who did it the inbox says nothing, and the insights say no name.
    @Test func whatAPersonTookBackIsToldWithTheReason() throws {
        let story = try TrustStory.trusted()
        try story.defect()
        #expect(try story.demote().classes.first?.rung == .observe)
        let falls = try ShowLibraryInsights.run(story.world.team(.reviewer)).falls
        let fall = try #require(falls.first)
        #expect(falls.count == 1, "what fell before is not news any more")
        #expect((fall.template, fall.actionClass) == (TrustStory.template, .write))
        #expect((fall.from, fall.rung) == (.actSampled, .observe))
        #expect(fall.causes == [TrustCauseView(cause: "by_hand", text: "a person took it back: It wrote nonsense")])
        #expect(try ShowInbox.run(story.world.team(.author)).falls == [fall])
        #expect(try ShowInbox.run(story.world.team(.admin)).falls == [])
        try story.promote(try story.propose(.draft))
        #expect(try ShowLibraryInsights.run(story.world.team(.reviewer)).falls == [])
    }

    /// Its runs are of another version than the one that trust is looked at for.
    @Test func aPinHasAStandingOfItsOwn() throws {
        let story = try TrustStory.trusted()
        #expect(try story.notes().pins == [])
        try story.publishAgain()
        for (login, project) in [(World.Login.author, nil), (.admin, nil), (.author, "app"), (.admin, "app")] {
            _ = try MoveLabel.run(
                story.world.team(login), TrustStory.template, label: "pinned",
                LabelRequest(version: 1, project: project, reason: "Safe"))
        }
        #expect(try story.notes().pins.map(\.project) == [nil, "app"])
        let pinned = try #require(try story.notes().pins.last)
        #expect((pinned.version, pinned.rung) == (1, .actWithSignOff))
        #expect(pinned.causes.map(\.cause) == ["template_changed"])
    }

    @Test func theHistoryOfWhatIsNotThereIsRefused() throws {
        let story = try TrustStory.make()
        let page = try PageRequest(limit: nil, cursor: nil, parts: ShowTrustHistory.keyParts)
        let failure = #expect(throws: Failure.self) {
            try ShowTrustHistory.run(story.world.team(.author), template: "release-note", page)
        }
        #expect(failure?.code == .notFound && failure?.message.contains("did you mean release-notes?") == true)
    }

    /// A minute before the week is over, it counts.
    @Test func aProposalCountsForAWeek() throws {
        let story = try TrustStory.make()
        try story.outputs(3)
        let proposal = try story.propose(.draft)
        try story.world.tamper(
            "UPDATE trust_proposals SET proposed_at = now() - interval '7 days' + interval '1 minute'")
        #expect(try story.promote(proposal).classes.first?.rung == .draft)
    }

    /// The defect is being confirmed while the promotion is made: it has not committed, and would be dated before it.
    @Test func aDefectInTheSameInstantIsSeen() throws {
        let story = try TrustStory.make()
        try story.outputs(30)
        let proposal = try story.propose(.draft)
        let judge = try story.confirming(story.report())
        let promotion = try begin { try story.promote(proposal) }
        try story.world.database.run(RunRaceTests.awaitBlocked(1))
        try judge.run(script: "COMMIT")
        #expect(promotion.wait() == .stale)
        #expect(try story.notes().rung == .observe)
    }

    @Test func anyAdminTakesTrustBackAlone() throws {
        let story = try TrustStory.trusted()
        #expect(refusal { try story.demote(by: .reviewer) } == .notAllowed)
        #expect(try story.demote().classes.first?.rung == .observe)
        #expect(refusal { try story.demote() } == .wrongState)
        #expect(refusal { try story.demote(.publish) } == .wrongState)
        let step = try #require(try story.history().first)
        #expect(
            step
                == TrustStepView(
                    at: step.at, template: "release-notes", actionClass: .write, rung: .observe, cause: "by_hand",
                    reason: "It wrote nonsense", movedBy: "admin"))
        #expect(try story.falls() == ["by_hand"])
        // From there it is the ladder again.
        #expect(refusal { try story.propose(.actSampled) } == .wrongState)
        #expect(try story.promote(try story.propose(.draft)).classes.first?.rung == .draft)
    }

    @Test func anotherTeamSeesNothing() throws {
        let story = try TrustStory.trusted()
        try story.propose(.actSampled)
        let stranger = try story.world.team(.stranger)
        let page = try PageRequest(limit: nil, cursor: nil, parts: 1)
        #expect(refusal { try ShowTrust.run(stranger, template: "release-notes", page) } == .notFound)
        #expect(try ShowTrust.run(stranger, template: nil, page).items == [])
        #expect(try ListTrustProposals.run(stranger).items == [])
        #expect(refusal { try PromoteTrust.run(stranger, proposal: 4) } == .notFound)
        let demotion = TrustDemotion(actionClass: .write, reason: "why not")
        #expect(refusal { try DemoteTrust.run(stranger, "release-notes", demotion) } == .notFound)
        let own = try ShowTrust.run(story.world.team(.author), template: nil, page)
        #expect(own.items.map(\.template) == ["release-notes"])
        #expect(try story.notes().rung == .actSampled)
    }
}
