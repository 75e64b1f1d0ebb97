extension Collection<UInt8> {
    /// As a program counts them, the empty ones too: only a line feed ends one, and a carriage return belongs to its line.
    package var lines: [SubSequence] { split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) }
}

extension StringProtocol {
    /// By bytes: as a character, a line feed behind a carriage return is no line feed.
    package var lines: [Substring] { Substring(self).utf8.lines.map(Substring.init) }
}
