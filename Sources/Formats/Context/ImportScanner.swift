import Domain

/// Finds in Markdown what matters for an import: `@path`, and HTML comments, neither of them in code. A line at a time, in
/// order; what runs over several lines is kept between them.
struct ImportScanner {
    struct Mention: Hashable {
        let path: String
        /// Of the `@`, from 1, in characters.
        let column: Int
    }

    struct Line {
        /// Without comments; nil if the line held nothing else.
        var text: String?
        var mentions: [Mention] = []
        /// The line says nothing but what is to be imported, perhaps as an item of a list.
        var isOnlyMentions = false
        var hasComment = false
    }

    private typealias Scalars = [Unicode.Scalar]

    private let lines: [Scalars]
    private var fence: (mark: Unicode.Scalar, length: Int)?
    /// How many backticks end the code span that an earlier line has begun.
    private var openSpan: Int?
    private var isInComment = false
    private var isAfterBlank = true
    private var isInIndentedCode = false
    private var isInList = false

    static func lines(of text: String) -> [Line] {
        var scanner = ImportScanner(lines: ContextLines.of(text).map { Array($0.unicodeScalars) })
        return scanner.lines.indices.map { scanner.next($0) }
    }

    private init(lines: [Scalars]) { self.lines = lines }

    private mutating func next(_ index: Int) -> Line {
        let scalars = lines[index]
        if isInComment || openSpan != nil { return inline(index) }
        let isBlank = scalars.allSatisfy(\.properties.isWhitespace)
        defer { isAfterBlank = isBlank }
        if isCode(scalars, isBlank: isBlank) { return Line(text: Self.string(scalars)) }
        return inline(index)
    }

    // Blocks of code, fenced or indented.

