/// Checks an exported audit log without the service: newline-delimited JSON, one entry a line, as `audit export` writes it.
package enum AuditExport {
    /// What a log that is right contains.
    package struct Summary: Hashable, Sendable {
        package let count: Int
        package let first: Timestamp?
        package let last: Timestamp?
        /// The Merkle root (RFC 6962) over the leaves in order: equal for equal logs.
        package let root: Digest
    }

    /// The first entry that is not right. `position` is nil where a line does not even have one.
    package struct BadEntry: Error, Hashable, Sendable {
        /// From 1.
        package let line: Int
        package let position: Int64?
        package let reason: String
    }

    /// Recomputes every leaf from its entry, and holds the fields beside an entry against the entry itself. Throws the
    /// first that is not right.
    package static func verify(_ bytes: [UInt8]) throws(BadEntry) -> Summary {
        var leaves: [Digest] = []
        var (first, last): (Timestamp?, Timestamp?) = (nil, nil)
        var before: Int64?
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !(line.isEmpty && index == lines.count - 1) {
            let entry: Entry
            switch Entry.read(Array(line)) {
            case .success(let read): entry = read
            case .failure(let problem):
                throw BadEntry(line: index + 1, position: problem.position, reason: problem.reason)
            }
            if let before, entry.position <= before {
                throw BadEntry(
                    line: index + 1, position: entry.position, reason: "it stands after position \(before)")
            }
            before = entry.position
            leaves.append(entry.leaf)
            if first == nil { first = entry.at }
            last = entry.at
        }
        return Summary(count: leaves.count, first: first, last: last, root: MerkleTree.root(leaves))
    }

    private struct EntryProblem: Error {
        let position: Int64?
        let reason: String
    }

    private struct Entry {
        let position: Int64
        let at: Timestamp
        let leaf: Digest

        static func read(_ line: [UInt8]) -> Result<Entry, EntryProblem> {
            guard let row = try? JSON(bytes: line), let position = row["position"]?.integer else {
                return .failure(EntryProblem(position: nil, reason: "it is not an entry in JSON with a position"))
            }
            func bad(_ reason: String) -> Result<Entry, EntryProblem> {
                .failure(EntryProblem(position: position, reason: reason))
            }
            guard let text = row["entry"]?.string, let leaf = row["leaf"]?.string.flatMap({ Digest($0) }),
                let at = row["at"]?.string.flatMap({ Timestamp($0) })
            else { return bad("its time, its text or its leaf digest is missing") }
            guard AuditEntry.leaf(of: text) == leaf else {
                return bad("its leaf digest is not that of its text: one of the two was changed")
            }
            guard let entry = try? JSON(text: text), sameBytes(entry.canonical, text) else {
                return bad("its text is not canonical JSON")
            }
            guard entry["at"]?.string.flatMap({ Timestamp($0) }) == at else {
                return bad("its time is not the one in its text")
            }
            for field in ["name", "actor", "subject"] where !sameBytes(row[field]?.string, entry[field]?.string) {
                return bad("its \(field) is not the one in its text")
            }
            return .success(Entry(position: position, at: at, leaf: leaf))
        }

        /// By bytes: canonical equivalence would hide a difference.
        private static func sameBytes(_ left: String?, _ right: String?) -> Bool {
            guard let left, let right else { return false }
            return left.utf8.elementsEqual(right.utf8)
        }
    }
}
