/// Letters of one script that pass for those of another.
package enum Confusables {
    /// Whether a word of the identifier mixes Latin, Greek and Cyrillic letters, as `аdmin` with a Cyrillic `а` does.
    /// Other scripts, and words of one script alone, are not judged.
    package static func hasMixedScript(_ identifier: String) -> Bool {
        var seen: Script?
        for scalar in identifier.unicodeScalars {
            guard scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered else {
                seen = nil
                continue
            }
            guard let script = Script(scalar) else { continue }
            if let seen, seen != script { return true }
            seen = script
        }
        return false
    }

    private enum Script {
        case latin, greek, cyrillic

        /// Unicode blocks; what is common to scripts (digits, the micro sign) has none.
        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0x2AF, 0x1D00...0x1D25, 0x1E00...0x1EFF, 0x2C60...0x2C7F,
                0xA722...0xA7FF, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
                self = .latin
            case 0x370...0x3FF, 0x1D26...0x1D2A, 0x1F00...0x1FFF: self = .greek
            case 0x400...0x52F, 0x1C80...0x1C8F, 0x1D2B, 0x2DE0...0x2DFF, 0xA640...0xA69F: self = .cyrillic
            default: return nil
            }
        }
    }
}
