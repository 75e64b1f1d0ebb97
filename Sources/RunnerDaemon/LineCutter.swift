import Synchronization

/// Cuts a stream of bytes into lines of text. Bytes that are not UTF-8 show as U+FFFD. A line that does not end is handed over
/// in pieces, cut between characters.
final class LineCutter: Sendable {
    fileprivate struct State {
        var rest: [UInt8] = []
        var last = ""
    }

    private static let pieceBytes = Transcript.bodyLimitBytes
    private let state = Mutex(State())
    private let take: @Sendable (String) -> Void

    init(_ take: @escaping @Sendable (String) -> Void) { self.take = take }

    func add(_ bytes: [UInt8]) {
        let lines = state.withLock { state in
            state.rest += bytes
            var lines: [String] = []
            var start = state.rest.startIndex
            while let end = Self.end(of: state.rest[start...]) {
                let isLine = state.rest[end] == UInt8(ascii: "\n")
                lines.append(Self.text(state.rest[start..<end]))
                start = isLine ? end + 1 : end
            }
            state.rest.removeFirst(start)
            state.remember(lines)
            return lines
        }
        lines.forEach(take)
    }

    /// The stream has ended; a last line may lack its end.
    func finish() {
        let line = state.withLock { state -> String? in
            guard !state.rest.isEmpty else { return nil }
            let line = Self.text(state.rest[...])
            state.rest = []
            state.remember([line])
            return line
        }
        if let line { take(line) }
    }

    /// The last line that is not blank.
    var lastLine: String { state.withLock { $0.last } }

    /// Where the first line ends, or a piece of it that is long enough.
    private static func end(of bytes: ArraySlice<UInt8>) -> Int? {
        if let newline = bytes.prefix(pieceBytes + 1).firstIndex(of: UInt8(ascii: "\n")) { return newline }
        guard bytes.count > pieceBytes else { return nil }
        let cut = bytes.startIndex + pieceBytes
        // At most three steps back to where a character begins; what is not UTF-8 is cut anywhere.
        return (cut - 3...cut).last { bytes[$0] & 0xC0 != 0x80 } ?? cut
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }
}

extension LineCutter.State {
    fileprivate mutating func remember(_ lines: [String]) {
        if let line = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) { last = line }
    }
}
