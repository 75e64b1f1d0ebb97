import Domain
import Testing

@Suite struct LinesTests {
    @Test(arguments: [
        ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]),
        ("a\r\n\nb\rc\u{2028}d\u{85}e", ["a\r", "", "b\rc\u{2028}d\u{85}e"]),
    ])
    func onlyALineFeedEndsOne(text: String, lines: [String]) {
        #expect(text.lines.map(String.init) == lines)
        #expect(Array(text.utf8).lines.map { String(decoding: $0, as: UTF8.self) } == lines)
    }
}
