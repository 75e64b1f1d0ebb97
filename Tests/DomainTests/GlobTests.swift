import Domain
import Testing

@Suite struct GlobTests {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("a", "a", true), ("a", "A", false), ("*", "", true), ("*", "ab", true),
        ("*", "a/b", false), ("**", "a/b", true), ("***", "a/b", true), ("a*c", "abbc", true), ("a*c", "ab", false),
        ("*b*", "abc", true), ("acme/*", "acme/x", true), ("acme/*", "acme/x/y", false), ("acme/**", "acme/x/y", true),
        ("acme/**", "acme", false), ("?", "a", true), ("?", "", false), ("?", "/", false), ("a?c", "abc", true),
        ("\\*", "*", true), ("\\*", "a", false), ("a.b", "axb", false), ("*@example.com", "x@example.com", true),
        ("*@example.com", "x@example.com.evil.org", false), ("\u{e9}", "e\u{301}", false),
    ])
    func matches(pattern: String, text: String, expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
    }

    /// Patterns that make a backtracking matcher take for ever.
    @Test func hostilePatternsAreCheap() {
        let pattern = Glob(String(repeating: "a*", count: 60) + "b")
        let clock = ContinuousClock()
        let took = clock.measure { #expect(!pattern.matches(String(repeating: "a", count: 2000))) }
        #expect(took < .seconds(10))
    }

    @Test(arguments: [
        ("actoin", "action"), ("git.relase", "git.release"), ("GIT_RELEASE", "git-release"), ("xyz", nil), ("", nil),
        ("b", nil), ("ab", "a"), ("budget", "budget_used"), ("budg", nil),
    ])
    func nearestName(name: String, expected: String?) {
        #expect(NearestName.of(name, in: ["action", "git.release", "git-release", "a", "budget_used"]) == expected)
    }

    @Test(arguments: [
        ("{a}:{b}", "x:[1]"), ("{b}", "[1]"), ("plain", "plain"), ("{a", nil), ("a}", nil), ("{}", nil), ("{{a}}", nil),
        ("{missing}", nil), ("", ""),
    ])
    func textTemplate(text: String, filled: String?) {
        #expect(TextTemplate(text)?.filled(["a": "x", "b": [1]]) == filled)
    }
}
