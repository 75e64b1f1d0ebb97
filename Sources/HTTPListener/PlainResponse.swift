internal import CMicrohttpd
import Glibc

/// A response written straight to a socket that is about to be closed.
enum PlainResponse {
    /// As much as the socket takes at once, which is all of it for the few hundred bytes of a problem.
    static func send(_ response: HTTPResponse, requestID: String, socket: Int32) {
        guard case .bytes(let body) = response.body else { return }
        let reason = String(cString: MHD_get_reason_phrase_for(UInt32(response.status)))
        var text = "HTTP/1.1 \(response.status) \(reason)\r\nContent-Length: \(body.count)\r\n"
        for field in response.headersToSend(requestID: requestID, closing: true) {
            text += "\(field.name): \(field.value)\r\n"
        }
        let bytes = Array((text + "\r\n").utf8) + body
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
    }
}
