internal import CMicrohttpd

/// The C functions that libmicrohttpd calls, all on its event thread, and how they find the Swift objects: the context
/// is the listener, the request's own context is its retained exchange.
enum DaemonCallbacks {
    static func options(context: UnsafeMutableRawPointer) -> countersign_daemon_options {
        var options = countersign_daemon_options()
        options.context = context
        options.connection = { context, connection, _, what in
            guard let context, let connection else { return }
            let listener = Unmanaged<HTTPListener>.fromOpaque(context).takeUnretainedValue()
            switch what {
            case .CONNECTION_NOTIFY_STARTED:
                listener.clock.opened(connection, socket: countersign_connection_socket(connection))
            case .CONNECTION_NOTIFY_CLOSED: listener.clock.closed(connection)
            }
        }
        // Comes first, with the target as it was sent; what it returns becomes the request's context.
        options.target = { context, target, _ in
            guard let context, let target else { return nil }
            let listener = Unmanaged<HTTPListener>.fromOpaque(context).takeUnretainedValue()
            let bytes = UnsafeBufferPointer(start: target, count: strlen(target)).map(UInt8.init(bitPattern:))
            // The query is ours: cut it off in libmicrohttpd's buffer before it makes a record of each parameter there,
            // for nothing; and 0.9.75 leaves the client without an answer when the records do not fit.
            if let mark = bytes.firstIndex(of: UInt8(ascii: "?")) {
                UnsafeMutablePointer(mutating: target)[mark + 1] = 0
            }
            return Unmanaged.passRetained(listener.begin(rawTarget: bytes)).toOpaque()
        }
        options.access = { _, connection, url, method, version, data, size, request in
            guard let connection, let url, let method, let version, let size, let exchange = request?.pointee
            else { return .NO }
            let piece = UnsafeRawBufferPointer(start: data, count: size.pointee)
            size.pointee = 0
            return Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
                .step(connection, method: method, url: url, version: version, piece: piece)
        }
        options.completed = { context, connection, request, _ in
            guard let context, let connection, let exchange = request?.pointee else { return }
            request?.pointee = nil
            let listener = Unmanaged<HTTPListener>.fromOpaque(context).takeUnretainedValue()
            listener.end(Unmanaged<Exchange>.fromOpaque(exchange).takeRetainedValue(), connection)
        }
        return options
    }
}
