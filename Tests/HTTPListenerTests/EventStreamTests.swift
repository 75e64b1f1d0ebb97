import Dispatch
import HTTPListener
import Synchronization
import Testing

struct EventStreamTests {
    /// A listener whose every answer is a new stream, handed to the test.
    private final class Streams: Sendable {
        let opened = Mutex<[EventStream]>([])
        let closed = DispatchSemaphore(value: 0)
        let bufferLimitBytes: Int

        init(bufferLimitBytes: Int = 10_000) { self.bufferLimitBytes = bufferLimitBytes }

        func open() -> HTTPResponse {
            let stream = EventStream(bufferLimitBytes: bufferLimitBytes, onClose: { [self] in closed.signal() })
            opened.withLock { $0.append(stream) }
            stream.send(Array(": hello\n\n".utf8))
            return HTTPResponse(
                status: 200, headers: [HTTPField("Content-Type", "text/event-stream")], body: .events(stream))
        }

        var all: [EventStream] { opened.withLock { $0 } }
        func closesWithinTenSeconds() -> Bool { closed.wait(timeout: .now() + .seconds(10)) == .success }
    }

    private func open(_ server: TestListener) -> RawClient {
        let client = server.client()
        client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.answer()?.headers["transfer-encoding"] == "chunked")
        #expect(client.chunk() == ": hello\n\n")
        return client
    }

    @Test func whatIsSentArrivesAndTheEndIsTheEnd() throws {
        let streams = Streams()
        try TestListener.with(TestListener(handler: { _ in streams.open() })) { server in
            let client = open(server)
            let stream = try #require(streams.all.first)
            for number in 0..<100 {
                #expect(stream.send(Array("data: \(number)\n\n".utf8)))
                #expect(client.chunk() == "data: \(number)\n\n")
            }
            stream.close()
            #expect(client.chunk() == nil)
            #expect(streams.closesWithinTenSeconds())
            #expect(!stream.send([1]))
            // The connection lives on.
            client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer()?.statusLine == "HTTP/1.1 200 OK")
        }
    }

    @Test func sendersOnManyThreadsLoseNothing() throws {
        let streams = Streams(bufferLimitBytes: 1_000_000)
        try TestListener.with(TestListener(handler: { _ in streams.open() })) { server in
            let client = open(server)
            let stream = try #require(streams.all.first)
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                for _ in 0..<1000 { stream.send(Array("0123456789".utf8)) }
            }
            stream.close()
            var text = ""
            while let chunk = client.chunk() { text += chunk }
            #expect(text == String(repeating: "0123456789", count: 4000))
        }
    }

    @Test func aSlowClientIsCutOffAtTheBuffersLimit() throws {
        let streams = Streams(bufferLimitBytes: 100_000)
        try TestListener.with(TestListener(handler: { _ in streams.open() })) { server in
            let client = open(server)
            let stream = try #require(streams.all.first)
            // The client reads nothing: first the sockets' buffers fill, then ours.
            var sent = 0
            while sent < 100_000_000, stream.send([UInt8](repeating: 120, count: 50_000)) { sent += 50_000 }
            #expect(sent < 100_000_000)
            #expect(!stream.send([1]))
            // Cut off, not ended: the last chunk is missing.
            #expect(client.rest()?.hasSuffix("0\r\n\r\n") == false)
            #expect(streams.closesWithinTenSeconds())
        }
    }

    @Test func aBufferHoldsItsLimitAndNoMore() {
        let exact = EventStream(bufferLimitBytes: 10)
        #expect(exact.send([UInt8](repeating: 0, count: 10)))
        #expect(!exact.send([0]))
        let beyond = EventStream(bufferLimitBytes: 10)
        #expect(!beyond.send([UInt8](repeating: 0, count: 11)))
    }

    @Test func aClientThatIsGoneIsNoticedWhenSendingToIt() throws {
        let streams = Streams()
        try TestListener.with(TestListener(handler: { _ in streams.open() })) { server in
            do { _ = open(server) }
            let stream = try #require(streams.all.first)
            var tries = 0
            while stream.send(Array(": still there?\n\n".utf8)), tries < 1_000_000 { tries += 1 }
            #expect(tries < 1_000_000)
            #expect(streams.closesWithinTenSeconds())
        }
    }

    @Test func manyStreamsAtOnce() throws {
        let streams = Streams()
        try TestListener.with(TestListener(handler: { _ in streams.open() })) { server in
            let clients = (0..<200).map { _ in open(server) }
            for stream in streams.all { stream.send(Array("data: all\n\n".utf8)) }
            #expect(clients.allSatisfy { $0.chunk() == "data: all\n\n" })
            // Nothing of this needs a worker: other requests are answered meanwhile.
            _ = open(server)
        }
        for _ in 0..<201 { #expect(streams.closesWithinTenSeconds()) }
    }

    @Test func aHeadRequestOpensNothing() throws {
        let streams = Streams()
        try TestListener.with(TestListener(handler: { _ in streams.open() })) { server in
            let client = server.client()
            client.send("HEAD /events HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.answer(toHead: true)?.statusLine == "HTTP/1.1 200 OK")
            #expect(streams.closesWithinTenSeconds())
        }
    }
}
