/// Names and values below each other, for one thing in full.
package struct Facts: Sendable {
    private var rows: [(name: String, value: Text)] = []

    package init() {}

    package mutating func add(_ name: String, _ value: Text) { rows.append((name, value)) }

    /// Disfavoured, so that an interpolated literal is a `Text` and keeps its styles.
    @_disfavoredOverload
    package mutating func add(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { rows.append((name, Text(value))) }
    }

    package var lines: [Text] {
        let width = rows.map { $0.name.count }.max() ?? 0
        return rows.map { row in
            "\(row.name, .dim)\(String(repeating: " ", count: width - row.name.count))  \(row.value)"
        }
    }
}
