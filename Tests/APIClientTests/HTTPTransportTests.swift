import APIClient
import Domain
import Glibc
import HTTPListener
import Testing

struct HTTPTransportTests {
    @Test func aRequestArrivesAsItWasSent() throws {
        try withService { request in
            #expect(request.method == "PATCH")
            #expect(request.target.segments == ["a", "b c"])
            #expect(request.headers["x-one"] == "1")
            #expect(request.headers["x-empty"] == "")
            #expect(request.headers["authorization"] == "Bearer secret")
            #expect(request.headers["content-type"] == nil)
            return HTTPResponse(status: 202, headers: [HTTPField("X-Two", "2")], body: request.echo)
        } body: { url in
            let transport = try HTTPTransport(token: "secret")
            let answer = try transport.send(
                TransportRequest(
                    method: "PATCH", url: url + "/a/b%20c", headers: [.init("X-One", "1"), .init("X-Empty", "")],
                    body: .bytes(Array("a\0b".utf8))))
            #expect(answer.status == 202)
            #expect(answer.header("x-two") == "2")
            #expect(answer.body == Array("a\0b".utf8))
        }
    }

    @Test(arguments: ["GET", "POST", "PUT", "DELETE"])
    func methodsWithAndWithoutBodyFollowEachOtherOnOneTransport(method: String) throws {
        try withService { request in
            HTTPResponse(status: 200, headers: [HTTPField("X-Method", request.method)], body: request.echo)
        } body: { url in
            let transport = try HTTPTransport()
            for body in ["", "abc", ""] {
                let sent: TransportRequest.Body = body.isEmpty && method == "GET" ? .none : .bytes(Array(body.utf8))
                let answer = try transport.send(TransportRequest(method: method, url: url + "/", body: sent))
                #expect(answer.header("x-method") == method)
                #expect(answer.body == Array(body.utf8))
            }
            let answer = try transport.send(TransportRequest(method: "HEAD", url: url + "/"))
            #expect(answer.status == 200)
            #expect(answer.body == [])
        }
    }

    @Test func filesGoUpAndComeDown() throws {
        let up = temporaryPath("up")
        let down = temporaryPath("down")
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
        let descriptor = open(up, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        defer { for path in [up, down] { unlink(path) } }
        try withService { request in
            guard case .file(let file) = request.body, file.digest == Digest.of(bytes) else {
                return HTTPResponse(status: 500)
            }
            return HTTPResponse(status: 200, body: .file(path: file.path))
        } body: { url in
            let answer = try HTTPTransport().send(
                TransportRequest(method: "PUT", url: url + "/file", body: .file(path: up)), into: .file(path: down))
            #expect(answer.status == 200)
            #expect(answer.body == [])
        }
        #expect(readFile(down) == bytes)
    }

    @Test func problemsComeAsBytesWhateverTheReceiver() throws {
        let down = temporaryPath("down")
        try withService { _ in
            HTTPResponse(status: 404, body: .bytes(Array("no".utf8)))
        } body: { url in
            let request = TransportRequest(method: "GET", url: url + "/")
            let transport = try HTTPTransport()
            #expect(try transport.send(request, into: .file(path: down)).body == Array("no".utf8))
            #expect(try transport.send(request, into: .lines { _ in true }).body == Array("no".utf8))
            #expect(access(down, F_OK) != 0)
        }
    }

    @Test func linesOfAStreamComeAsTheyAreSent() throws {
        let stream = EventStream(bufferLimitBytes: 1000)
        stream.send(Array("data: 1\r\n\nda".utf8))
        try withService { _ in
            HTTPResponse(status: 200, body: .events(stream))
        } body: { url in
            var lines = [String]()
            let request = TransportRequest(
                method: "GET", url: url + "/", timeoutSeconds: nil, silenceTimeoutSeconds: 10)
            _ = try HTTPTransport().send(
                request,
                into: .lines { line in
                    lines.append(line)
                    if line.isEmpty { stream.send(Array("ta: 2\nlast".utf8)) }
                    if line == "data: 2" { stream.close() }
                    return true
                })
            #expect(lines == ["data: 1", "", "data: 2", "last"])
        }
    }

    @Test func aReceiverMayEndAStream() throws {
        let stream = EventStream(bufferLimitBytes: 1000)
        stream.send(Array("one\ntwo\n".utf8))
        try withService { _ in
            HTTPResponse(status: 200, body: .events(stream))
        } body: { url in
            var lines = [String]()
            _ = try HTTPTransport().send(
                TransportRequest(method: "GET", url: url + "/", timeoutSeconds: nil),
                into: .lines {
                    lines.append($0)
                    return false
                })
            #expect(lines == ["one"])
        }
    }

    @Test(arguments: [(10, true), (9, false)])
    func answersAreBounded(limitBytes: Int, fits: Bool) throws {
        try withService { _ in
            HTTPResponse(status: 200, body: .bytes(Array("0123456789".utf8)))
        } body: { url in
            let request = TransportRequest(method: "GET", url: url + "/")
            let transport = try HTTPTransport()
            if fits {
                #expect(try transport.send(request, into: .bytes(limitBytes: limitBytes)).body.count == 10)
            } else {
                #expect(throws: Failure(.bodyTooLarge, "The answer, or a line of it, is over 9 bytes.")) {
                    try transport.send(request, into: .bytes(limitBytes: limitBytes))
                }
            }
        }
    }

