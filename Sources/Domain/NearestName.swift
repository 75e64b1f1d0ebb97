/// Finds the known name that somebody probably meant.
package enum NearestName {
    /// The candidate with the fewest edits (insert, delete, replace, swap of neighbours), at most a third of the
    /// name's length; else the only one that goes on after the name, as `budget_used` does after `budget`; else nil. The
    /// first of several equals wins.
    package static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
        // One letter resembles everything, and the table below is length × length.
        guard (2...100).contains(name.unicodeScalars.count) else { return nil }
        let length = name.unicodeScalars.count
        let limit = min(max(1, length / 3), length - 1)
        var best: (name: String, edits: Int)?
        for candidate in candidates {
            let edits = edits(name, candidate)
            if edits <= limit && edits < (best?.edits ?? Int.max) { best = (candidate, edits) }
        }
        return best?.name ?? longer(name, candidates)
    }

    private static func longer(_ name: String, _ candidates: some Sequence<String>) -> String? {
        let found = candidates.filter { folded($0).hasPrefix(folded(name) + "_") }
        return found.count == 1 ? found.first : nil
    }

    /// Optimal string alignment distance, without regard to case or to `_` against `-`.
    private static func edits(_ left: String, _ right: String) -> Int {
        let a = Array(folded(left).unicodeScalars)
        let b = Array(folded(right).unicodeScalars)
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }

    private static func folded(_ name: String) -> String {
        String(name.lowercased().map { $0 == "-" ? "_" : $0 })
    }
}
