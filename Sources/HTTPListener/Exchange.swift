internal import CMicrohttpd
import Domain
import Glibc
import Synchronization

/// One request and its answer.
///
/// Two threads meet here: the event thread, which runs libmicrohttpd and calls `step` and `end`, and the worker, which
/// calls `answer` — possibly long after everybody else has given up. The rules that make this safe:
///
/// - While a worker has the request its connection is *suspended*. libmicrohttpd keeps a suspended connection in memory
///   and does nothing with it, so the pointer in `.waiting` is valid for as long as the stage is `.waiting`.
/// - Whoever takes the exchange out of `.waiting`, under the lock, resumes the connection: the worker with its answer,
///   or `abandon` at shutdown. It happens once; a worker that comes later finds another stage and its answer is
///   dropped.
/// - The answer is queued by the event thread, in the `step` that follows the resumption.
final class Exchange: Sendable {
    private enum Stage {
        case arriving
        case waiting(ConnectionHandle)
        /// Nil if not even an error could be made into a response: the connection is closed.
        case answered(OutgoingResponse?)
        case sent(EventStream?)
    }

    private struct State {
        var stage = Stage.arriving
        var head: HTTPRequestHead?
        var receiver: BodyReceiver?
        var lane = Lane.worker
        var closing = false
        var abandoned = false
    }

    private let listener: HTTPListener
    private let rawTarget: [UInt8]
    private let id: String
    private let state = Mutex(State())

    init(listener: HTTPListener, rawTarget: [UInt8], abandoned: Bool) {
        self.listener = listener
        self.rawTarget = rawTarget
        id = Hex.encode(
            withUnsafeBytes(of: (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))) { Array($0) })
        state.withLock { $0.abandoned = abandoned }
    }

    /// libmicrohttpd's access handler: called once with the head, once for each piece of body, once at the end of it,
    /// and once more after a resumption.
    func step(
        _ connection: OpaquePointer, method: UnsafePointer<CChar>, url: UnsafePointer<CChar>,
        version: UnsafePointer<CChar>, piece: UnsafeRawBufferPointer
    ) -> MHD_Result {
        let (stage, begun) = state.withLock { ($0.stage, $0.head != nil) }
        switch stage {
        case .arriving where !begun:
            let reader = RequestHeadReader(
                connection: connection, method: method, url: url, version: version, rawTarget: rawTarget)
            return begin(reader)
        case .arriving where !piece.isEmpty: return receive(piece, connection)
        case .arriving: return dispatch(connection)
        case .answered(let response): return queue(response, connection)
        case .waiting, .sent: return .YES
        }
    }

    /// The request is over, answered or cut off.
    func end() {
        // What it holds (a temporary file above all) goes now, not when a late worker lets go of the exchange.
        state.withLock { state in
            state.receiver = nil
            state.stage = .sent(nil)
        }
    }

    /// The answer, from any thread; dropped if the exchange was abandoned meanwhile.
    func answer(_ response: HTTPResponse) {
        let closing = state.withLock { $0.closing } || listener.isDraining
        let outgoing = make(response, closing: closing)
        if listener.isDraining { outgoing?.stream?.close() }
        state.withLock { state in
            guard case .waiting(let connection) = state.stage else { return }
            state.stage = .answered(outgoing)
            MHD_resume_connection(connection.pointer)
        }
    }

    /// At shutdown: nobody waits for this one any more.
    func abandon() {
        closeStream()
        answer(listener.problem(Refusal.stopping, id))
        state.withLock { $0.abandoned = true }
    }

    func closeStream() {
        if case .sent(let stream) = state.withLock({ $0.stage }) { stream?.close() }
    }

    private func begin(_ reader: RequestHeadReader) -> MHD_Result {
        do throws(Refusal) {
            let result = try reader.read(id: id, limits: listener.configuration)
            if state.withLock({ $0.abandoned }) { throw Refusal.stopping }
            switch listener.admission(result.head) {
            case .refuse(let response):
                return queue(make(response, closing: true), reader.connection)
            case .accept(let policy, let lane):
                let receiver = try BodyReceiver(policy: policy, announced: result.head.body, requestID: id)
                if result.head.body != .none { listener.clock.expectBody(reader.connection) }
                state.withLock { state in
                    state.head = result.head
                    state.receiver = receiver
                    state.lane = lane
                    state.closing = result.closing
                }
                return .YES
            }
        } catch {
            return queue(make(listener.problem(error, id), closing: true), reader.connection)
        }
    }

    private func receive(_ piece: UnsafeRawBufferPointer, _ connection: OpaquePointer) -> MHD_Result {
        do {
            try state.withLock { state throws(Refusal) in try state.receiver?.append(piece) }
            return .YES
        } catch {
            // In the middle of a body libmicrohttpd takes no answer. Nothing of one was sent yet, so it can be written
            // to the socket as it is; then the connection is closed without reading on.
            let response = listener.problem(error, id)
            PlainResponse.send(response, requestID: id, socket: countersign_connection_socket(connection))
            return .NO
        }
    }

    private func dispatch(_ connection: OpaquePointer) -> MHD_Result {
        listener.clock.expectNothing(connection)
        let taken = state.withLock { state -> (HTTPRequest, Lane)? in
            guard let head = state.head, let receiver = state.receiver, !state.abandoned else { return nil }
            state.receiver = nil
            state.head = nil  // an open event stream need not keep it
            if state.lane != .inline {
                // Before the worker knows of it: it may be done at once.
                MHD_suspend_connection(connection)
                state.stage = .waiting(ConnectionHandle(pointer: connection))
            }
            return (HTTPRequest(head: head, body: receiver.finish()), state.lane)
        }
        guard let (request, lane) = taken else {
            return queue(make(listener.problem(Refusal.stopping, id), closing: true), connection)
        }
        guard let pool = listener.pool(lane) else {
            return queue(make(listener.handler(request), closing: state.withLock { $0.closing }), connection)
        }
        let accepted = pool.submit { [self] in answer(listener.handler(request)) }
        if !accepted {
            var busy = listener.problem(Refusal.busy, id)
            busy.headers.append(HTTPField("Retry-After", "1"))
            answer(busy)
        }
        return .YES
    }

    private func queue(_ response: OutgoingResponse?, _ connection: OpaquePointer) -> MHD_Result {
        listener.clock.expectNothing(connection)
        state.withLock { $0.stage = .sent(response?.stream) }
        return response?.queue(on: connection) ?? .NO
    }

    private func make(_ response: HTTPResponse, closing: Bool) -> OutgoingResponse? {
        OutgoingResponse(response, requestID: id, closing: closing)
            ?? OutgoingResponse(listener.problem(Refusal.unsendable, id), requestID: id, closing: true)
    }
}

extension Refusal {
    static let stopping = Refusal(503, .unavailable, "The service is stopping; try again in a moment.")
    static let busy = Refusal(503, .unavailable, "Too many requests are waiting; try again in a moment.")
    static let unsendable = Refusal(
        500, .internalError, "The answer could not be sent: a header or its file is unusable.")
}
