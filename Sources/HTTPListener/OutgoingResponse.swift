internal import CMicrohttpd
import Domain
import Glibc

/// A response as libmicrohttpd wants it, made on the thread that ran the handler (files are opened there) and queued on
/// the event thread. Owns one reference to it.
/// Unchecked: the pointer is set once; libmicrohttpd counts references under its own lock.
final class OutgoingResponse: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let status: Int
    let stream: EventStream?

    /// Nil if a header cannot be sent as it is, or the file cannot be opened.
    init?(_ response: HTTPResponse, requestID: String, closing: Bool) {
        var stream: EventStream?
        let made: OpaquePointer?
        switch response.body {
        case .bytes(let bytes):
            made = bytes.withUnsafeBytes { buffer in
                // Copied: the pointer is only read.
                MHD_create_response_from_buffer(
                    buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
            }
        case .file(let path): made = OutgoingResponse.open(path)
        case .temporaryFile(let path):
            made = OutgoingResponse.open(path)
            unlink(path)
        case .events(let events):
            made = OutgoingResponse.events(events)
            stream = events
        }
        guard let made else { return nil }
        self.stream = stream
        pointer = made
        status = response.status
        for field in response.headersToSend(requestID: requestID, closing: closing)
        where MHD_add_response_header(made, field.name, field.value) != .YES { return nil }
    }

    deinit { MHD_destroy_response(pointer) }

    /// On the event thread only.
    func queue(on connection: OpaquePointer) -> MHD_Result {
        stream?.attach(ConnectionHandle(pointer: connection))
        return MHD_queue_response(connection, UInt32(status), pointer)
    }

    private static func open(_ path: String) -> OpaquePointer? {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
            let made = MHD_create_response_from_fd64(UInt64(facts.st_size), descriptor)
        else {
            close(descriptor)
            return nil
        }
        return made
    }

    private static func events(_ stream: EventStream) -> OpaquePointer? {
        let context = Unmanaged.passRetained(stream)
        // The size is unknown (MHD_SIZE_UNKNOWN). The block is only used for HTTP/1.0, where nothing is chunked.
        let made = MHD_create_response_from_callback(
            .max, 512,
            { context, _, buffer, limit in
                guard let context, let buffer else { return -2 }
                let stream = Unmanaged<EventStream>.fromOpaque(context).takeUnretainedValue()
                return stream.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: limit))
            }, context.toOpaque(),
            { context in
                guard let context else { return }
                Unmanaged<EventStream>.fromOpaque(context).takeRetainedValue().detach()
            })
        if made == nil { context.release() }
        return made
    }
}
