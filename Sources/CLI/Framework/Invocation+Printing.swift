import API
import Domain
import FoundationEssentials

/// Answers: on standard output, for people as text and for programs as the service's own JSON.
extension Invocation {
    package var wantsJSON: Bool { self[GlobalOptions.json] }

    package var isColored: Bool { isColored(terminal.isOutputTerminal) }

    private func isColored(_ isTerminal: Bool) -> Bool {
        // NO_COLOR counts when it is there and not empty (no-color.org).
        isTerminal && !self[GlobalOptions.noColor] && terminal.environment["NO_COLOR"]?.isEmpty != false
            && terminal.environment["TERM"] != "dumb"
    }

    /// A moment: relative at a terminal, elsewhere to the minute; `--json` has all of it.
    package func time(_ time: Timestamp) -> String {
        terminal.isOutputTerminal ? RelativeTime.text(time, now: terminal.now()) : time.minute
    }

    /// The same in a record, where things follow each other within a second.
    func exactTime(_ time: Timestamp) -> String { terminal.isOutputTerminal ? self.time(time) : "\(time)" }

    package func time(_ time: Timestamp?) -> String { time.map(self.time) ?? "" }

    /// One line.
    package func print(_ text: Text) throws {
        try terminal.write(Array((text.rendered(colored: isColored) + "\n").utf8))
    }

    package func print(_ lines: [Text]) throws {
        let text = lines.map { $0.rendered(colored: isColored) + "\n" }.joined()
        try terminal.write(Array(text.utf8))
    }

    package func print(_ facts: Facts) throws { try print(facts.lines) }

    /// Content such as a brief: at a terminal nothing in it is obeyed, elsewhere it is exact to the byte.
    package func print(content: String) throws {
        try terminal.write(Array((terminal.isOutputTerminal ? Text(block: content).plain : content).utf8))
    }

    /// The rows, or what it means that there are none.
    package func print(_ table: Table, ifEmpty: Text) throws {
        if table.isEmpty { return say(ifEmpty) }
        try print(table.lines(width: terminal.isOutputTerminal ? terminal.width : nil))
    }

    /// The message as JSON if that is wanted, otherwise whatever `people` prints.
    package func show<Shown: Message>(_ message: Shown, _ people: (Shown) throws -> Void) throws {
        if wantsJSON { try print(json: message) } else { try people(message) }
    }

    /// A change that was made: confirmed in a line, which `--quiet` leaves out.
    package func confirm(_ message: some Message, _ text: Text) throws {
        if wantsJSON {
            try print(json: message)
        } else if !self[GlobalOptions.quiet] {
            try print(text)
        }
    }

    /// The same for a change without an answer.
    package func confirm(_ text: Text) throws {
        if !wantsJSON && !self[GlobalOptions.quiet] { try print(text) }
    }

    /// Pretty, with sorted keys.
    package func print(json message: some Encodable) throws {
        try terminal.write(Array((try JSONText.pretty(message) + "\n").utf8))
    }

    /// An aside on standard error; `--quiet` leaves it out.
    package func say(_ text: Text) {
        if !self[GlobalOptions.quiet] { warn(text) }
    }

    /// On standard error, always.
    package func warn(_ text: Text) {
        terminal.writeError(text.rendered(colored: isColored(terminal.isErrorTerminal)) + "\n")
    }
}

/// JSON for a terminal or a file.
enum JSONText {
    /// The same value: characters that a terminal would obey, or that nobody sees, are written as escapes.
    static func pretty(_ message: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return visible(String(decoding: try encoder.encode(message), as: UTF8.self))
    }

    static func visible(_ json: String) -> String {
        let hidden = HiddenText.find(in: json)
        guard !hidden.isEmpty else { return json }
        let scalars = Set(hidden.map(\.scalar))
        var out = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            if scalars.contains(scalar) {
                for unit in String(scalar).utf16 {
                    let hex = String(unit, radix: 16)
                    out.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).unicodeScalars)
                }
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }
}
