import Domain

/// Reads an OWNERS file: the core of GitHub's CODEOWNERS with GitLab's sections (`[Name][2] @default`, `^[Optional]`,
/// `!exclusion`), and our lines `kind:analysis @stats`, owners `@@role` and the section `^[Fallback]`.
package enum CodeOwners {
    /// The rules of the lines that are right, and what is wrong with the others. A line with an error makes no rule.
    package static func parse(_ bytes: [UInt8], path: String) -> (owners: Owners, errors: [CodeOwnersError]) {
        var sections = [OpenSection(CodeOwnersHeader(name: "", approvals: 1, defaults: []))]
        // Sections of one name are one section, whatever their case.
        var places = [sections[0].key: 0]
        var current = 0
        var errors = [CodeOwnersError]()
        for (number, text) in lines(bytes) {
            var line = CodeOwnersLine(
                source: String(decoding: text, as: UTF8.self), number: number, path: path,
                defaults: sections[current].defaults)
            if String(validating: text, as: UTF8.self) == nil { line.refuseEncoding() }
            line.refuseHidden()
            switch line.content() {
            case .rule(let rule): sections[current].rules.append(rule)
            case .header(let header):
                current = places[header.key] ?? sections.endIndex
                places[header.key] = current
                if current == sections.endIndex {
                    sections.append(OpenSection(header))
                } else {
                    sections[current].open(header)
                }
            case nil where line.isBrokenHeader:
                // What follows belongs to what it was meant to begin, and so to no section that is known.
                current = sections.endIndex
                sections.append(OpenSection(CodeOwnersHeader(name: "", approvals: 1, defaults: [])))
            case nil: break
            }
            errors += line.errors
        }
        let fallback = sections.first { $0.key == CodeOwnersHeader.fallbackKey }?.closed
        let rest = sections.filter { $0.key != CodeOwnersHeader.fallbackKey && !$0.rules.isEmpty }
        return (Owners(sections: rest.map(\.closed), fallback: fallback), errors)
    }

    /// The same of a file without errors. Throws `invalid_input` with all of them.
    package static func valid(_ bytes: [UInt8], path: String) throws(Failure) -> Owners {
        let (owners, errors) = parse(bytes, path: path)
        if let problems = Problems(errors.map(\.problem)) { throw problems.failure(.invalidInput) }
        return owners
    }

    /// The lines of the text by number. Only a line feed ends one: other separators could hide a rule from a person who
    /// reads the file. The byte order mark of some editors belongs to none.
    package static func lines(_ bytes: [UInt8]) -> [(number: Int, text: ArraySlice<UInt8>)] {
        (PlainText.withoutMark(bytes) ?? bytes).lines.enumerated().map { index, text in
            (index + 1, text.last == UInt8(ascii: "\r") ? text.dropLast() : text)
        }
    }
}

/// A section while its lines are read.
private struct OpenSection {
    let key: String
    let name: String
    var approvals: Int
    /// Of the header that was read last.
    var defaults: [Owner]
    var rules: [Owners.Rule] = []

    init(_ header: CodeOwnersHeader) {
        key = header.key
        name = header.name
        approvals = header.approvals
        defaults = header.defaults
    }

    /// Of two headers the stricter number holds.
    mutating func open(_ header: CodeOwnersHeader) {
        approvals = max(approvals, header.approvals)
        defaults = header.defaults
    }

    var closed: Owners.Section { Owners.Section(name: name, approvals: approvals, rules: rules) }
}
