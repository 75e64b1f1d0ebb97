import Domain

/// One line of an OWNERS file on its way to a rule or a header.
struct CodeOwnersLine {
    enum Content {
        case rule(Owners.Rule)
        case header(CodeOwnersHeader)
    }

    let source: String
    let number: Int
    let path: String
    /// The owners of its section, for a line that names none.
    let defaults: [Owner]
    private(set) var errors: [CodeOwnersError] = []
    /// Whether it was meant to begin a section.
    private(set) var isBrokenHeader = false

    init(source: String, number: Int, path: String, defaults: [Owner]) {
        self.source = source
        self.number = number
        self.path = path
        self.defaults = defaults
    }

    mutating func refuseEncoding() {
        fail(Word(text: source, column: 1), "Invalid encoding", "the line is not valid UTF-8")
    }

    /// What a person who reads the file does not see, or takes for the space that parts words.
    mutating func refuseHidden() {
        for hidden in HiddenText.findInProse(source) {
            refuse(hidden.name, column: hidden.column)
        }
        for (index, scalar) in source.unicodeScalars.enumerated()
        where scalar.properties.generalCategory == .spaceSeparator && scalar != " " {
            refuse(scalar.properties.name ?? "this space", column: index + 1)
        }
    }

    private mutating func refuse(_ name: String, column: Int) {
        fail(
            Word(text: source, column: column), "Invalid character",
            "\(name) is not seen as what it is: take it out, or write a space")
    }

    /// Nil for an empty line, a comment, and a line with an error.
    mutating func content() -> Content? {
        let scalars = Array(source.unicodeScalars)
        let start = scalars.firstIndex { $0 != " " && $0 != "\t" } ?? scalars.endIndex
        if let bracket = CodeOwnersBracket(scalars[start...]) {
            return header(bracket, column: start + 1).map { .header($0) }
        }
        return rule().map { .rule($0) }
    }

    private mutating func header(_ bracket: CodeOwnersBracket, column: Int) -> CodeOwnersHeader? {
        let word = Word(text: source, column: column)
        let name = bracket.name.split(separator: " ").joined(separator: " ")
        if name.isEmpty { fail(word, "Invalid section", "a section needs a name") }
        let approvals = approvals(bracket, of: name, word)
        let rest = words(from: column - 1 + bracket.length)
        if bracket.count == nil, let number = rest.first?.text, number.hasPrefix("["), number.hasSuffix("]") {
            fail(
                word, "Invalid section", "the number of approvals follows the name without a space",
                suggestion: "\(bracket.isOptional ? "^" : "")[\(name)]\(number)")
            isBrokenHeader = true
            return nil
        }
        let owners = rest.compactMap { owner($0) }
        let header = CodeOwnersHeader(name: name, approvals: approvals, defaults: owners)
        if header.key == CodeOwnersHeader.fallbackKey && !bracket.isOptional {
            // Other tools would demand approvals of those who only stand in.
            fail(word, "Invalid section", "those who stand in are optional", suggestion: "^[\(name)]")
        }
        isBrokenHeader = !errors.isEmpty
        return errors.isEmpty ? header : nil
    }

    private mutating func approvals(_ bracket: CodeOwnersBracket, of name: String, _ header: Word) -> Int {
        let standard = bracket.isOptional ? 0 : 1
        guard let text = bracket.count else { return standard }
        if text.allSatisfy(\.isWhitespace) {
            let column = header.column + bracket.name.unicodeScalars.count + (bracket.isOptional ? 3 : 2)
            fail(
                Word(text: source, column: column), "Invalid section",
                "the brackets for the number of approvals are empty: write a number into them, or leave them out",
                suggestion: "\(bracket.isOptional ? "^" : "")[\(name)]")
            return standard
        }
        let count = Int(text) ?? 0
        if !(1...CodeOwnersHeader.mostApprovals).contains(count) {
            fail(
                header, "Invalid section",
                "the number of approvals must be from 1 to \(CodeOwnersHeader.mostApprovals); this is \(text)")
        }
        return bracket.isOptional ? standard : count
    }

    private mutating func rule() -> Owners.Rule? {
        let words = words(from: 0)
        guard let first = words.first else { return nil }
        let isExclusion = first.text.hasPrefix("!")
        let subject = subject(
            isExclusion ? Word(text: String(first.text.dropFirst()), column: first.column + 1) : first)
        if isExclusion, words.count > 1 {
            fail(
                words[1], "Invalid owner", "`!` takes the path out of its section, so nobody can own it here",
                suggestion: first.text)
        }
        let named = words.dropFirst().compactMap { owner($0) }
        guard let subject, errors.isEmpty else { return nil }
        return Owners.Rule(
            subject: subject, owners: named.isEmpty && !isExclusion ? defaults : named,
            place: Place(file: path, line: number), isExclusion: isExclusion)
    }

