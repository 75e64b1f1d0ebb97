/// What a line of Markdown is. Only as much as is needed to cut at good places: a wrong guess moves a cut, nothing
/// else.
enum MarkdownLine {
    struct Fence {
        let mark: Character
        let length: Int
    }

    /// Without up to three spaces of indentation (four make a listing) and without white space at the end.
    static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last?.isWhitespace == true { line.removeLast() }
        let indentation = line.prefix { $0 == " " }.count
        return String(indentation <= 3 ? line.dropFirst(indentation) : line)
    }

    /// `## Results` is 2.
    static func headingLevel(_ line: String) -> Int? {
        let level = line.prefix { $0 == "#" }.count
        guard (1...6).contains(level) else { return nil }
        let rest = line.dropFirst(level)
        return rest.isEmpty || rest.first?.isWhitespace == true ? level : nil
    }

    /// The line under a heading: `=====` is 1, `-----` is 2.
    static func underlineLevel(_ line: String) -> Int? {
        guard let mark = line.first, line.count >= 3, line.allSatisfy({ $0 == mark }) else { return nil }
        return mark == "=" ? 1 : mark == "-" ? 2 : nil
    }

    static func fence(_ line: String) -> Fence? {
        guard let mark = line.first, mark == "`" || mark == "~" else { return nil }
        let length = line.prefix { $0 == mark }.count
        return length >= 3 ? Fence(mark: mark, length: length) : nil
    }

    static func closes(_ line: String, _ fence: Fence) -> Bool {
        line.count >= fence.length && line.allSatisfy { $0 == fence.mark }
    }

    static func isTableDelimiter(_ line: String) -> Bool {
        line.contains("-") && line.contains("|") && line.allSatisfy { "|-: ".contains($0) }
    }

    /// The cells of a table row; none in the row of dashes.
    static func cells(_ line: String) -> Int {
        let line = trimmed(line)
        if isTableDelimiter(line) { return 0 }
        var bars = 0
        var isEscaped = false
        for character in line {
            if character == "|" && !isEscaped { bars += 1 }
            isEscaped = character == "\\" && !isEscaped
        }
        let outer = (line.hasPrefix("|") ? 1 : 0) + (line.count > 1 && line.hasSuffix("|") ? 1 : 0)
        return max(1, bars + 1 - outer)
    }
}
