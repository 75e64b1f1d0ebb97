/// What is known of a request before its body: enough to say whether and where the body may go.
package struct HTTPRequestHead: Sendable {
    /// A fresh random name; also sent back as `X-Request-Id`.
    package let id: String
    /// A token, as sent: methods are case-sensitive.
    package let method: String
    package let target: RequestTarget
    package let headers: HTTPHeaders
    package let body: AnnouncedBody
}

/// What the head says about the body.
package enum AnnouncedBody: Hashable, Sendable {
    case none
    case bytes(Int)
    /// Chunked: its size is known when it has come.
    case unknown
}

/// A whole request: its body has arrived completely and was within the limit.
package struct HTTPRequest: Sendable {
    package let head: HTTPRequestHead
    package let body: HTTPBody

    package var id: String { head.id }
    package var method: String { head.method }
    package var target: RequestTarget { head.target }
    package var headers: HTTPHeaders { head.headers }
}

package enum HTTPBody: Sendable {
    case bytes([UInt8])
    case file(UploadedFile)
}

/// What becomes of a request, decided from its head alone, before any of the body is read.
package enum Admission: Sendable {
    case accept(BodyPolicy, Lane)
    /// Answered at once; the connection is closed, for a body may follow that nobody wants.
    case refuse(HTTPResponse)
}

/// How much of a body is read, and where it goes. Beyond the limit: 413 and the connection is closed.
package enum BodyPolicy: Sendable {
    case none
    case memory(limitBytes: Int)
    /// Into a new file of this directory, hashed on its way.
    case file(limitBytes: Int, directory: String)
}

/// Which threads run the handler.
package enum Lane: Sendable {
    /// On the event thread itself: for answers that are ready and neither wait nor compute.
    case inline
    case worker
    /// For the few slow ones (large diffs, reports, git), so that they cannot starve the others.
    case slow
    /// For password hashes, which are slow on purpose, so that nobody waits to log in or to sign while others compute.
    case password
}
