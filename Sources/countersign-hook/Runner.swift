import Glibc

/// The runner at the other end of a unix socket.
struct Runner {
    /// Agents let a tool run when their hook takes longer than 600 s; by then this one has said no.
    private static let limitSeconds = 570
    private static let answerLimitBytes = 4 << 20

    private let socket: Int32

    init(socket path: String) throws {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw Refusal("COUNTERSIGN_SOCKET is too long for a socket")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let isConnected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isConnected else { throw Refusal("no runner at \(path): \(String(cString: strerror(errno)))") }
    }

    /// One line there, one line back.
    func ask(_ line: String) throws -> String {
        let deadline = Runner.now() + Runner.limitSeconds
        try write(Array((line + "\n").utf8))
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var poll = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            let left = deadline - Runner.now()
            guard left > 0 else { throw Refusal("timed_out: no answer within \(Runner.limitSeconds) s") }
            guard Glibc.poll(&poll, 1, Int32(left * 1000)) > 0 else { continue }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0, answer.count < Runner.answerLimitBytes else { throw Refusal("the runner gave no answer") }
            answer += buffer[..<count]
            if let end = answer.firstIndex(of: UInt8(ascii: "\n")) {
                return String(decoding: answer[..<end], as: UTF8.self)
            }
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Refusal("the runner does not take the request") }
            rest = rest.dropFirst(count)
        }
    }

    /// Seconds that go on while the machine sleeps.
    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return time.tv_sec
    }
}
