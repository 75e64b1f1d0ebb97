import API
import Domain
import Platform
import TestSupport
import Testing

/// What the agent does, and what people do meanwhile.
extension Story {
    func dispatch(_ inputs: JSON? = nil, template: String = "release-notes") -> JSON {
        var files: [JSON] = []
        if let digest = things["digest"] {
            files = [["name": .string(name("commits") + ".txt"), "digest": .string(digest)]]
        }
        return [
            "template": .string(template), "inputs": inputs ?? ["repository": .string("/srv/" + name("app") + ".git")],
            "files": .array(files), "title": .string(say("Notes for 1.4")),
            "project": things["project"].map(JSON.string) ?? .null,
        ]
    }

    func upload(_ text: String, _ wire: Wire, _ shape: EndpointShape) throws -> String {
        let bytes = Array(text.utf8)
        let digest = Digest.of(bytes).description
        try journey.call(wire, shape, here(["digest": digest]), bytes: bytes)
        return digest
    }

    func firstAttempt() throws {
        things["digest"] = try upload(
            say("a1b2c3d Ask for the password") + "\n", author, Endpoints.artifactPut.shape)
        try journey.call(author, Endpoints.artifactGet.shape, here())
        let shape = Endpoints.runDispatch.shape
        try journey.refused(
            author, shape, here(), body: dispatch(["repository": "", "branch": 1]), code: "invalid_input")
        things["run"] = try journey.call(author, shape, here(), body: dispatch()).text("summary.id")
        try journey.call(author, Endpoints.runBrief.shape, here())
        try claim()
        try journey.call(runner, Endpoints.runnerHeartbeat.shape, here(), body: term())
        try journey.refused(runner, Endpoints.runnerHeartbeat.shape, here(), body: term(7), code: "lease_lost")
        try journey.call(runner, Endpoints.runnerArtifactGet.shape, here())
        try frames([say("Reading the history"), say("12 commits")])
        try question()
        try notebook()
        try submit(Self.notes)
    }

    /// One more run, which the runner works on.
    func begin() throws {
        things["run"] = try journey.call(
            author, Endpoints.runDispatch.shape, here(), body: dispatch()
        ).text("summary.id")
        try claim()
    }

    func claim() throws {
        let claimed = try journey.call(
            runner, Endpoints.runnerClaim.shape, body: ["host": .string(name("host") + ".local"), "labels": ["git"]])
        #expect(try claimed.text("run.id") == of("run"))
        things["attempt"] = claimed.json["run"]?["attempt"]?.integer.map(String.init)
        currentTerm = claimed.json["run"]?["term"]?.integer ?? 0
        (frameCount, frameHead) = (0, FrameChain.start)
    }

    func term(_ term: Int64? = nil, _ more: [String: JSON] = [:]) -> JSON {
        .object(more.merging(["term": .integer(term ?? currentTerm)]) { $1 })
    }

    func frames(_ bodies: [String]) throws {
        let frames = bodies.map { body -> JSON in
            frameCount += 1
            frameHead = FrameChain.next(after: frameHead, sequence: frameCount, kind: "output", body: body)
            return [
                "sequence": .integer(frameCount), "kind": "output", "body": .string(body),
                "digest": .string(frameHead.description),
            ]
        }
        try journey.call(
            runner, Endpoints.runnerFrames.shape, here(), body: term(nil, ["frames": .array(frames)]))
    }

    func question() throws {
        things["question"] = try journey.call(
            runner, Endpoints.runnerAsk.shape, here(),
            body: term(nil, ["text": .string(say("Which range?")), "options": [.string(say("1.3 to 1.4")), "all"]])
        ).text("id")
        try journey.call(author, Endpoints.inboxShow.shape, here())
        try journey.call(
            author, Endpoints.questionAnswer.shape, here(), body: ["answer": .string(say("1.3 to 1.4"))])
        try journey.call(runner, Endpoints.runnerQuestion.shape, here())
    }

    func notebook() throws {
        let shape = Endpoints.runnerAct.shape
        func ask(_ action: String, _ arguments: JSON) -> JSON {
            term(nil, ["action": .string(action), "arguments": arguments, "claim": .string(say("Harmless"))])
        }
        try journey.refused(runner, shape, here(), body: ask("notes.apend", [:]), code: "action_unknown")
        try journey.refused(
            runner, shape, here(), body: ask("notes.append", ["page": "Release Notes"]), code: "invalid_input",
            as: "arguments")
        let asked = try journey.call(
            runner, shape, here(),
            body: ask("notes.append", ["page": .string(name("releases")), "text": .string(say("1.4 is near"))]))
        things["action"] = try asked.text("id")
        try journey.call(author, Endpoints.actionDeny.shape, here(), body: ["reason": .string(say("Not yet"))])
        try journey.call(runner, Endpoints.runnerAction.shape, here())
        things["action"] = try journey.call(
            runner, shape, here(),
            body: ask("notes.append", ["page": .string(name("releases")), "text": .string(say("1.4 is here"))])
        ).text("id")
        try journey.call(
            runner, Endpoints.runnerWithdraw.shape, here(), body: term(nil, ["reason": .string(say("Out of time"))]))
    }

    func submit(_ text: String) throws {
        let digest = try upload(text, runner, Endpoints.runnerArtifactPut.shape)
        func body(_ path: String) -> JSON {
            term(
                nil,
                [
                    "files": [["path": .string(path), "digest": .string(digest)]],
                    "frameCount": .integer(frameCount), "frameHead": .string(frameHead.description),
                    "harness": .string(say("writer 0.86")),
                    "claimed": [
                        "model": .string(say("m-1")), "inputTokens": 41_200, "outputTokens": 3_100, "turns": 14,
                        "costMicrodollars": 312_400,
                    ],
                ])
        }
        try journey.refused(
            runner, Endpoints.runnerSubmit.shape, here(), body: body("notes.txt"), code: "invalid_output")
        let submitted = try journey.call(runner, Endpoints.runnerSubmit.shape, here(), body: body(outputPath))
        things["output"] = try submitted.text("output")
        contentDigest = try submitted.text("contentDigest")
        try journey.refused(
            runner, Endpoints.runnerSubmit.shape, here(), body: body(outputPath), code: "lease_lost", as: "late")
    }

    /// Four parts: the first, the second and the last one are quoted in answers and findings.
    static let notes = """
        # Release notes

        The range holds 12 commits; 10 are described below, 2 only touch the build.

        ## Breaking

        - The command line asks for a password where it took one from the environment before.

        ## Added

        - Reviewers can stop in the middle and go on later where they stopped.

        ## Fixed

        - A timeout is told with its true reason, and the run goes on without the action.

        """
}
