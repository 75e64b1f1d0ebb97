import API
import Domain
import HTTPListener
import Operations

extension Bindings {
    /// Runs, questions and outputs, as people see them.
    static let runs: [Binding] = [
        bind(raw: Endpoints.artifactPut) { call in try put(call, call.team()) },
        bind(raw: Endpoints.artifactGet) { call in
            send(try GetArtifact.run(call.team(), digest: digest(call)))
        },
        bind(Endpoints.runDispatch) { call, input in try DispatchRun.run(call.team(), input) },
        bind(Endpoints.runList) { call, _ in
            try ListRuns.run(call.team(), call.page(2), state: call.query("state"), useCase: call.query("use_case"))
        },
        bind(Endpoints.runShow) { call, _ in try ShowRun.run(call.team(), id: call.path("run")) },
        bind(Endpoints.runBrief) { call, _ in
            try ShowBrief.run(call.team(), id: call.path("run"), recompiling: call.query("verify") == "true")
        },
        bind(Endpoints.runLog) { call, _ in
            let attempt = try call.query("attempt").map { try number($0, "attempt") }
            return try ShowLog.run(call.team(), id: call.path("run"), attempt: attempt, call.page(1))
        },
        bind(Endpoints.runCancel) { call, input in try CancelRun.run(call.team(), id: call.path("run"), input) },
        bind(Endpoints.runArchive) { call, _ in try ArchiveRun.run(call.team(), id: call.path("run")) },
        bind(Endpoints.runRevise) { call, input in try ReviseRun.run(call.team(), id: call.path("run"), input) },
        bind(Endpoints.questionAnswer) { call, input in
            try AnswerQuestion.run(call.team(), id: call.path("question"), input)
        },
        bind(Endpoints.outputList) { call, _ in try ListOutputs.run(call.team(), call.page(2)) },
        bind(Endpoints.outputShow) { call, _ in try ShowOutput.run(call.team(), id: call.path("output")) },
        bind(raw: Endpoints.outputFile) { call in
            send(
                try GetOutputFile.run(
                    call.team(), output: call.path("output"), version: call.number("version"),
                    path: call.required("path")))
        },
        bind(Endpoints.outputDiff, lane: .slow) { call, _ in
            try DiffOutput.run(
                call.team(), output: call.path("output"), from: number(call.required("from"), "from"),
                to: number(call.required("to"), "to"))
        },
        bind(Endpoints.outputDefect) { call, input in
            try ReportDefect.run(call.team(), outputID: call.path("output"), input)
        },
        bind(Endpoints.defectConfirm) { call, _ in
            try JudgeDefect.confirm(call.team(needs: .reviewer, .admin), call.path("defect"))
        },
        bind(Endpoints.defectDismiss) { call, input in
            try JudgeDefect.dismiss(call.team(needs: .reviewer, .admin), call.path("defect"), input)
        },
        bind(Endpoints.defectWithdraw) { call, input in
            try JudgeDefect.withdraw(call.team(), call.path("defect"), input)
        },
    ]

    /// A runner's side of the same.
    static let runner: [Binding] = [
        bind(Endpoints.runnerClaim) { call, input in try ClaimWork.run(call.context.runnerTeam(), input) },
        bind(Endpoints.runnerHeartbeat) { call, input in
            try Heartbeat.run(
                call.context.runnerTeam(), runID: call.path("run"), attempt: call.number("attempt"), input)
        },
        bind(Endpoints.runnerFrames) { call, input in
            try AppendFrames.run(
                call.context.runnerTeam(), runID: call.path("run"), attempt: call.number("attempt"), input)
        },
        bind(Endpoints.runnerAsk) { call, input in
            try AskQuestion.run(
                call.context.runnerTeam(), runID: call.path("run"), attempt: call.number("attempt"), input)
        },
        bind(Endpoints.runnerQuestion) { call, _ in
            try ShowQuestion.run(call.context.runnerTeam(), id: call.path("question"))
        },
        bind(raw: Endpoints.runnerArtifactPut) { call in try put(call, call.context.runnerTeam()) },
        bind(raw: Endpoints.runnerArtifactGet) { call in
            send(try GetArtifact.run(call.context.runnerTeam(), digest: digest(call)))
        },
        bind(Endpoints.runnerSubmit) { call, input in
            try SubmitOutput.run(
                call.context.runnerTeam(), runID: call.path("run"), attempt: call.number("attempt"), input)
        },
        bind(Endpoints.runnerFail) { call, input in
            try FailAttempt.run(
                call.context.runnerTeam(), runID: call.path("run"), attempt: call.number("attempt"), input)
            return Nothing()
        },
    ]

    private static func digest(_ call: Call) throws -> Digest {
        guard let digest = Digest(call.path("digest")) else {
            throw Failure(.badRequest, "a digest is sha256: and 64 hex digits, not \(call.path("digest"))")
        }
        return digest
    }

    private static func number(_ text: String, _ name: String) throws -> Int {
        guard let number = Int(text) else { throw Failure(.badRequest, "\(name) must be a number, not \(text)") }
        return number
    }

    private static func put(_ call: Call, _ team: TeamContext) throws -> HTTPResponse {
        guard case .file(let file) = call.request.body else {
            throw Failure(.badRequest, "this request needs the artifact's bytes as its body")
        }
        let upload = PutArtifact.Upload(path: file.path, sizeBytes: file.sizeBytes, digest: file.digest)
        return try Server.respond(PutArtifact.run(team, digest: digest(call), upload), status: call.shape.status)
    }

    /// As bytes, whatever they are: nothing that an agent made is shown by a browser as a page of ours.
    private static func send(_ content: GetArtifact.Content) -> HTTPResponse {
        let body: HTTPResponse.Body =
            switch content {
            case .bytes(let bytes): .bytes(bytes)
            case .temporaryFile(let path): .temporaryFile(path: path)
            }
        return HTTPResponse(
            status: 200,
            headers: [
                HTTPField("Content-Type", "application/octet-stream"), HTTPField("Content-Disposition", "attachment"),
            ], body: body)
    }
}
