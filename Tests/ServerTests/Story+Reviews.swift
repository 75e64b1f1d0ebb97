import API
import Domain
import Platform
import TestSupport
import Testing

/// Two rounds of review, the release of what came of it, and its record.
extension Story {
    func quotation(_ chunk: Int64, line: Int64, _ words: String) -> JSON {
        [
            "chunk": .integer(chunk), "startLine": .integer(line), "endLine": .integer(line),
            "quotation": .string(words),
        ]
    }

    func findReview() throws {
        let inbox = try journey.call(reviewer, Endpoints.inboxShow.shape, here(), as: "reviewer")
        things["review"] = try inbox.text("reviews.0.id")
    }

    func verdict(_ verdict: String, _ more: [String: JSON] = [:]) -> JSON {
        .object(more.merging(["verdict": .string(verdict), "contentDigest": .string(contentDigest)]) { $1 })
    }

    /// Reads every part, as slowly as a person does: the time is moved, not waited for.
    func read() throws {
        let review = try journey.call(reviewer, Endpoints.reviewShow.shape, here())
        for index in review.json["chunks"]?.array?.indices ?? 0..<0 {
            let part = here(["chunk": String(index)])
            let served = try journey.call(reviewer, Endpoints.reviewServe.shape, part)
            try journey.service.world.tamper(
                """
                UPDATE attention_clocks SET credited_until = credited_until - interval '60 seconds'
                WHERE person_id = '\(persons["reviewer"] ?? "")'
                """)
            try journey.call(
                reviewer, Endpoints.reviewAcknowledge.shape, part,
                body: ["receipt": .string(try served.text("receipt"))])
        }
        try journey.call(reviewer, Endpoints.reviewPause.shape, here())
    }

    func answers() throws {
        let shape = Endpoints.reviewAnswer.shape
        try journey.refused(
            reviewer, shape, here(["criterion": "accounted"]),
            body: ["answer": "pass", "anchor": quotation(0, line: 3, "The range holds 13 commits")],
            code: "anchor_not_found")
        for (criterion, place) in [
            ("accounted", quotation(0, line: 3, "The range holds 12 commits")),
            ("breaking", quotation(3, line: 15, "A timeout is told with its true reason")),
        ] {
            try journey.call(
                reviewer, shape, here(["criterion": criterion]),
                body: ["answer": "pass", "anchor": place, "reason": .string(say("Counted"))])
        }
    }

    func changesAreWanted() throws {
        try findReview()
        let shape = Endpoints.reviewVerdict.shape
        try journey.refused(
            author, Endpoints.outputDefect.shape, here(), body: ["reason": "Too early"], code: "wrong_state")
        try journey.refused(reviewer, shape, here(), body: verdict("approve"), code: "coverage_incomplete")
        try journey.refused(
            reviewer, shape, here(),
            body: ["verdict": "approve", "contentDigest": .string(Digest.of("another").description)], code: "stale",
            as: "stale")
        try read()
        try answers()
        things["finding"] = try journey.call(
            reviewer, Endpoints.reviewFind.shape, here(),
            body: [
                "text": .string(say("Say which password")), "cause": "agent", "isBlocking": true,
                "criterion": "breaking", "anchor": quotation(1, line: 7, "asks for a password"),
            ]
        ).text("id")
        try journey.refused(reviewer, Endpoints.findingClose.shape, here(), code: "wrong_state")
        try journey.refused(reviewer, shape, here(), body: verdict("approve"), code: "finding_open", as: "open-finding")
        try journey.call(
            reviewer, shape, here(),
            body: verdict(
                "changes",
                [
                    "reason": .string(say("The password is not named")), "cause": "template",
                    "anchor": quotation(1, line: 7, "asks for a password"),
                ]))
        try answerFinding()
    }

    /// What lies in the template is answered by its next version, once somebody publishes it.
    private func answerFinding() throws {
        let shape = Endpoints.templateFindings.shape
        let finding = try journey.call(reviewer, shape, here(), query: "?open=true").text("items.0.id")
        try journey.refused(author, shape, here(), query: "?cause=agent", code: "bad_request")
        var push = try push { lines in lines = lines.map { $0.replacing("Breaking", with: "Whatever is breaking") } }
        guard case .object(var fields) = push else { return }
        fields["answers"] = [.string(finding)]
        push = .object(fields)
        try journey.call(author, Endpoints.templatePush.shape, ["team": team], body: push, as: "answers")
    }

    func secondAttempt() throws {
        try journey.refused(
            author, Endpoints.outputRelease.shape, here(), body: branch(), code: "not_approved")
        try journey.call(
            author, Endpoints.runRevise.shape, here(), body: ["reason": .string(say("Name the password"))])
        try claim()
        try frames([say("Once more")])
        try submit(Self.notes.replacing("a password", with: "the password of the registry") + say("- Done.") + "\n")
    }

