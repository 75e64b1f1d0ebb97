internal import CProcess
import Domain
import Glibc

/// An open file descriptor, closed at the latest when its owner lets go of it, and never inherited by a program that we
/// start.
struct Descriptor: ~Copyable, Sendable {
    /// Negative when it is closed.
    private(set) var number: Int32 = -1

    /// A closed one.
    init() {}

    /// Keeps away from 0, 1 and 2, which a service may have been started without and which a program gets as its own.
    init(adopting number: Int32) {
        self.number = number
        guard (0..<3).contains(number) else { return }
        self.number = fcntl(number, F_DUPFD_CLOEXEC, 3)
        Glibc.close(number)
    }

    deinit { Glibc.close(number) }

    mutating func close() {
        Glibc.close(number)
        number = -1
    }

    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws -> Descriptor {
        let number = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw Failure.system("cannot open \(path)", errno: errno) }
        return Descriptor(adopting: number)
    }

    /// The numbers of a new pipe's ends, to be adopted by whoever keeps them.
    static func pipe() throws -> (reading: Int32, writing: Int32) {
        var numbers: [Int32] = [-1, -1]
        guard pipe2(&numbers, O_CLOEXEC) == 0 else { throw Failure.system("cannot make a pipe", errno: errno) }
        return (numbers[0], numbers[1])
    }

    /// From now on, reading and writing return at once. Says nothing about the other end of a pipe.
    func becomeNonBlocking() { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }
}
