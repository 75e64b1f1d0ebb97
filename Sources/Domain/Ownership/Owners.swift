/// The sections of an OWNERS file. Each section is asked for itself; in it paths and kinds of output are asked apart, and
/// of each the last line that matches decides.
package struct Owners: Hashable, Sendable {
    package enum Subject: Hashable, Sendable, CustomStringConvertible {
        case path(OwnersPattern)
        case kind(OutputKind)

        package var description: String {
            switch self {
            case .path(let pattern): pattern.description
            case .kind(let kind): "kind:\(kind.rawValue)"
            }
        }

        package func matches(_ item: OwnedItem) -> Bool {
            switch (self, item) {
            case (.path(let pattern), .path(let path)): pattern.matches(path)
            case (.kind(let kind), .kind(let asked)): kind == asked
            default: false
            }
        }
    }

    package struct Rule: Hashable, Sendable {
        package let subject: Subject
        /// Empty: explicitly nobody's.
        package let owners: [Owner]
        package let place: Place
        /// `!pattern`: takes what matches out of its section, wherever in the section it stands.
        package let isExclusion: Bool

        package init(subject: Subject, owners: [Owner], place: Place, isExclusion: Bool = false) {
            self.subject = subject
            self.owners = owners
            self.place = place
            self.isExclusion = isExclusion
        }

        /// As a line of the file, in the plainest spelling.
        package var text: String {
            ([(isExclusion ? "!" : "") + subject.description] + owners.map(\.description)).joined(separator: " ")
        }
    }

    package struct Section: Hashable, Sendable {
        /// As first spelled; empty for the lines before any header.
        package let name: String
        /// How many distinct owners of the deciding line must approve; 0 in an optional section, whose owners may review
        /// and need not.
        package let approvals: Int
        package let rules: [Rule]

        package init(name: String = "", approvals: Int = 1, rules: [Rule]) {
            self.name = name
            self.approvals = approvals
            self.rules = rules
        }

        package func ownership(of item: OwnedItem) -> Ownership {
            let matching = rules.filter { $0.subject.matches(item) }
            if let exclusion = matching.first(where: \.isExclusion) { return .excluded(exclusion.place) }
            guard let rule = matching.last else { return .noRule }
            return rule.owners.isEmpty ? .unowned(rule.place) : .owned(rule.owners, rule.place)
        }
    }

    package let sections: [Section]
    /// The section `^[Fallback]`: who stands in, in the order of its deciding line, where too few of the owners can.
    package let fallback: Section?

    package init(sections: [Section], fallback: Section? = nil) {
        self.sections = sections
        self.fallback = fallback
    }

    /// Every line, those who stand in last.
    package var allRules: [Rule] { (sections + [fallback].compactMap { $0 }).flatMap(\.rules) }

    /// Lines that ask for more people than they name, with all who stand in: nobody could ever meet them.
    package var unmeetable: [(rule: Rule, approvals: Int, named: Int)] {
        let standIns = Set(fallback?.rules.flatMap(\.owners) ?? [])
        if standIns.contains(where: \.isRole) { return [] }
        return thin.compactMap { rule, approvals, _ in
            let named = standIns.union(rule.owners).count
            return named < approvals ? (rule, approvals, named) : nil
        }
    }

    /// Lines that ask for more people than they name, with whoever stands in for all that they match: something that they
    /// match nobody could approve, unless a line of the fallback happens to match it.
    package var thin: [(rule: Rule, approvals: Int, named: Int)] {
        sections.flatMap { section in
            section.rules.compactMap { rule in
                let named = Set(rule.owners + standIns(forAll: rule.subject))
                if rule.owners.isEmpty || named.contains(where: \.isRole) { return nil }
                return named.count < section.approvals ? (rule, section.approvals, named.count) : nil
            }
        }
    }

    /// Who stands in for the owners of all that a line matches, as far as that is plain to see.
    package func standIns(forAll subject: Subject) -> [Owner] {
        fallback?.rules.last { !$0.isExclusion && $0.subject.covers(subject) }?.owners ?? []
    }

    /// Who stands in for the owners of an item.
    package func standIns(for item: OwnedItem) -> [Owner] {
        if case .owned(let owners, _)? = fallback?.ownership(of: item) { owners } else { [] }
    }
}

/// What OWNERS is asked about: a path relative to the root of an output, with `/` between its parts, or a kind of output.
package enum OwnedItem: Hashable, Sendable, CustomStringConvertible {
    case path(String)
    case kind(OutputKind)

    /// `kind:analysis` is a kind, everything else a path. Nil for a kind that does not exist.
    package init?(_ text: String) {
        guard text.hasPrefix("kind:") else {
            self = .path(text)
            return
        }
        guard let kind = OutputKind(rawValue: String(text.dropFirst(5))) else { return nil }
        self = .kind(kind)
    }

    /// The same of what somebody asks about. Throws `invalid_input`.
    package static func asked(_ text: String) throws(Failure) -> OwnedItem {
        guard !text.isEmpty else {
            throw Failure(
                .invalidInput, "one of the items is empty: name a path of an output, or a kind as kind:analysis")
        }
        if case .path = OwnedItem(text) { try checkPath(text) }
        if let item = OwnedItem(text) { return item }
        let kinds = OutputKind.allCases.map { "kind:\($0.rawValue)" }
        throw Failure(.invalidInput, "there is no \(text); kinds are \(kinds.joined(separator: ", "))")
    }

    /// An output's path is one in its folder; anything else is governed by no line that a person has in mind.
    private static func checkPath(_ text: String) throws(Failure) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains(where: OwnersPattern.foreignParts.contains) {
            let path = parts.filter { !OwnersPattern.foreignParts.contains($0) }.joined(separator: "/")
            let instead = path.isEmpty ? "" : "; did you mean \(path)?"
            throw Failure(
                .invalidInput, "\(text) is no path of an output: those are relative, such as data/a.csv\(instead)")
        }
        if text.lowercased().hasPrefix("kind:") {
            throw Failure(.invalidInput, "\(text) is no kind of output; did you mean \(text.lowercased())?")
        }
    }

    package var description: String {
        switch self {
        case .path(let path): path
        case .kind(let kind): "kind:\(kind.rawValue)"
        }
    }
}

/// What one section says about an item.
package enum Ownership: Hashable, Sendable {
    case owned([Owner], Place)
    /// A line matches and names nobody.
    case unowned(Place)
    /// A line with `!` takes it out of the section.
    case excluded(Place)
    case noRule
}
