import API

/// Lists that the service gives page by page.
package enum Paging {
    package static let limit = Option<Int>("limit", short: "L", "N", "How many at most; 50 if absent.")
    /// What the service gives in one page.
    static let pageLimit = 1000
}

extension Invocation {
    /// As many items as `--limit` says, in one page. `next` is there if more exist.
    package func pages<Item: Message>(
        _ endpoint: Endpoint<Nothing, Page<Item>>, path: [String: String] = [:], query: [(String, String)] = []
    ) throws -> Page<Item> {
        try pages(endpoint, path: path, query: query, limit: self[Paging.limit] ?? 50)
    }

    /// Everything there is.
    package func allPages<Item: Message>(
        _ endpoint: Endpoint<Nothing, Page<Item>>, path: [String: String] = [:], query: [(String, String)] = []
    ) throws -> Page<Item> {
        try pages(endpoint, path: path, query: query, limit: .max)
    }

    private func pages<Item: Message>(
        _ endpoint: Endpoint<Nothing, Page<Item>>, path: [String: String], query: [(String, String)], limit: Int
    ) throws -> Page<Item> {
        var all = Page<Item>(items: [])
        repeat {
            let wanted = min(limit - all.items.count, Paging.pageLimit)
            var query = query + [("limit", String(wanted))]
            if let next = all.next { query.append(("cursor", next)) }
            let page = try call(endpoint, path: path, query: query)
            all.items += page.items
            all.next = page.next
        } while all.next != nil && all.items.count < limit
        return all
    }

    /// Says that a list goes on.
    package func sayIfMore<Item: Message>(_ page: Page<Item>) {
        if page.next != nil { say("There are more: use --limit N.") }
    }
}
