import API
import Domain
import Store

/// Which part of a list is asked for. A cursor is opaque to callers: the sort key of the last item they have.
package struct PageRequest: Sendable {
    package let limit: Int
    package let after: [String]

    /// - Parameters:
    ///   - cursor: as `Page.next` gave it.
    ///   - parts: how many values the list's sort key has.
    package init(limit: String?, cursor: String?, parts: Int, limits: ClosedRange<Int> = 1...1000) throws {
        let number = limit.map { Int($0) } ?? 50
        guard let number, limits.contains(number) else {
            throw Failure(.badRequest, "limit must be a number from \(limits.lowerBound) to \(limits.upperBound)")
        }
        self.limit = number
        guard let cursor else {
            after = []
            return
        }
        guard let bytes = Hex.decode(cursor) else { throw Self.unknownCursor }
        after = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
        guard after.count == parts else { throw Self.unknownCursor }
    }

    private static let unknownCursor = Failure(
        .badRequest, "this cursor is not one of this list's; start again without one")

    /// Where a list by time and identifier, newest first, goes on.
    package func place() throws -> PagePlace {
        guard let time = after.first, let id = after.last else { return .top }
        guard after.count == 2, let time = Timestamp(time) else { throw Self.unknownCursor }
        return .after(time, id)
    }

    /// Where a list goes on that has no sort key: after so many items.
    package func offset() throws -> Int {
        guard let first = after.first else { return 0 }
        guard let count = Int(first), (0...10_000).contains(count) else { throw Self.unknownCursor }
        return count
    }

    package static func cursor(_ parts: [String]) -> String { Hex.encode(Array(parts.joined(separator: " ").utf8)) }

    /// Cuts a list that was asked for with one item more than the page holds, to know whether there is a next page.
    package func page<Row, Item: Message>(
        _ rows: [Row], key: (Row) -> [String], item: (Row) throws -> Item
    ) rethrows -> Page<Item> {
        let shown = rows.prefix(limit)
        let next = rows.count > limit ? shown.last.map { Self.cursor(key($0)) } : nil
        return Page(items: try shown.map(item), next: next)
    }
}
