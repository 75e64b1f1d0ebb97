import Dispatch
import Domain
import Glibc
import HTTPListener
import Testing

struct AnswerTests {
    @Test func aRequestReachesItsHandlerAndTheAnswerItsClient() throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send("GET /a/b%20c%2Fd?x=1&y=a+b%26&x HTTP/1.1\r\nHost: h:1\r\nX-One: 1\r\nx-one: 2\r\n\r\n")
            var answer = try #require(client.answer())
            let request = try #require(server.requests.first)
            #expect(request.method == "GET")
            #expect(request.target.path == "/a/b%20c%2Fd")
            #expect(request.target.segments == ["a", "b c/d"])
            #expect(request.target.query == [HTTPField("x", "1"), HTTPField("y", "a b&"), HTTPField("x", "")])
            #expect(
                request.headers.fields == [HTTPField("Host", "h:1"), HTTPField("X-One", "1"), HTTPField("x-one", "2")])
            #expect(request.headers["HOST"] == "h:1")
            #expect(request.headers.all("X-oNE") == ["1", "2"])
            #expect(request.id.utf8.count == 32)
            #expect(answer.headers.removeValue(forKey: "date") != nil)
            #expect(
                answer
                    == RawClient.Answer(
                        statusLine: "HTTP/1.1 200 OK",
                        headers: [
                            "content-length": "22", "x-content-type-options": "nosniff", "cache-control": "no-store",
                            "x-request-id": request.id,
                        ], body: "hello GET /a/b%20c%2Fd"))
        }
    }

    @Test(arguments: [Lane.inline, .worker, .slow, .password])
    func everyLaneAnswersManyRequestsOnOneConnection(lane: Lane) throws {
        let server = try TestListener(admission: { _ in .accept(.memory(limitBytes: 10), lane) })
        TestListener.with(server) { server in
            let client = server.client()
            for number in 0..<100 {
                client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.answer()?.body == "hello GET /\(number)")
            }
        }
    }

    @Test func aBusyLaneHoldsNoOtherUp() throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try TestListener(
            admission: { .accept(.memory(limitBytes: 10), $0.target.path == "/report" ? .slow : .password) },
            handler: { request in
                if request.target.path == "/report" { gate.wait() }
                return HTTPResponse(status: 200, body: .bytes(Array(request.target.path.utf8)))
            })
        TestListener.with(server) { server in
            let (reader, other) = (server.client(), server.client())
            reader.send("GET /report HTTP/1.1\r\nHost: a\r\n\r\n")
            other.send("GET /login HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(other.answer()?.body == "/login")
            gate.signal()
            #expect(reader.answer()?.body == "/report")
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send((0..<20).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            #expect((0..<20).map { _ in client.answer()?.body } == (0..<20).map { "hello GET /\($0)" })
        }
    }

    @Test func headIsAnsweredLikeGetWithoutTheBody() throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send("HEAD /abc HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try #require(client.answer(toHead: true))
            #expect(answer.statusLine == "HTTP/1.1 200 OK")
            #expect(answer.headers["content-length"] == "15")
            #expect(client.answer()?.body == "hello GET /")
        }
    }

    @Test func headersOfTheHandlerWin() throws {
        let server = try TestListener(handler: { _ in
            HTTPResponse(
                status: 201, headers: [HTTPField("Cache-Control", "max-age=60"), HTTPField("X-Request-Id", "mine")])
        })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = client.answer()
            #expect(answer?.statusLine == "HTTP/1.1 201 Created")
            #expect(answer?.headers["cache-control"] == "max-age=60")
            #expect(answer?.headers["x-request-id"] == "mine")
        }
    }

    @Test func aHeaderThatWouldSplitTheAnswerIsAnErrorOfOurs() throws {
        let server = try TestListener(handler: { _ in
            HTTPResponse(status: 200, headers: [HTTPField("Location", "/a\r\nSet-Cookie: b")])
        })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = client.answer()
            #expect(answer?.statusLine == "HTTP/1.1 500 Internal Server Error")
            #expect(answer?.headers["set-cookie"] == nil)
        }
    }

    @Test func filesAreSentWhole() throws {
        let path = temporaryPath("answer")
        let bytes = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 7 & 0x7f) })
        try writeFile(path, bytes)
        defer { unlink(path) }
        let server = try TestListener(handler: { request in
            HTTPResponse(status: 200, body: .file(path: request.target.path == "/there" ? path : path + ".not"))
        })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("GET /there HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer()?.body.utf8.elementsEqual(bytes) == true)
            client.send("GET /gone HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer()?.statusLine == "HTTP/1.1 500 Internal Server Error")
        }
    }

    @Test func aRefusalOfTheUpperLayerComesBeforeTheBody() throws {
        let server = try TestListener(admission: { _ in .refuse(HTTPResponse(status: 404)) })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n")
            let answer = client.answer()
            #expect(answer?.statusLine == "HTTP/1.1 404 Not Found")
            #expect(answer?.headers["connection"] == "close")
            #expect(client.rest() == "")
            #expect(server.requests.isEmpty)
        }
    }

    @Test func aTakenPortIsSaid() throws {
        try TestListener.with(TestListener()) { server in
            let port = server.listener.port
            let failure = #expect(throws: Failure.self) { _ = try TestListener(configure: { $0.port = port }) }
            #expect(failure == Failure(.unavailable, "Cannot listen on 127.0.0.1:\(port): Address already in use."))
        }
    }
}

func temporaryPath(_ name: String) -> String {
    "/tmp/http-listener-tests-\(getpid())-\(UInt64.random(in: 0 ... .max))-\(name)"
}

func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_CREAT | O_WRONLY | O_EXCL, 0o600)
    try #require(descriptor >= 0)
    #expect(write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
}
