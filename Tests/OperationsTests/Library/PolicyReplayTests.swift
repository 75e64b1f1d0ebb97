import API
import Decisions
import Domain
import Operations
import TestSupport
import Testing

/// Replay and explain, on requests and runs that were really made.
@Suite struct PolicyReplayTests {
    private let story: ActionStory
    private let reviewer: TeamContext

    init() throws {
        story = try ActionStory.make()
        reviewer = try story.world.team(.reviewer)
    }

    private func files(_ old: String, _ new: String, in file: String = "approvals.yaml") throws -> [String: String] {
        var files = try World.smallTeamPolicy().filter { !$0.key.hasPrefix("cases/") }
        let text = try #require(files[file])
        files[file] = text.replacing(old, with: new)
        #expect(files[file] != text)
        return files
    }

    private func replay(_ files: [String: String], days: Int = 7) throws -> PolicyReplayView {
        try ReplayPolicy.run(reviewer, PolicyReplayRequest(files: files, days: days))
    }

    @Test func thePolicyInForceChangesNothing() throws {
        let run = try story.start()
        _ = try story.ask(run, "notes.append", ["page": "week-7", "text": "Recap done."])
        _ = try story.ask(run)
        let same = try replay(World.smallTeamPolicy())
        #expect(same.requests == 2 && same.runs == 1 && !same.isTruncated)
        #expect(same.changed.isEmpty && same.withoutSigner.isEmpty && same.refusedRuns.isEmpty)
        #expect(same.overCapacity.isEmpty)
        try story.world.tamper("UPDATE action_requests SET requested_at = requested_at - interval '8 days'")
        #expect(try replay(World.smallTeamPolicy()).requests == 0)
        #expect(try replay(World.smallTeamPolicy(), days: 9).requests == 2)
        #expect(refusal { try replay(World.smallTeamPolicy(), days: 0) } == .invalidInput)
        #expect(refusal { try replay([:]) } == .invalidBundle)
    }

