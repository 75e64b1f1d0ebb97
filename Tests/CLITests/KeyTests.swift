import Testing

@testable import CLI

@Suite struct KeyTests {
    @Test(
        arguments: [
            ("a", [.character("a")]),
            ("\r\u{7f}\u{3}\u{1a}", [.enter, .backspace, .interrupt, .suspend]),
            ("\u{1b}[A\u{1b}[B\u{1b}[5~\u{1b}[6~\u{1b}OH\u{1b}[F", [.up, .down, .pageUp, .pageDown, .home, .end]),
            ("\u{1b}", [.escape]),
            ("\u{1b}q", [.escape, .character("q")]),
            ("\u{1b}[1;5Cx", [.character("x")]),
            ("é漢🙂", [.character("é"), .character("漢"), .character("🙂")]),
            ("\u{1}x", [.character("x")]),
        ] as [(String, [Key])])
    func reads(_ text: String, _ keys: [Key]) {
        var bytes = Array(text.utf8)
        #expect(Key.take(from: &bytes) == keys)
        #expect(bytes == [])
    }

    @Test func anUnfinishedCharacterWaits() {
        var bytes: [UInt8] = [0x61, 0xC3]
        #expect(Key.take(from: &bytes) == [.character("a")])
        #expect(bytes == [0xC3])
        bytes.append(0xA9)
        #expect(Key.take(from: &bytes) == [.character("é")])
    }

    @Test func whatIsNoUTF8IsNoKey() {
        var bytes: [UInt8] = [0xFF, 0xFE, 0x80, 0x80, 0x61]
        #expect(Key.take(from: &bytes) == [.character("a")])
    }

    @Test(arguments: [
        ("one two three", 8, ["one two ", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("漢字漢", 4, ["漢字", "漢"]),
        ("", 4, [""]),
    ])
    func wraps(_ text: String, _ columns: Int, _ rows: [String]) {
        #expect(Wrapping.rows(text, columns: columns) == rows)
        #expect(Wrapping.rows(Text(text, .bold), columns: columns).map(\.plain) == rows)
    }
}
