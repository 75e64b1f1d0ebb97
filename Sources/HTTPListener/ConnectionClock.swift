import Dispatch
import Domain
import Glibc
import Synchronization

/// Ends connections whose head or body does not arrive in time.
///
/// libmicrohttpd only knows a timeout of inactivity: a peer that sends one byte every few seconds would hold its
/// connection for ever. Here each connection has a deadline for what it owes us. A thread counts seconds and shuts down
/// the receiving side of the late ones, which libmicrohttpd takes for the peer's hanging up. Connections are forgotten
/// before their socket is closed, under the same lock, so no other connection's socket is hit.
final class ConnectionClock: Sendable {
    private struct Entry {
        let socket: Int32
        var deadline: Int?
    }

    private struct State {
        var seconds = 0
        /// By the connection's address, which is only a name here.
        var entries: [UInt: Entry] = [:]
    }

    private let state = Mutex(State())
    private let stopped = DispatchSemaphore(value: 0)
    private let headSeconds: Int
    private let bodySeconds: Int

    init(headSeconds: Int, bodySeconds: Int) {
        self.headSeconds = headSeconds
        self.bodySeconds = bodySeconds
    }

    func start() throws(Failure) {
        try startThread(named: "http-clock", stackBytes: 256 << 10) { [self] in
            while stopped.wait(timeout: .now() + .seconds(1)) == .timedOut { tick() }
        }
    }

    func stop() { stopped.signal() }

    func opened(_ connection: OpaquePointer, socket: Int32) {
        let key = UInt(bitPattern: connection)
        state.withLock { $0.entries[key] = Entry(socket: socket, deadline: $0.seconds + headSeconds) }
    }

    func closed(_ connection: OpaquePointer) {
        let key = UInt(bitPattern: connection)
        state.withLock { $0.entries[key] = nil }
    }

    func expectHead(_ connection: OpaquePointer) { expect(connection, withinSeconds: headSeconds) }
    func expectBody(_ connection: OpaquePointer) { expect(connection, withinSeconds: bodySeconds) }
    func expectNothing(_ connection: OpaquePointer) { expect(connection, withinSeconds: nil) }

    private func expect(_ connection: OpaquePointer, withinSeconds: Int?) {
        let key = UInt(bitPattern: connection)
        state.withLock { state in
            state.entries[key]?.deadline = withinSeconds.map { state.seconds + $0 }
        }
    }

    private func tick() {
        state.withLock { state in
            state.seconds += 1
            for (key, entry) in state.entries {
                guard let deadline = entry.deadline, deadline < state.seconds else { continue }
                shutdown(entry.socket, Int32(SHUT_RD))
                state.entries[key]?.deadline = nil
            }
        }
    }
}
