/// An exported record: newline-delimited JSON, one entry a line, which anybody can check without the service or its
/// database.
package enum AuditExport {
    package struct Report: Equatable, Sendable {
        package let entryCount: Int
        /// The root of the hash tree (RFC 6962) over the leaves in order.
        package let root: Digest
        /// The first entry that is not as it was written; the root covers only what stands before it.
        package let firstBad: Flaw?
    }

    package struct Flaw: Equatable, Sendable {
        /// From 1.
        package let line: Int
        package let position: Int64?
        package let reason: String
    }

    /// Checks each line: its leaf is the digest of its entry, what stands beside the entry is what the entry says, it
    /// is of the same team as the first, and positions go up.
    package static func verify(_ lines: some Sequence<String>) -> Report {
        var leaves: [Digest] = []
        var last: (position: Int64, team: String)?
        for (index, line) in lines.enumerated() {
            do {
                let checked = try check(line, after: last)
                leaves.append(checked.leaf)
                last = (checked.position, checked.team)
            } catch {
                let flaw = Flaw(line: index + 1, position: error.position, reason: error.reason)
                return Report(entryCount: leaves.count, root: MerkleTree.root(leaves), firstBad: flaw)
            }
        }
        return Report(entryCount: leaves.count, root: MerkleTree.root(leaves), firstBad: nil)
    }

    private struct Mismatch: Error {
        let position: Int64?
        let reason: String
    }

    private static func check(
        _ line: String, after last: (position: Int64, team: String)?
    ) throws(Mismatch) -> (position: Int64, team: String, leaf: Digest) {
        guard let row = try? JSON(text: line), let position = row["position"]?.integer,
            let text = row["entry"]?.string, let leaf = row["leaf"]?.string.flatMap({ Digest($0) })
        else { throw Mismatch(position: nil, reason: "this is not an entry: position, entry and leaf are needed") }
        func bad(_ reason: String) -> Mismatch { Mismatch(position: position, reason: reason) }
        guard AuditEntry.leaf(of: text) == leaf else { throw bad("the leaf is not the digest of the entry") }
        guard let entry = try? JSON(text: text), Array(entry.canonical.utf8) == Array(text.utf8) else {
            throw bad("the entry is not canonical JSON")
        }
        for name in ["actor", "at", "name", "subject"] {
            guard let said = entry[name]?.string, let shown = row[name]?.string, Array(said.utf8) == Array(shown.utf8)
            else {
                throw bad("\(name) beside the entry is not what the entry says")
            }
        }
        guard let team = entry["team"]?.string else { throw bad("the entry names no team") }
        guard let last else { return (position, team, leaf) }
        guard position > last.position else { throw bad("it stands behind position \(last.position)") }
        guard Array(team.utf8) == Array(last.team.utf8) else { throw bad("it is of another team") }
        return (position, team, leaf)
    }
}
