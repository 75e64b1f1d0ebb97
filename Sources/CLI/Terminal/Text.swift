import Domain

/// Text on its way to a terminal. Only the literal parts of a `Text` are trusted: whatever is put into it is shown and
/// never obeyed, so that no title, file name or transcript can move the cursor, hide a word or fake a line.
package struct Text: Equatable, Sendable {
    package struct Span: Equatable, Sendable {
        package let text: String
        package let style: Style
    }

    package private(set) var spans: [Span] = []

    package init() {}

    /// A value in one style; line ends show as `⏎`.
    package init(_ value: String, _ style: Style = .plain) { append(Text.flattened(value), style) }

    /// Text of several lines, such as a brief: line ends and tabs stay.
    package init(block value: String, _ style: Style = .plain) { append(HiddenText.render(value), style) }

    package static func + (left: Text, right: Text) -> Text {
        var out = left
        out.spans += right.spans
        return out
    }

    /// Without any colour.
    package var plain: String { spans.map(\.text).joined() }

    package func rendered(colored: Bool) -> String {
        guard colored else { return plain }
        return spans.map { span in
            span.style == .plain ? span.text : "\u{1b}[\(span.style.rawValue)m\(span.text)\u{1b}[0m"
        }.joined()
    }

    /// Shortened to so many columns, with `…` in the place of what is cut off.
    package func truncated(to columns: Int) -> Text {
        guard ColumnWidth.of(plain) > columns else { return self }
        var out = Text()
        var room = columns - 1
        for span in spans {
            let part = ColumnWidth.prefix(of: span.text, columns: room)
            out.append(part, span.style)
            room -= ColumnWidth.of(part)
            if part.unicodeScalars.count < span.text.unicodeScalars.count { break }
        }
        out.append("…", .plain)
        return out
    }

    fileprivate mutating func append(_ text: String, _ style: Style) {
        if !text.isEmpty { spans.append(Span(text: text, style: style)) }
    }

    private static func flattened(_ value: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in HiddenText.render(value).unicodeScalars where scalar != "\r" {
            out.append(scalar == "\n" ? "⏎" : scalar == "\t" ? " " : scalar)
        }
        return String(out)
    }
}

extension Text: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = Text()

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { text.append(literal, .plain) }
        package mutating func appendInterpolation(_ value: String, _ style: Style = .plain) {
            text = text + Text(value, style)
        }
        package mutating func appendInterpolation(block value: String, _ style: Style = .plain) {
            text = text + Text(block: value, style)
        }
        package mutating func appendInterpolation(_ value: some CustomStringConvertible, _ style: Style = .plain) {
            text = text + Text(value.description, style)
        }
        package mutating func appendInterpolation(_ value: Text) { text = text + value }
    }

    package init(stringLiteral value: String) { append(value, .plain) }
    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }
}
