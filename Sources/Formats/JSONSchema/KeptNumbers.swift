import Domain

extension JSON {
    /// Up to here every whole number is a `Double` of its own: 2^53 (RFC 8259, 6).
    private static let wholeLimit = 9_007_199_254_740_992.0

    /// The numbers that may have been written with digits that were lost on the way in. What somebody gives a run or signs
    /// must be what they wrote; integers of 64 bits are, and beyond 2^53 nothing else is.
    package var unkeptNumbers: [SchemaProblem] { unkeptNumbers(at: []) }

    private func unkeptNumbers(at path: [String]) -> [SchemaProblem] {
        switch self {
        case .number(let value) where abs(value) >= Self.wholeLimit:
            let name = path.isEmpty ? "the value" : "`\(path.joined(separator: "."))`"
            return [
                SchemaProblem(
                    instancePath: path.map { "/" + JSONPointer.escape($0) }.joined(), keyword: "type",
                    message:
                        "\(name) has more digits than a number keeps (\(canonical) is left of it): give it as a string")
            ]
        case .array(let items):
            return items.enumerated().flatMap { $0.element.unkeptNumbers(at: path + ["\($0.offset)"]) }
        case .object(let members):
            return members.sorted { $0.key < $1.key }.flatMap { $0.value.unkeptNumbers(at: path + [$0.key]) }
        case .null, .bool, .integer, .number, .string: return []
        }
    }
}
