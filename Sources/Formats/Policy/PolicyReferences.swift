import Domain

/// A name in one file of a bundle that must lead to something in another.
struct PolicyReference {
    enum Kind: String, CaseIterable {
        case action, argument, rule
        case useCase = "use case"
        case zone = "time zone"
        /// What these lead to stands in no file of the bundle.
        case person, team, competence, executor
    }

    let kind: Kind
    /// A pattern must reach something, or its rule can never be matched.
    let name: Glob
    let file: String
    let line: Int
    let column: Int

    /// What is wrong when nothing in `known` answers to it.
    func problem(known: [String]) -> Problem? {
        if known.contains(where: name.matches) { return nil }
        let isLiteral = name.isLiteral
        return problem(
            isLiteral ? "there is no \(kind.rawValue) \(name)" : "no \(kind.rawValue) matches \(name)",
            suggestion: isLiteral ? NearestName.of(name.description, in: known) : nil)
    }

    func problem(_ message: String, suggestion: String?) -> Problem {
        Problem(file: file, line: line, column: column, message: message, suggestion: suggestion)
    }
}

/// Gathers the references of one file while it is read.
final class PolicyReferences {
    private(set) var list: [PolicyReference] = []
    private let file: String

    init(file: String) { self.file = file }

    /// Every text in the node: one, or a list of them.
    func note(_ kind: PolicyReference.Kind, _ node: YAMLNode?) {
        guard let node else { return }
        if let items = node.sequence { return items.forEach { note(kind, $0) } }
        guard let name = node.scalar?.raw else { return }
        list.append(
            PolicyReference(kind: kind, name: Glob(name), file: file, line: node.line, column: node.column))
    }
}
