import API
import Domain
import FoundationEssentials
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

    /// Every endpoint that takes JSON, each at the limit of its kind.
    @Test func aBodyAtTheLimitIsReadAndOneByteMoreIsNot() throws {
        let service = try TestService {
            $0.bodyBytes = 1024
            $0.bundleBodyBytes = 2048
            $0.templateBodyBytes = 4096
        }
        let person = Wire(url: service.url, token: try service.token(.admin))
        let runner = Wire(url: service.url, token: try service.runnerToken())
        func code(_ shape: EndpointShape, bytes count: Int) throws -> String? {
            let body = Array("[".utf8) + [UInt8](repeating: 32, count: count - 2) + Array("]".utf8)
            let wire = shape.access == .runner ? runner : person
            return try wire.call(shape, AccessTests.parameters, bytes: body).code
        }
        let larger = [
            "template_push": 4096, "policy_check": 2048, "policy_test": 2048, "policy_enact": 2048,
            "policy_propose": 2048, "policy_diff": 2048, "policy_explain": 2048, "policy_replay": 2048,
            "owners_check": 2048, "owners_lint": 2048,
        ]
        for shape in Endpoints.all where shape.method.isChange && !(shape.input is RawBytes.Type) {
            if shape.input is Nothing.Type { continue }
            let limit = larger[shape.name] ?? 1024
            let answer = try code(shape, bytes: limit)
            // What git sends is for git to judge.
            let isRead = shape.input is GitBody.Type ? answer != "body_too_large" : answer == "bad_request"
            #expect(isRead, "\(shape.name)")
            #expect(try code(shape, bytes: limit + 1) == "body_too_large", "\(shape.name)")
        }
    }

    /// What the listener holds to is what the settings say.
    @Test func connectionsAndTimesAreLimited() throws {
        let service = try TestService {
            $0.connectionsPerAddress = 2
            $0.requestTimeoutSeconds = 1
        }
        let port = try #require(service.url.split(separator: ":").last.flatMap { UInt16($0) })
        let request = "GET /healthz HTTP/1.1\r\nHost: a\r\n"
        let slow = try RawConnection(port: port)
        slow.send(request)
        let second = try RawConnection(port: port)
        second.send(request + "\r\n")
        #expect(second.answer()?.status == "200")
        let third = try RawConnection(port: port)
        third.send(request + "\r\n")
        #expect(third.answer() == nil)
        #expect(slow.answer() == nil)
        // The second one ends as idle within a second, too.
        try eventually("there is room again") {
            let later = try RawConnection(port: port)
            later.send(request + "\r\n")
            return later.answer()?.status == "200"
        }
    }

    /// The largest template folder that there may be arrives, as does one whose text no longer fits into a usual body.
    @Test func aTemplateFolderOfTheMostBytesArrives() throws {
        let service = try TestService()
        let wire = Wire(url: service.url, token: try service.token(.author))
        func push(_ extraBytes: Int) throws -> Wire.Answer {
            let sample = World.sampleTemplate()
            let used = sample.files.reduce(0) { $0 + (Data(base64Encoded: $1.base64)?.count ?? 0) }
            var left = FileSet.totalLimitBytes - used + extraBytes
            var push = sample
            while left > 0 {
                let part = Data(repeating: 120, count: min(left, FileSet.fileLimitBytes))
                let path = "assets/filler-\(push.files.count).txt"
                push.files.append(
                    FileContent(path: path, base64: part.base64EncodedString(), isExecutable: false))
                left -= part.count
            }
            return try wire.call(
                Endpoints.templatePush.shape, ["team": "north"], bytes: Array(JSONEncoder().encode(push)))
        }
        #expect(try push(0).status == 201)
        let refused = try push(1)
        #expect(refused.code == "invalid_template", "\(refused.text.prefix(500))")
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
