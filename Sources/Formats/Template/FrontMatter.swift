import Domain

/// A Markdown file in its two parts: YAML between two lines `---`, and the text below.
struct FrontMatter {
    /// Begins on the file's second line.
    let yaml: [UInt8]
    /// Without blank lines around it; empty if there is nothing else.
    let body: String
    /// Of the file, where the body begins.
    let bodyLine: Int

    /// Throws if there is no front matter, or no end of it.
    init(_ bytes: [UInt8], file: String) throws(Problem) {
        let lines = bytes.lines.map(FrontMatter.withoutReturn)
        guard lines.first.map(FrontMatter.isFence) == true else {
            throw Problem(
                file: file, line: 1, column: 1, message: "the file must begin with `---` and its front matter")
        }
        guard let end = lines.dropFirst().firstIndex(where: FrontMatter.isFence) else {
            throw Problem(
                file: file, line: 1, column: 1, message: "the front matter is not closed by a line `---`")
        }
        yaml = Array(lines[1..<end].joined(separator: [UInt8(ascii: "\n")]))
        (body, bodyLine) = FrontMatter.body(of: lines[(end + 1)...], emptyLine: end + 1)
    }

    /// A text without front matter: all of it is body.
    init(bodyOnly bytes: [UInt8]) {
        let lines = bytes.lines.map(FrontMatter.withoutReturn)
        yaml = []
        (body, bodyLine) = FrontMatter.body(of: lines[...], emptyLine: 1)
    }

    private static func body(of lines: ArraySlice<ArraySlice<UInt8>>, emptyLine: Int) -> (String, Int) {
        let isBlank = { (line: ArraySlice<UInt8>) in line.allSatisfy { $0 == 32 || $0 == 9 } }
        guard let first = lines.firstIndex(where: { !isBlank($0) }), let last = lines.lastIndex(where: { !isBlank($0) })
        else { return ("", emptyLine) }
        let body = lines[first...last].joined(separator: [UInt8(ascii: "\n")])
        return (String(decoding: Array(body), as: UTF8.self), first + 1)
    }

    private static func withoutReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// Whether a file begins with one.
    static func begins(_ bytes: [UInt8]) -> Bool { bytes.lines.first.map { isFence(withoutReturn($0)) } == true }

    /// Blanks behind it are seen by nobody.
    private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: "---".utf8) && line.dropFirst(3).allSatisfy { $0 == 32 || $0 == 9 }
    }
}
