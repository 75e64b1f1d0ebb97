import API
import Domain
import Testing

@testable import CLI

@Suite struct RunTests {
    static let created = Timestamp(secondsSince1970: 1_799_999_000)

    static func summary(_ state: RunState, _ reason: String = "") -> RunSummary {
        RunSummary(
            id: "run_1", title: "Notes", template: "release-notes", templateVersion: 2, state: state, reason: reason,
            risk: .shared, requestedBy: "ada", createdAt: created)
    }

    static func view(
        _ state: RunState, _ reason: String = "", attempts: [AttemptView] = [], questions: [QuestionView] = [],
        output: String? = nil, notices: [String] = []
    ) -> RunView {
        RunView(
            summary: summary(state, reason), useCase: "release-notes", project: "", mode: .dispatch,
            inputs: ["repository": "/r"],
            files: [], needs: ["git"], briefDigest: Digest.of("brief"), policyNumber: 1, attempts: attempts,
            questions: questions, output: output, reviewState: output == nil ? nil : .inReview, quarantined: 0,
            notices: notices)
    }

    static func template(_ inputs: JSON) -> TemplateVersionView {
        TemplateVersionView(
            summary: TemplateVersionSummary(
                name: "release-notes", number: 2, state: .published, digest: Digest.of("t"), author: "ada",
                createdAt: created, note: ""),
            area: "engineering", description: "", definition: ["inputs": inputs], files: [], warnings: [])
    }

