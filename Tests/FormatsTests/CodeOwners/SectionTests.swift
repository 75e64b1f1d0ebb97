import Domain
import Formats
import Testing

/// Sections as GitLab documents them, each example from its rules and not from this code.
@Suite struct SectionTests {
    private func parse(_ text: String) -> (owners: Owners, errors: [CodeOwnersError]) {
        CodeOwners.parse(Array(text.utf8), path: "OWNERS")
    }

    private func place(_ line: Int) -> Place { Place(file: "OWNERS", line: line) }

    @Test func everySectionIsAskedForItself() {
        let (owners, errors) = parse(
            """
            * @@reviewer
            [Data Team][2] @ann @bob   # two of them
            *.csv
            raw/*.csv @carl
            !raw/public/
            ^[Words]
            *.md @dora
            [DATA team]
            *.tsv @eve
            """)
        #expect(errors == [])
        #expect(owners.sections.map(\.name) == ["", "Data Team", "Words"])
        #expect(owners.sections.map(\.approvals) == [1, 2, 0])
        #expect(owners.fallback == nil)
        func answers(_ path: String) -> [Ownership] { owners.sections.map { $0.ownership(of: .path(path)) } }
        let reviewer = Ownership.owned([.role(.reviewer)], place(1))
        #expect(
            answers("a.csv") == [reviewer, .owned([.person(login: "ann"), .person(login: "bob")], place(3)), .noRule])
        #expect(answers("raw/a.csv") == [reviewer, .owned([.person(login: "carl")], place(4)), .noRule])
        #expect(answers("raw/public/a.csv") == [reviewer, .excluded(place(5)), .noRule])
        #expect(answers("a.tsv") == [reviewer, .owned([.person(login: "eve")], place(9)), .noRule])
        #expect(answers("a.md") == [reviewer, .noRule, .owned([.person(login: "dora")], place(7))])
    }

    /// What an exclusion takes out, no later line of the section brings back.
    @Test func anExclusionIsForGood() throws {
        let (owners, _) = parse("[Ruby]\n*.rb @ann\n!config/\nconfig/routes.rb @bob\n")
        #expect(try #require(owners.sections.first).ownership(of: .path("config/routes.rb")) == .excluded(place(3)))
    }

    /// The number of a section is the largest of its headers; required once is required.
    @Test(arguments: [
        ("[A][2]\nx @a\n[a][3]\ny @a", 3), ("^[A]\nx @a\n[A]\ny @a", 1), ("^[A][4]\nx @a", 0), ("[A]\nx @a", 1),
    ])
    func theStricterHeaderHolds(text: String, approvals: Int) {
        #expect(parse(text).owners.sections.map(\.approvals) == [approvals])
    }

    @Test func whoStandsInIsAChain() {
        let (owners, errors) = parse("*.csv @ann\n^[Fallback]\n* @lead @@admin\n*.md @dora\n")
        #expect(errors == [])
        #expect(owners.sections.map(\.name) == [""])
        #expect(owners.standIns(for: .path("a.csv")) == [.person(login: "lead"), .role(.admin)])
        #expect(owners.standIns(for: .path("a.md")) == [.person(login: "dora")])
        #expect(owners.standIns(for: .kind(.code)) == [])
    }

    @Test func headersThatAreWrongAreNamed() {
        let (owners, errors) = parse(
            """
            [] @ann
            [A][0]
            [A][10]
              [Fallback] @@admin
            [ab].txt @ann
            [A] ann
            [open
            """)
        #expect(owners.sections == [])
        #expect(
            errors.map { "\($0.line):\($0.column) \($0.kind): \($0.reason)" } == [
                "1:1 Invalid section: a section needs a name",
                "2:1 Invalid section: the number of approvals must be from 1 to 9; this is 0",
                "3:1 Invalid section: the number of approvals must be from 1 to 9; this is 10",
                "4:3 Invalid section: those who stand in are optional",
                "5:1 Invalid pattern: `[` cannot be used: write one line for each path, or `?` where a path has it",
                "6:5 Invalid owner: `ann` is not @login, @@role or an e-mail address",
                "7:1 Invalid section: the section is not closed with `]`",
            ])
        #expect(errors.map(\.suggestion) == [nil, nil, nil, "^[Fallback]", nil, "@ann", nil])
    }

    /// As GitLab's are when somebody takes the number out.
    @Test func emptyBracketsForTheNumberAreNamed() {
        let (owners, errors) = parse("[Data][] @ann\n*.csv\n ^[More data][ ]\n*.tsv @ann\n")
        #expect(owners.sections.allSatisfy { $0.name == "" })
        #expect(errors.prefix(2).map { "\($0.line):\($0.column)" } == ["1:7", "3:14"])
        #expect(
            errors.allSatisfy {
                $0.reason == "the brackets for the number of approvals are empty: write a number into them, or leave "
                    + "them out"
            })
        #expect(errors.map(\.suggestion) == ["[Data]", "^[More data]"])
    }

    @Test func anExplanationNamesTheLineThatDecides() throws {
        let (owners, _) = parse(
            "* @@reviewer\n*.csv @ann @bob\n[Data][2]\n*.csv @ann @bob\n^[Fallback]\n* @lead @zoe\n")
        func person(_ login: String) -> PersonFacts { PersonFacts(id: login, login: login, roles: [.member]) }
        let explanation = OwnersExplanation(
            .path("a.csv"), by: owners, able: [person("ann"), person("zoe"), person("carl")],
            unable: [(person("bob"), ["away until Friday"])])
        let first = try #require(explanation.sections.first)
        #expect(
            first.lines.map { "\($0.place) \($0.text): \($0.verdict)" } == [
                "OWNERS:1 * @@reviewer: OWNERS:2 comes later and decides", "OWNERS:2 *.csv @ann @bob: decides",
            ])
        #expect(first.able == ["ann"] && first.standingIn == [] && !first.isBlocked)
        let second = explanation.sections[1]
        #expect(second.name == "Data" && second.approvals == 2 && second.place == place(4))
        #expect(second.unable.map { "\($0.login): \($0.reasons)" } == ["bob: [\"away until Friday\"]"])
        // The lead is nobody here, so the next of the chain stands in.
        #expect(second.able == ["ann"] && second.standingIn == ["zoe"] && !second.isBlocked)
        let alone = OwnersExplanation(.path("a.csv"), by: owners, able: [person("ann")], unable: [])
        #expect(alone.sections.map(\.isBlocked) == [false, true])
    }
}
