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

    @Test func whatOnlyTheTeamShows() {
        func person(_ login: String, _ roles: Set<TeamRole> = [.member]) -> PersonFacts {
            PersonFacts(id: login, login: login, roles: roles)
        }
        let team = OwnersLint.Surroundings(
            people: [person("ann"), person("bob", [.reviewer])], items: [.path("notes.md"), .kind(.document)])
        #expect(
            lint("*.md @anm @ann\n[Two][2]\n*.md @ann @@admin\n*.csv @bob @ann\nkind:document @@reviewer\n", team) == [
                "1:6 Unknown owner: nobody in the team is @anm (@ann)",
                "3:1 Nobody eligible: it asks for 2 of its owners, and the team has 1",
                "3:11 Unknown owner: nobody in the team is @@admin",
                "4:1 Matches nothing: no template of the team makes anything that it matches",
                "5:1 Nobody eligible: it asks for 2 of its owners, and the team has 1",
            ])
    }

    /// They are part of the format, and no person here has one.
    @Test func anAddressIsNobodyHere() {
        let reason = "is nobody here: the service keeps no e-mail addresses; name a login"
        #expect(
            lint("*.md @ann Bob@example.com\n*.csv b.o@example.com\n") == [
                "1:11 Unknown owner: Bob@example.com \(reason) (@bob)", "2:7 Unknown owner: b.o@example.com \(reason)",
            ])
        let team = OwnersLint.Surroundings(
            people: [PersonFacts(id: "1", login: "robert", roles: [.reviewer])], items: [.path("a.md")])
        #expect(
            lint("*.md @robert robart@example.com\n", team) == [
                "1:14 Unknown owner: robart@example.com \(reason) (@robert)"
            ])
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
