import Formats
import Testing

@Suite struct PatternTests {
    /// Pattern, a text in which it occurs, one in which it does not.
    @Test(arguments: [
        ("^abc$", "abc", "abc\n"), ("b", "abc", "acd"), ("^a.c$", "a\u{1F600}c", "a\nc"),
        ("^(a|bc)+$", "abcbca", "abcb"),
        ("^[a-z]+(-[a-z]+)*$", "a-slug-here", "a--slug"), ("^\\d{4}-\\d{2}$", "2026-08", "२०२६-08"),
        ("^\\p{L}+$", "Grüße", "a1"), ("^\\P{L}$", "1", "a"), ("\\bfoo\\b", "a foo b", "afoo b"),
        ("^\\S+$", "ab", "a\u{FEFF}b"),
        ("^(?!draft)", "final", "draft 1"), ("^(?=.*\\d)(?=.*[a-z]).{3,}$", "ab1", "abc"), ("(?<=\\$)\\d+", "$5", "€5"),
        ("(?<!un)safe$", "safe", "unsafe"), ("^a{2,3}$", "aaa", "aaaa"), ("^(?<year>\\d+)?$", "", "x"),
        ("^[^\\W_]+$", "aZ9", "a_"),
        ("^\\u{1F600}|\\uD83D\\uDE01$", "\u{1F601}", "\u{1F602}"), ("^[\\]\\-a]$", "-", "b"), ("^(a*)*$", "aaa", "b"),
        ("^{x}$", "{x}", "x"), ("^\\cC$", "\u{03}", "c"), ("^a??b$", "ab", "aab"), ("^$", "", "a"), ("^[^]$", "\n", ""),
        ("^\\p{digit}+$", "४२", "-%#"), ("^e\\u0301$", "e\u{301}", "\u{E9}"),
    ])
    func occurs(pattern: String, inside: String, outside: String) throws {
        let pattern = try Pattern(pattern)
        #expect(pattern.occurs(in: inside) == true)
        #expect(pattern.occurs(in: outside) == false)
    }

    @Test(arguments: [
        ("(", "`(` is not closed at character 2"), ("a)", "`)` without `(` at character 2"),
        ("[a", "`[` is not closed at character 3"), ("*a", "`*` has nothing to repeat at character 1"),
        ("a**", "`*` follows another quantifier at character 3"), ("[z-a]", "a range runs backwards at character 5"),
        ("\\a", "`\\a` means nothing at character 3"), ("a{3,2}", "`{3,2}` counts down at character 2"),
        ("(a)\\1", "back references are not supported: they can make a pattern run without end at character 6"),
        ("((a{99}){99}){99}", "the pattern is too large: its counts multiply at character 1"),
        ("((){9999}){9999}", "the pattern is too large: its counts multiply at character 1"),
        ("\\p{Klingon}", "unknown character property `Klingon` at character 4"),
    ])
    func refused(pattern: String, message: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
        do { _ = try Pattern(pattern) } catch { #expect(error.description == message) }
    }

    /// What a backtracking engine never finishes.
    @Test func theWorstPatternEnds() throws {
        let text = String(repeating: "a", count: 10_000) + "!"
        #expect(try Pattern("^(a+)+$").occurs(in: text) == false)
        #expect(try Pattern("(a|a)*b").occurs(in: text) == false)
    }

    @Test func tooMuchWorkIsSaid() throws {
        let text = String(repeating: "a", count: 100_000)
        #expect(try Pattern("(?<=a*b)c").occurs(in: text) == nil)
    }
}
