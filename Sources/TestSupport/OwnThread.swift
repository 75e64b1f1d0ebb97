import Platform

/// Runs blocking work on a thread of its own: in a test, two transactions that wait for each other must not share the
/// few threads of the concurrency pool. It stays part of its task, so what it expects is told of its test.
package func onOwnThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withTaskExecutorPreference(OwnThread()) { try body() }
}

private final class OwnThread: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        do {
            try BackgroundThread.start { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        } catch {
            // No thread to be had: then here.
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
