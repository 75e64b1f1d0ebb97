/// How much a person sees in a text: additive, so that the pieces of a line sum up to the line.
package struct TextMeasure: Hashable, Sendable {
    /// Characters that draw something; marks combine with the one before them.
    package private(set) var visibleCharacters = 0
    package private(set) var lettersAndDigits = 0
    /// Words as a reader meets them: a run without white space is one for each 16 characters begun, so that text
    /// without spaces is not free; two ideographs or syllables make a word.
    package private(set) var words = 0

    package init(_ text: some StringProtocol) {
        var width = 0
        for scalar in text.unicodeScalars {
            if Self.isWhitespace(scalar) {
                closeWord(&width)
            } else {
                width += add(scalar)
            }
        }
        closeWord(&width)
    }

    /// Rows of 80 visible characters.
    package var effectiveLines: Int { (visibleCharacters + 79) / 80 }

    private static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
        // Looking up properties is slow; most text is ASCII.
        scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    private mutating func closeWord(_ width: inout Int) {
        words += (width + 15) / 16
        width = 0
    }

    /// Counts one scalar and returns its width as a part of a word.
    private mutating func add(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
            lettersAndDigits += 1
        case 0x21...0x7E:
            break
        default:
            if HiddenText.isHidden(scalar) { return 0 }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark:
                return 0
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber:
                lettersAndDigits += 1
            default:
                break
            }
        }
        visibleCharacters += 1
        switch scalar.value {
        case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return 8
        default: return 1
        }
    }
}