    func approval() throws {
        try findReview()
        try journey.call(author, Endpoints.reviewRequest.shape, here())
        try read()
        try answers()
        try journey.call(reviewer, Endpoints.findingClose.shape, here())
        try journey.call(reviewer, Endpoints.reviewVerdict.shape, here(), body: verdict("approve"))
        try journey.refused(author, Endpoints.reviewRequest.shape, here(), code: "wrong_state")
        try journey.refused(
            reviewer, Endpoints.reviewVerdict.shape, here(), body: verdict("approve"), code: "wrong_state",
            as: "second")
        try defects()
        try journey.call(author, Endpoints.templateStats.shape, here(), query: "?by=model")
        try journey.refused(
            author, Endpoints.templateStats.shape, here(), query: "?by=person", code: "bad_request")
        try journey.call(author, Endpoints.insightsLibrary.shape, here())
        try journey.call(author, Endpoints.runnerList.shape, here())
        try journey.call(author, Endpoints.outputList.shape, here())
        try journey.call(author, Endpoints.outputShow.shape, here())
        try journey.call(
            author, Endpoints.outputFile.shape, here(["version": "2"]), query: "?path=\(outputPath)")
        try journey.call(author, Endpoints.outputDiff.shape, here(), query: "?from=1&to=2")
    }

    /// What others report is confirmed or dismissed; what is one's own is taken back.
    private func defects() throws {
        func report(_ words: String) throws {
            things["defect"] = try journey.call(
                author, Endpoints.outputDefect.shape, here(),
                body: ["reason": .string(say(words)), "criterion": "breaking"]
            ).text("id")
        }
        try report("It is another password")
        let (confirm, dismiss, withdraw) = (
            Endpoints.defectConfirm.shape, Endpoints.defectDismiss.shape, Endpoints.defectWithdraw.shape
        )
        let reason: JSON = ["reason": .string(say("I have looked"))]
        try journey.call(lead, Endpoints.inboxShow.shape, here(), as: "judge")
        try journey.refused(author, confirm, here(), code: "not_allowed")
        try journey.refused(reviewer, dismiss, here(), body: reason, code: "conflict_of_interest")
        try journey.refused(lead, withdraw, here(), body: reason, code: "not_allowed")
        try journey.call(lead, confirm, here())
        try report("It is no password")
        try journey.call(lead, dismiss, here(), body: reason)
        try report("It is a long password")
        try journey.call(author, withdraw, here(), body: reason)
    }

    func branch(_ branch: String = "release/1.4") -> JSON {
        [
            "action": "git.release",
            "arguments": [
                "repository": .string("/srv/" + name("app") + ".git"), "branch": .string(name(branch)),
                "message": .string(say("Notes for 1.4")),
            ],
        ]
    }

    func release() throws {
        let held = try journey.call(author, Endpoints.outputRelease.shape, here(), body: branch())
        things["action"] = try held.text("id")
        things["release"] = things["action"]
        let digest = JSON.string(try held.text("digest"))
        try journey.call(lead, Endpoints.inboxShow.shape, here(), as: "signer")
        try journey.call(lead, Endpoints.actionList.shape, here(), query: "?limit=1")
        try journey.call(lead, Endpoints.actionShow.shape, here())
        let shape = Endpoints.actionSign.shape
        try journey.refused(lead, shape, here(), body: ["digest": digest], code: "step_up_required")
        try journey.refused(
            author, shape, here(), body: ["digest": digest, "password": "a longer password"],
            code: "conflict_of_interest", as: "by-requester")
        // Before anything can happen by itself.
        try record()
        try journey.call(lead, shape, here(), body: ["digest": digest, "password": "lead-password"])
        try journey.call(author, Endpoints.runShow.shape, here())
        try journey.call(author, Endpoints.runLog.shape, here(["attempt": "1"]), query: "?attempt=1")
    }

    func otherRuns() throws {
        let done = things
        try begin()
        try journey.call(
            runner, Endpoints.runnerFail.shape, here(),
            body: term(
                nil,
                [
                    "reason": .string(say("No such range")), "harness": .string(say("writer 0.86")),
                    "claimed": ["model": .string(say("m-1")), "turns": 2],
                ]))
        try journey.call(author, Endpoints.runArchive.shape, here())
        things["run"] = try journey.call(
            author, Endpoints.runDispatch.shape, here(), body: dispatch()
        ).text("summary.id")
        try journey.call(
            author, Endpoints.runCancel.shape, here(), body: ["reason": .string(say("Not needed"))])
        try journey.refused(
            author, Endpoints.runCancel.shape, here(), body: ["reason": "again"], code: "wrong_state")
        things.merge(done) { $1 }
        try journey.call(author, Endpoints.runList.shape, here(), query: "?limit=2")
    }

    func record() throws {
        try journey.call(author, Endpoints.auditList.shape, here(), query: "?limit=5")
        try journey.refused(
            author, Endpoints.auditList.shape, here(), query: "?limit=0", code: "bad_request")
        try journey.call(author, Endpoints.auditExport.shape, here())
    }
}
