import Domain
import Formats
import Foundation
import Testing

/// Patterns and answers that others wrote (`hmarr/codeowners`).
@Suite struct CodeOwnersOracleTests {
    struct Case: Decodable, Sendable {
        let name: String
        let pattern: String
        let paths: [String: Bool]
    }

    static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/fixtures/codeowners/patterns.json").standardizedFileURL

    static var isThere: Bool { FileManager.default.fileExists(atPath: fixture.path) }

    @Test(.enabled(if: isThere, "skipped: ../shared/fixtures/codeowners/patterns.json is not here"))
    func everyPatternMatchesAsTheOthersSay() throws {
        let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: Self.fixture))
        #expect(cases.count >= 15)
        for one in cases {
            let pattern = OwnersPattern(one.pattern)
            let answers = Dictionary(uniqueKeysWithValues: one.paths.keys.map { ($0, pattern.matches($0)) })
            #expect(answers == one.paths, "\(one.name): \(one.pattern)")
        }
    }
}

@Suite struct CodeOwnersTests {
    private func parse(_ text: String) -> (owners: Owners, errors: [CodeOwnersError]) {
        CodeOwners.parse(Array(text.utf8), path: "OWNERS")
    }

    /// What the oracle's half does not reach; each line follows from gitignore's documentation.
    @Test(arguments: [
        ("**", "a/b", true), ("**/", "a", false), ("**/", "a/b", true), ("/", "a", false), ("foo/**", "foo", false),
        ("foo/**", "foo/a/b", true), ("**/foo", "a/b/foo/c", true), ("/foo", "a/foo", false), ("/foo", "foo/a", true),
        ("*.txt", "a/b.txt", true), ("*.txt", "b.txt/c", true), ("*.txt", "b.TXT", false), ("a/*/", "a/b/c/d", true),
        ("a/*/", "a/b", false), ("a/**/", "a/b", false), ("a/**/", "a/b/c", true), ("a**b", "axxb", true),
        ("a**b", "a/b", false), ("a/**/**/b", "a/b", true), ("f?o", "fxo", true), ("f?o", "f/o", false),
        ("with\\ space", "with space", true), ("a.b", "axb", false), ("docs/*", "docs/a/b", false),
        ("\\#x", "#x", true), ("é", "e\u{301}", false),
    ])
    func patterns(pattern: String, path: String, matches: Bool) {
        #expect(OwnersPattern(pattern).matches(path) == matches)
    }

    @Test func threeAnswersAndTheLastMatchWins() throws {
        let (owners, errors) = parse(
            """
            # who reads what
            *          @@reviewer   # everybody who reviews
            /docs/     @ann eve@example.com
            /docs/old/
            kind:analysis @stats
            with\\ space.txt @bob
            """)
        #expect(errors == [])
        func place(_ line: Int) -> Place { Place(file: "OWNERS", line: line) }
        try #require(owners.sections.count == 1)
        func ownership(_ item: OwnedItem) -> Ownership { owners.sections[0].ownership(of: item) }
        #expect(ownership(.path("a.txt")) == .owned([.role(.reviewer)], place(2)))
        #expect(ownership(.path("docs/a.md")) == .owned([.person(login: "ann"), .email("eve@example.com")], place(3)))
        #expect(ownership(.path("docs/old/a.md")) == .unowned(place(4)))
        #expect(ownership(.path("x/with space.txt")) == .owned([.person(login: "bob")], place(6)))
        #expect(ownership(.kind(.analysis)) == .owned([.person(login: "stats")], place(5)))
        #expect(ownership(.kind(.code)) == .noRule)
    }

    @Test func everyErrorHasItsPlaceAndSuggestion() {
        let (owners, errors) = parse(
            """
            !secret @ann
            *.[ch] @ann
            ***/x.rb @ann
              kind:analysys @ann
            * ann @@reviewr @a//c
            ok @organisation/team
            """)
        #expect(owners.allRules.map(\.owners) == [[.group("organisation/team")]])
        #expect(
            errors.map { [$0.line, $0.column] } == [[1, 9], [2, 1], [3, 1], [4, 3], [5, 3], [5, 7], [5, 17]])
        #expect(
            errors.map(\.kind) == [
                "Invalid owner", "Invalid pattern", "Invalid pattern", "Unknown kind", "Invalid owner", "Invalid owner",
                "Invalid owner",
            ])
        #expect(errors.map(\.suggestion) == ["!secret", nil, "**/x.rb", "kind:analysis", "@ann", "@@reviewer", nil])
        #expect(
            errors[2].message
                == "Invalid pattern on line 3: Did you mean `**/x.rb`?\n\n  ***/x.rb @ann\n  ^")
        #expect(errors[3].source == "  kind:analysys @ann")
    }
}
