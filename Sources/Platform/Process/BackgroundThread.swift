import Domain
import Glibc

/// A thread of its own for work that blocks, so that the few threads of Swift's concurrency never do.
package enum BackgroundThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread that runs `body` and ends with it. All signals are blocked there: they belong to the main
    /// thread, and writing to a closed pipe becomes an error instead of SIGPIPE.
    package static func start(_ body: @escaping @Sendable () -> Void) throws {
        let box = Unmanaged.passRetained(Body(body))
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        // A thread is born with its parent's mask, so there is no moment in which it could take a signal.
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, box.toOpaque())
        guard status == 0 else {
            box.release()
            throw Failure.system("cannot start a thread", errno: status)
        }
        pthread_detach(thread)
    }
}
