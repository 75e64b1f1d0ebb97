/// One request, as it goes over the wire.
package struct TransportRequest: Sendable {
    package struct Header: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// The file is read while it is sent.
        case file(path: String)
    }

    package var method: String
    package var url: String
    package var headers: [Header]
    package var body: Body
    /// For everything together; nil is no limit, for streams.
    package var timeoutSeconds: Int?
    /// Without a single byte; for streams, longer than the service's heartbeat.
    package var silenceTimeoutSeconds: Int?

    package init(
        method: String, url: String, headers: [Header] = [], body: Body = .none, timeoutSeconds: Int? = 60,
        silenceTimeoutSeconds: Int? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutSeconds = timeoutSeconds
        self.silenceTimeoutSeconds = silenceTimeoutSeconds
    }
}

/// Where a 2xx answer's body goes.
package enum TransportReceiver {
    case bytes(limitBytes: Int)
    /// A new private file; it is removed again if the answer does not come whole.
    case file(path: String)
    /// Each line as it comes, without its end; false ends the request.
    case lines((String) -> Bool)
}

package struct TransportResponse: Equatable, Sendable {
    package let status: Int
    package let headers: [TransportRequest.Header]
    /// Empty if the receiver took it.
    package let body: [UInt8]

    package init(status: Int, headers: [TransportRequest.Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value under this name, in any case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
