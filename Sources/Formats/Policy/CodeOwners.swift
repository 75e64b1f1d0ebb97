import Domain

/// Reads an OWNERS file: the core of GitHub's CODEOWNERS, and our lines `kind:analysis @stats` and owners `@@role`.
package enum CodeOwners {
    /// The rules of the lines that are right, and what is wrong with the others. A line with an error makes no rule.
    package static func parse(_ bytes: [UInt8], path: String) -> (owners: Owners, errors: [CodeOwnersError]) {
        var rules = [Owners.Rule]()
        var errors = [CodeOwnersError]()
        // Only a line feed ends a line: other separators could hide a rule from a person who reads the file.
        for (index, bytes) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        {
            let text = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
            var line = CodeOwnersLine(source: String(decoding: text, as: UTF8.self), number: index + 1, path: path)
            if String(validating: text, as: UTF8.self) == nil { line.refuseEncoding() }
            if let rule = line.rule() { rules.append(rule) }
            errors += line.errors
        }
        return (Owners(rules: rules), errors)
    }
}

/// One line on its way to a rule.
private struct CodeOwnersLine {
    let source: String
    let number: Int
    let path: String
    var errors: [CodeOwnersError] = []

    init(source: String, number: Int, path: String) {
        self.source = source
        self.number = number
        self.path = path
    }

    mutating func refuseEncoding() {
        fail(Word(text: source, column: 1), "Invalid encoding", "the line is not valid UTF-8")
    }

    mutating func rule() -> Owners.Rule? {
        let words = words
        guard let first = words.first else { return nil }
        let subject = subject(first)
        let owners = words.dropFirst().compactMap { owner($0) }
        guard let subject, errors.isEmpty else { return nil }
        return Owners.Rule(subject: subject, owners: owners, place: Place(file: path, line: number))
    }

    private struct Word {
        let text: String
        let column: Int
    }

    /// White space parts words unless a backslash is before it; `#` at the start of a word begins a comment.
    private var words: [Word] {
        var words = [Word]()
        var text = ""
        var start = 0
        var escaped = false
        for (index, scalar) in source.unicodeScalars.enumerated() {
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
        if pattern.hasPrefix("!") {
            fail(
                word, "Invalid pattern", "`!` cannot take a path out again: give it a later line without owners",
                suggestion: String(pattern.dropFirst()))
        } else if let bracket = pattern.unicodeScalars.first(where: { $0 == "[" || $0 == "]" }) {
            fail(word, "Invalid pattern", "`\(bracket)` cannot be used: write one line for each path")
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
            if parts.count <= 2 && parts.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(Self.isNameScalar) })
            {
                return parts.count == 2 ? .group(name) : .person(login: name)
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
