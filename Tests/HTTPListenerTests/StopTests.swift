import Dispatch
import HTTPListener
import Testing

struct StopTests {
    @Test func requestsAtWorkAreFinished() throws {
        let entered = Gate()
        let leave = Gate()
        let server = try TestListener(handler: { _ in
            entered.open()
            leave.pass()
            return HTTPResponse(status: 200)
        })
        let client = server.client()
        let idle = server.client()
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(entered.pass())
        let port = server.listener.port
        let (stopped, result) = stopAside(server, drainSeconds: 10)
        #expect(refusesConnections(port: port))
        leave.open()
        let answer = client.answer()
        #expect(answer?.statusLine == "HTTP/1.1 200 OK")
        #expect(answer?.headers["connection"] == "close")
        #expect(idle.rest() == "")
        #expect(stopped.pass())
        #expect(result.value == 0)
    }

    @Test func requestsThatTakeTooLongAreCutOffAndCounted() throws {
        let entered = Gate()
        let leave = Gate()
        let left = Gate()
        let server = try TestListener(handler: { _ in
            entered.open()
            leave.pass()
            left.open()
            return HTTPResponse(status: 200)
        })
        let client = server.client()
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(entered.pass())
        #expect(server.listener.stop(drainSeconds: 0) == 1)
        #expect(client.rest()?.contains("200 OK") == false)
        // The worker comes back to a connection that is long gone.
        leave.open()
        #expect(left.pass())
    }

    @Test func streamsEndAtOnce() throws {
        let stream = EventStream(bufferLimitBytes: 100)
        stream.send([65])
        let server = try TestListener(handler: { _ in HTTPResponse(status: 200, body: .events(stream)) })
        let client = server.client()
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.answer() != nil)
        #expect(client.chunk() == "A")
        #expect(server.listener.stop(drainSeconds: 10) == 0)
        #expect(client.rest() == "0\r\n\r\n")
    }

    @Test func stoppingTwiceIsHarmless() throws {
        let server = try TestListener()
        #expect(server.listener.stop(drainSeconds: 1) == 0)
        #expect(server.listener.stop(drainSeconds: 1) == 0)
        #expect(server.listener.port == 0)
    }

    private final class Box: @unchecked Sendable { var value = -1 }  // read after the gate only

    private func stopAside(_ server: TestListener, drainSeconds: Int) -> (Gate, Box) {
        let gate = Gate()
        let box = Box()
        DispatchQueue.global().async {
            box.value = server.listener.stop(drainSeconds: drainSeconds)
            gate.open()
        }
        return (gate, box)
    }

    private func refusesConnections(port: UInt16) -> Bool {
        for _ in 0..<100_000 where !RawClient(port: port).isConnected { return true }
        return false
    }
}
