import Domain

/// Which of several texts, each made from the one before, brought each line of the last.
package enum LineBlame {
    /// An index into `texts` for each line of the last of them.
    package static func lines(of texts: [String]) throws(Failure) -> [Int] {
        var owners: [Int] = []
        var before: [UInt8] = []
        for (index, text) in texts.enumerated() {
            let after = terminated(text)
            var next: [Int] = []
            var old = 0
            for hunk in try TextDiff.compare(old: before, new: after, path: "", contextLines: 0).hunks {
                // An insertion stands after the line that it names.
                let start = hunk.oldCount == 0 ? hunk.oldStart : hunk.oldStart - 1
                next += owners[old..<start]
                next += Array(repeating: index, count: hunk.newCount)
                old = start + hunk.oldCount
            }
            owners = next + owners[old...]
            before = after
        }
        return owners
    }

    /// A line that only gets a line end has not changed.
    private static func terminated(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")]
    }
}
