import API
import Domain
import Operations
import TestSupport
import Testing

/// Who may sign what, and how.
@Suite struct SignTests {
    @Test func aCountersignatureHasTheActionExecutedOnceWithTheSignedBytes() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let signed = try story.sign(held)
        #expect(signed.state == .signed && signed.outcome == "signed")
        #expect(signed.signOffs.map(\.person) == ["reviewer"])
        #expect(signed.signOffs.map(\.tier) == ["countersignature"])
        let lifetime = signed.signOffs.map { $0.expiresAt.secondsSince1970 - $0.signedAt.secondsSince1970 }
        #expect(lifetime == [3600])
        #expect(try story.runState(held) == .awaitingInput)
        #expect(try BackgroundJobs.runDue(story.world.services) == 1)
        #expect(try BackgroundJobs.runDue(story.world.services) == 0)
        #expect(story.executed("notices") == [held.canonical])
        #expect(try story.runState(held) == .running)
        #expect(try story.show(held).state == .executed)
        #expect(
            try story.runs.events("action:\(held.id)") == [
                "action_held", "sign_off_recorded", "action_signed", "effect_started", "effect_finished",
            ])
    }

    private static let signers: [(World.Login, FailureCode?)] = [
        (.author, .conflictOfInterest), (.reviewer, nil), (.second, nil), (.admin, nil),
    ]

    @Test(arguments: signers)
    func thePolicySaysWho(login: World.Login, code: FailureCode?) throws {
        let story = try ActionStory.make()
        let held = try story.held()
        if let code {
            #expect(refusal { try story.sign(held, by: login) } == code)
            #expect(try story.show(held).state == .held)
        } else {
            #expect(try story.sign(held, by: login).state == .signed)
        }
    }

    /// What a person is told they can say is what the service does when they say it.
    @Test func whoeverLooksIsToldWhetherTheirAnswerCounts() throws {
        let story = try ActionStory.make(policy: ActionStory.twoSign)
        let held = try story.held()
        _ = try story.sign(held, by: .reviewer)
        func answer(_ login: World.Login) throws -> ActionAnswer? {
            try ShowAction.run(story.world.team(login), id: held.id).answer
        }
        for login: World.Login in [.author, .reviewer] {
            let failure = #expect(throws: Failure.self) { try story.sign(held, by: login) }
            let shown = try answer(login)
            #expect(shown?.obstacle == failure?.message && shown?.mayDeny == true, "\(login)")
        }
        let second = try answer(.second)
        #expect(second?.obstacle == nil && second?.mayDeny == true)
        try story.world.database.run("UPDATE memberships SET roles = '{member}' WHERE person_id = 'per_second'")
        let member = try answer(.second)
        #expect(member?.obstacle?.contains("is not reviewer or admin") == true && member?.mayDeny == false)
        #expect(refusal { try story.deny(held, by: .second) } == .notAllowed)
        try story.deny(held, by: .author)
        #expect(try answer(.admin) == nil, "there is nothing to say any more")
    }

    @Test func anybodyWithoutARoleForItIsToldWhatItNeeds() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        try story.world.database.run("UPDATE memberships SET roles = '{member}' WHERE person_id = 'per_second'")
        let failure = #expect(throws: Failure.self) { try story.sign(held, by: .second) }
        #expect(failure?.code == .notAllowed)
        #expect(failure?.message.contains("is not reviewer or admin") == true)
        #expect(failure?.message.contains("1 countersignature by reviewer or admin") == true)
    }

    @Test func whoeverFedTheRunCannotSign() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        let question = try AskQuestion.run(
            story.world.runner(), runID: run.id, attempt: run.attempt,
            AskRequest(term: run.term, text: "Which?", options: []))
        _ = try AnswerQuestion.run(story.world.team(.reviewer), id: question.id, AnswerRequest(answer: "This"))
        let held = try story.ask(run)
        #expect(refusal { try story.sign(held, by: .reviewer) } == .conflictOfInterest)
        #expect(try story.sign(held, by: .second).state == .signed)
    }

    @Test func whoeverHasJustChangedThePolicyCannotSign() throws {
        let story = try ActionStory.make()
        var files = try World.smallTeamPolicy()
        files["README.md"] = "A second bundle."
        try story.world.enactSmallTeamPolicy(files)
        let held = try story.held()
        #expect(refusal { try story.sign(held, by: .admin) } == .conflictOfInterest)
        try story.world.tamper("UPDATE policy_bundles SET enacted_at = enacted_at - interval '14 days 1 minute'")
        #expect(try story.sign(held, by: .admin).state == .signed)
    }

    @Test func aPersonalTokenCannotSign() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let session = try story.world.context(.reviewer).person()
        let token = CallingPerson(
            id: session.id, login: session.login, isOperator: false, tokenID: "tok_x", isSession: false,
            scopes: session.scopes, teams: session.teams)
        let team = try Context(services: story.world.services, caller: .person(token)).team("north")
        let request = SignRequest(digest: held.digest, password: World.Login.reviewer.password)
        #expect(refusal { try SignAction.run(team, id: held.id, request) } == .notAllowed)
        #expect(refusal { try SignAction.run(story.world.runner(), id: held.id, request) } == .notHuman)
        // Saying no is cheap.
        #expect(try DenyAction.run(team, id: held.id, ReasonRequest(reason: "no")).state == .denied)
    }

    @Test func theyGiveTheirPasswordAgain() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let team = try story.world.team(.reviewer)
        func sign(_ password: String?) throws -> ActionView {
            try SignAction.run(team, id: held.id, SignRequest(digest: held.digest, password: password))
        }
        #expect(refusal { try sign(nil) } == .stepUpRequired)
        #expect(refusal { try sign("author-password") } == .wrongCredentials)
        #expect(try story.show(held).signOffs.isEmpty)
        #expect(try sign("reviewer-password").state == .signed)
        #expect(refusal { try sign("reviewer-password") } == .alreadyDecided)
    }

    @Test func theDigestThatWasShownIsTheOneThatIsSigned() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        #expect(refusal { try story.sign(held, digest: Digest.of("something else")) } == .stale)
        #expect(try story.show(held).state == .held)
    }

    @Test func aConfirmationIsForTheRequesterAndTakesNoPassword() throws {
        let story = try ActionStory.make()
        let run = try story.start("release-notes")
        let held = try story.ask(run, "notes.append", ["page": "releases", "text": "Notes done."])
        #expect(held.requirement == "1 confirmation by the requester or reviewer or admin")
        let signed = try SignAction.run(
            story.world.team(.author), id: held.id, SignRequest(digest: held.digest, password: nil))
        #expect(signed.state == .signed && signed.signOffs.map(\.tier) == ["confirmation"])
        try story.execute(held)
        #expect(story.executed("notes") == [held.canonical])
    }

    @Test func twoOfTwoSignAndEachOnce() throws {
        let story = try ActionStory.make(policy: ActionStory.twoSign)
        let held = try story.held()
        #expect(try story.sign(held, by: .reviewer).state == .held)
        #expect(refusal { try story.sign(held, by: .reviewer) } == .alreadyUsed)
        let rest = "2 countersignatures by reviewer or admin, not by the requester or a contributor (1 more)"
        #expect(try story.show(held).requirement == rest)
        #expect(try story.runs.events("action:\(held.id)").last == "sign_off_recorded")
        let signed = try story.sign(held, by: .second)
        #expect(signed.state == .signed && signed.signOffs.map(\.person) == ["reviewer", "second"])
    }

    @Test func manyWhoSignAtOnceMakeOneDecision() async throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let logins: [World.Login] = [.reviewer, .second, .admin]
        let results = await atOnce(logins.map { login in { try story.sign(held, by: login) } })
        #expect(results.filter { $0.code == nil }.count == 1)
        #expect(results.compactMap(\.code) == [.alreadyDecided, .alreadyDecided])
        #expect(try story.outcomes(held) == ["signed"])
    }

    @Test func whatWasDeniedNeedsSomebodyElsesYesWhenItIsAskedAgain() throws {
        let story = try ActionStory.make(policy: { files in
            files = files.mapValues {
                $0.replacing("    recipients: channel\n", with: "    recipients: channel\n    limit_per_run: 3\n")
            }
        })
        let run = try story.start()
        let first = try story.ask(run)
        try story.deny(first)
        let again = try story.ask(run, claim: "Please!")
        #expect(again.history.count == 1)
        #expect(again.history.first?.hasSuffix("denied by reviewer (denied_by): not now") == true)
        #expect(refusal { try story.sign(again) } == .conflictOfInterest)
        // They can say no again at once, so it waits for them as well; the requester has no part in it.
        for (login, waiting) in [(World.Login.reviewer, [again.id]), (.second, [again.id]), (.author, [])] {
            #expect(try ShowInbox.run(story.world.team(login)).actions.map(\.id) == waiting)
        }
        #expect(try story.sign(again, by: .second).state == .signed)
    }

    @Test func aPolicyThatForbidsItMeanwhileStopsTheSignature() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        var files = try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
        files["approvals.yaml", default: ""] += "\n  - {name: silence, effect: forbid, if: {action: team.notify}}\n"
        try story.world.enactSmallTeamPolicy(files)
        #expect(refusal { try story.sign(held) } == .actionDenied)
    }

    @Test func aRepeatedRequestGetsTheSameAnswer() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let request = SignRequest(digest: held.digest, password: World.Login.reviewer.password)
        let key = RepetitionKey(key: "k1", requestDigest: Digest.of("r"), repetition: .answered)
        let team = try story.world.context(.reviewer, repetition: key).team("north")
        let first = try SignAction.run(team, id: held.id, request)
        #expect(try wire(SignAction.run(team, id: held.id, request)) == wire(first))
    }

    @Test func othersSeeNothingOfIt() throws {
        let story = try ActionStory.make()
        let held = try story.held()
        let stranger = try story.world.team(.stranger)
        let words = "there is no action request \(held.id) here"
        func message(_ body: () throws -> ActionView) -> String? {
            #expect(throws: Failure.self) { try body() }?.message
        }
        #expect(message { try ShowAction.run(stranger, id: held.id) } == words)
        #expect(message { try story.sign(held, by: .stranger) } == words)
        #expect(message { try story.deny(held, by: .stranger) } == words)
        #expect(message { try ShowAction.ofRunner(story.world.runner("south"), id: held.id) } == words)
        let page = try PageRequest(limit: nil, cursor: nil, parts: ListActions.keyParts)
        #expect(try ListActions.run(stranger, page: page, state: nil).items.isEmpty)
        #expect(try ShowInbox.run(stranger).actions.isEmpty)
    }
}
