import Domain

/// `^[Name][2] @default`: what begins a section.
struct CodeOwnersHeader {
    static let fallbackKey = "fallback"
    /// More distinct people than this no team of reviewers has for one file.
    static let mostApprovals = 9

    let name: String
    /// 0 for an optional section.
    let approvals: Int
    /// The owners of its lines that name none.
    let defaults: [Owner]

    /// What sections are merged by.
    var key: String { name.lowercased() }
}

/// The part of a header up to its default owners, and where it ends.
struct CodeOwnersBracket {
    var name = ""
    var isOptional = false
    /// The text between the second brackets.
    var count: String?
    /// How many scalars it takes.
    var length = 0

    /// Nil for what is no header: a line that does not begin with `[` or `^[`, has no `]`, or goes on after it.
    init?(_ scalars: ArraySlice<Unicode.Scalar>) {
        var rest = scalars
        if rest.first == "^" {
            isOptional = true
            rest.removeFirst()
        }
        guard let name = Self.bracketed(&rest) else { return nil }
        self.name = name
        count = Self.bracketed(&rest)
        guard rest.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
        length = scalars.count - rest.count
    }

    private static func bracketed(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
        guard rest.first == "[", let end = rest.firstIndex(of: "]") else { return nil }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: rest[(rest.startIndex + 1)..<end])
        rest = rest[(end + 1)...]
        return String(text)
    }
}
