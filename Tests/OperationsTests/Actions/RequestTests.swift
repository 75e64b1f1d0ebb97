import API
import Domain
import Operations
import TestSupport
import Testing

/// What an agent may ask for, and what it is told.
@Suite struct RequestTests {
    @Test func whatPolicyPermitsIsCarriedOut() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        let action = try story.ask(run, "notes.append", ["page": "week-7", "text": "Recap done."])
        #expect(action.state == .allowed && action.requirement == nil && action.outcome == nil)
        #expect(action.reasons == ["notes-are-free (approvals.yaml:56): action is notes.append"])
        #expect(try story.runState(action) == .running)
        #expect(try BackgroundJobs.runDue(story.world.services) == 1)
        let done = try story.show(action)
        #expect(done.state == .executed && done.effect?.state == .finished)
        #expect(story.executed("notes") == [action.canonical])
    }

    @Test func whatPolicyHoldsWaitsForPeopleAndTheRunWithIt() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        let action = try story.ask(run, claim: "I have checked\u{202E} the numbers")
        #expect(action.state == .held && action.preview == "Send a notice to #growth" && action.target == "#growth")
        #expect(action.claim == "I have checked⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧ the numbers")
        #expect(
            action.requirement == "1 countersignature by reviewer or admin, not by the requester or a contributor")
        #expect(action.deadline.secondsSince1970 - action.requestedAt.secondsSince1970 == 600)
        #expect(action.requestedBy == "agent:\(run.id)/1")
        #expect(action.digest == Digest.of(action.canonical))
        #expect(try story.runState(action) == .awaitingInput)
        #expect(try story.runs.events("action:\(action.id)") == ["action_held"])
        #expect(story.executed("notices") == [])
        let ofRunner = try ShowAction.ofRunner(story.world.runner(), id: action.id)
        #expect(try wire(ofRunner) == wire(action))
    }

    @Test func theSignedBytesNameEverythingThatMatters() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        let first = try story.ask(run)
        let payload = try JSON(text: first.canonical)
        let members = try #require(payload.object)
        #expect(
            members.keys.sorted() == [
                "action", "arguments", "attempt", "class", "epoch", "expires_at", "nonce", "origin", "policy",
                "policy_in_force", "purpose", "requested_by", "run", "target", "team", "term",
            ])
        #expect(payload["team"] == .string(World.northID) && payload["run"] == .string(run.id))
        #expect(payload["term"] == .integer(run.term) && payload["arguments"] == ActionStory.notice)
        #expect(payload["expires_at"] == .string(first.deadline.description))
        #expect(payload.canonical == first.canonical)
    }

    @Test func whatPolicyForbidsIsDeniedWithTheLine() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        let action = try story.ask(run, "team.notify", ["channel": "#all-hands", "text": "Hello"])
        #expect(action.state == .denied && action.outcome == "policy")
        #expect(action.reasons.first?.hasPrefix("no-notice-to-everybody (approvals.yaml:") == true)
        #expect(action.outcomeReason == action.reasons.joined(separator: "; "))
        #expect(try story.runState(action) == .running)
        #expect(try story.runs.events("action:\(action.id)") == ["action_denied"])
    }

    /// What is signed and done is what was asked for, digit by digit.
    @Test func aNumberThatWouldLoseDigitsIsRefused() throws {
        let story = try ActionStory.make(policy: { files in
            let text = "text: {type: string, minLength: 1, maxLength: 2000}"
            files["actions.yaml"] = files["actions.yaml"]?.replacing(text, with: "text: {type: number}")
            files = files.filter { !$0.key.hasPrefix("cases/") }
        })
        let run = try story.start()
        #expect(
            refusal { try story.ask(run, "team.notify", ["channel": "#growth", "text": .number(1e17)]) }
                == .invalidInput)
        #expect(try story.ask(run, "team.notify", ["channel": "#growth", "text": 7.5]).state == .held)
    }

    private static let wrong: [(action: String, arguments: JSON, code: FailureCode)] = [
        ("team.shout", ActionStory.notice, .actionUnknown),
        ("git.release", ["repository": "/srv/app.git", "branch": "x"], .actionDenied),
        ("team.notify", ["channel": "#growth"], .invalidInput),
        ("team.notify", ["channel": "#growth", "text": "x", "cc": "y"], .invalidInput),
        ("team.notify", ["channel": "#growth", "text": 7], .invalidInput),
        ("team.notify", "#growth", .invalidInput),
        ("team.notify", ["channel": "#growth", "text": "a\u{202E}b"], .bidiControl),
        ("team.notify", ["channel": "#growth", "text": "a\u{200B}b"], .hiddenText),
        ("team.notify", ["channel": "#growth", "text": "a\u{0000}b"], .hiddenText),
        ("team.notify", ["channel": "#growth", "text": "a", "b\u{200B}": "c"], .hiddenText),
        ("team.notify", ["channel": "#gr\u{043E}wth", "text": "a"], .confusable),
    ]

    @Test(arguments: wrong)
    func whatIsWrongIsRefusedBeforeAnybodySeesIt(action: String, arguments: JSON, code: FailureCode) throws {
        let story = try ActionStory.make()
        let run = try story.start()
        #expect(refusal { try story.ask(run, action, arguments) } == code)
        let page = try PageRequest(limit: nil, cursor: nil, parts: ListActions.keyParts)
        #expect(try ListActions.run(story.world.team(.author), page: page, state: nil).items.isEmpty)
        #expect(try story.runs.show(run.id).summary.state == .running)
    }

    @Test func emojiAndNamesOfOneScriptMayBeSaid() throws {
        let story = try ActionStory.make()
        let text = "Готово 👩‍💻 Ελλάδα done"
        let action = try story.ask(try story.start(), "team.notify", ["channel": "#growth", "text": .string(text)])
        #expect(action.state == .held && action.arguments["text"] == .string(text))
    }

    @Test func anActionThatNobodyCanCarryOutIsDenied() throws {
        let story = try ActionStory.make(policy: { files in
            files = files.mapValues { $0.replacing("executor: notify", with: "executor: pigeon") }
        })
        let action = try story.held()
        #expect(action.state == .denied && action.outcome == "policy")
        #expect(action.reasons.first?.hasSuffix("this server has no executor pigeon for team.notify") == true)
    }

    @Test func anAgentCannotExportAnOutputThatNobodyHasApproved() throws {
        let story = try ActionStory.make()
        let run = try story.start("release-notes")
        let action = try story.ask(run, "git.release", ["repository": "/srv/app.git", "branch": "x"])
        #expect(action.state == .denied)
        #expect(action.reasons.first?.contains("git-branch carries out an approved output") == true)
    }

    /// What never happened may be asked again by the next attempt; what did happen is told to it, and counts.
    @Test func whatEndedWithItsAttemptIsAskedAgain() throws {
        let story = try ActionStory.make()
        func refuse(_ run: ClaimedRun) throws -> ClaimedRun {
            try FailAttempt.run(
                story.world.runner(), runID: run.id, attempt: run.attempt,
                FailRequest(term: run.term, reason: "flaw", isOutputRefused: true))
            return try #require(try story.runs.claim())
        }
        let first = try story.start()
        let held = try story.ask(first)
        let second = try refuse(first)
        #expect(try story.show(held).state == .denied && second.revisionReason?.contains("carried out") == false)
        let again = try story.ask(second)
        #expect(again.state == .held && again.target == held.target)
        try story.sign(again)
        try story.execute(again)
        let third = try refuse(second)
        let told = "; carried out by then, so do not ask for it again: team.notify to \(again.target) (\(again.id))"
        #expect(third.revisionReason?.hasSuffix(told) == true)
        let denied = try story.ask(third)
        #expect(denied.state == .denied && denied.reasons.first?.hasPrefix("limit_per_run") == true)
    }

    @Test func aRunAsksOnlySoOften() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        let note: JSON = ["page": "week-7", "text": "Recap done."]
        for _ in 0..<5 { #expect(try story.ask(run, "notes.append", note).state == .allowed) }
        let sixth = try story.ask(run, "notes.append", note)
        #expect(sixth.state == .denied && sixth.reasons.first?.hasPrefix("limit_per_run") == true)
        #expect(sixth.history.count == 5)
        for _ in 6..<100 { #expect(try story.ask(run, "notes.append", note).state == .denied) }
        #expect(refusal { try story.ask(run, "notes.append", note) } == .requestLimit)
    }

    @Test func onlyTheRunnerThatHoldsTheRunMayAsk() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        #expect(refusal { try story.ask(run, term: run.term + 1) } == .leaseLost)
        let request = ActRequest(term: run.term, action: "team.notify", arguments: ActionStory.notice, claim: "")
        let foreign = refusal {
            try RequestAction.run(story.world.runner("south"), runID: run.id, attempt: 1, request)
        }
        #expect(foreign == .notFound)
        let person = refusal { try RequestAction.run(story.world.team(.author), runID: run.id, attempt: 1, request) }
        #expect(person == .notAllowed)
        try story.runs.letLeasePass(run.id)
        #expect(refusal { try story.ask(run) } == .leaseLost)
    }

    /// The record names the rules and their lines, and holds the digest of exactly the sentences that people are shown:
    /// whoever tells another story later is found out, and what the arguments said can still be erased.
    @Test(arguments: [
        ("notes.append", ["page": "week-7", "text": "Recap done."] as JSON, "action_allowed"),
        ("team.notify", ActionStory.notice, "action_held"),
        ("team.notify", ["channel": "#general", "text": "Hello."] as JSON, "action_denied"),
    ])
    func theRecordHoldsTheSentencesThatPeopleAreShown(action: String, arguments: JSON, event: String) throws {
        let story = try ActionStory.make()
        let asked = try story.ask(try story.start(), action, arguments)
        let data = try #require(try story.world.lastEvent(event)?["data"])
        let explained = try ExplainPolicy.run(
            story.world.team(.reviewer), PolicyExplainRequest(request: asked.id)
        ).items.first
        let missing = explained?.missing ?? []
        #expect(explained?.reasons == asked.reasons && missing.joined(separator: "; ") == asked.requirement ?? "")
        #expect(
            data["reasons_digest"]
                == .string(Digest.of(JSON.array(asked.reasons.map(JSON.string)).canonical).description))
        #expect(data["missing"] == .array(missing.map(JSON.string)))
        let rules = (data["rules"]?.array ?? []).compactMap(\.string)
        #expect(rules.count == asked.reasons.count && !rules.isEmpty)
        #expect(zip(asked.reasons, rules).allSatisfy { reason, rule in reason.hasPrefix("\(rule): ") })
        #expect(rules.allSatisfy { $0.contains(".yaml:") })
        #expect(!data.canonical.contains("#general"), "no content")
    }

    @Test func theStricterOfTheRunsPolicyAndTheOneInForceDecides() throws {
        let story = try ActionStory.make()
        let run = try story.start()
        var files = try World.smallTeamPolicy()
        files["approvals.yaml", default: ""] += """

              - name: no-notes-today
                effect: forbid
                if: {action: notes.append}
            """
        files = files.filter { !$0.key.hasPrefix("cases/") }
        try story.world.enactSmallTeamPolicy(files)
        let denied = try story.ask(run, "notes.append", ["page": "week-7", "text": "Recap done."])
        #expect(denied.state == .denied)
        #expect(denied.reasons == ["no-notes-today (approvals.yaml:81, policy 2): action is notes.append"])
        files = files.mapValues { $0.replacing("name: team.notify", with: "name: team.tell") }
            .mapValues { $0.replacing("action: team.notify", with: "action: team.tell") }
            .mapValues { $0.replacing("actions: [team.notify", with: "actions: [team.tell") }
        try story.world.enactSmallTeamPolicy(files)
        let gone = try story.ask(run)
        #expect(gone.reasons == ["default_deny (policy 3): there is no action team.notify in this bundle"])
    }
}
