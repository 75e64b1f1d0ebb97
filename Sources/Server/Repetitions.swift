import API
import Domain
import HTTPListener
import Operations

/// Reads `Idempotency-Key`, which every change that is not naturally repeatable must carry.
enum Repetitions {
    static func key(of request: HTTPRequest, for shape: EndpointShape) throws -> RepetitionKey? {
        switch shape.repetition {
        case .natural: return nil
        case .answered, .refused: break
        }
        guard let key = request.headers["Idempotency-Key"] else {
            throw Failure(
                .idempotencyKeyMissing,
                "this change needs an Idempotency-Key header: any text of 1 to 128 characters, the same for each try")
        }
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw Failure(.badRequest, "Idempotency-Key must be 1 to 128 visible ASCII characters")
        }
        return RepetitionKey(key: key, requestDigest: digest(of: request), repetition: shape.repetition)
    }

    /// Of everything that makes the request what it is.
    private static func digest(of request: HTTPRequest) -> Digest {
        var hasher = Hasher256()
        let query = request.target.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        hasher.update(Array("\(request.method) \(request.target.path)?\(query)\n".utf8))
        switch request.body {
        case .bytes(let bytes): hasher.update(bytes)
        case .file(let file): hasher.update(file.digest.bytes)
        }
        return hasher.finish()
    }
}
