@_spi(_Unicode) import Swift

extension String {
    /// Whether the text is in Unicode normalization form C, so that what looks the same also has the same bytes.
    /// By the standard library's own tables, which only Foundation (too large to start with) offers openly.
    package var isNFC: Bool { _nfc.elementsEqual(unicodeScalars) }

    /// Without accents, which may stand on a letter or behind it: "müller" is "muller" either way.
    package var withoutAccents: String {
        String(String.UnicodeScalarView(_nfd.filter { $0.properties.generalCategory != .nonspacingMark }))
    }
}
