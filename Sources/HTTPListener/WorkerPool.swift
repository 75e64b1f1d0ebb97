internal import CMicrohttpd
import Dispatch
import Glibc
import Synchronization

/// A fixed number of threads that take work from one bounded queue. Work may block: these are not the threads of Swift's
/// concurrency pool, which must not.
final class WorkerPool: Sendable {
    private struct Waiting {
        var work: [@Sendable () -> Void] = []
        var stopping = false
    }

    /// Deep enough for recursive decoders; only touched pages cost memory.
    private static let stackBytes = 8 << 20

    private let waiting = Mutex(Waiting())
    private let available = DispatchSemaphore(value: 0)
    private let threads: Int
    private let waitingLimit: Int

    init(name: String, threads: Int, waitingLimit: Int) {
        self.threads = max(threads, 1)
        self.waitingLimit = waitingLimit
        for number in 1...self.threads {
            startThread(named: "\(name)-\(number)", stackBytes: WorkerPool.stackBytes, run)
        }
    }

    /// False if the queue is full or the pool was stopped: the work will not run.
    func submit(_ work: @escaping @Sendable () -> Void) -> Bool {
        let accepted = waiting.withLock { waiting in
            guard !waiting.stopping, waiting.work.count < waitingLimit else { return false }
            waiting.work.append(work)
            return true
        }
        if accepted { available.signal() }
        return accepted
    }

    /// Each thread ends after the work it has; what still waits is dropped.
    func stop() {
        waiting.withLock { $0 = Waiting(stopping: true) }
        for _ in 0..<threads { available.signal() }
    }

    private func run() {
        while true {
            available.wait()
            // Moving a few hundred closures costs less than a cleverer queue.
            let (work, stopping) = waiting.withLock { waiting in
                (waiting.work.isEmpty ? nil : waiting.work.removeFirst(), waiting.stopping)
            }
            work?()
            if stopping { return }
        }
    }
}

/// Starts a detached thread that runs `body` once. Names are cut to the 15 bytes which the kernel keeps.
func startThread(named name: String, stackBytes: Int, _ body: @escaping @Sendable () -> Void) {
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
    precondition(result == 0, "cannot start a thread: \(String(cString: strerror(result)))")
    pthread_attr_destroy(&attributes)
}
