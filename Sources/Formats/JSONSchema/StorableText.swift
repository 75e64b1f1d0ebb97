import Domain

extension JSON {
    /// The texts, and names of members, with a U+0000, which the database does not take.
    package var unstorableTexts: [SchemaProblem] { unstorableTexts(at: []) }

    private func unstorableTexts(at path: [String]) -> [SchemaProblem] {
        switch self {
        case .string(let text): Self.unstorable(text, at: path)
        case .array(let items):
            items.enumerated().flatMap { $0.element.unstorableTexts(at: path + ["\($0.offset)"]) }
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { name, value in
                Self.unstorable(name, at: path + [name]) + value.unstorableTexts(at: path + [name])
            }
        case .null, .bool, .integer, .number: []
        }
    }

    private static func unstorable(_ text: String, at path: [String]) -> [SchemaProblem] {
        guard text.utf8.contains(0) else { return [] }
        let name = path.isEmpty ? "the value" : "`\(HiddenText.render(path.joined(separator: ".")))`"
        return [
            SchemaProblem(
                instancePath: path.map { "/" + JSONPointer.escape($0) }.joined(), keyword: "type",
                message: "\(name) holds a character that cannot be stored (U+0000): leave it out")
        ]
    }
}
