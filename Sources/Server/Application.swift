import API
import Domain
import HTTPListener
import Operations
import Platform

/// Answers requests: route, authenticate, run the handler, turn failures into problems, count and log. Knows nothing of
/// sockets; the listener calls `admit` on its event thread and `answer` on a worker.
struct Application: Sendable {
    private static let requests = Metric.counter(
        "countersign_requests_total", "Answered requests.", labels: ["endpoint", "status"])
    private static let durations = Metric.histogram(
        "countersign_request_seconds", "From the whole request to its answer.", labels: ["endpoint"])

    let services: Services
    let router: Router
    /// Where bodies of artifacts wait while they arrive.
    let uploadDirectory: String
    let reserve: StorageReserve

    /// Whether and where a body may go, from the head alone.
    func admit(_ head: HTTPRequestHead) -> Admission {
        var shape: EndpointShape?
        do {
            let (binding, _) = try router.route(method: head.method, target: head.target)
            shape = binding.shape
            try Authentication.mayKnock(head, at: binding.shape)
            try reserve.admit(binding.shape)
            return .accept(policy(for: binding.shape), binding.lane)
        } catch {
            return .refuse(refusal(error, requestID: head.id, at: shape, to: head.headers))
        }
    }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        let started = Clock.monotonicMilliseconds
        var shape: EndpointShape?
        let response: HTTPResponse
        do {
            let (binding, parameters) = try router.route(method: request.method, target: request.target)
            shape = binding.shape
            let caller = try Authentication.caller(request, of: binding.shape, services)
            let context = Context(
                services: services, caller: caller, repetition: try Repetitions.key(of: request, for: binding.shape))
            response = try binding.answer(
                Call(request: request, shape: binding.shape, context: context, parameters: parameters))
        } catch {
            response = refusal(error, requestID: request.id, at: shape, to: request.headers)
        }
        observe(
            shape?.name ?? "unknown", response.status, milliseconds: Clock.monotonicMilliseconds - started, request.id)
        return response
    }

    /// What a failure looks like on the wire.
    func problem(_ error: any Error, requestID: String, status: Int?) -> HTTPResponse {
        ProblemAnswer.response(failure(error, requestID), status: status, requestID: requestID)
    }

    private func refusal(
        _ error: any Error, requestID: String, at shape: EndpointShape?, to headers: HTTPHeaders
    ) -> HTTPResponse {
        let failure = failure(error, requestID)
        let response = ProblemAnswer.response(failure, requestID: requestID)
        guard shape?.isForGit == true else { return response }
        let isGit = headers["User-Agent"]?.hasPrefix("git/") == true
        return isGit ? response.challengingGit().saying(failure.message) : response.challengingGit()
    }

    /// What is not a `Failure` is a defect: logged whole, told without details.
    private func failure(_ error: any Error, _ requestID: String) -> Failure {
        if let known = error as? Failure { return known }
        services.observer.error("request_failed", ["request": .string(requestID), "error": .string("\(error)")])
        return Failure(
            .internalError, "this is a defect of Countersign; the server's log has more under request \(requestID)")
    }

    private func policy(for shape: EndpointShape) -> BodyPolicy {
        switch shape.input {
        case is RawBytes.Type: .file(limitBytes: services.limits.artifactBytes, directory: uploadDirectory)
        // An empty object is tolerated where nothing is needed.
        case is Nothing.Type: shape.method == .get ? .none : .memory(limitBytes: 1024)
        default: .memory(limitBytes: services.limits[shape.bodySize])
        }
    }

    private func observe(_ endpoint: String, _ status: Int, milliseconds: Int, _ requestID: String) {
        services.observer.record(
            Observation(
                status >= 500 ? .warn : .debug, "request_answered",
                [
                    "endpoint": .string(endpoint), "status": .integer(Int64(status)),
                    "milliseconds": .integer(Int64(milliseconds)), "request": .string(requestID),
                ],
                measures: [
                    Self.requests.counting(endpoint, String(status)),
                    Self.durations.measuring(Double(milliseconds) / 1000, endpoint),
                ]))
    }
}

extension HTTPResponse {
    /// git sends its password only when it is asked for one in the way it knows.
    fileprivate func challengingGit() -> HTTPResponse {
        with("WWW-Authenticate", "Basic realm=\"Countersign\"")
    }

    /// git shows its user what is plain text, and nothing else.
    fileprivate func saying(_ message: String) -> HTTPResponse {
        var response = with("Content-Type", "text/plain; charset=utf-8")
        response.body = .bytes(Array((message + "\n").utf8))
        return response
    }

    /// A header that is there, with another value.
    private func with(_ name: String, _ value: String) -> HTTPResponse {
        var response = self
        response.headers = headers.map { $0.name == name ? HTTPField(name, value) : $0 }
        return response
    }
}

extension Limits {
    fileprivate subscript(_ size: BodySize) -> Int {
        switch size {
        case .usual: bodyBytes
        case .bundle: bundleBodyBytes
        case .template: templateBodyBytes
        }
    }
}
