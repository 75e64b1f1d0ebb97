/// The lines of a context document, as everything that numbers them counts: without line ends, and without the empty rest
/// after the last one.
package enum ContextLines {
    package static func of(_ text: String) -> [String] {
        var lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { String($0.last == "\r" ? $0.dropLast() : $0) }
    }
}
