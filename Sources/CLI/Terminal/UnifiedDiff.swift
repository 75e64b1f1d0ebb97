/// A unified diff taken apart. What belongs to a hunk is counted, as its head says, so that no line of a file can pass for
/// the head of another.
struct UnifiedDiff {
    /// The added and removed lines of each file, each with its mark.
    private(set) var changed: [String: [String]] = [:]
    /// Files that differ and are no text.
    private(set) var binary: Set<String> = []

    private var path = ""
    private var oldLeft = 0
    private var newLeft = 0

    init(_ text: String) {
        for line in text.lines { take(String(line)) }
    }

    private mutating func take(_ line: String) {
        guard oldLeft > 0 || newLeft > 0 else { return takeHead(line) }
        switch line.utf8.first {
        case UInt8(ascii: "+"):
            newLeft -= 1
            changed[path, default: []].append(line)
        case UInt8(ascii: "-"):
            oldLeft -= 1
            changed[path, default: []].append(line)
        // That there is no line end.
        case UInt8(ascii: "\\"): break
        default:
            oldLeft -= 1
            newLeft -= 1
        }
    }

    private mutating func takeHead(_ line: String) {
        let (added, binaryStart, binaryEnd) = ("+++ b/", "Binary file ", " differs")
        if line.hasPrefix(added) {
            path = String(line.dropFirst(added.count))
        } else if line.hasPrefix(binaryStart) {
            binary.insert(String(line.dropFirst(binaryStart.count).dropLast(binaryEnd.count)))
        } else if line.hasPrefix("@@ -") {
            let ranges = line.split(separator: " ").dropFirst().prefix(2).map(Self.count)
            (oldLeft, newLeft) = (ranges.first ?? 0, ranges.last ?? 0)
        }
    }

    /// Of `-3,7`; 1 where only the place is given.
    private static func count(_ range: Substring) -> Int {
        range.split(separator: ",").dropFirst().first.map { Int($0) ?? 0 } ?? 1
    }
}
