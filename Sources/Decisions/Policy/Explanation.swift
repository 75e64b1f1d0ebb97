import Domain

/// Whether a condition holds: yes, no, or it could not be told.
package enum Truth: String, Sendable, CaseIterable {
    case held
    case notHeld = "not_held"
    case error

    /// All must hold. One that does not settles it, whatever the others say or fail to say, so the order of predicates
    /// never matters.
    static func all(_ parts: [Truth]) -> Truth {
        if parts.contains(.notHeld) { return .notHeld }
        return parts.contains(.error) ? .error : .held
    }

    static func any(_ parts: [Truth]) -> Truth {
        if parts.contains(.held) { return .held }
        return parts.contains(.error) ? .error : .notHeld
    }
}

/// What a condition found, as a tree of the condition's own shape.
package indirect enum Explanation: Hashable, Sendable {
    case all([Explanation])
    case any([Explanation])
    case predicate(Predicate, Truth, text: String)

    package var truth: Truth {
        switch self {
        case .all(let parts): Truth.all(parts.map(\.truth))
        case .any(let parts): Truth.any(parts.map(\.truth))
        case .predicate(_, let truth, _): truth
        }
    }

    /// The sentences that make the whole what it is: of a tree that holds those that held, and so on.
    package var sentences: [String] {
        switch self {
        case .all(let parts), .any(let parts): parts.filter { $0.truth == truth }.flatMap(\.sentences)
        case .predicate(_, _, let text): [text]
        }
    }

    /// A tree for people: one line each, indented by depth.
    package var lines: [String] {
        switch self {
        case .all(let parts): ["\(truth.mark) all of"] + parts.flatMap(\.lines).map { "  " + $0 }
        case .any(let parts): ["\(truth.mark) any of"] + parts.flatMap(\.lines).map { "  " + $0 }
        case .predicate(_, let truth, let text): ["\(truth.mark) \(text)"]
        }
    }

    /// Whether the rule is about this action at all: a predicate on the action or its class held.
    var concernsAction: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.concernsAction)
        case .predicate(.fact(let name, _), .held, _): name == .action || name == .actionClass
        case .predicate: false
        }
    }
}

extension Truth {
    var mark: String {
        switch self {
        case .held: "+"
        case .notHeld: "-"
        case .error: "!"
        }
    }
}
