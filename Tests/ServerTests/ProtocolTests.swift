import API
import Domain
import TestSupport
import Testing

/// What holds for every request: paths, methods, bodies, keys, limits.
@Suite struct ProtocolTests {
    @Test func unknownPathsAndMethods() throws {
        let service = try TestService()
        let wire = Wire(url: service.url, token: try service.token(.author))
        let unknown = try wire.send("GET", "/v1/nothing")
        #expect(unknown.status == 404 && unknown.code == "not_found")
        let method = try wire.send("PUT", "/v1/me")
        #expect(method.status == 405 || method.status == 422)
        #expect(method.code == "method_not_allowed")
    }

    @Test(arguments: [
        ("", "this request needs a JSON body"), ("{", "not a valid TeamRequest"), ("[]", "not a valid TeamRequest"),
        ("{\"name\": 1, \"title\": \"x\"}", "name"), ("{\"title\": \"x\"}", "name is missing"),
    ])
    func badBodiesSayWhat(body: String, says: String) throws {
        let service = try TestService()
        let wire = Wire(url: service.url, token: try service.token(.admin))
        let answer = try wire.call(Endpoints.teamCreate.shape, bytes: Array(body.utf8))
        #expect(answer.status == 400 && answer.code == "bad_request")
        #expect(answer.json["detail"]?.string?.contains(says) == true, "\(answer.text)")
    }

    @Test func aBodyAtTheLimitIsReadAndOneByteMoreIsNot() throws {
        let service = try TestService { $0.bodyBytes = 1024 }
        let wire = Wire(url: service.url, token: try service.token(.admin))
        func body(_ count: Int) -> [UInt8] {
            let start = Array("{\"name\": \"t\", \"title\": \"".utf8)
            return start + [UInt8](repeating: 120, count: count - start.count - 2) + Array("\"}".utf8)
        }
        #expect(try wire.call(Endpoints.teamCreate.shape, bytes: body(1024)).code != "body_too_large")
        #expect(try wire.call(Endpoints.teamCreate.shape, bytes: body(1025)).status == 413)
    }

    @Test func changesNeedAKeyAndRepeatTheirAnswer() throws {
        let service = try TestService()
        let wire = Wire(url: service.url, token: try service.token(.admin))
        let body = Array("{\"name\": \"east\", \"title\": \"East\"}".utf8)
        let without = try wire.send("POST", "/v1/teams", body: body)
        #expect(without.code == "idempotency_key_missing")
        let first = try wire.send("POST", "/v1/teams", body: body, key: "k1")
        #expect(first.status == 201)
        let again = try wire.send("POST", "/v1/teams", body: body, key: "k1")
        #expect(again.status == 201 && again.bytes == first.bytes)
        let other = try wire.send(
            "POST", "/v1/teams", body: Array("{\"name\": \"west\", \"title\": \"\"}".utf8), key: "k1")
        #expect(other.status == 422 && other.code == "idempotency_key_reused")
        let fresh = try wire.send("POST", "/v1/teams", body: body, key: "k2")
        #expect(fresh.code == "already_exists")
    }

    /// Eight at once under one key: one change, one answer.
    @Test func parallelRepetitionsMakeOneChange() async throws {
        let service = try TestService()
        let token = try service.token(.admin)
        let answers = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await onOwnThread {
                        try Wire(url: service.url, token: token).send(
                            "POST", "/v1/teams", body: Array("{\"name\": \"east\", \"title\": \"\"}".utf8), key: "one")
                    }.bytes
                }
            }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
    }

    @Test func theDescriptionIsServed() throws {
        let service = try TestService()
        let answer = try Wire(url: service.url, token: nil).call(Endpoints.openAPI.shape)
        #expect(answer.json == OpenAPI.document(version: "0.1.0"))
    }
}
