/// The lines of an OWNERS file. Paths and kinds of output are asked apart; of each, the last line that matches decides.
package struct Owners: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case path(OwnersPattern)
        case kind(OutputKind)
    }

    package struct Rule: Hashable, Sendable {
        package let subject: Subject
        /// Empty: explicitly nobody's.
        package let owners: [Owner]
        package let place: Place

        package init(subject: Subject, owners: [Owner], place: Place) {
            self.subject = subject
            self.owners = owners
            self.place = place
        }
    }

    package let rules: [Rule]

    package init(rules: [Rule]) { self.rules = rules }

    /// `path` is relative to the root of the output, with `/` between its parts.
    package func ownership(ofPath path: String) -> Ownership {
        last { if case .path(let pattern) = $0 { pattern.matches(path) } else { false } }
    }

    package func ownership(of kind: OutputKind) -> Ownership { last { $0 == .kind(kind) } }

    private func last(_ matches: (Subject) -> Bool) -> Ownership {
        guard let rule = rules.last(where: { matches($0.subject) }) else { return .noRule }
        return rule.owners.isEmpty ? .unowned(rule.place) : .owned(rule.owners, rule.place)
    }
}

package enum Ownership: Hashable, Sendable {
    case owned([Owner], Place)
    /// A line matches and names nobody.
    case unowned(Place)
    case noRule
}
