import Domain

/// What carries requests: libcurl, or a table of answers in a test. Belongs to one thread.
package protocol Transport: AnyObject {
    /// The whole answer, whatever its status. Throws `unavailable` when there was none or only a part of one.
    func send(_ request: TransportRequest, into receiver: TransportReceiver) throws(Failure) -> TransportResponse
}

extension HTTPTransport: Transport {}
