/// What must not be in the arguments of an action: characters that the person who signs cannot see, and letters of one
/// script that pass for those of another. Rendering them visibly is not enough here, since the program that carries the
/// action out gets them as they are.
package enum ArgumentText {
    /// Throws `bidi_control`, `hidden_text` or `confusable` for the first text, or name of a member, that has one.
    package static func check(_ value: JSON, at path: String = "") throws {
        switch value {
        case .null, .bool, .integer, .number: break
        case .string(let text): try check(text, path)
        case .array(let items):
            for (index, item) in items.enumerated() { try check(item, at: "\(path)/\(index)") }
        case .object(let members):
            for name in members.keys.sorted() {
                try check(name, path)
                try check(members[name] ?? .null, at: "\(path)/\(name)")
            }
        }
    }

    private static func check(_ text: String, _ path: String) throws {
        let place = path.isEmpty ? "the arguments" : "the argument \(HiddenText.render(path))"
        if let hidden = HiddenText.findInProse(text).first {
            throw Failure(
                hidden.hiddenClass == .bidi ? .bidiControl : .hiddenText,
                "\(place) holds \(hidden.name) at line \(hidden.line), column \(hidden.column), which nobody who signs "
                    + "would see; leave it out",
                detail: ["argument": .string(path), "character": .string(hidden.name)])
        }
        if let word = text.split(whereSeparator: \.isWhitespace).first(where: {
            Confusables.hasMixedScript(String($0))
        }) {
            throw Failure(
                .confusable, "\(place) mixes letters of several scripts in one word, \(word); write it in one",
                detail: ["argument": .string(path)])
        }
    }
}
