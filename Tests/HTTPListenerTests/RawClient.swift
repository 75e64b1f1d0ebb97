import Domain
import Glibc

/// A socket and nothing else: sends exactly the bytes it is given and reads with a deadline.
final class RawClient {
    private let descriptor: Int32
    private var received: [UInt8] = []
    let isConnected: Bool

    struct Answer: Equatable {
        var statusLine: String
        var headers: [String: String]
        var body: String
    }

    init(port: UInt16, receiveSeconds: Int = 10) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: receiveSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        isConnected = withUnsafeBytes(of: &address) { [descriptor] bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
            return connect(descriptor, base, socklen_t(bytes.count)) == 0
        }
    }

    deinit { close(descriptor) }

    /// Says that no more will be sent; the answer can still be read.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// One answer with a `Content-Length` (or none, to a HEAD); nil when the connection ends or times out before.
    func answer(toHead: Bool = false) -> Answer? {
        guard let head = read(through: "\r\n\r\n") else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let sides = line.split(separator: ":", maxSplits: 1)
            headers[sides[0].lowercased()] = sides[1].drop { $0 == " " }.description
        }
        let length = toHead ? 0 : headers["content-length"].flatMap { Int($0) } ?? 0
        guard let body = read(count: length) else { return nil }
        return Answer(statusLine: String(lines[0]), headers: headers, body: String(decoding: body, as: UTF8.self))
    }

    /// The data of the next chunk of a chunked answer; nil at the end of the stream or of the connection.
    func chunk() -> String? {
        guard let line = read(through: "\r\n"),
            let count = Int(String(decoding: line.dropLast(2), as: UTF8.self), radix: 16),
            let data = read(count: count), read(count: 2) != nil, count > 0
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// Everything until the server closes; nil if it does not in time.
    func rest() -> String? {
        while true {
            switch receive() {
            case .some(0):
                defer { received = [] }
                return String(decoding: received, as: UTF8.self)
            case .some: continue
            case nil: return nil
            }
        }
    }

    /// Whether something comes within two seconds; nothing is taken.
    func peekIsReadable() -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, 2000) == 1
    }

    private func read(through mark: String) -> [UInt8]? {
        let mark = Array(mark.utf8)
        while true {
            if let end = received.firstIndex(of: mark) { return take(end + mark.count) }
            guard let count = receive(), count > 0 else { return nil }
        }
    }

    private func read(count: Int) -> [UInt8]? {
        while received.count < count {
            guard let more = receive(), more > 0 else { return nil }
        }
        return take(count)
    }

    private func take(_ count: Int) -> [UInt8] {
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// How many bytes came; 0 at the end of the connection (also when it was reset), nil after the timeout.
    private func receive() -> Int? {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 { return errno == EAGAIN ? nil : 0 }
        received += buffer.prefix(count)
        return count
    }
}

extension [UInt8] {
    fileprivate func firstIndex(of mark: [UInt8]) -> Int? {
        guard count >= mark.count else { return nil }
        return (0...(count - mark.count)).first { self[$0..<($0 + mark.count)].elementsEqual(mark) }
    }
}
