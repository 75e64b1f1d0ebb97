import Domain

extension Condition {
    /// What must all hold.
    var parts: [Condition] { if case .all(let parts) = self { parts } else { [self] } }

    /// `(action is git.release and amount is at most 200)`
    var text: String {
        switch self {
        case .all(let parts): "(\(parts.map(\.text).joined(separator: " and ")))"
        case .any(let parts): "(\(parts.map(\.text).joined(separator: " or ")))"
        case .predicate(let predicate): predicate.text
        }
    }
}

extension Predicate {
    fileprivate var text: String {
        switch self {
        case .fact(let name, let allowed):
            "\(name.rawValue) is \(allowed.map(\.description).joined(separator: " or "))"
        case .argument(let name, let comparison): "\(name) is \(comparison.text)"
        case .amount(let comparison): "amount is \(comparison.text)"
        case .budget(let comparison): "budget is \(comparison.text)"
        case .time(let window): "it is \(window.text) in \(window.zone.text)"
        }
    }
}
