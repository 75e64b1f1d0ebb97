import API
import APIClient
import Domain
import FoundationEssentials
import Platform
import Synchronization

@testable import RunnerDaemon

/// The runner's side of the service, in memory: it keeps what a runner tells it, checks the frames' chain as the service does,
/// and can be told to go away, to lose a lease, to cancel.
final class StubService: Sendable {
    struct State {
        var claimable: ClaimedRun?
        var artifacts: [Digest: [UInt8]] = [:]
        var frames: [FrameRequest] = []
        var frameProblems: [String] = []
        var submitted: SubmitRequest?
        var failed: FailRequest?
        var failedReason: String? { failed?.reason }
        var heartbeats = 0
        /// Milliseconds of the wall clock.
        var renewedAt = 0
        var claims = 0
        /// Each change's key, by endpoint.
        var keys: [String: [String]] = [:]
        var questions: [AskRequest] = []
        var actions: [ActRequest] = []

        // What it does.
        var isAway = false
        /// What a proxy, or a service without its database, answers meanwhile; nil: there is no connection.
        var awayStatus: Int?
        /// Requests that are carried out, and whose answers are lost.
        var answersToLose = 0
        var isCancelled = false
        var losesLease = false
        var submitRefusal: (code: FailureCode, message: String)?
        var actionRefusal: Failure?
        var answersToQuestions: [QuestionView] = []
        var answersToActions: [ActionView] = []
        /// What withdrawing leaves; nil: what is answered otherwise.
        var answerToWithdrawal: ActionView?
        var withdrawals: [WithdrawRequest] = []
        var claimStatus: (Int, FailureCode)?
    }

    let leaseSeconds: Int
    let renewEverySeconds: Int
    private let state = Mutex(State())

    init(leaseSeconds: Int = 30, renewEverySeconds: Int = 1) {
        self.leaseSeconds = leaseSeconds
        self.renewEverySeconds = renewEverySeconds
    }

    func look<Result: Sendable>(_ body: @Sendable (inout sending State) -> sending Result) -> Result {
        state.withLock { body(&$0) }
    }

    var lease: LeaseView {
        LeaseView(
            leaseSeconds: leaseSeconds, renewEverySeconds: renewEverySeconds, isCancelled: look { $0.isCancelled })
    }

    /// Makes a run claimable: a template with these files, and inputs.
    func offer(
        template: [(path: String, text: String, isExecutable: Bool)], inputs: JSON = [:],
        files: [String: [UInt8]] = [:],
        timeoutSeconds: Int = 3600, feedback: [FindingView] = [], revisionReason: String? = nil
    ) {
        let lease = lease
        look { state in
            var views: [TemplateFileView] = []
            for file in template {
                let bytes = Array(file.text.utf8)
                state.artifacts[Digest.of(bytes)] = bytes
                views.append(
                    TemplateFileView(
                        path: file.path, digest: Digest.of(bytes), size: Int64(bytes.count),
                        isExecutable: file.isExecutable))
            }
            var inputFiles: [API.InputFile] = []
            for (name, bytes) in files {
                state.artifacts[Digest.of(bytes)] = bytes
                inputFiles.append(API.InputFile(name: name, digest: Digest.of(bytes)))
            }
            let brief = "# Objective\n\nDo it.\n"
            state.claimable = ClaimedRun(
                id: "run_0000000000000001", attempt: 1, term: 7, title: "A run", template: "a-template",
                templateVersion: 1, templateFiles: views, brief: brief, briefDigest: Digest.of(brief), inputs: inputs,
                files: inputFiles, outputs: [], timeoutSeconds: timeoutSeconds, lease: lease, feedback: feedback,
                revisionReason: revisionReason)
        }
    }

    /// A template of one program.
    func offer(script: String, timeoutSeconds: Int = 3600) {
        offer(template: [("scripts/run", script, true)], timeoutSeconds: timeoutSeconds)
    }

    var link: RunnerLink {
        get throws {
            RunnerLink(server: try ServerAddress("http://127.0.0.1:7180")) { StubTransport(service: self) }
        }
    }

    /// The bodies of frames of these kinds, as `kind: body`.
    func said(_ kinds: String...) -> [String] {
        look { state in state.frames.filter { kinds.contains($0.kind) }.map { "\($0.kind): \($0.body)" } }
    }
}

private final class StubTransport: Transport {
    private let service: StubService

    init(service: StubService) { self.service = service }

    func send(_ request: TransportRequest, into receiver: TransportReceiver) throws(Failure) -> TransportResponse {
        let (isAway, awayStatus) = service.look { ($0.isAway, $0.awayStatus) }
        if isAway {
            guard let awayStatus else { throw Failure(.unavailable, "Cannot reach the stub") }
            return StubService.problem(Failure(.databaseUnavailable, "no database"), status: awayStatus)
        }
        let response: TransportResponse
        do {
            response = try service.answer(request)
        } catch {
            let failure = error as? Failure ?? Failure(.internalError, "\(error)")
            response = StubService.problem(failure, status: 409)
        }
        let isLost = service.look { state in
            defer { state.answersToLose = max(0, state.answersToLose - 1) }
            return state.answersToLose > 0
        }
        if isLost { throw Failure(.unavailable, "No complete answer from the stub") }
        return try StubService.hand(response, to: receiver)
    }
}

