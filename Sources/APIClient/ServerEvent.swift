import Domain

/// One event of the stream.
package struct ServerEvent: Equatable, Sendable {
    /// What resumes the stream after this event.
    package var id: String
    package var name: String
    package var data: String

    package init(id: String, name: String, data: String) {
        self.id = id
        self.name = name
        self.data = data
    }
}

/// Puts events together from the lines of a `text/event-stream` (WHATWG HTML, 9.2.6).
struct ServerEventReader {
    private var id = ""
    private var name = ""
    private var data: [String] = []

    /// The event that ends with this line, if one does.
    mutating func read(_ line: String) -> ServerEvent? {
        if line.isEmpty {
            defer { (name, data) = ("", []) }
            guard !data.isEmpty else { return nil }
            return ServerEvent(id: id, name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
        }
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var value = parts.count > 1 ? parts[1] : ""
        if value.hasPrefix(" ") { value.removeFirst() }
        switch parts[0] {
        case "id" where !value.utf8.contains(0): id = String(value)
        case "event": name = String(value)
        case "data": data.append(String(value))
        default: break  // `retry`, comments, and fields of a later version
        }
        return nil
    }
}
