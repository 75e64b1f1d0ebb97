/// What of a text a person can see, and how two texts compare for a person.
package enum VisibleText {
    /// Control and format characters and other scalars that draw nothing (zero-width, bidi, tags, fillers, supplementary
    /// variation selectors). White space is not hidden; neither are the variation selectors that only choose an
    /// emoji's look.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x85, 0x20...0x7E, 0xFE00...0xFE0F: return false
        case 0...0x1F, 0x7F...0x9F: return true
        default:
            let properties = scalar.properties
            return properties.generalCategory == .format || properties.isDefaultIgnorableCodePoint
        }
    }

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
