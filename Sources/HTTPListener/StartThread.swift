internal import CMicrohttpd
import Domain
import Glibc

/// Starts a detached thread that runs `body` once. Names are cut to the 15 bytes which the kernel keeps.
func startThread(named name: String, stackBytes: Int, _ body: @escaping @Sendable () -> Void) throws(Failure) {
    final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void
        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(name: String(name.prefix(15)), body: body))
    let result = pthread_create(
        &thread, &attributes,
        { context in
            guard let context else { return nil }
            let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
            countersign_name_thread(pthread_self(), start.name)
            start.body()
            return nil
        }, start.toOpaque())
    pthread_attr_destroy(&attributes)
    guard result == 0 else {
        start.release()
        throw Failure(.unavailable, "Cannot start the thread \(name): \(String(cString: strerror(result))).")
    }
}
