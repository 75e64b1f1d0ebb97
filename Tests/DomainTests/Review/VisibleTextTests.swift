import Domain
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("revenue rose by", "Revenue: revenue   rose\n\tby 4 %", true),
        ("caf\u{E9} au lait", "the cafe\u{301} au lait", true),
        ("cafe\u{301} au lait", "the caf\u{E9} au lait", true),
        ("cafe au lait", "the caf\u{E9} au lait", false),
        ("rose by", "roseby", false),
        ("a\r\nb", "a b", true),
        ("reve\u{200B}nue", "revenue", false),
        ("Revenue", "revenue", false),
        ("", "revenue", false),
        ("   ", "a b", false),
        ("longer than it", "longer", false),
    ])
    func occurs(quotation: String, text: String, expected: Bool) {
        #expect(VisibleText.occurs(quotation, in: text) == expected)
    }

    @Test(arguments: [
        ("", [0, 0, 0]), ("  \t\n", [0, 0, 0]), ("plain words here", [14, 14, 3]), ("}", [1, 0, 1]),
        ("a\u{200B}\u{200B}b", [2, 2, 1]), ("\u{200B}\u{202E}", [0, 0, 0]), ("e\u{301}", [1, 1, 1]),
        ("-----", [5, 0, 1]), ("x = 5;", [4, 2, 3]), ("漢字仮名", [4, 4, 2]),
        (String(repeating: "x", count: 160), [160, 160, 10]),
    ])
    func measure(text: String, visibleSolidWords: [Int]) {
        let measure = TextMeasure(text)
        #expect([measure.visibleCharacters, measure.lettersAndDigits, measure.words] == visibleSolidWords)
    }

    @Test(arguments: [(0, 0), (1, 1), (80, 1), (81, 2), (160, 2), (161, 3)])
    func rowsOfEighty(characters: Int, lines: Int) {
        #expect(TextMeasure(String(repeating: "x", count: characters) + "   ").effectiveLines == lines)
    }
}
