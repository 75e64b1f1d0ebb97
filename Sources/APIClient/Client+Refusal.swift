import API
import Domain
import FoundationEssentials

extension Client {
    /// The answer itself if it is a success; what it refuses (RFC 9457) as a failure otherwise.
    static func success(_ response: TransportResponse, _ server: ServerAddress) throws(Failure) -> TransportResponse {
        guard !(200..<300).contains(response.status) else { return response }
        guard let problem = try? JSONDecoder().decode(Problem9457.self, from: Data(response.body)) else {
            // A proxy on the way, or another service altogether.
            throw Failure(
                (502...504).contains(response.status) ? .unavailable : .internalError,
                "\(server) answered with status \(response.status), and not in the way of Countersign: "
                    + "is this the address of the service?")
        }
        throw failure(problem)
    }

    /// A code of a later version keeps its name in the message; how it is to be taken is told by the status.
    static func failure(_ problem: Problem9457) -> Failure {
        let facts = problem.facts?.object ?? [:]
        if let code = FailureCode(rawValue: problem.code) { return Failure(code, problem.detail, detail: facts) }
        return Failure(.internalError, "\(problem.detail) (\(problem.code))", detail: facts)
    }
}
