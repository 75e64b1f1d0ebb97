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

    @Test(arguments: [
        ("#all*", "#a*", true), ("#a*", "#all*", false), ("ab*", "a*", true), ("a", "a*", true), ("a?", "a*", true),
        ("a*", "a?", false), ("*", "**", true), ("**", "*", false), ("a/*", "a/**", true), ("a*c*", "a*", true),
        ("*a*b", "*b", true), ("*b", "*a*b", false), ("?*", "*?", true), ("\\*", "*", true), ("*", "\\*", false),
        ("a\\*", "a?", true), ("?", "a", false), ("**x", "*", false), ("*/", "**", true), ("a**", "a*", false),
    ])
    func isWithin(pattern: String, other: String, expected: Bool) {
        #expect(Glob(pattern).isWithin([Glob("none"), Glob(other)]) == expected)
    }

    /// What is proven is so, of texts that nobody chose.
    @Test func whatIsWithinMatchesNoMore() {
        var generator = SystemRandomNumberGenerator()
        func text(_ scalars: String, _ count: Int) -> String {
            String((0..<count).compactMap { _ in scalars.randomElement(using: &generator) })
        }
        var proven = 0
        for _ in 0..<4000 {
            let (few, many) = (
                Glob(text("ab*?/", Int.random(in: 0...5))), Glob(text("ab**?/", Int.random(in: 0...5)))
            )
            guard few.isWithin([many]) else { continue }
            proven += 1
            for _ in 0..<30 {
                let sample = text("ab/c", Int.random(in: 0...5))
                #expect(!few.matches(sample) || many.matches(sample), "\(few) in \(many): \(sample)")
            }
        }
        #expect(proven > 100)
    }

    @Test func hostilePatternsAreComparedCheaply() {
        let (few, many) = (String(repeating: "*a", count: 300), String(repeating: "*ab", count: 300))
        let took = ContinuousClock().measure { #expect(!Glob(few).isWithin([Glob(many)])) }
        #expect(took < .seconds(20))
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
