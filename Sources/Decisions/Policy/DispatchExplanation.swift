import Domain

/// What one use case, or the rules of review, make of a dispatch.
package struct DispatchExplanation: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case useCase = "use_case"
        case review
    }

    package let kind: Kind
    /// The use case; for review the name of the built-in rule.
    package let name: String
    /// Nil for review, of which each line has its own.
    package let place: Place?
    package let truth: Truth
    /// What was looked at, a line each: `+` held, `-` did not.
    package let lines: [String]

    fileprivate init(_ kind: Kind, _ name: String, _ place: Place?, _ parts: [(isKept: Bool, text: String)]) {
        self.kind = kind
        self.name = name
        self.place = place
        truth = .all(parts.map { $0.isKept ? .held : .notHeld })
        lines = parts.map { "\(($0.isKept ? Truth.held : .notHeld).mark) \($0.text)" }
    }
}

extension PolicyBundle {
    /// Every use case in its order, the one that the template names and those that it could name; then who could review.
    package func explain(_ dispatch: DispatchFacts) -> [DispatchExplanation] {
        let named = dispatch.useCase ?? ""
        let useCases = useCases.map { useCase in
            let isNamed = useCase.name == named
            let text = named.isEmpty ? "the template names no use case" : "the template names \(named)"
            return DispatchExplanation(
                .useCase, useCase.name, useCase.place,
                [(isNamed, text)] + bounds(of: useCase, for: dispatch).map { ($0.isKept, $0.text) })
        }
        return useCases + (dispatch.needsReview ? [explainReview(of: dispatch)] : [])
    }

    private func explainReview(of dispatch: DispatchFacts) -> DispatchExplanation {
        let quorum = quorum(of: dispatch)
        let able = dispatch.pool.filter(quorum.mayReview)
        let all = (
            able.count >= quorum.approvals,
            "\(quorum.approvals.counted("approval")) at risk \(quorum.risk.rawValue): \(able.logins) could review"
        )
        return DispatchExplanation(
            .review, BuiltInRule.reviewPool.rawValue, nil,
            [all]
                + quorum.demands.map { demand in
                    let owners = demand.owners.map(\.description).joined(separator: " or ")
                    let text =
                        "\(demand.place): \(demand.count.counted("approval")) by \(owners) for "
                        + "\(demand.subjects.joined(separator: ", ")): \(able.filter(demand.names).logins) could"
                    return (demand.open(after: able) == 0, text)
                })
    }
}

extension [PersonFacts] {
    fileprivate var logins: String { isEmpty ? "nobody" : map(\.login).joined(separator: ", ") }
}
