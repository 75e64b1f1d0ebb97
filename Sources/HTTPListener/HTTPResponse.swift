/// An answer. `Content-Length` is added when it is sent, and unless given here `X-Content-Type-Options: nosniff`,
/// `Cache-Control: no-store` and `X-Request-Id`.
package struct HTTPResponse: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// The regular file at this path as it is when the handler returns; a failure to open it is a 500.
        case file(path: String)
        /// The same, and nobody else needs it: the file is unlinked as soon as it is open, or cannot be opened.
        case temporaryFile(path: String)
        case events(EventStream)
    }

    package var status: Int
    package var headers: [HTTPField]
    package var body: Body

    package init(status: Int, headers: [HTTPField] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension HTTPResponse {
    /// The headers that go out: those of the handler, and what every answer carries.
    func headersToSend(requestID: String, closing: Bool) -> [HTTPField] {
        var fields = headers
        func add(_ name: String, _ value: String) {
            if !fields.contains(where: { HTTPHeaders.same($0.name, name) }) { fields.append(HTTPField(name, value)) }
        }
        add("X-Content-Type-Options", "nosniff")
        add("Cache-Control", "no-store")
        add("X-Request-Id", requestID)
        if closing { add("Connection", "close") }
        return fields
    }
}
