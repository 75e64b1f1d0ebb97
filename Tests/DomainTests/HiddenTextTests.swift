import Domain
import Testing

@Suite struct HiddenTextTests {
    /// A text, how it is shown, and what is hidden in it.
    @Test(
        arguments: [
            ("plain\ttext\r\n", "plain\ttext\r\n", []),
            ("Grüße, 你好, שלום", "Grüße, 你好, שלום", []),
            ("a\u{202E}b", "a⟦U+202E RIGHT-TO-LEFT OVERRIDE⟧b", ["1:2 bidi"]),
            ("\u{1B}[31mred", "⟦U+001B escape⟧[31mred", ["1:1 escape"]),
            ("x\ny\u{200B}z", "x\ny⟦U+200B ZERO WIDTH SPACE⟧z", ["2:2 zero_width"]),
            ("a\rb", "a⟦U+000D control⟧b", ["1:2 control"]),
            ("\u{E0041}\u{E0042}", "⟦U+E0041⟧⟦U+E0042⟧", ["1:1 tag", "1:2 tag"]),
            ("x\u{FE01}\u{E0100}", "x⟦U+FE01⟧⟦U+E0100⟧", ["1:2 variation_selector", "1:3 variation_selector"]),
            ("x\u{FE0F}", "x⟦U+FE0F⟧", ["1:2 variation_selector"]),
            ("\u{3164}", "⟦U+3164 HANGUL FILLER⟧", ["1:1 invisible"]),
            ("❤\u{FE0F} 👩\u{200D}💻", "❤\u{FE0F} 👩\u{200D}💻", ["1:2 emoji_joiner", "1:5 emoji_joiner"]),
            ("a\u{200D}b", "a⟦U+200D ZERO WIDTH JOINER⟧b", ["1:2 zero_width"]),
            ("\u{FEFF}", "⟦U+FEFF ZERO WIDTH NO-BREAK SPACE⟧", ["1:1 zero_width"]),
            (
                "a\u{2028}b\u{9B}", "a⟦U+2028 LINE SEPARATOR⟧b⟦U+009B escape⟧",
                ["1:2 control", "1:4 escape"]
            ),
        ] as [(String, String, [String])])
    func shown(text: String, shown: String, found: [String]) {
        #expect(Array(HiddenText.render(text).unicodeScalars) == Array(shown.unicodeScalars))
        #expect(HiddenText.find(in: text).map { "\($0.line):\($0.column) \($0.hiddenClass.rawValue)" } == found)
    }

    @Test(arguments: [
        ("admin", false), ("аdmin", true), ("админ", false), ("admin-админ", false), ("αlpha", true), ("naïve", false),
        ("user2", false), ("Ω", false), ("日本go", false), ("e\u{301}lan", false), ("pаypal.com", true),
    ])
    func mixedScript(identifier: String, isMixed: Bool) {
        #expect(Confusables.hasMixedScript(identifier) == isMixed)
    }
}
