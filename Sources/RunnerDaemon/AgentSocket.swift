import APIClient
import Domain
import Glibc
import Platform
import Synchronization

/// The unix socket through which an agent speaks to its runner: one JSON object a line, and one line of answer to each. It
/// stands in a folder that only this user can enter, and answers nobody else.
final class AgentSocket: Sendable {
    private struct State {
        var connections: Set<Int32> = []
        var isStopped = false
    }

    static let connectionLimit = 64

    private let path: String
    private let listening: Int32
    private let state = Mutex(State())
    private let serve: @Sendable (Int32) -> Void

    /// Listens at once. `serve` is called for each connection on a thread of its own, and does not close it.
    init(path: String, serve: @escaping @Sendable (Int32) -> Void) throws {
        self.path = path
        self.serve = serve
        listening = try Self.listen(path)
        do {
            try BackgroundThread.start { [self] in accept() }
        } catch {
            close(listening)
            throw error
        }
    }

    /// Refuses new connections and ends the open ones; whoever waits in one sees its end.
    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            shutdown(listening, Int32(SHUT_RDWR))
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
        unlink(path)
    }

    private func accept() {
        while true {
            // Not inherited by an agent in any case: none gets a descriptor beyond its first three.
            let connection = Glibc.accept(listening, nil, nil)
            if connection < 0 {
                if state.withLock({ $0.isStopped }) { break }
                // Out of descriptors, most likely: somebody must let one go first.
                if errno != EINTR { usleep(10_000) }
                continue
            }
            guard Self.isOurs(connection), keep(connection) else {
                close(connection)
                continue
            }
            do {
                try BackgroundThread.start { [self] in
                    serve(connection)
                    // Forgotten before it is closed: its number may be another's a moment later.
                    _ = state.withLock { $0.connections.remove(connection) }
                    close(connection)
                }
            } catch {
                _ = state.withLock { $0.connections.remove(connection) }
                close(connection)
            }
        }
        close(listening)
    }

    private func keep(_ connection: Int32) -> Bool {
        state.withLock { state in
            guard !state.isStopped, state.connections.count < Self.connectionLimit else { return false }
            state.connections.insert(connection)
            return true
        }
    }

    private static func listen(_ path: String) throws -> Int32 {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            close(socket)
            throw Failure(.internalError, "the socket's path is too long: \(path)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let isBound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isBound, chmod(path, 0o600) == 0, Glibc.listen(socket, 16) == 0 else {
            let reason = errno
            close(socket)
            throw Failure.system("cannot listen at \(path)", errno: reason)
        }
        return socket
    }

    /// Whether the other end is a process of our own user: `struct ucred` is process, user, group.
    private static func isOurs(_ connection: Int32) -> Bool {
        var credentials: (process: UInt32, user: UInt32, group: UInt32) = (0, .max, .max)
        var size = socklen_t(MemoryLayout.size(ofValue: credentials))
        return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0
            && credentials.user == getuid()
    }
}
