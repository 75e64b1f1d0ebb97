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
            return .refuse(problem(error, requestID: head.id, status: nil).challenging(shape))
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
            response = problem(error, requestID: request.id, status: nil).challenging(shape)
        }
        observe(
            shape?.name ?? "unknown", response.status, milliseconds: Clock.monotonicMilliseconds - started, request.id)
        return response
    }

    /// What a failure looks like on the wire. What is not a `Failure` is a defect: logged whole, told without details.
    func problem(_ error: any Error, requestID: String, status: Int?) -> HTTPResponse {
        let failure: Failure
        switch error {
        case let known as Failure: failure = known
        default:
            services.observer.error("request_failed", ["request": .string(requestID), "error": .string("\(error)")])
            failure = Failure(
                .internalError, "this is a defect of Countersign; the server's log has more under request \(requestID)")
        }
        return ProblemAnswer.response(failure, status: status, requestID: requestID)
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
    fileprivate func challenging(_ shape: EndpointShape?) -> HTTPResponse {
        guard status == 401, shape?.isForGit == true else { return self }
        var response = self
        response.headers = headers.map {
            $0.name == "WWW-Authenticate" ? HTTPField($0.name, "Basic realm=\"Countersign\"") : $0
        }
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
