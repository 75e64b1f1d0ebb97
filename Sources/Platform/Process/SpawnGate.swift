import Synchronization

/// Keeps the writing of programs and the starting of processes apart. A process that is being started has copies of all our
/// descriptors until it executes its own program, and a file that somebody holds open for writing cannot be executed ("text
/// file busy"). Who writes a program that is to be run passes here from opening to closing it; every start passes here too.
package enum SpawnGate {
    private static let gate = Mutex(())

    package static func pass<Result: Sendable>(_ body: () throws -> Result) rethrows -> Result {
        try gate.withLock { _ in try body() }
    }
}