    private struct Word {
        let text: String
        let column: Int
    }

    /// White space parts words unless a backslash is before it; `#` at the start of a word begins a comment.
    private func words(from offset: Int) -> [Word] {
        var words = [Word]()
        var text = ""
        var start = 0
        var escaped = false
        for (index, scalar) in source.unicodeScalars.enumerated().dropFirst(offset) {
            let isSpace = (scalar == " " || scalar == "\t") && !escaped
            if scalar == "#" && text.isEmpty { break }
            if isSpace {
                if !text.isEmpty { words.append(Word(text: text, column: start + 1)) }
                text = ""
            } else {
                if text.isEmpty { start = index }
                text.unicodeScalars.append(scalar)
            }
            escaped = scalar == "\\" && !escaped
        }
        if !text.isEmpty { words.append(Word(text: text, column: start + 1)) }
        return words
    }

    private mutating func subject(_ word: Word) -> Owners.Subject? {
        let pattern = word.text
        if pattern.hasPrefix("kind:") { return kind(word) }
        if pattern.isEmpty || pattern.hasPrefix("!") {
            fail(word, "Invalid pattern", "`!` takes a path out of its section: write one before one path")
        } else if pattern.hasPrefix("[") || pattern.hasPrefix("^["), !source.unicodeScalars.contains("]") {
            isBrokenHeader = true
            fail(word, "Invalid section", "the section is not closed with `]`")
        } else if let bracket = pattern.unicodeScalars.first(where: { $0 == "[" || $0 == "]" }) {
            fail(
                word, "Invalid pattern",
                "`\(bracket)` cannot be used: write one line for each path, or `?` where a path has it")
        } else if pattern.contains("***") {
            let mended = String(
                pattern.split(separator: "/", omittingEmptySubsequences: false)
                    .map { $0.contains("***") ? "**" : $0 }.joined(separator: "/"))
            fail(word, "Invalid pattern", "Did you mean `\(mended)`?", suggestion: mended)
        } else if pattern.hasSuffix("\\") && !pattern.hasSuffix("\\\\") {
            fail(word, "Invalid pattern", "`\\` at the end escapes nothing")
        } else {
            return .path(OwnersPattern(pattern))
        }
        return nil
    }

    private mutating func kind(_ word: Word) -> Owners.Subject? {
        let name = String(word.text.dropFirst(5))
        if let kind = OutputKind(rawValue: name) { return .kind(kind) }
        let known = OutputKind.allCases.map(\.rawValue)
        fail(
            word, "Unknown kind", "kinds of output are \(known.joined(separator: ", "))",
            suggestion: NearestName.of(name, in: known).map { "kind:\($0)" })
        return nil
    }

    private mutating func owner(_ word: Word) -> Owner? {
        let text = word.text
        if text.hasPrefix("@@") { return role(word) }
        if text.hasPrefix("@") {
            let name = String(text.dropFirst())
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            if parts.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(Self.isNameScalar) }) {
                return parts.count == 1 ? .person(login: name) : .group(name)
            }
        } else if Self.isEmail(text) {
            return .email(text)
        }
        let bare = !text.isEmpty && text.unicodeScalars.allSatisfy(Self.isNameScalar)
        fail(
            word, "Invalid owner", "`\(text)` is not @login, @@role or an e-mail address",
            suggestion: bare ? "@\(text)" : nil)
        return nil
    }

    private mutating func role(_ word: Word) -> Owner? {
        let name = String(word.text.dropFirst(2))
        if let role = TeamRole(rawValue: name) { return .role(role) }
        let known = TeamRole.allCases.map(\.rawValue)
        fail(
            word, "Invalid owner", "roles are \(known.map { "@@\($0)" }.joined(separator: ", "))",
            suggestion: NearestName.of(name, in: known).map { "@@\($0)" })
        return nil
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || scalar == "-" || scalar == "_" || scalar == "."
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let host = parts.last, host.contains("."), !host.hasPrefix("."), !host.hasSuffix(".")
        else { return false }
        let extra: Set<Unicode.Scalar> = ["%", "+"]
        return !parts[0].isEmpty && parts[0].unicodeScalars.allSatisfy { Self.isNameScalar($0) || extra.contains($0) }
            && host.unicodeScalars.allSatisfy(Self.isNameScalar)
    }

    private mutating func fail(_ word: Word, _ kind: String, _ reason: String, suggestion: String? = nil) {
        errors.append(
            CodeOwnersError(
                line: number, column: word.column, kind: kind, source: source, suggestion: suggestion, reason: reason,
                path: path))
    }
}
