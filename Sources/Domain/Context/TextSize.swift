/// How much a text takes of an agent's attention.
package struct TextSize: Hashable, Sendable, Codable {
    package let words: Int
    /// Unicode scalars.
    package let characters: Int
    /// An estimate: no two models count alike, and none of them is asked. Four characters make one token in English prose;
    /// other languages and code take more.
    package let tokens: Int

    private init(words: Int, characters: Int) {
        self.words = words
        self.characters = characters
        tokens = (characters + 3) / 4
    }

    package init(_ text: String) {
        var (words, characters, isInWord) = (0, 0, false)
        for scalar in text.unicodeScalars {
            characters += 1
            let isSpace = scalar.properties.isWhitespace
            if !isSpace && !isInWord { words += 1 }
            isInWord = !isSpace
        }
        self.init(words: words, characters: characters)
    }

    /// Of several texts together.
    package static func sum(_ sizes: [TextSize]) -> TextSize {
        TextSize(words: sizes.reduce(0) { $0 + $1.words }, characters: sizes.reduce(0) { $0 + $1.characters })
    }
}
