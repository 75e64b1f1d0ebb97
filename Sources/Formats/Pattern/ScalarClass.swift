/// A set of unicode scalars, as a pattern names it.
indirect enum ScalarClass: Sendable {
    case range(ClosedRange<UInt32>)
    case category(Set<Unicode.GeneralCategory>)
    case alphabetic, whiteSpace, uppercase, lowercase, emoji, idStart, idContinue
    case union([ScalarClass])
    case not(ScalarClass)

    static func one(_ scalar: Unicode.Scalar) -> ScalarClass { .range(scalar.value...scalar.value) }

    static let digit = ScalarClass.range(0x30...0x39)
    static let word = ScalarClass.union([digit, .range(0x41...0x5A), .range(0x61...0x7A), .range(0x5F...0x5F)])
    /// ECMA-262 WhiteSpace and LineTerminator: U+0085 is not among them, U+FEFF is.
    static let space = ScalarClass.union([
        .range(0x09...0x0D), .range(0xFEFF...0xFEFF), .range(0x2028...0x2029), .category([.spaceSeparator]),
    ])
    static let lineEnd = ScalarClass.union([.range(0x0A...0x0A), .range(0x0D...0x0D), .range(0x2028...0x2029)])
    static let all = ScalarClass.range(0...0x10FFFF)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .range(let range): range.contains(scalar.value)
        case .category(let categories): categories.contains(scalar.properties.generalCategory)
        case .alphabetic: scalar.properties.isAlphabetic
        case .whiteSpace: scalar.properties.isWhitespace
        case .uppercase: scalar.properties.isUppercase
        case .lowercase: scalar.properties.isLowercase
        case .emoji: scalar.properties.isEmoji
        case .idStart: scalar.properties.isIDStart
        case .idContinue: scalar.properties.isIDContinue
        case .union(let parts): parts.contains { $0.contains(scalar) }
        case .not(let part): !part.contains(scalar)
        }
    }

    /// `\p{name}`: general categories by short and long name, and the binary properties people use.
    static func property(_ name: String) -> ScalarClass? {
        var name = name
        for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
        switch name {
        case "Any": return all
        case "ASCII": return .range(0...0x7F)
        case "Alphabetic", "Alpha": return .alphabetic
        case "White_Space", "space": return .whiteSpace
        case "Uppercase", "Upper": return .uppercase
        case "Lowercase", "Lower": return .lowercase
        case "Emoji": return .emoji
        case "ID_Start", "IDS": return .idStart
        case "ID_Continue", "IDC": return .idContinue
        default: break
        }
        let matching = categories.filter { $0.names.contains(name) || $0.groups.contains(name) }
        return matching.isEmpty ? nil : .category(Set(matching.map(\.category)))
    }

    /// Unicode's PropertyValueAliases for General_Category, with the groups that each belongs to.
    private static let categories: [(category: Unicode.GeneralCategory, names: Set<String>, groups: Set<String>)] = [
        (.uppercaseLetter, ["Lu", "Uppercase_Letter"], ["L", "Letter", "LC", "Cased_Letter"]),
        (.lowercaseLetter, ["Ll", "Lowercase_Letter"], ["L", "Letter", "LC", "Cased_Letter"]),
        (.titlecaseLetter, ["Lt", "Titlecase_Letter"], ["L", "Letter", "LC", "Cased_Letter"]),
        (.modifierLetter, ["Lm", "Modifier_Letter"], ["L", "Letter"]),
        (.otherLetter, ["Lo", "Other_Letter"], ["L", "Letter"]),
        (.nonspacingMark, ["Mn", "Nonspacing_Mark"], ["M", "Mark", "Combining_Mark"]),
        (.spacingMark, ["Mc", "Spacing_Mark"], ["M", "Mark", "Combining_Mark"]),
        (.enclosingMark, ["Me", "Enclosing_Mark"], ["M", "Mark", "Combining_Mark"]),
        (.decimalNumber, ["Nd", "Decimal_Number", "digit"], ["N", "Number"]),
        (.letterNumber, ["Nl", "Letter_Number"], ["N", "Number"]),
        (.otherNumber, ["No", "Other_Number"], ["N", "Number"]),
        (.connectorPunctuation, ["Pc", "Connector_Punctuation"], ["P", "Punctuation", "punct"]),
        (.dashPunctuation, ["Pd", "Dash_Punctuation"], ["P", "Punctuation", "punct"]),
        (.openPunctuation, ["Ps", "Open_Punctuation"], ["P", "Punctuation", "punct"]),
        (.closePunctuation, ["Pe", "Close_Punctuation"], ["P", "Punctuation", "punct"]),
        (.initialPunctuation, ["Pi", "Initial_Punctuation"], ["P", "Punctuation", "punct"]),
        (.finalPunctuation, ["Pf", "Final_Punctuation"], ["P", "Punctuation", "punct"]),
        (.otherPunctuation, ["Po", "Other_Punctuation"], ["P", "Punctuation", "punct"]),
        (.mathSymbol, ["Sm", "Math_Symbol"], ["S", "Symbol"]),
        (.currencySymbol, ["Sc", "Currency_Symbol"], ["S", "Symbol"]),
        (.modifierSymbol, ["Sk", "Modifier_Symbol"], ["S", "Symbol"]),
        (.otherSymbol, ["So", "Other_Symbol"], ["S", "Symbol"]),
        (.spaceSeparator, ["Zs", "Space_Separator"], ["Z", "Separator"]),
        (.lineSeparator, ["Zl", "Line_Separator"], ["Z", "Separator"]),
        (.paragraphSeparator, ["Zp", "Paragraph_Separator"], ["Z", "Separator"]),
        (.control, ["Cc", "Control", "cntrl"], ["C", "Other"]),
        (.format, ["Cf", "Format"], ["C", "Other"]),
        (.surrogate, ["Cs", "Surrogate"], ["C", "Other"]),
        (.privateUse, ["Co", "Private_Use"], ["C", "Other"]),
        (.unassigned, ["Cn", "Unassigned"], ["C", "Other"]),
    ]
}
