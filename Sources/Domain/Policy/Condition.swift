/// The `if` of an approval rule: a tree of predicates.
package indirect enum Condition: Hashable, Sendable {
    case all([Condition])
    case any([Condition])
    case predicate(Predicate)
}

/// One question about a request.
package enum Predicate: Hashable, Sendable {
    /// The fact is one of these.
    case fact(FactName, oneOf: [Glob])
    case argument(String, Comparison)
    /// The number in the argument that the action names as its amount. What has no amount is not met.
    case amount(Comparison)
    /// How much of its budget the run has used, in percent.
    case budget(Comparison)
    case time(TimeWindow)
}

extension Predicate {
    /// What an admin can ask about, by the key that stands in `if`.
    package static let keys = FactName.allCases.map(\.rawValue) + ["arguments", "amount", "budget", "time"]
}

extension Condition {
    package var predicates: [Predicate] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.predicates)
        case .predicate(let predicate): [predicate]
        }
    }
}

/// What a rule may ask about, by the name that admins write.
package enum FactName: String, Sendable, CaseIterable {
    case team, template
    case useCase = "use_case"
    case mode
    case permissionLevel = "permission_level"
    case risk
    case outputKind = "output_kind"
    case path
    case action
    case actionClass = "action_class"
    case reversible
    case target
    case recipients
    case recipientDomain = "recipient_domain"
    case currency
    case taint, trust
    case requesterRole = "requester_role"
}

package enum Comparison: Hashable, Sendable {
    case equals(JSON)
    case oneOf([JSON])
    case matches([Glob])
    /// The limit is always a number.
    case number(Relation, JSON)

    package enum Relation: String, Sendable, CaseIterable {
        case atMost = "at_most"
        case atLeast = "at_least"
        case above, below

        package var text: String {
            switch self {
            case .atMost: "at most"
            case .atLeast: "at least"
            case .above: "above"
            case .below: "below"
            }
        }

        package var isUpper: Bool { self == .atMost || self == .below }
        /// The limit itself is not meant.
        package var isOpen: Bool { self == .above || self == .below }
    }

    /// The JSON types that it can be made with; empty for all.
    package var types: [String] {
        switch self {
        case .equals, .oneOf: []
        case .matches: ["string"]
        case .number: ["number", "integer"]
        }
    }
}
