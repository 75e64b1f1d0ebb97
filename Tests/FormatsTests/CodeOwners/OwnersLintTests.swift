import Domain
import Formats
import Testing

@Suite struct OwnersLintTests {
    private func lint(_ text: String, _ surroundings: OwnersLint.Surroundings? = nil) -> [String] {
        OwnersLint.remarks(Array(text.utf8), path: "OWNERS", surroundings: surroundings)
            .map { "\($0.line):\($0.column) \($0.kind): \($0.reason)" + ($0.suggestion.map { " (\($0))" } ?? "") }
    }

    @Test func whatTheFileItselfShows() {
        #expect(
            lint(
                """
                docs/old/*.md @ann
                /docs/ @bob @x/y
                kind:code @ann
                [A] @ann
                a/b.txt
                !a/**
                *.txt @bob
                *.txt @carl
                kind:code @ann
                [a]
                *.md @ann
                """) == [
                    "1:1 Shadowed line: line 2 comes later and matches all of it",
                    "2:13 Unknown owner: @x/y has nobody in it here: owners are @login, @@role or an e-mail address (@@reviewer)",
                    "5:1 Shadowed line: line 6 takes all that it matches out of the section",
                    "7:1 Shadowed line: line 8 comes later and matches all of it",
                    "10:1 Duplicate section: line 4 begins it already; both are one section",
                ])
    }

    @Test func whatGitLabsFilesHave() {
        #expect(
            lint(
                """
                *.md @bob @org/teams @org/team
                *.txt @org/sub/team
                [My  Data]
                *.csv @ann
                [my data]
                *.tsv @ann
                [Words] [2] @ann
                """) == [
                    "1:11 Unknown owner: @org/teams has nobody in it here: owners are @login, @@role or an e-mail address (@@reviewer)",
                    "1:22 Unknown owner: @org/team has nobody in it here: owners are @login, @@role or an e-mail address (@@reviewer)",
                    "2:7 Unknown owner: @org/sub/team has nobody in it here: owners are @login, @@role or an e-mail address (@@reviewer)",
                    "5:1 Duplicate section: line 3 begins it already; both are one section",
                    "7:1 Invalid section: the number of approvals follows the name without a space ([Words][2])",
                ])
        let many = "*.md " + (0..<20_000).map { "@a\($0)" }.joined(separator: " ") + "\n"
        #expect(ContinuousClock().measure { _ = lint(many) } < .seconds(10))
    }

    @Test func whatOnlyTheTeamShows() {
        func person(_ login: String, _ roles: Set<TeamRole> = [.member]) -> PersonFacts {
            PersonFacts(id: login, login: login, roles: roles)
        }
        let team = OwnersLint.Surroundings(
            people: [person("ann"), person("bob", [.reviewer])], free: [person("ann"), person("bob", [.reviewer])],
            items: [.path("notes.md"), .kind(.document)])
        #expect(
            lint("*.md @anm @ann\n[Two][2]\n*.md @ann @@admin\n*.csv @bob @ann\nkind:document @@reviewer\n", team) == [
                "1:6 Unknown owner: anm is not in the team, or their account is disabled; an admin adds them: "
                    + "`countersign member set anm --role reviewer` (`countersign person create anm` first, if they have no "
                    + "account) (@ann)",
                "3:1 Nobody eligible: it asks for 2 of its owners, and the team has 1",
                "3:11 Unknown owner: nobody in the team is admin; an admin makes somebody one: "
                    + "`countersign member set LOGIN --role admin`",
                "4:1 Matches nothing: no template of the team makes anything that it matches",
                "5:1 Nobody eligible: it asks for 2 of its owners, and the team has 1",
            ])
    }

    /// They are part of the format, and no person here has one.
    @Test func anAddressIsNobodyHere() {
        let reason = "is nobody here: the service keeps no e-mail addresses; name a login"
        #expect(
            lint("*.md @ann Bob@example.com\n*.csv b.o@example.com\n") == [
                "1:11 Unknown owner: Bob@example.com \(reason)", "2:7 Unknown owner: b.o@example.com \(reason)",
            ])
        let team = OwnersLint.Surroundings(
            people: [PersonFacts(id: "1", login: "robert", roles: [.reviewer])],
            free: [PersonFacts(id: "1", login: "robert", roles: [.reviewer])], items: [.path("a.md")])
        #expect(
            lint("*.md @robert robart@example.com\n", team) == [
                "1:14 Unknown owner: robart@example.com \(reason) (@robert)"
            ])
    }

    /// By the rule that accounts are made by; and only the service knows who is near.
    @Test func whatIsNoLoginIsNobody() {
        let long = String(repeating: "a", count: 40)
        let rule = "a login starts with a-z and goes on with a-z, 0-9 and hyphens, 39 characters at most"
        let text = "* @Ann @a_b @x @-ab @\(long) @\(long.dropLast()) @a.b\n"
        let found = [("3", "Ann"), ("8", "a_b"), ("16", "-ab"), ("21", long), ("104", "a.b")]
        #expect(lint(text) == found.map { "1:\($0) Unknown owner: @\($1) can be nobody: \(rule)" })
        let ann = [PersonFacts(id: "1", login: "ann", roles: [.reviewer])]
        let team = OwnersLint.Surroundings(people: ann, free: ann, items: [.path("a.md")])
        #expect(lint("* @ann @Ann\n", team) == ["1:8 Unknown owner: @Ann can be nobody: \(rule) (@ann)"])
    }

    @Test(arguments: [
        ("../x", "/x"), ("/", "*"), ("//x", "/x"), ("a//b", "a/b"), ("./docs/", "/docs/"), ("..", nil), (".", "*"),
        ("!/a/./b", "!/a/b"), ("x//", "/x/"),
    ]) func whatNoPathOfAnOutputIsMatchesNothing(pattern: String, suggestion: String?) {
        let reason =
            "no output has such a path: those are relative, such as data/a.csv, without `.`, `..` or an empty part"
        let said = ["1:1 Matches nothing: \(reason)\(suggestion.map { " (\($0))" } ?? "")"]
        let line = pattern + (pattern.hasPrefix("!") ? "" : " @ann") + "\n"
        #expect(lint(line) == said)
        let ann = [PersonFacts(id: "1", login: "ann", roles: [.reviewer])]
        #expect(lint(line, OwnersLint.Surroundings(people: ann, free: ann, items: [.path("a.md")])) == said)
        #expect(["a.md", "docs/x", "x/y", "a/b"].allSatisfy { !OwnersPattern(pattern).matches($0) })
        if let suggestion { #expect(!OwnersPattern(suggestion).foreign.isForeign) }
    }

    @Test(arguments: ["/docs/", "docs/", "*", "**", "/**", ".*", "..a/b", "/x", "a/**/b/", "**/"])
    func whatAPathCanHaveIsNotRemarked(pattern: String) {
        #expect(lint("\(pattern) @ann\n") == [])
    }

    @Test func withoutTemplatesPatternsAreNotCompared() {
        let ann = [PersonFacts(id: "1", login: "ann", roles: [.reviewer])]
        #expect(lint("*.md @ann\n*.csv @ann\n", OwnersLint.Surroundings(people: ann, free: ann, items: [])) == [])
    }

    @Test func whatNobodyCouldEverMeet() throws {
        let reason = "names 2 who could give one: nobody could ever meet this"
        #expect(
            lint("[S][3] @a @b\n*.md\n*.csv @a @b @c\n*.txt @a @@reviewer\n*.sh\n") == [
                "2:1 Too few owners: it asks for 3 approvals, and \(reason)",
                "5:1 Too few owners: it asks for 3 approvals, and \(reason)",
            ])
        #expect(lint("[S][3] @a @b\n*.md\n^[Fallback]\n* @c\n") == [], "three with who stands in")
    }

    /// Who stands in for other paths is nobody who could meet the line.
    @Test func aFallbackForOtherPathsIsNoHelp() {
        let reason = "it asks for 2 approvals, and names 1 who could give one"
        let part = "; who stands in in [Fallback] does so for a part of what it matches at most"
        #expect(
            lint("[X][2] @ann\n*.csv\nkind:data @ann @bob\n^[Fallback]\n*.nothing @lead\n") == [
                "2:1 Too few owners: \(reason)\(part)"
            ])
        #expect(
            lint("[X][2] @ann\n*.csv\n^[Fallback]\n*.nothing @@admin\n") == ["2:1 Too few owners: \(reason)\(part)"])
        #expect(lint("[X][2] @ann\n*.csv\n^[Fallback]\n* @@admin\n") == [])
    }

    @Test func headersThatDoNothingAreNamed() {
        #expect(
            lint("[X][2] @a @b\n[Y] @a\n*.md\n^[Z][2] @a\n*.csv\n^[Fallback][3]\n* @c\n") == [
                "1:1 Empty section: it has no line, so it asks nobody for anything",
                "4:5 Number without effect: an optional section asks for no approvals",
                "6:12 Number without effect: an optional section asks for no approvals",
            ])
    }

    @Test func whatNobodySeesIsRefused() {
        for hidden in ["\u{0}", "\u{1B}", "\u{A0}", "\u{200B}", "\u{202E}", "\u{3000}"] {
            let remarks = lint("# a\n*.md @ann\n*\(hidden).csv @ann\n")
            #expect(remarks.count == 1 && remarks[0].hasPrefix("3:2 Invalid character: "), "\(remarks)")
        }
        #expect(lint("*\u{202E}.csv @ann\n")[0].contains("U+202E RIGHT-TO-LEFT OVERRIDE"))
        #expect(lint("grün.csv @ann # 👩‍💻\n") == [])
    }

    @Test func aFileWithoutLinesIsRemarked() {
        for text in ["", "\n", "# nobody\n"] {
            #expect(lint(text) == ["1:1 No lines: it asks nobody by name, so anybody who reviews may approve anything"])
        }
    }

    /// Its lines are no part of the section before.
    @Test func afterABrokenHeaderNothingIsShadowed() {
        for header in ["[Section][0]", "[][2]", "[Fallback]", "[Open"] {
            let remarks = lint("[A]\n*.md @ann\n\(header)\n*.md @bob\n")
            #expect(remarks.count == 1 && remarks[0].hasPrefix("3:1 Invalid section"), "\(remarks)")
        }
    }

    @Test func anOwnerIsNamedOnce() {
        #expect(
            lint("*.md @ann @bob @ann\n") == [
                "1:6 Duplicate owner: @ann is named twice, and counts as one of them"
            ])
    }

    /// As many lines as a bundle has room for, each compared with all the others by way of an index.
    @Test(.timeLimit(.minutes(1))) func manyLinesAreLookedThroughInTheirOrder() {
        let count = 20_000
        let lines = (1...count).map { "/folder-\($0)/*.md @ann" } + ["/folder-7/ @ann", "/folder-7/*.md @ann"]
        #expect(
            lint(lines.joined(separator: "\n")) == [
                "7:1 Shadowed line: line \(count + 1) comes later and matches all of it"
            ])
        let sections = (1...count).map { "[S\($0)]\n*.md @ann" }
        #expect(lint(sections.joined(separator: "\n")) == [])
        let long = lint(String(repeating: "#", count: (1 << 20) + 1))
        #expect(long == ["1:1 Too long: the file has 1048577 bytes; at most 1048576 are read"])
    }

    @Test func theIndexFindsWhatComparingFinds() {
        var random = SeededGenerator(seed: 9)
        let parts = ["a", "b", "*", "**", "*.md", "a*"]
        for _ in 0..<300 {
            let patterns = (1...8).map { _ in
                let middle = (1...Int.random(in: 1...3, using: &random)).compactMap { _ in
                    parts.randomElement(using: &random)
                }
                let (first, last) = (["", "/"].randomElement(using: &random), ["", "/"].randomElement(using: &random))
                return Owners.Subject.path(OwnersPattern((first ?? "") + middle.joined(separator: "/") + (last ?? "")))
            }
            var index = CoverIndex()
            for (line, pattern) in patterns.enumerated().reversed() { index.insert(pattern, at: line) }
            for pattern in patterns {
                #expect(index.firstCovering(pattern) == patterns.firstIndex { $0.covers(pattern) }, "\(patterns)")
            }
        }
    }

    /// A line is only called shadowed where every path that it matches is matched by the later one.
    @Test(arguments: [
        ("*", "a/b", true), ("/a/", "/a/b/", true), ("/a", "a/b/*.md", true), ("a/**", "/a/x", true),
        ("/a/*", "/a/b", false), ("a/", "/a/b", false), ("/a/b/", "/a/", false), ("/a*/", "/a/b", false),
        ("/a/", "/ab/c", false), ("/a/", "a/*", true), ("*.md", "x.md", false),
    ])
    func covering(pattern: String, other: String, covers: Bool) {
        #expect(OwnersPattern(pattern).covers(OwnersPattern(other)) == covers)
    }
}
