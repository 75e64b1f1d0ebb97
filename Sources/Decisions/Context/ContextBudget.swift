import Domain

/// What the size of the context that a run inherits means for it. An agent that is told too much obeys less of it, so up to
/// the budget nothing is said, above it the requester is told, and above twice the budget the run is refused.
package struct ContextBudget: Sendable {
    package let tokens: Int

    package init(tokens: Int) { self.tokens = tokens }

    package var isRefusedAbove: Int { 2 * tokens }

    /// Nil within the budget.
    package func notice(of size: TextSize) -> String? {
        guard size.tokens > tokens else { return nil }
        let measure =
            "the team context is about \(size.tokens) tokens long (\(size.words) words), the budget is \(tokens)"
        return size.tokens > isRefusedAbove
            ? "\(measure), and nothing is dispatched above \(isRefusedAbove); shorten it" : "\(measure); shorten it"
    }

    package func refuses(_ size: TextSize) -> Bool { size.tokens > isRefusedAbove }
}