extension StubService {
    /// As the real one does: what is wanted in a file goes there.
    fileprivate static func hand(
        _ response: TransportResponse, to receiver: TransportReceiver
    ) throws(Failure) -> TransportResponse {
        guard case .file(let path) = receiver, response.status == 200 else { return response }
        guard (try? Data(response.body).write(to: URL(filePath: path), options: .withoutOverwriting)) != nil else {
            throw Failure(.badRequest, "Cannot write the download \(path)")
        }
        return TransportResponse(status: 200, body: [])
    }

    static func problem(_ failure: Failure, status: Int) -> TransportResponse {
        let problem = Problem9457(
            type: "about:blank", title: "", status: status, code: failure.code.rawValue, detail: failure.message)
        return TransportResponse(status: status, body: (try? [UInt8](JSONEncoder().encode(problem))) ?? [])
    }

    fileprivate func answer(_ request: TransportRequest) throws -> TransportResponse {
        let path = request.url.replacing("http://127.0.0.1:7180/v1/runner/", with: "")
        let parts = path.split(separator: "/").map(String.init)
        let verb = parts.last ?? ""
        if let key = request.headers.first(where: { $0.name == "Idempotency-Key" })?.value {
            look { $0.keys[verb, default: []].append(key) }
        }
        switch (request.method, parts.first, verb) {
        case ("POST", "claim", _): return try claim()
        case ("GET", "artifacts", _): return try artifact(verb)
        case ("PUT", "artifacts", _): return try store(request)
        case ("GET", "questions", _): return try json(question())
        case ("GET", "actions", _): return try json(action())
        default:
            if look({ $0.losesLease }) { throw Failure(.leaseLost, "the lease of this attempt has passed") }
        }
        switch verb {
        case "heartbeat":
            look { state in
                state.heartbeats += 1
                state.renewedAt = Clock.wallMilliseconds
            }
            return try json(lease)
        case "frames": return try json(FramesAnswer(acknowledged: take(body(request))))
        case "questions":
            let asked: AskRequest = try body(request)
            look { $0.questions.append(asked) }
            return try json(question())
        case "actions":
            let asked: ActRequest = try body(request)
            look { $0.actions.append(asked) }
            if let refusal = look({ $0.actionRefusal }) { throw refusal }
            return try json(action())
        case "withdraw":
            let withdrawal: WithdrawRequest = try body(request)
            look { state in
                state.withdrawals.append(withdrawal)
                state.answerToWithdrawal.map { state.answersToActions = [$0] }
            }
            return try json(action())
        case "submit": return try submit(body(request))
        case "fail":
            let failed: FailRequest = try body(request)
            look { $0.failed = failed }
            return TransportResponse(status: 204)
        default: throw Failure(.notFound, "the stub has no \(path)")
        }
    }

    private func claim() throws -> TransportResponse {
        if let (status, code) = look({ $0.claimStatus }) {
            return Self.problem(Failure(code, "the stub refuses"), status: status)
        }
        return try json(
            ClaimAnswer(
                run: look { state in
                    state.claims += 1
                    defer { state.claimable = nil }
                    return state.claimable
                }))
    }

    private func artifact(_ digest: String) throws -> TransportResponse {
        let digest = Digest(digest.replacing("%3A", with: ":"))
        guard let digest, let bytes = look({ $0.artifacts[digest] }) else {
            throw Failure(.notFound, "no such artifact")
        }
        return TransportResponse(status: 200, body: bytes)
    }

    private func store(_ request: TransportRequest) throws -> TransportResponse {
        guard case .file(let path) = request.body else { throw Failure(.badRequest, "no file") }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        look { $0.artifacts[Digest.of(bytes)] = bytes }
        return try json(ArtifactView(digest: Digest.of(bytes), size: Int64(bytes.count)))
    }

    /// As the service does: frames come in order, each chained to the one before; those it has are passed over.
    private func take(_ request: FramesRequest) -> Int64 {
        look { state in
            for frame in request.frames where frame.sequence > Int64(state.frames.count) {
                let before = state.frames.last?.digest ?? FrameChain.start
                let expected = FrameChain.next(
                    after: before, sequence: Int64(state.frames.count) + 1, kind: frame.kind, body: frame.body)
                if expected != frame.digest { state.frameProblems.append("frame \(frame.sequence)") }
                state.frames.append(frame)
            }
            return Int64(state.frames.count)
        }
    }

    private func submit(_ request: SubmitRequest) throws -> TransportResponse {
        if let (code, message) = look({ $0.submitRefusal }) { throw Failure(code, message) }
        look { $0.submitted = request }
        return try json(
            OutputVersionView(
                output: "out_0000000000000001", number: 1, contentDigest: FrameChain.start,
                manifestRoot: FrameChain.start, chunkCount: 1, plannedSeconds: 1,
                submittedAt: Timestamp(microsecondsSince1970: 0),
                provenance: Provenance(
                    template: "a-template", templateVersion: 1, briefDigest: FrameChain.start, runner: "r", attempt: 1),
                files: [], notices: []))
    }

    private func question() -> QuestionView {
        look { state in
            state.answersToQuestions.count > 1 ? state.answersToQuestions.removeFirst() : state.answersToQuestions[0]
        }
    }

    private func action() -> ActionView {
        look { state in
            state.answersToActions.count > 1 ? state.answersToActions.removeFirst() : state.answersToActions[0]
        }
    }

    private func body<Body: Decodable>(_ request: TransportRequest) throws -> Body {
        guard case .bytes(let bytes) = request.body else { throw Failure(.badRequest, "no body") }
        return try JSONDecoder().decode(Body.self, from: Data(bytes))
    }

    private func json(_ message: some Encodable) throws -> TransportResponse {
        TransportResponse(status: 200, body: [UInt8](try JSONEncoder().encode(message)))
    }
}
