import APIClient
import Domain
import Glibc

/// Lines in, answers out, one after the other, until the agent closes the connection or the attempt is over.
struct AgentConnection {
    let descriptor: Int32
    let desk: AgentDesk

    private static let limitBytes = AgentRequest.lineLimitBytes

    func serve() {
        guard let client = try? desk.attempt.client() else { return }
        var rest: [UInt8] = []
        var isOverlong = false
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            rest += buffer[..<count]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let isWhole = !isOverlong && end <= Self.limitBytes
                let line = Array(rest[..<end])
                rest.removeFirst(end + 1)
                isOverlong = false
                guard send(isWhole ? desk.answer(line, client) : AgentDesk.refusal(Self.overlong)) else { return }
            }
            // The rest of such a line is read and dropped, so that the next one is understood again.
            if rest.count > Self.limitBytes || isOverlong {
                isOverlong = true
                rest = []
            }
        }
    }

    private static let overlong = Failure(.badRequest, "a line has at most \(limitBytes) bytes")

    private func send(_ answer: JSON) -> Bool {
        var rest = Array((answer.canonical + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
