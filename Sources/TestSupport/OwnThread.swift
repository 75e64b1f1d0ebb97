import Platform

/// Runs blocking work on a thread of its own: in a test, two transactions that wait for each other must not share the
/// few threads of the concurrency pool.
package func onOwnThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        do {
            try BackgroundThread.start { continuation.resume(with: Result { try body() }) }
        } catch {
            continuation.resume(throwing: error)
        }
    }
}

/// Blocking work on a thread of its own that has begun when this returns. An `async let` begins only when the concurrency
/// pool has a thread to spare, and that can be after every other test.
package struct OwnThreadWork<T: Sendable>: Sendable {
    private let promise = Promise<Result<T, any Error>>()

    package init(_ body: @escaping @Sendable () throws -> T) throws {
        let promise = promise
        try BackgroundThread.start { promise.keep(Result { try body() }) }
    }

    /// What it came to.
    package func value() async throws -> T {
        let promise = promise
        return try await onOwnThread { try promise.wait().get() }
    }
}
