/// How two texts compare for a person.
package enum VisibleText {
    /// The text's characters with every run of white space as one space and none at the ends.
    ///
    /// Swift's `Character` equality is canonical equivalence, so two such arrays are equal exactly when the NFC forms
    /// of the texts are: no normalisation tables are needed.
    package static func collapsed(_ text: String) -> [Character] {
        var out = [Character]()
        for character in text {
            if !character.isWhitespace {
                out.append(character)
            } else if let last = out.last, last != " " {
                out.append(" ")
            }
        }
        if out.last == " " { out.removeLast() }
        return out
    }

    /// Whether `quotation` occurs in `text`, both collapsed and by canonical equivalence. An empty quotation does not.
    package static func occurs(_ quotation: String, in text: String) -> Bool {
        let (needle, hay) = (collapsed(quotation), collapsed(text))
        guard let first = needle.first, needle.count <= hay.count else { return false }
        return (0...hay.count - needle.count).contains { start in
            hay[start] == first && hay[start..<start + needle.count].elementsEqual(needle)
        }
    }
}
