/// What an agent says its attempt used. Nobody else has counted, so these are claims: whoever shows them says so. Nil: not told.
package struct ClaimedUsage: Hashable, Sendable, Codable {
    /// The model that did most of the work, as its maker calls it.
    package var model: String?
    /// Read by the model, from a cache or not.
    package var inputTokens: Int64?
    package var outputTokens: Int64?
    /// Exchanges with the model.
    package var turns: Int64?
    /// Millionths of a US dollar.
    package var costMicrodollars: Int64?

    package init(
        model: String? = nil, inputTokens: Int64? = nil, outputTokens: Int64? = nil, turns: Int64? = nil,
        costMicrodollars: Int64? = nil
    ) {
        self.model = model
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.turns = turns
        self.costMicrodollars = costMicrodollars
    }

    /// The largest whole number that every reader of JSON keeps: 2^53 - 1.
    package static let limit: Int64 = 9_007_199_254_740_991
    package static let nameLimit = 100

    package var isEmpty: Bool { self == ClaimedUsage() }

    /// Throws `invalidInput` that names what cannot be.
    package func check() throws(Failure) {
        if let model { try Self.check(name: model, of: "model") }
        let counts = [
            ("input tokens", inputTokens), ("output tokens", outputTokens), ("turns", turns),
            ("cost", costMicrodollars),
        ]
        for (name, count) in counts {
            if let count, !(0...Self.limit).contains(count) {
                throw Failure(.invalidInput, "\(name): \(count) is not from 0 to \(Self.limit)")
            }
        }
    }

    /// Of a model or a harness: printable ASCII, for it stands in tables and on terminals.
    package static func check(name: String, of what: String) throws(Failure) {
        let scalars = name.unicodeScalars
        guard (1...nameLimit).contains(scalars.count), scalars.allSatisfy({ (" "..."~").contains($0) }) else {
            throw Failure(.invalidInput, "\(what): a name has 1 to \(nameLimit) printable ASCII characters")
        }
    }
}
