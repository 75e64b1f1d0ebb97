import Domain
import Glibc
import HTTPListener
import Synchronization
import Testing

struct BodyTests {
    @Test(arguments: ["", "abc", String(repeating: "x", count: 1000)])
    func bodiesInMemory(body: String) throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(client.answer()?.statusLine == "HTTP/1.1 200 OK")
            guard case .bytes(let bytes) = server.requests.first?.body else { throw Unexpected() }
            #expect(bytes == Array(body.utf8))
        }
    }

    @Test func chunkedBodiesInMemory() throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"
            )
            let answer = client.answer()
            #expect(answer?.statusLine == "HTTP/1.1 200 OK")
            #expect(answer?.headers["connection"] == "close")
            guard case .bytes(let bytes) = server.requests.first?.body else { throw Unexpected() }
            #expect(bytes == Array("abc0123456789".utf8))
        }
    }

    static let tooLarge: [String] = [
        // Announced: refused before any of it is read.
        "Content-Length: 1001\r\n\r\n",
        // Not announced: refused with the first byte too many, nothing after it is read.
        "Transfer-Encoding: chunked\r\n\r\n3E8\r\n\(String(repeating: "x", count: 1000))\r\n1\r\nx\r\n",
    ]

    @Test(arguments: tooLarge)
    func bodiesBeyondTheLimit(rest: String) throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\(rest)")
            let answer = client.answer()
            #expect(answer?.statusLine == "HTTP/1.1 413 Content Too Large")
            #expect(answer?.headers["content-type"] == "application/problem+json")
            #expect(answer?.headers["connection"] == "close")
            #expect(answer?.body.hasPrefix(#"{"code":"body_too_large""#) == true)
            #expect(client.rest() == "")
            #expect(server.requests.isEmpty)
        }
    }

    @Test(arguments: ["Content-Length: 1\r\n\r\na", "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"])
    func bodiesWhereNoneIsTaken(rest: String) throws {
        let server = try TestListener(admission: { _ in .accept(.none, .worker) })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\(rest)")
            #expect(client.answer()?.statusLine == "HTTP/1.1 413 Content Too Large")
            #expect(server.requests.isEmpty)
        }
    }

    @Test func theClientIsToldToContinue() throws {
        try TestListener.with(TestListener()) { server in
            let client = server.client()
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            #expect(client.answer()?.statusLine == "HTTP/1.1 100 Continue")
            client.send("abc")
            #expect(client.answer()?.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test func bodiesInFiles() throws {
        let directory = try Directory()
        let body = String(repeating: "0123456789", count: 200_000)
        let found = Mutex<(listing: [String], content: [UInt8], size: Int, digest: Digest)?>(nil)
        let server = try TestListener(
            admission: { _ in .accept(.file(limitBytes: body.utf8.count, directory: directory.path), .worker) },
            handler: { request in
                guard case .file(let file) = request.body else { return HTTPResponse(status: 500) }
                found.withLock { $0 = (directory.listing, readFile(file.path), file.sizeBytes, file.digest) }
                return HTTPResponse(status: 200)
            })
        let path = TestListener.with(server) { server in
            let client = server.client()
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(client.answer()?.statusLine == "HTTP/1.1 200 OK")
            defer { server.forget() }
            if case .file(let file) = server.requests.first?.body { return file.path }
            return ""
        }
        found.withLock { found in
            #expect(found?.listing == [String(path.split(separator: "/").last ?? "")])
            #expect(found?.content == Array(body.utf8))
            #expect(found?.size == body.utf8.count)
            #expect(found?.digest == Digest.of(body))
        }
        #expect(directory.becomesEmpty())
    }

    @Test func fileBodiesBeyondTheLimitLeaveNothing() throws {
        let directory = try Directory()
        let server = try TestListener(admission: { _ in
            .accept(.file(limitBytes: 10, directory: directory.path), .worker)
        })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nB\r\n0123456789a\r\n")
            #expect(client.answer()?.statusLine == "HTTP/1.1 413 Content Too Large")
            #expect(server.requests.isEmpty)
        }
        #expect(directory.becomesEmpty())
    }

    /// An end that comes together with the last bytes escapes libmicrohttpd's edge-triggered epoll: then it is the idle
    /// timeout that closes the connection.
    @Test(arguments: [
        "Content-Length: 10\r\n\r\n01234", "Transfer-Encoding: chunked\r\n\r\nA\r\n01234",
        "Transfer-Encoding: chunked\r\n\r\n1\r\n0\r\n",
    ])
    func bodiesThatAreCutOffNeverReachTheHandler(rest: String) throws {
        let directory = try Directory()
        let server = try TestListener(
            configure: { $0.idleTimeoutSeconds = 1 },
            admission: { _ in .accept(.file(limitBytes: 10, directory: directory.path), .worker) })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("PUT / HTTP/1.1\r\nHost: a\r\n\(rest)")
            client.finishSending()
            #expect(client.rest() == "")
            #expect(server.requests.isEmpty)
        }
        #expect(directory.becomesEmpty())
    }

    @Test func aDirectoryThatIsNotThereIsSaid() throws {
        let server = try TestListener(admission: { _ in
            .accept(.file(limitBytes: 10, directory: "/tmp/not/there"), .worker)
        })
        TestListener.with(server) { server in
            let client = server.client()
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na")
            #expect(client.answer()?.statusLine == "HTTP/1.1 503 Service Unavailable")
        }
    }
}

private struct Unexpected: Error {}

/// A directory of its own for one test, removed at the end.
private final class Directory: Sendable {
    let path = temporaryPath("uploads")

    init() throws { try #require(mkdir(path, 0o700) == 0) }
    deinit { rmdir(path) }

    var listing: [String] {
        guard let handle = opendir(path) else { return ["cannot be read"] }
        defer { closedir(handle) }
        var names = [String]()
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Everything that could hold a file open is over when the listener has stopped, except a worker on its last line.
    func becomesEmpty() -> Bool {
        for _ in 0..<10_000 where !listing.isEmpty { sched_yield() }
        return listing.isEmpty
    }
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