    /// Each answer is checked by the template's schema before the next question, and asked for again.
    @Test func whatIsMissingIsAskedForAtATerminal() throws {
        let service = StubService()
        let schema: JSON = [
            "required": ["repository", "limit", "tone", "since"],
            "properties": [
                "repository": ["type": "string"],
                "limit": ["type": "integer", "maximum": 9, "description": "How many at most."],
                "tone": ["enum": ["plain", "warm"], "default": "plain"], "since": ["type": "string", "minLength": 1],
                "unasked": ["type": "string"],
            ],
        ]
        try service.answer("GET /v1/teams/demo/templates/release-notes?project=", Self.template(schema))
        try service.answer("POST /v1/teams/demo/runs", Self.view(.queued), status: 201)
        let words = ["dispatch", "release-notes", "-i", "repository=/srv/app"]
        let outcome = countersign(words, service: service, input: ["ten", "10", "3", "", "", "v1"], isTerminal: true)
        #expect(
            outcome
                == Outcome(
                    code: .ok, output: "Dispatched release-notes version 2 as \u{1B}[1mrun_1\u{1B}[0m.\n",
                    error: "limit (How many at most): limit must be integer, not `ten`\n"
                        + "limit (How many at most): `limit` must be at most 9, found 10\nlimit (How many at most): "
                        + "tone (one of plain, warm; plain if empty): since: "
                        + "`since` must be at least 1 character long, found 0\nsince: "))
        #expect(
            service.asked.last?.body?["inputs"]
                == ["repository": "/srv/app", "limit": 3, "tone": "plain", "since": "v1"])
        // Whoever gives no answer is told by the service.
        try service.answer("GET /v1/teams/demo/templates/release-notes?project=", Self.template(schema))
        try service.answer("POST /v1/teams/demo/runs", Self.view(.queued), status: 201)
        #expect(countersign(words, service: service, input: [], isTerminal: true).error == "limit (How many at most): ")
        #expect(service.asked.last?.body?["inputs"] == ["repository": "/srv/app"])
    }

    @Test func dispatchGivesEachInputTheTypeThatTheTemplateDeclares() throws {
        let service = StubService()
        let schema: JSON = [
            "properties": [
                "repository": ["type": "string"], "limit": ["type": "integer"], "share": ["type": "number"],
                "deep": ["type": "boolean"], "tags": ["type": "array", "items": ["type": "string"]],
                "more": ["type": "object"], "either": ["type": ["integer", "null"]], "one": ["type": "array"],
            ]
        ]
        try service.answer("GET /v1/teams/demo/templates/release-notes?project=", Self.template(schema))
        try service.answer("POST /v1/teams/demo/runs", Self.view(.queued, notices: ["reviewers are busy"]), status: 201)
        let pairs = [
            "repository=12", "limit=3", "share=0.5", "deep=true", "tags=a", "tags=b=c", "more={\"x\": 1}",
            "either=null", "one=[1,2]", "free=7",
        ]
        let outcome = countersign(["dispatch", "release-notes"] + pairs.flatMap { ["--input", $0] }, service: service)
        #expect(
            outcome
                == Outcome(
                    code: .ok, output: "Dispatched release-notes version 2 as run_1.\n",
                    error: "notice: reviewers are busy\n"))
        #expect(
            service.asked.last?.body == [
                "template": "release-notes", "files": [],
                "inputs": [
                    "repository": "12", "limit": 3, "share": 0.5, "deep": true, "tags": ["a", "b=c"],
                    "more": ["x": 1], "either": nil, "one": [1, 2], "free": "7",
                ],
            ])
        #expect(service.keys.count == 1 && service.keys.first?.count == 32)
    }

    /// A text stays one wherever the schema takes it; where only JSON fits, that is meant, whatever the schema's words.
    @Test(
        arguments: [
            ("reference=3", ["reference": 3]), ("all=3", ["all": 3]), ("some=true", ["some": "true"]),
            ("some=word", ["some": "word"]), ("one=null", ["one": nil]), ("fixed=7", ["fixed": 7]),
            ("numbers=2", ["numbers": 2]), ("mixed=1", ["mixed": 1]), ("mixed=a", ["mixed": "a"]),
            ("list=1", ["list": [1]]), ("limited=3", ["limited": 3]),
            ("coded=3", ["coded": "3"]), ("named=5", ["named": 5]), ("anchored=1", ["anchored": ["1"]]),
            ("resource=3", ["resource": [3]]), ("chained=a", ["chained": ["a"]]),
        ] as [(String, JSON)])
    func aTypeIsFoundWhereverTheSchemaSaysIt(_ pair: String, _ inputs: JSON) throws {
        let service = StubService()
        let schema: JSON = [
            "$defs": [
                "count": ["type": "integer", "minimum": 1], "code": ["type": "string", "minLength": 2],
                "words": ["$anchor": "words", "type": "array", "items": ["type": "string"]],
                "chain": ["$ref": "#words"],
                "own": [
                    "$id": "own", "type": "array", "items": ["$ref": "#/$defs/number"],
                    "$defs": ["number": ["type": "integer"]],
                ],
            ],
            "properties": [
                "reference": ["$ref": "#/$defs/count"], "all": ["allOf": [["type": "number"], ["minimum": 1]]],
                "some": ["anyOf": [["type": "boolean"], ["type": "string"]]],
                "one": ["oneOf": [["type": "null"], ["type": "integer"]]], "fixed": ["const": 7],
                "numbers": ["enum": [1, 2]], "mixed": ["enum": [1, "a"]],
                "list": ["type": "array", "items": ["$ref": "#/$defs/count"]],
                "limited": ["not": ["type": "string"], "maximum": 9], "coded": ["$ref": "#/$defs/code"],
                "anchored": ["$ref": "#words"], "resource": ["$ref": "own"], "chained": ["$ref": "#/$defs/chain"],
            ],
            "patternProperties": ["^named$": ["type": "integer"]],
        ]
        try service.answer("GET /v1/teams/demo/templates/release-notes?project=", Self.template(schema))
        try service.answer("POST /v1/teams/demo/runs", Self.view(.queued), status: 201)
        #expect(countersign(["dispatch", "release-notes", "-i", pair], service: service).code == .ok)
        #expect(service.asked.last?.body?["inputs"] == inputs)
    }

    /// The service refuses before anybody has answered a question.
    @Test(arguments: [TemplateVersionState.draft, .deprecated])
    func nothingIsAskedForAVersionThatCannotBeDispatched(_ state: TemplateVersionState) throws {
        let service = StubService()
        var view = Self.template(["required": ["since"], "properties": ["since": ["type": "string"]]])
        view.summary.state = state
        try service.answer("GET /v1/teams/demo/templates/release-notes?version=2", view)
        try service.refuse("POST /v1/teams/demo/runs", .notPublished, "it is no published version")
        let outcome = countersign(
            ["dispatch", "release-notes@2"], service: service, input: ["v1"], isTerminal: true)
        #expect(!outcome.error.contains("since:") && outcome.error.contains("it is no published version"))
    }

    @Test func aQuestionThatNothingAnswersEnds() throws {
        let service = StubService()
        let schema: JSON = ["required": ["none"], "properties": ["none": ["not": [:]]]]
        try service.answer("GET /v1/teams/demo/templates/release-notes?project=", Self.template(schema))
        let outcome = countersign(
            ["dispatch", "release-notes"], service: service, input: Array(repeating: "x", count: 9), isTerminal: true)
        #expect(outcome.code == .usage)
        #expect(outcome.error.contains("no answer fits none; give all inputs in a file: --inputs-json FILE"))
    }

    @Test func whatWasAnsweredBeforeIsSaidOnceMore() throws {
        let service = StubService()
        let schema: JSON = [
            "required": ["since", "none"], "properties": ["since": ["type": "string"], "none": ["not": [:]]],
        ]
        try service.answer("GET /v1/teams/demo/templates/release-notes?project=", Self.template(schema))
        let outcome = countersign(
            ["dispatch", "release-notes"], service: service, input: ["v1"] + Array(repeating: "x", count: 5),
            isTerminal: true)
        #expect(outcome.error.contains(#"has their schema); with your answers they are {"since":"v1"}"#))
    }

    /// The schema is that of the version which will run: a pin of the project, a label or a number counts.
    @Test(arguments: [
        (["release-notes", "--project", "app"], "project=app"), (["release-notes@stable"], "version=stable"),
        (["release-notes", "--version", "3", "--project", "app"], "version=3"), (["release-notes"], "project="),
    ])
    func inputsAreOfTheVersionThatWillRun(_ arguments: [String], _ query: String) throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates/release-notes?\(query)",
            Self.template(["properties": ["limit": ["type": "integer"]]]))
        try service.answer("POST /v1/teams/demo/runs", Self.view(.queued), status: 201)
        #expect(countersign(["dispatch"] + arguments + ["-i", "limit=3"], service: service).code == .ok)
        #expect(service.asked.last?.body?["inputs"] == ["limit": 3])
    }

    @Test(arguments: [
        (["limit=x"], "--input limit must be integer, not `x`"),
        (["limit=1.5"], "--input limit must be integer, not `1.5`"),
        (
            ["limit=99999999999999999999999"],
            "--input limit has more digits than a number keeps: `99999999999999999999999`"
        ),
        (["limit=1", "limit=2"], "--input limit is given twice, and is not a list"),
    ])
    func anInputOfTheWrongTypeIsAUsageError(_ pairs: [String], _ message: String) throws {
        let service = StubService()
        try service.answer(
            "GET /v1/teams/demo/templates/release-notes?project=",
            Self.template(["properties": ["limit": ["type": "integer"]]]))
        let outcome = countersign(["dispatch", "release-notes"] + pairs.flatMap { ["-i", $0] }, service: service)
        #expect(outcome.code == .usage)
        #expect(outcome.error.hasPrefix("countersign: \(message)\n"))
    }

    @Test func aRefusalSaysWhyAndEndsWithThree() throws {
        let service = StubService()
        try service.refuse(
            "POST /v1/teams/demo/runs", .useCaseMissing, "no approved use case covers release-notes",
            facts: ["reasons": ["use case notes is retired"]])
        #expect(
            countersign(["dispatch", "release-notes"], service: service)
                == Outcome(
                    code: .refused, output: "",
                    error: """
                        countersign: no approved use case covers release-notes (use_case_missing)
                          - use case notes is retired

                        """))
    }

    @Test func watchTellsEachChangeOnceAndEndsWithTheRun() throws {
        let service = StubService()
        let attempt = AttemptView(
            number: 1, runner: "build-1", term: 1, state: .running, reason: "", claimedAt: Self.created,
            leaseExpiresAt: Self.created, frameCount: 0, frameHead: FrameChain.start)
        let question = QuestionView(
            id: "qst_1", run: "run_1", text: "Which tag?", options: [], state: .open, askedAt: Self.created,
            deadline: Self.created)
        let line = "GET /v1/teams/demo/runs/run_1"
        for view in [
            Self.view(.queued), Self.view(.running, attempts: [attempt]), Self.view(.running, attempts: [attempt]),
            Self.view(.awaitingAnswer, attempts: [attempt], questions: [question]),
            Self.view(.completed, attempts: [attempt], output: "out_1"),
        ] { try service.answer(line, view) }
        service.answer(
            "GET /v1/teams/demo/events?subject=run%3Arun_1",
            bytes: Array(": hello\n\nid: 7\nevent: run_claimed\ndata: {}\n\n".utf8))
        let time = Self.created
        #expect(
            countersign(["run", "watch", "run_1"], service: service)
                == Outcome(
                    code: .ok,
                    output: """
                        \(time)  queued
                        \(time)  attempt 1 on build-1
                        \(time)  running
                        \(time)  awaiting_answer
                        \(time)  asks: Which tag?
                        \(time)  answer with: countersign run answer qst_1 ANSWER
                        \(time)  completed
                        Output out_1: countersign output show out_1

                        """, error: ""))
    }

    @Test func aRunThatEndedInErrorShowsHowToDispatchItAgain() throws {
        let service = StubService()
        var view = Self.view(.error, "notes.md: the template requires this file, and it was not submitted")
        view.inputs = ["who": "it's me"]
        view.files = [API.InputFile(name: "a.csv", digest: Digest.of("a"))]
        try service.answer("GET /v1/teams/demo/runs/run_1", view)
        let said = countersign(["run", "show", "run_1"], service: service).output
        let again = #"countersign dispatch release-notes@2 --inputs-json - <<< '{"who":"it'\''s me"}' "#
        #expect(said.contains(again + "--input-file 'a.csv'=PATH\n"), "\(said)")
        let other = StubService()
        try other.answer("GET /v1/teams/demo/runs/run_1", Self.view(.completed))
        #expect(!countersign(["run", "show", "run_1"], service: other).output.contains("Again"))
    }

    /// Whenever somebody looks.
    @Test func watchTellsWhenItHappened() throws {
        let service = StubService()
        let attempt = AttemptView(
            number: 1, runner: "build-1", term: 1, state: .submitted, reason: "", claimedAt: Self.created + 60,
            leaseExpiresAt: Self.created, endedAt: Self.created + 120, frameCount: 0, frameHead: FrameChain.start)
        var ended = Self.view(.completed, attempts: [attempt], output: "out_1")
        ended.summary.endedAt = Self.created + 121
        let running = Self.view(.awaitingInput, attempts: [attempt])
        for view in [Self.view(.queued), running, ended] {
            try service.answer("GET /v1/teams/demo/runs/run_1", view)
        }
        let entries = (1...2).map { "id: \($0)\nevent: x\ndata: {\"at\": \"\(Self.created + 130)\"}\n\n" }
        service.answer(
            "GET /v1/teams/demo/events?subject=run%3Arun_1", bytes: Array(entries.joined().utf8))
        #expect(
            countersign(["run", "watch", "run_1"], service: service).output == """
                \(Self.created)  queued
                \(Self.created + 60)  attempt 1 on build-1
                \(Self.created + 130)  awaiting_input
                \(Self.created + 121)  completed
                Output out_1: countersign output show out_1

                """)
    }

    @Test(arguments: [
        ("{\n  \"a\": ]", "inputs.json:2:8: not valid JSON: "), ("[1]", "inputs.json:1:1: not a JSON object: "),
    ])
    func badInputsAreNamedByFileAndPlace(_ text: String, _ said: String) throws {
        let folder = try TemplateFolderFixture()
        try folder.write(text, to: "inputs.json")
        let outcome = folder.run(["dispatch", "release-notes", "--inputs-json", "inputs.json"])
        #expect(outcome.error.hasPrefix("countersign: \(said)"), "\(outcome.error)")
    }

    @Test func watchingARunThatFailsEndsWithOne() throws {
        let service = StubService()
        try service.answer("GET /v1/teams/demo/runs/run_1", Self.view(.error, "the agent ended with status 2"))
        #expect(countersign(["run", "watch", "run_1"], service: service).code == .failed)
    }

    /// The runner learns it when it has sent the last frame.
    @Test func logSaysWhatWasWrongInTheEnd() throws {
        let service = StubService()
        let attempt = AttemptView(
            number: 1, runner: "build-1", term: 1, state: .failed, reason: "notes.md is missing in the output",
            claimedAt: Self.created, leaseExpiresAt: Self.created, frameCount: 0, frameHead: FrameChain.start)
        try service.answer("GET /v1/teams/demo/runs/run_1", Self.view(.error, attempts: [attempt]))
        try service.answer("GET /v1/teams/demo/runs/run_1/log?attempt=1&limit=1000", Page(items: [FrameView]()))
        #expect(
            countersign(["run", "log", "run_1"], service: service)
                == Outcome(
                    code: .ok, output: "",
                    error: "attempt 1 failed: notes.md is missing in the output\n0 frames, chain verified\n"))
    }

    @Test func logVerifiesTheChain() throws {
        let first = FrameChain.next(after: FrameChain.start, sequence: 1, kind: "stdout", body: "one")
        let second = FrameChain.next(after: first, sequence: 2, kind: "stdout", body: "two")
        let attempt = AttemptView(
            number: 1, runner: "build-1", term: 1, state: .submitted, reason: "", claimedAt: Self.created,
            leaseExpiresAt: Self.created, frameCount: 2, frameHead: second)
        func outcome(_ frames: [FrameView]) throws -> Outcome {
            let service = StubService()
            try service.answer("GET /v1/teams/demo/runs/run_1", Self.view(.completed, attempts: [attempt]))
            try service.answer("GET /v1/teams/demo/runs/run_1/log?attempt=1&limit=1000", Page(items: frames))
            return countersign(["run", "log", "run_1"], service: service)
        }
        func frame(_ sequence: Int64, _ body: String, _ digest: Digest) -> FrameView {
            FrameView(sequence: sequence, kind: "stdout", body: body, digest: digest, receivedAt: Self.created)
        }
        let good = [frame(1, "one", first), frame(2, "two", second)]
        let time = "2027-01-15T07:43:20Z"
        #expect(
            try outcome(good)
                == Outcome(
                    code: .ok, output: "stdout \(time)\none\nstdout \(time)\ntwo\n",
                    error: "2 frames, chain verified\n"))
        let bad: [([FrameView], String)] = [
            ([frame(1, "One", first), good[1]], "frame 1 does not have the digest it came with"),
            ([good[0]], "1 frames are there, 2 were recorded"),
            ([good[1]], "frame 1 is missing; frame 2 stands in its place"),
            (
                [
                    good[0],
                    frame(2, "three", FrameChain.next(after: first, sequence: 2, kind: "stdout", body: "three")),
                ],
                "the chain does not end in the digest that was recorded for the attempt"
            ),
        ]
        for (frames, message) in bad {
            let outcome = try outcome(frames)
            #expect(outcome.code == .failed)
            #expect(outcome.error == "countersign: the transcript is not as it was recorded: \(message)\n")
        }
    }
}
