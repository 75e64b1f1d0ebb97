import HTTPListener
import Testing

/// Each limit, at it and one beyond.
struct LimitTests {
    @Test(arguments: [(100, "HTTP/1.1 200 OK"), (101, "HTTP/1.1 414 URI Too Long")])
    func target(bytes: Int, status: String) throws {
        try TestListener.with(TestListener(configure: { $0.targetLimitBytes = 100 })) { server in
            let client = server.client()
            client.send("GET /\(String(repeating: "a", count: bytes - 1)) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer()?.statusLine == status)
        }
    }

    @Test(arguments: [
        (8192, "HTTP/1.1 200 OK"), (8193, "HTTP/1.1 431 Request Header Fields Too Large"),
        (200_000, "HTTP/1.1 431 Request Header Fields Too Large"),
    ])
    func head(bytes: Int, status: String) throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            let rest = "GET / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n"
            let filler = String(repeating: "a", count: bytes - rest.utf8.count)
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: \(filler)\r\n\r\n")
            #expect(client.answer()?.statusLine == status)
        }
    }

    @Test(arguments: [(64, "HTTP/1.1 200 OK"), (65, "HTTP/1.1 431 Request Header Fields Too Large")])
    func headers(count: Int, status: String) throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            let lines = (1..<count).map { "X\($0): a\r\n" }.joined()
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n")
            #expect(client.answer()?.statusLine == status)
        }
    }

    /// libmicrohttpd would keep a record of each parameter in the connection's memory; it is kept from seeing them.
    @Test func parameters() throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send("GET /?\(String(repeating: "&", count: 4000))a=b HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer()?.statusLine == "HTTP/1.1 200 OK")
            #expect(server.requests.first?.target.query == [HTTPField("a", "b")])
        }
    }

    /// It keeps records of cookies, and refuses by itself when they do not fit: nothing worse.
    @Test func cookies() throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: \(String(repeating: "a;", count: 4000))\r\n\r\n")
            #expect(client.answer()?.statusLine == "HTTP/1.1 431 Request Header Fields Too Large")
            #expect(client.rest() != nil)
            #expect(server.requests.isEmpty)
        }
    }

    /// What a browser has of one site at most: 4 KiB in 50 cookies.
    @Test func ordinaryCookies() throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            let cookies = (0..<50).map { "cookie\($0)=\(String(repeating: "x", count: 70))" }.joined(separator: "; ")
            client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: \(cookies)\r\n\r\n")
            #expect(client.answer()?.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test func connections() throws {
        try TestListener.with(TestListener(configure: { $0.connectionLimit = 2 })) { server in
            let first = server.client()
            let second = server.client()
            for client in [first, second] {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.answer() != nil)
            }
            let third = server.client()
            third.send("GET /third HTTP/1.1\r\nHost: a\r\n\r\n")
            first.send("GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(first.answer() != nil)
            #expect(third.answer()?.body == "hello GET /third")
            #expect(server.requests.map(\.target.path) == ["/", "/", "/first", "/third"])
        }
    }

    @Test func connectionsOfOneAddress() throws {
        try TestListener.with(TestListener(configure: { $0.addressConnectionLimit = 1 })) { server in
            let first = server.client()
            first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(first.answer() != nil)
            let second = server.client()
            second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(second.rest() == "")
        }
    }

    /// One request at work, one waiting: the next is told to come back.
    @Test func waitingRequests() throws {
        let entered = Gate()
        let leave = Gate()
        let server = try TestListener(
            configure: {
                $0.workers = 1
                $0.waitingLimit = 1
            },
            handler: { _ in
                entered.open()
                leave.pass()
                return HTTPResponse(status: 200)
            })
        TestListener.with(server) { server in
            let atWork = server.client()
            atWork.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(entered.pass())
            // Both are sent; the listener reads them one after the other, so exactly one finds room.
            let others = [server.client(), server.client()]
            for other in others { other.send("GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") }
            let refused = others.firstIndex { $0.peekIsReadable() } ?? 1
            let answer = others[refused].answer()
            #expect(answer?.statusLine == "HTTP/1.1 503 Service Unavailable")
            #expect(answer?.headers["retry-after"] == "1")
            leave.open()
            leave.open()
            #expect(atWork.answer()?.statusLine == "HTTP/1.1 200 OK")
            #expect(others[1 - refused].answer()?.statusLine == "HTTP/1.1 200 OK")
        }
    }

    /// A head that trickles in keeps nobody's connection open, although it is never idle.
    @Test func headsThatTakeTooLong() throws {
        let server = try TestListener(configure: { $0.headTimeoutSeconds = 1 })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("GET / HTTP/1.1\r\nHost: a\r\n")
            #expect(client.rest() == "")
            #expect(server.requests.isEmpty)
        }
    }

    @Test func bodiesThatTakeTooLong() throws {
        let server = try TestListener(configure: { $0.bodyTimeoutSeconds = 1 })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            #expect(client.rest() == "")
            #expect(server.requests.isEmpty)
        }
    }

    @Test func idleConnections() throws {
        let server = try TestListener(configure: { $0.idleTimeoutSeconds = 1 })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer() != nil)
            #expect(client.rest() == "")
        }
    }
}
