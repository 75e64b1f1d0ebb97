import Dispatch
import Domain
import Synchronization

/// A fixed number of threads that take work from one bounded queue. Work may block: these are not the threads of
/// Swift's concurrency pool, which must not.
final class WorkerPool: Sendable {
    private struct Waiting {
        var work: [@Sendable () -> Void] = []
        var stopping = false
    }

    /// Deep enough for recursive decoders; only touched pages cost memory.
    private static let stackBytes = 8 << 20

    private let waiting = Mutex(Waiting())
    private let available = DispatchSemaphore(value: 0)
    private let name: String
    private let threads: Int
    private let waitingLimit: Int

    init(name: String, threads: Int, waitingLimit: Int) {
        self.name = name
        self.threads = max(threads, 1)
        self.waitingLimit = waitingLimit
    }

    func start() throws(Failure) {
        for number in 1...threads {
            try startThread(named: "\(name)-\(number)", stackBytes: WorkerPool.stackBytes) { [self] in run() }
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
