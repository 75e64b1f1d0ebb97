/// How many columns text takes in a terminal: two for East Asian wide characters and emoji, none for marks that stand on
/// others. After Unicode's EastAsianWidth, in ranges coarse enough to read.
package enum ColumnWidth {
    package static func of(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// As many whole characters as fit.
    package static func prefix(of text: String, columns: Int) -> String {
        var out = ""
        var room = columns
        for character in text {
            room -= character.unicodeScalars.reduce(0) { $0 + of($1) }
            if room < 0 { break }
            out.append(character)
        }
        return out
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
