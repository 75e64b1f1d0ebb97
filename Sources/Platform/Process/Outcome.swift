/// How a program ended and what it said.
package struct Outcome: Equatable, Sendable {
    package enum End: Equatable, Sendable {
        case exited(Int32)
        case signalled(Int32)
    }

    package struct Captured: Equatable, Sendable {
        package var bytes: [UInt8]
        /// Whether some is missing: there was more than the limit, or something that the program had left behind kept
        /// the pipe open.
        package var isTruncated: Bool

        package init(bytes: [UInt8] = [], isTruncated: Bool = false) {
            self.bytes = bytes
            self.isTruncated = isTruncated
        }

        /// Bytes that are not UTF-8 show as U+FFFD.
        package var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    package let end: End
    /// Whether its deadline passed first.
    package let timedOut: Bool
    package let output: Captured
    package let errors: Captured

    package init(end: End, timedOut: Bool = false, output: Captured = Captured(), errors: Captured = Captured()) {
        self.end = end
        self.timedOut = timedOut
        self.output = output
        self.errors = errors
    }

    package var isSuccess: Bool { end == .exited(0) && !timedOut }
}
