internal import CMicrohttpd
import Synchronization

/// An answer without an end, for server-sent events. Bytes are sent from any thread and kept in a bounded buffer until
/// the client has taken them; a client that is slower than its events is cut off, so that memory never grows with it.
///
/// While there is nothing to send, the connection is suspended: it costs no thread and no wake-up. A suspended
/// connection is not watched either: that the client has gone shows at the next `send`, so send a comment every now and
/// then.
package final class EventStream: Sendable {
    private enum Link {
        /// The answer is not being sent yet.
        case unlinked
        /// The event thread is sending, and will ask for more.
        case reading(ConnectionHandle)
        /// Nothing to send: whoever adds something, or closes, must resume.
        case suspended(ConnectionHandle)
        case gone
    }

    private enum Ending { case open, closed, overrun }

    private struct State {
        var link = Link.unlinked
        var ending = Ending.open
        var buffer: [UInt8] = []
    }

    private let state = Mutex(State())
    private let bufferLimitBytes: Int
    private let onClose: @Sendable () -> Void

    /// `onClose` is called once, on the event thread, when the connection is done with the stream, whoever ended it.
    /// It must not block.
    package init(bufferLimitBytes: Int, onClose: @escaping @Sendable () -> Void = {}) {
        self.bufferLimitBytes = bufferLimitBytes
        self.onClose = onClose
    }

    /// Adds bytes to what is being sent. False when the stream is over: closed, the client gone, or too slow just now.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        state.withLock { state in
            guard state.ending == .open else { return false }
            if bytes.count > bufferLimitBytes - state.buffer.count {
                state.buffer = []
                state.ending = .overrun
            } else {
                state.buffer += bytes
            }
            EventStream.resume(&state)
            return state.ending == .open
        }
    }

    /// Ends the stream after what is buffered.
    package func close() {
        state.withLock { state in
            guard state.ending == .open else { return }
            state.ending = .closed
            EventStream.resume(&state)
        }
    }

    private static func resume(_ state: inout State) {
        guard case .suspended(let connection) = state.link else { return }
        state.link = .reading(connection)
        MHD_resume_connection(connection.pointer)
    }

    // MARK: called on the event thread

    func attach(_ connection: ConnectionHandle) {
        state.withLock { $0.link = .reading(connection) }
    }

    /// Fills `destination` as far as there is something; the connection is suspended if there is nothing.
    func read(into destination: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            if !state.buffer.isEmpty {
                let count = min(destination.count, state.buffer.count)
                state.buffer.withUnsafeBytes { destination.copyMemory(from: .init(rebasing: $0[..<count])) }
                // An idle stream keeps no storage.
                state.buffer = count == state.buffer.count ? [] : Array(state.buffer.dropFirst(count))
                return count
            }
            switch state.ending {
            case .closed: return EventStream.endOfStream
            case .overrun: return EventStream.endWithError
            case .open: break
            }
            guard case .reading(let connection) = state.link else { return EventStream.endWithError }
            state.link = .suspended(connection)
            MHD_suspend_connection(connection.pointer)
            return 0
        }
    }

    func detach() {
        state.withLock { state in
            state.link = .gone
            state.buffer = []
            if state.ending == .open { state.ending = .closed }
        }
        onClose()
    }

    // MHD_CONTENT_READER_END_OF_STREAM and _END_WITH_ERROR, which are casts and not imported.
    private static let endOfStream = -1
    private static let endWithError = -2
}

/// libmicrohttpd's connection, passed between threads under the rules in `Exchange` and `EventStream`: another thread
/// than the event thread only ever resumes it, under the lock of the state that says it is suspended.
struct ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer
}