    @Test func redirectsAreAnswersLikeOthers() throws {
        try withService { _ in
            HTTPResponse(status: 302, headers: [HTTPField("Location", "http://127.0.0.1:1/")])
        } body: { url in
            let answer = try HTTPTransport(token: "t").send(TransportRequest(method: "GET", url: url + "/"))
            #expect(answer.status == 302)
        }
    }

    @Test func aServiceThatIsNotThereIsSaid() throws {
        let transport = try HTTPTransport()
        let failure = Failure(
            .unavailable, "Cannot reach http://127.0.0.1:1: Couldn't connect to server; is the service running?")
        #expect(throws: failure) {
            try transport.send(TransportRequest(method: "GET", url: "http://127.0.0.1:1/secret?token=x"))
        }
    }

    @Test func anAnswerThatDoesNotComeIsSaid() throws {
        let stream = EventStream(bufferLimitBytes: 10)
        try withService { _ in
            HTTPResponse(status: 200, body: .events(stream))
        } body: { url in
            #expect(throws: Failure(.unavailable, "No answer from \(url) in time (GET); try again.")) {
                try HTTPTransport().send(TransportRequest(method: "GET", url: url + "/", timeoutSeconds: 1))
            }
        }
    }

    @Test(arguments: ["ftp://a/", "file:///etc/passwd", "a", "http://", "http://user:password@a/", "http://a/b c"])
    func urlsThatAreRefused(url: String) throws {
        let transport = try HTTPTransport()
        #expect(throws: Failure(.invalidInput, "Not a URL of the form http://host/… or https://host/….")) {
            try transport.send(TransportRequest(method: "GET", url: url))
        }
    }

    @Test func headersCannotBeSplit() throws {
        let transport = try HTTPTransport()
        #expect(throws: Failure(.invalidInput, "A header to http://127.0.0.1:1 holds a control character.")) {
            try transport.send(
                TransportRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [.init("A", "b\r\nC: d")]))
        }
    }

    /// A listener with this handler for the length of `body`, which gets its URL. Bodies of `/file` go to a file.
    private func withService(
        _ handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse, body: (String) throws -> Void
    ) throws {
        let listener = HTTPListener(
            configuration: ListenerConfiguration { status, _, _ in HTTPResponse(status: status) },
            admission: { head in
                head.target.path == "/file"
                    ? .accept(.file(limitBytes: 10_000_000, directory: "/tmp"), .worker)
                    : .accept(.memory(limitBytes: 1000), .worker)
            }, handler: handler)
        try listener.start()
        defer { listener.stop(drainSeconds: 5) }
        try body("http://127.0.0.1:\(listener.port)")
    }
}

extension HTTPRequest {
    fileprivate var echo: HTTPResponse.Body {
        if case .bytes(let bytes) = body { .bytes(bytes) } else { .bytes([]) }
    }
}

private func temporaryPath(_ name: String) -> String {
    "/tmp/transport-tests-\(getpid())-\(UInt64.random(in: 0 ... .max))-\(name)"
}

private func readFile(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var content = [UInt8]()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return content }
        content += buffer.prefix(count)
    }
}
