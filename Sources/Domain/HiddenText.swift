/// Characters that a reader does not see but a program does: they can make a text mean something else than it seems to.
package enum HiddenText {
    package enum Class: String, Sendable, CaseIterable, Codable {
        case control, escape, bidi, tag
        case zeroWidth = "zero_width"
        case variationSelector = "variation_selector"
        /// Draws nothing, though it is a letter or a space by name (Hangul fillers, the Braille blank).
        case invisible
        /// What holds an emoji together: worth knowing in an identifier, harmless in prose.
        case emojiJoiner = "emoji_joiner"
    }

    package struct Finding: Hashable, Sendable {
        /// From 1.
        package let line: Int
        /// From 1, in unicode scalars.
        package let column: Int
        package let scalar: Unicode.Scalar
        package let hiddenClass: Class

        /// `U+202E RIGHT-TO-LEFT OVERRIDE`.
        package var name: String { HiddenText.name(scalar, hiddenClass) }
    }

    /// Every hidden character with its place. Tabs and line ends (LF, CR LF) are not hidden.
    package static func find(in text: String) -> [Finding] {
        if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 || $0 == 0x09 || $0 == 0x0A }) { return [] }
        var out: [Finding] = []
        var line = 1
        var column = 1
        scan(text) { scalar, hiddenClass in
            if let hiddenClass {
                out.append(Finding(line: line, column: column, scalar: scalar, hiddenClass: hiddenClass))
            }
            column += 1
            if scalar == "\n" {
                line += 1
                column = 1
            }
        }
        return out
    }

    /// The same but for what holds emoji together, which hides nothing in prose.
    package static func findInProse(_ text: String) -> [Finding] {
        find(in: text).filter { $0.hiddenClass != .emojiJoiner }
    }

    /// The text with a visible mark such as `⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧` in the place of each hidden character.
    /// Emoji stay whole.
    package static func render(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        scan(text) { scalar, hiddenClass in
            if let hiddenClass, hiddenClass != .emojiJoiner {
                out.append(contentsOf: "⟦\(name(scalar, hiddenClass))⟧".unicodeScalars)
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }

    /// Whether the character, taken by itself, is hidden.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool { classify(scalar, before: nil, after: nil) != nil }

    private static func scan(_ text: String, _ visit: (Unicode.Scalar, Class?) -> Void) {
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            visit(scalar, classify(scalar, before: before, after: after))
        }
    }

    private static func classify(_ scalar: Unicode.Scalar, before: Unicode.Scalar?, after: Unicode.Scalar?) -> Class? {
        switch scalar.value {
        case 0x20...0x7E, 0x09, 0x0A: return nil
        case 0x0D: return after == "\n" ? nil : .control
        case 0x1B, 0x9B: return .escape
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: return .control
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return .bidi
        case 0xE0000...0xE007F: return .tag
        case 0x200D where isEmojiPart(before) && isEmojiPart(after): return .emojiJoiner
        case 0xFE0E, 0xFE0F: return before?.properties.isEmoji == true ? .emojiJoiner : .variationSelector
        case 0xFE00...0xFE0D, 0x180B...0x180D, 0x180F, 0xE0100...0xE01EF: return .variationSelector
        case 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x17B4, 0x17B5: return .invisible
        default:
            let properties = scalar.properties
            let isHidden = properties.generalCategory == .format || properties.isDefaultIgnorableCodePoint
            return isHidden ? .zeroWidth : nil
        }
    }

    private static func isEmojiPart(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return scalar.value == 0xFE0F || (!scalar.isASCII && scalar.properties.isEmoji)
    }

    private static func name(_ scalar: Unicode.Scalar, _ hiddenClass: Class) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        // Tags and selectors come in long rows, in which their names would bury the text.
        if hiddenClass == .tag || hiddenClass == .variationSelector { return code }
        // Control characters have no name in Unicode.
        return "\(code) \(scalar.properties.name ?? hiddenClass.rawValue)"
    }
}
