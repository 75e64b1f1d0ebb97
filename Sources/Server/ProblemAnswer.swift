import API
import Domain
import FoundationEssentials
import HTTPListener

/// The one place where a failure becomes an HTTP answer: RFC 9457 with our code.
enum ProblemAnswer {
    static func status(of kind: FailureKind) -> Int {
        switch kind {
        case .malformed: 422
        case .unauthenticated: 401
        case .forbidden: 403
        case .missing: 404
        case .conflict: 409
        case .refused: 409
        case .tooLarge: 413
        case .tooMany: 429
        case .unavailable: 503
        case .broken: 500
        }
    }

    static func response(_ failure: Failure, status: Int? = nil, requestID: String) -> HTTPResponse {
        let status = status ?? (failure.code == .badRequest ? 400 : Self.status(of: failure.code.kind))
        let problem = Problem9457(
            type: "about:blank", title: failure.code.rawValue.replacing("_", with: " "), status: status,
            code: failure.code.rawValue, detail: failure.message,
            facts: failure.detail.isEmpty ? nil : .object(failure.detail))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let body = (try? encoder.encode(problem)).map { [UInt8]($0) } ?? []
        var headers = [HTTPField("Content-Type", "application/problem+json")]
        if status == 503 || status == 429 { headers.append(HTTPField("Retry-After", "1")) }
        if status == 401 { headers.append(HTTPField("WWW-Authenticate", "Bearer")) }
        return HTTPResponse(status: status, headers: headers, body: .bytes(body))
    }
}
