import Domain

/// What is wrong with an OWNERS file, or can never have an effect. Without `surroundings` only what the file itself shows.
package struct OwnersLint {
    /// What only the service knows.
    package struct Surroundings: Sendable {
        /// Everybody in the team.
        package let people: [PersonFacts]
        /// Those of them who have no part in every run.
        package let free: [PersonFacts]
        /// Everything that the team's templates make.
        package let items: [OwnedItem]

        package init(people: [PersonFacts], free: [PersonFacts], items: [OwnedItem]) {
            self.people = people
            self.free = free
            self.items = items
        }
    }

    /// Of a line that names somebody who is nobody.
    static let unknownOwner = "Unknown owner"

    private let sources: [Int: String]
    private let path: String
    private let owners: Owners
    private let surroundings: Surroundings?
    private var remarks: [CodeOwnersError]

    /// By line and column.
    package static func remarks(
        _ bytes: [UInt8], path: String, surroundings: Surroundings? = nil
    ) -> [CodeOwnersError] {
        let limit = PolicyBundleReader.limitBytes
        guard bytes.count <= limit else {
            let reason = "the file has \(bytes.count) bytes; at most \(limit) are read"
            return [
                CodeOwnersError(
                    line: 1, column: 1, kind: "Too long", source: "", suggestion: nil, reason: reason, path: path)
            ]
        }
        var lint = OwnersLint(bytes, path, surroundings)
        lint.noteHeaders()
        for section in lint.owners.sections + [lint.owners.fallback].compactMap({ $0 }) { lint.noteShadowed(section) }
        lint.noteThin()
        for rule in lint.owners.allRules {
            lint.notePattern(rule)
            lint.noteOwners(rule)
        }
        if let surroundings { lint.noteWithout(surroundings) }
        if lint.remarks.isEmpty, lint.owners.allRules.isEmpty {
            lint.note(1, nil, "No lines", "it asks nobody by name, so anybody who reviews may approve anything")
        }
        return lint.remarks.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    private mutating func noteThin() {
        let never = Dictionary(owners.unmeetable.map { ($0.rule.place.line, $0.named) }, uniquingKeysWith: max)
        for (rule, approvals, named) in owners.thin {
            let reason =
                never[rule.place.line].map { Self.unmeetable(approvals: approvals, named: $0) }
                ?? "it asks for \(approvals) approvals, and names \(named) who could give one; who stands in in "
                + "[\(owners.fallback?.name ?? "")] does so for a part of what it matches at most"
            note(rule.place.line, nil, "Too few owners", reason)
        }
    }

    static func unmeetable(approvals: Int, named: Int) -> String {
        "it asks for \(approvals) approvals, and names \(named) who could give one: nobody could ever meet this"
    }

    private init(_ bytes: [UInt8], _ path: String, _ surroundings: Surroundings?) {
        let lines = CodeOwners.lines(bytes).map { ($0.number, String(decoding: $0.text, as: UTF8.self)) }
        sources = Dictionary(lines, uniquingKeysWith: { first, _ in first })
        self.path = path
        self.surroundings = surroundings
        (owners, remarks) = CodeOwners.parse(bytes, path: path)
    }

    /// They are merged, which a reader of the second one cannot see; or have no line, and ask for nothing; or a number where
    /// none counts.
    private mutating func noteHeaders() {
        var seen: [String: Int] = [:]
        let known = Set((owners.sections + [owners.fallback].compactMap { $0 }).map { $0.name.lowercased() })
        for (number, source) in sources.sorted(by: { $0.key < $1.key }) {
            let text = Array(source.unicodeScalars.drop { $0 == " " || $0 == "\t" })
            guard let bracket = CodeOwnersBracket(text[...]) else { continue }
            let key = bracket.name.split(separator: " ").joined(separator: " ").lowercased()
            if let first = seen[key] {
                note(number, "[", "Duplicate section", "line \(first) begins it already; both are one section")
            }
            seen[key] = seen[key] ?? number
            if remarks.allSatisfy({ $0.line != number }), !known.contains(key) {
                note(number, "[", "Empty section", "it has no line, so it asks nobody for anything")
            }
            if bracket.isOptional, let count = bracket.count {
                note(number, "[\(count)]", "Number without effect", "an optional section asks for no approvals")
            }
        }
    }

    /// From the last line to the first, so that of those that come later the nearest is named.
    private mutating func noteShadowed(_ section: Owners.Section) {
        var (exclusions, later) = (CoverIndex(), CoverIndex())
        for rule in section.rules.reversed() where rule.isExclusion {
            exclusions.insert(rule.subject, at: rule.place.line)
        }
        for rule in section.rules.reversed() where !rule.isExclusion {
            if let line = exclusions.firstCovering(rule.subject) {
                note(
                    rule.place.line, nil, "Shadowed line", "line \(line) takes all that it matches out of the section")
            } else if let line = later.firstCovering(rule.subject) {
                note(rule.place.line, nil, "Shadowed line", "line \(line) comes later and matches all of it")
            }
            later.insert(rule.subject, at: rule.place.line)
        }
    }

    private mutating func notePattern(_ rule: Owners.Rule) {
        guard case .path(let pattern) = rule.subject, pattern.foreign.isForeign else { return }
        note(
            rule.place.line, nil, "Matches nothing",
            "no output has such a path: those are relative, such as data/a.csv, without `.`, `..` or an empty part",
            suggestion: pattern.foreign.suggestion.map { rule.isExclusion ? "!\($0)" : $0 })
    }

    private mutating func noteOwners(_ rule: Owners.Rule) {
        var seen: Set<Owner> = []
        for owner in rule.owners {
            if !seen.insert(owner).inserted {
                note(
                    rule.place.line, owner.description, "Duplicate owner",
                    "\(owner) is named twice, and counts as one of them")
            } else if case .group(let name) = owner {
                note(
                    rule.place.line, owner.description, Self.unknownOwner,
                    "@\(name) has nobody in it here: owners are @login, @@role or an e-mail address",
                    suggestion: "@@reviewer")
            } else if case .email(let address) = owner {
                note(
                    rule.place.line, address, Self.unknownOwner,
                    "\(address) is nobody here: the service keeps no e-mail addresses; name a login",
                    suggestion: known(String(address.prefix { $0 != "@" })).map { "@\($0)" })
            } else if case .person(let login) = owner, !LoginName.isValid(login) {
                note(
                    rule.place.line, owner.description, Self.unknownOwner,
                    "@\(login) can be nobody: a login \(LoginName.rule)", suggestion: known(login).map { "@\($0)" })
            } else if let stranger = surroundings.flatMap({ Roster(people: $0.people).stranger(owner) }) {
                note(
                    rule.place.line, owner.description, Self.unknownOwner, stranger.reason,
                    suggestion: stranger.suggestion.map { "@\($0)" })
            }
        }
    }

    /// The login of somebody in the team that most resembles a name; nil where nobody is known.
    private func known(_ name: String) -> String? {
        guard let people = surroundings?.people else { return nil }
        let name = name.lowercased()
        return people.contains { $0.login == name } ? name : NearestName.of(name, in: people.map(\.login))
    }

    private mutating func noteWithout(_ surroundings: Surroundings) {
        let standIns = Set(owners.fallback?.rules.flatMap(\.owners) ?? [])
        let helpers = Set(
            surroundings.people.filter { person in standIns.contains { $0.includes(person) } }.map(\.login))
        for section in owners.sections {
            for rule in section.rules where !rule.owners.isEmpty {
                func named(_ people: [PersonFacts]) -> Set<String> {
                    let found = people.filter { person in
                        helpers.contains(person.login) || rule.owners.contains { $0.includes(person) }
                    }
                    return Set(found.map(\.login))
                }
                let free = named(surroundings.free)
                if free.count < section.approvals {
                    let editors = named(surroundings.people).subtracting(free).sorted()
                    let others =
                        editors.isEmpty
                        ? ""
                        : " besides \(editors.joined(separator: ", ")), who changed the policy lately or wrote the context in force"
                    note(
                        rule.place.line, nil, "Nobody eligible",
                        "it asks for \(section.approvals) of its owners, and the team has \(free.count)\(others)")
                }
            }
        }
        // Without templates that would be every line.
        if surroundings.items.isEmpty { return }
        for rule in owners.allRules where !surroundings.items.contains(where: rule.subject.matches) {
            if case .path(let pattern) = rule.subject, pattern.foreign.isForeign { continue }
            note(rule.place.line, nil, "Matches nothing", "no template of the team makes anything that it matches")
        }
    }

    /// - Parameter word: where in the line; its beginning if nil.
    private mutating func note(
        _ line: Int, _ word: String?, _ kind: String, _ reason: String, suggestion: String? = nil
    ) {
        let source = sources[line] ?? ""
        let start = source.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count
        let column = word.flatMap { Self.offset(of: $0, in: source) } ?? start
        remarks.append(
            CodeOwnersError(
                line: line, column: column + 1, kind: kind, source: source, suggestion: suggestion, reason: reason,
                path: path))
    }

    private static func offset(of word: String, in source: String) -> Int? {
        let (text, wanted) = (Array(source.unicodeScalars), Array(word.unicodeScalars))
        guard !wanted.isEmpty, wanted.count <= text.count else { return nil }
        let places = (0...(text.count - wanted.count)).filter { text[$0...].starts(with: wanted) }
        // @ann is no part of @anna.
        func isApart(_ index: Int) -> Bool {
            !text.indices.contains(index) || text[index] == " " || text[index] == "\t"
        }
        return places.first { isApart($0 - 1) && isApart($0 + wanted.count) } ?? places.first
    }
}