    /// What the server says, it would have said to any policy's answer.
    @Test func whatTheServerItselfDeniedIsNoDifference() throws {
        let bare = try ActionStory.make(policy: { files in
            files = files.mapValues { $0.replacing("executor: notes", with: "executor: paper") }
        })
        let policy = try ShowPolicy.run(bare.world.team(.admin)).files
        func replay(_ edit: (String) -> String = { $0 }) throws -> PolicyReplayView {
            try ReplayPolicy.run(
                bare.world.team(.reviewer), PolicyReplayRequest(files: policy.mapValues(edit), days: 7))
        }
        let note: JSON = ["page": "week-7", "text": "Recap done."]
        let run = try bare.start()
        let unable = try bare.ask(run, "notes.append", note)
        #expect(unable.reasons.first?.hasPrefix("executor (actions.yaml:") == true)
        let early = try bare.ask(
            try bare.start("release-notes"), "git.release", ["repository": "/srv/app", "branch": "release/1"])
        #expect(early.reasons.first?.hasPrefix("executor (actions.yaml:") == true, "nothing is approved yet")
        _ = try bare.runs.dispatch(
            DispatchRequest(template: "performance-recap", inputs: ["repository": "/srv/app"], files: [], trial: true))
        let trial = try bare.ask(try #require(try bare.runs.claim()))
        #expect(trial.reasons.first?.hasPrefix("trial") == true)
        let same = try replay()
        #expect(same.requests == 3 && same.changed.isEmpty && same.withoutSigner.isEmpty)
        // What another executor would have said is asked.
        let other = try replay { $0.replacing("executor: paper", with: "executor: notes") }
        #expect(other.changed.map { "\($0.request) \($0.before) \($0.after)" } == ["\(unable.id) deny allow"])
    }

    /// However long the run has worked since.
    @Test func theBudgetIsWhatWasSpentThen() throws {
        let bare = try ActionStory.make { files in
            files = files.filter { !$0.key.hasPrefix("cases/") }
            files["use-cases.yaml"] = files["use-cases.yaml"]?.replacing("level: draft", with: "level: write")
            files["approvals.yaml"]? += """

                  - {name: nothing-over-budget, effect: forbid, if: {budget: {above: 100}, action: notes.append}}

                """
        }
        try bare.runs.publish { files in
            files["task.yaml"] = files["task.yaml"]?.replacing(
                "actions: [git.release]", with: "actions: [notes.append]")
            files["task.yaml"]? += "budget: {minutes: 30}\n"
        }
        let note: JSON = ["page": "week-7", "text": "Recap done."]
        let run = try bare.start("release-notes")
        let early = try bare.ask(run, "notes.append", note)
        try bare.world.tamper("UPDATE action_requests SET requested_at = requested_at - interval '1 hour'")
        try bare.world.tamper("UPDATE attempts SET claimed_at = claimed_at - interval '1 hour'")
        let late = try bare.ask(run, "notes.append", note)
        #expect(late.reasons.first?.hasPrefix("nothing-over-budget") == true)
        let team = try bare.world.team(.admin)
        let policy = try ShowPolicy.run(team).files
        let same = try ReplayPolicy.run(team, PolicyReplayRequest(files: policy, days: 7))
        #expect(early.state != .denied && same.requests == 2 && same.changed.isEmpty, "\(same.changed)")
    }

    /// A milder policy helps no request of a run that has begun under a stricter one.
    @Test func whatThePinnedPolicyDeniesStaysDenied() throws {
        let run = try story.start()
        let everybody = try story.ask(run, "team.notify", ["channel": "#all-hands", "text": "Hello"])
        let milder = try replay(files("\"#all*\"", "\"#nowhere\""))
        #expect(milder.changed.map { "\($0.request) \($0.before) \($0.after)" } == ["\(everybody.id) deny hold"])
        #expect(milder.changed.map(\.deniedBy) == [1])
        let other = try story.held()
        let stricter = try replay(files("\"#all*\"", "\"#all*\", \"#growth\""))
        #expect(stricter.changed.map(\.request) == [other.id] && stricter.changed.map(\.deniedBy) == [nil])
    }

    @Test func whatWouldHaveBeenAnsweredOtherwise() throws {
        let run = try story.start()
        let note = try story.ask(run, "notes.append", ["page": "week-7", "text": "Recap done."])
        let notice = try story.ask(run)
        let denied = try replay(
            files("  - name: notes-are-free\n    effect: permit", "  - name: no-notes\n    effect: forbid"))
        #expect(denied.changed.map(\.request) == [note.id] && denied.changed.map(\.run) == [run.id])
        #expect(denied.changed.map { "\($0.before) \($0.after)" } == ["allow deny"])
        #expect(denied.changed.first?.reasons.first?.hasPrefix("no-notes (approvals.yaml:") == true)
        // Nobody is called so: held, and nobody could sign.
        let unsigned = try replay(
            files(
                "action: team.notify\n    sign_off: countersignature\n    requires:\n      roles: [reviewer, admin]",
                "action: team.notify\n    sign_off: countersignature\n    requires:\n      people: [nobody-here]"))
        #expect(unsigned.withoutSigner.map(\.request) == [notice.id])
        #expect(
            unsigned.withoutSigner.first?.reasons == [
                "1 countersignature by @nobody-here, not by the requester or a contributor"
            ])
        #expect(unsigned.changed.map { "\($0.before) \($0.after)" } == ["hold hold"])
        #expect(
            unsigned.changed.first?.reasons.prefix(2) == [
                "needed 1 countersignature by reviewer or admin, not by the requester or a contributor",
                "would need 1 countersignature by @nobody-here, not by the requester or a contributor",
            ])
        let gone = try replay(
            files("name: notes.append", "name: notes.add", in: "actions.yaml").mapValues {
                $0.replacing("notes.append", with: "notes.add")
            })
        #expect(gone.changed.map(\.reasons) == [["default_deny: there is no action notes.append in this bundle"]])
        let refused = try replay(
            files("templates: [performance-recap]", "templates: [weekly-recap]", in: "use-cases.yaml"))
        #expect(refused.refusedRuns.map(\.run) == [run.id])
        #expect(refused.refusedRuns.map(\.code) == ["use_case_forbids"])
        #expect(
            refused.refusedRuns.first?.reasons.first?.hasSuffix(" does not admit the template performance-recap")
                == true)
    }

    /// Nobody is limited in how many actions they confirm or sign.
    @Test func actionsFillNobodysDesk() throws {
        for _ in 0..<ReviewLoad.openLimit * 3 + 1 { _ = try story.held() }
        let three = try files(
            "action: team.notify\n    sign_off: countersignature\n    requires:\n      roles: [reviewer, admin]",
            "action: team.notify\n    sign_off: countersignature\n    requires:\n      count: 3\n"
                + "      roles: [reviewer, admin]")
        let same = try replay(three)
        #expect(same.requests == 16 && same.withoutSigner.isEmpty && same.overCapacity.isEmpty)
    }

    @Test func aRequestIsExplainedByBothPolicies() throws {
        let run = try story.start()
        let note = try story.ask(run, "notes.append", ["page": "week-7", "text": "Recap done."])
        func explain(_ files: [String: String]? = nil) throws -> [PolicyExplanationView] {
            try ExplainPolicy.run(reviewer, PolicyExplainRequest(request: note.id, files: files)).items
        }
        let then = "(facts of then, people of now)"
        let one = try explain()
        #expect(
            one.map(\.subject) == [
                "\(note.id), as it was answered", "\(note.id) by policy 1, which its run pinned \(then)",
            ])
        #expect(one.map(\.outcome) == ["allow", "allow"] && one.map(\.reasons) == [note.reasons, note.reasons])
        let rules = try #require(one.last?.rules)
        #expect(rules.filter { $0.truth == "held" }.map(\.rule) == ["notes-are-free"])
        #expect(rules.allSatisfy { $0.place?.hasPrefix("approvals.yaml:") == true && !$0.lines.isEmpty })
        let forbidden = try files(
            "  - name: notes-are-free\n    effect: permit", "  - name: no-notes\n    effect: forbid")
        #expect(
            try explain(forbidden).map { "\($0.subject) \($0.outcome)" } == [
                "\(note.id) by the bundle given \(then) deny"
            ])
        try story.world.enactSmallTeamPolicy(forbidden)
        let two = try explain()
        #expect(two.map(\.outcome) == ["allow", "allow", "deny"])
        #expect(two.last?.subject == "\(note.id) by policy 2, which is in force \(then)")
        #expect(
            refusal { try ExplainPolicy.run(reviewer, PolicyExplainRequest(request: note.id, name: "note")) }
                == .badRequest)
        #expect(
            refusal {
                try ExplainPolicy.run(story.world.team(.stranger), PolicyExplainRequest(request: note.id))
            } == .notFound)
    }

    /// What was answered is half of it: what became of the request stands with it.
    @Test func whatBecameOfARequestIsTold() throws {
        func fate(_ action: ActionView) throws -> [String]? {
            try ExplainPolicy.run(reviewer, PolicyExplainRequest(request: action.id)).items.first?.became
        }
        let open = try story.held()
        #expect(try fate(open) == [])
        let signed = try story.sign(open)
        let at = try #require(signed.signOffs.first?.signedAt)
        let yes = "signed by reviewer (countersignature) at \(at.minute)"
        #expect(try fate(open) == [yes, "waits to be executed"])
        try story.execute(open)
        let effect = try #require(try story.show(open).effect)
        #expect(
            try fate(open) == [
                yes,
                "executed by notify, started \(effect.startedAt.minute), "
                    + "ended \(try #require(effect.finishedAt).minute)",
            ])
        let denied = try story.deny(try story.held())
        #expect(try fate(denied)?.map { $0.hasPrefix("denied by reviewer (denied_by) at ") } == [true])
        #expect(try fate(denied)?.first?.hasSuffix(": not now") == true)
        let late = try story.held()
        try story.world.tamper(
            "UPDATE action_requests SET deadline = now() - interval '1 minute' WHERE id = '\(late.id)'")
        #expect(try fate(late)?.map { $0.hasPrefix("denied (timed_out) at ") } == [true])
        // Policy's own answer is the explanation, not what became of it.
        let free = try story.ask(try story.start(), "notes.append", ["page": "week-7", "text": "Recap done."])
        #expect(try fate(free) == [])
        let everybody: JSON = ["channel": "#all-hands", "text": "Three metrics are off pace."]
        #expect(try fate(story.ask(try story.start(), "team.notify", everybody)) == [])
        let asked = try ExplainPolicy.run(reviewer, PolicyExplainRequest(name: "a note is free")).items
        #expect(asked.map(\.became) == [nil])
    }

    /// Use case by use case what held and what did not, and who could review.
    @Test func aDispatchIsExplainedBoundByBound() throws {
        func explain(_ facts: String) throws -> PolicyExplanationView {
            try #require(
                try ExplainPolicy.run(reviewer, PolicyExplainRequest(facts: facts, source: "mine")).items.first)
        }
        let refused = try explain(
            """
            given: {template: release-notes, use_case: release-notes, risk: sensitive,
              outputs: [{path: release-notes.md, kind: document}], people: [{login: rita, roles: [reviewer]}]}
            when: {dispatch: {actions: [git.release, team.notify], tools: [Bash]}}
            """)
        #expect(refused.subject == "the facts as stated" && refused.outcome == "refused")
        let named = try #require(refused.rules.first { $0.rule == "release-notes" })
        #expect(named.effect == "use_case" && named.truth == "not_held")
        #expect(named.place?.hasPrefix("use-cases.yaml:") == true)
        #expect(
            named.lines == [
                "+ the template names release-notes",
                "+ template: use case release-notes admits the template release-notes",
                "+ mode: release-notes allows cowork, dispatch; this is dispatch",
                "- risk: release-notes goes up to shared; this is sensitive",
                "+ kind: release-notes allows document; this makes document",
                "+ level: release-notes goes up to draft; this takes draft",
                "- tool: release-notes does not allow Bash",
                "+ action: release-notes allows git.release", "- action: release-notes does not allow team.notify",
            ])
        let other = try #require(refused.rules.first { $0.rule == "meeting-notes" })
        #expect(other.truth == "not_held" && other.lines.first == "- the template names release-notes")
        let review = try #require(refused.rules.last)
        #expect(review.rule == "review_pool" && review.effect == "review" && review.place == nil)
        #expect(
            review.lines == [
                "- 2 approvals at risk sensitive: rita could review",
                "+ OWNERS:4: 1 approval by @@reviewer for release-notes.md: rita could",
            ])
        let admitted = try explain(
            """
            given: {template: release-notes, use_case: release-notes, risk: shared}
            when: {dispatch: {}}
            """)
        #expect(admitted.rules.filter { $0.truth == "held" }.map(\.rule) == ["release-notes"])
        #expect(admitted.rules.allSatisfy { $0.effect == "use_case" }, "nothing is made, so nobody reviews")
        #expect(
            refusal { try ExplainPolicy.run(reviewer, PolicyExplainRequest(cases: "a", facts: "b")) } == .badRequest)
        let wrong = #expect(throws: Failure.self) { try explain("given: {}\nwhen: {dispatc: {}}") }
        #expect(wrong?.code == .invalidInput && wrong?.message.hasPrefix("mine:2:") == true)
    }
}