    private mutating func isCode(_ scalars: Scalars, isBlank: Bool) -> Bool {
        if let open = fence {
            if let mark = Self.fence(scalars), mark.mark == open.mark, mark.length >= open.length, mark.isBare {
                fence = nil
            }
            return true
        }
        if let mark = Self.fence(scalars) {
            fence = (mark.mark, mark.length)
            return true
        }
        if isBlank { return false }
        let indent = scalars.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $1 == "\t" ? $0 + 4 : $0 + 1 }
        isInIndentedCode = indent >= 4 && !isInList && (isInIndentedCode || isAfterBlank)
        if indent == 0 || Self.isItem(scalars) { isInList = Self.isItem(scalars) || (isInList && !isAfterBlank) }
        return isInIndentedCode
    }

    /// Three or more backticks or tildes after quotation marks, list marks and spaces. `isBare`: nothing comes after them.
    private static func fence(_ scalars: Scalars) -> (mark: Unicode.Scalar, length: Int, isBare: Bool)? {
        let start = afterMarks(scalars)
        guard start < scalars.count, scalars[start] == "`" || scalars[start] == "~" else { return nil }
        let length = scalars[start...].prefix { $0 == scalars[start] }.count
        let rest = scalars[(start + length)...]
        guard length >= 3, scalars[start] == "~" || !rest.contains("`") else { return nil }
        return (scalars[start], length, rest.allSatisfy(\.properties.isWhitespace))
    }

    private static func isItem(_ scalars: Scalars) -> Bool {
        let start = scalars.firstIndex { $0 != " " && $0 != "\t" } ?? scalars.count
        return listMark(scalars[start...]) > 0
    }

    /// The length of `- `, `* `, `+ `, `12. ` or `12) `; 0 without one.
    private static func listMark(_ scalars: ArraySlice<Unicode.Scalar>) -> Int {
        var length = scalars.prefix { ("0"..."9").contains($0) }.count
        let mark = scalars.dropFirst(length).first
        guard let mark, length > 0 ? (mark == "." || mark == ")") : "-*+".unicodeScalars.contains(mark) else {
            return 0
        }
        length += 1
        let after = scalars.dropFirst(length).first
        return after == nil || after == " " || after == "\t" ? length : 0
    }

    private static func afterMarks(_ scalars: Scalars) -> Int {
        var place = scalars.firstIndex { $0 != " " && $0 != "\t" && $0 != ">" } ?? scalars.count
        place += listMark(scalars[place...])
        return scalars[place...].firstIndex { $0 != " " && $0 != "\t" } ?? scalars.count
    }

    // Within a line: code spans, comments, mentions.

    private mutating func inline(_ index: Int) -> Line {
        let scalars = lines[index]
        var line = Line(hasComment: isInComment)
        var kept: Scalars = []
        /// What stands around the mentions.
        var others: Scalars = []
        var place = 0
        while place < scalars.count {
            if isInComment {
                let end = Self.end(of: "-->", in: scalars, from: place)
                isInComment = end == nil
                place = end ?? scalars.count
                continue
            }
            if openSpan == nil, scalars[place...].starts(with: "<!--".unicodeScalars) {
                (line.hasComment, isInComment) = (true, true)
                place += 4
                continue
            }
            let (end, path) = step(index, from: place)
            kept += scalars[place..<end]
            if let path {
                line.mentions.append(Mention(path: path, column: place + 1))
            } else {
                others += scalars[place..<end]
            }
            place = end
        }
        let isEmpty = kept.allSatisfy(\.properties.isWhitespace)
        line.text = line.hasComment && isEmpty ? nil : Self.string(kept)
        line.isOnlyMentions = !line.mentions.isEmpty && Self.afterMarks(others) == others.count
        return line
    }

    /// Behind the next thing of a line, and the path if that is a mention.
    private mutating func step(_ index: Int, from place: Int) -> (end: Int, path: String?) {
        let scalars = lines[index]
        if let length = openSpan {
            let end = Self.closing(length, in: scalars, from: place)
            if end != nil { openSpan = nil }
            return (end ?? scalars.count, nil)
        }
        if scalars[place] == "\\" { return (min(place + 2, scalars.count), nil) }
        if scalars[place] == "`" { return (codeSpan(index, from: place), nil) }
        if let mention = Self.mention(in: scalars, at: place) { return (mention.end, mention.path) }
        return (place + 1, nil)
    }

    private static func end(of text: String, in scalars: Scalars, from start: Int) -> Int? {
        let wanted = Array(text.unicodeScalars)
        return (start..<scalars.count).first { scalars[$0...].starts(with: wanted) }.map { $0 + wanted.count }
    }

    /// Behind the code span that begins here; behind the backticks alone if nothing in the paragraph closes it.
    private mutating func codeSpan(_ index: Int, from start: Int) -> Int {
        let scalars = lines[index]
        let length = scalars[start...].prefix { $0 == "`" }.count
        if let end = Self.closing(length, in: scalars, from: start + length) { return end }
        let paragraph = lines[(index + 1)...].prefix { !$0.allSatisfy(\.properties.isWhitespace) }
        guard paragraph.contains(where: { Self.closing(length, in: $0, from: 0) != nil }) else { return start + length }
        openSpan = length
        return scalars.count
    }

    /// Behind the next run of exactly so many backticks.
    private static func closing(_ length: Int, in scalars: Scalars, from start: Int) -> Int? {
        var place = start
        while let next = scalars[place...].firstIndex(of: "`") {
            let found = scalars[next...].prefix { $0 == "`" }.count
            if found == length { return next + found }
            place = next + found
        }
        return nil
    }

    /// `@path` at the start of a word; `\ ` is a space of the path. What cannot be a path's beginning is an at sign.
    private static func mention(in scalars: Scalars, at start: Int) -> (path: String, end: Int)? {
        guard scalars[start] == "@", start == 0 || isBreak(scalars[start - 1]), start + 1 < scalars.count,
            scalars[start + 1].properties.isAlphabetic || "0123456789./~_-".unicodeScalars.contains(scalars[start + 1])
        else { return nil }
        var path = ""
        var end = start + 1
        while end < scalars.count, !scalars[end].properties.isWhitespace {
            if scalars[end] == "\\", end + 1 < scalars.count, scalars[end + 1] == " " { end += 1 }
            path.unicodeScalars.append(scalars[end])
            end += 1
        }
        // A sentence goes on after the path, or ends with it.
        while let last = path.unicodeScalars.last, ".,;:!?)]}\"'*_>`".unicodeScalars.contains(last) {
            path.unicodeScalars.removeLast()
        }
        let file = path.unicodeScalars.prefix { $0 != "#" }
        return file.isEmpty ? nil : (String(file), end)
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || "([{\"'>*_".unicodeScalars.contains(scalar)
    }

    private static func string(_ scalars: Scalars) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}
