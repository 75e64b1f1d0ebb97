import API
import Domain
import Operations
import TestSupport
import Testing

/// What OWNERS makes of the people of a team.
@Suite struct OwnersTests {
    private static let sections = """
        * @@reviewer
        [Words][2] @reviewer @second
        *.md
        ^[Fallback]
        * @nobody @admin

        """

    private func story(_ owners: String) throws -> RunStory {
        try RunStory.make(policy: { files in
            files = files.filter { !$0.key.hasPrefix("cases/") }
            files["OWNERS"] = owners
        })
    }

    private func check(_ world: World, _ request: OwnersCheckRequest) throws -> [OwnersExplanation] {
        try CheckOwners.run(world.team(.author), request).items
    }

    @Test func aSectionsNumberIsDrawn() throws {
        let runs = try story(Self.sections)
        let story = ReviewStory(
            runs: runs, output: try runs.submit(try runs.start(), ["release-notes.md": ReviewStory.notes]))
        #expect(Set(try story.readers().map(\.login)) == [.reviewer, .second])
    }

    @Test func whoStandsInIsDrawnWhereTheOwnersCannot() throws {
        let runs = try story(Self.sections)
        try runs.world.database.run("UPDATE persons SET disabled_at = now() WHERE id = 'per_second'")
        let story = ReviewStory(
            runs: runs, output: try runs.submit(try runs.start(), ["release-notes.md": ReviewStory.notes]))
        #expect(Set(try story.readers().map(\.login)) == [.reviewer, .admin])
    }

    @Test func tooFewOwnersBlockWithTheLine() throws {
        let runs = try story(Self.sections.replacing("@nobody @admin", with: "@nobody"))
        try runs.world.database.run("UPDATE persons SET disabled_at = now() WHERE id = 'per_second'")
        let failure = #expect(throws: Failure.self) { try runs.dispatch() }
        #expect(failure?.code == .poolTooSmall)
        #expect(
            failure?.detail["reasons"] == [
                "too few could review it: OWNERS:3 needs 1 of 2 approvals by @reviewer or @second for release-notes.md"
            ])
        let items = try check(runs.world, OwnersCheckRequest(items: ["release-notes.md"]))
        #expect(items.first?.sections.map(\.isBlocked) == [false, true])
    }

    /// Another reviewer does not help where a line names people.
    @Test(arguments: [
        ("* @author\n", ["somebody else dispatches it", "a policy names more owners on line OWNERS:1"]),
        ("* @reviewer\n", ["--for reviewer --to LOGIN", "or who stands in, under `^[Fallback]`"]),
        ("* @nobody\n^[Fallback]\n* @reviewer\n", [Self.joining, "(@reviewer cannot)"]),
    ])
    func whatIsAdvisedHelps(owners: String, advice: [String]) throws {
        let runs = try RunStory.make(owners: owners)
        try runs.world.absent(.reviewer)
        let failure = try #require(throws: Failure.self) { try runs.dispatch() }
        #expect(failure.code == .poolTooSmall)
        #expect(advice.allSatisfy(failure.message.contains), "\(failure.message)")
        #expect(!failure.message.contains("makes somebody reviewer"), "\(failure.message)")
    }

    private static let joining =
        "nobody is not in the team, or their account is disabled; an admin adds them: `countersign member set nobody "
        + "--role reviewer` (`countersign person create nobody` first, if they have no account)"

    /// Whoever asks about the line is told the same.
    @Test func lintAdvisesTheSameForAStranger() throws {
        let world = try World.make()
        let lint = try LintOwners.run(world.team(.author), OwnersLintRequest(text: "* @nobody @@admin\n"))
        #expect(lint.errors.map(\.reason) == [Self.joining])
        #expect(lint.notice == "the team has no published template yet; patterns were not compared")
    }

    @Test func aRoleIsGiven() throws {
        let runs = try RunStory.make(owners: "* @@reviewer\n")
        try runs.world.database.run(
            "UPDATE memberships SET roles = '{member}' WHERE person_id IN ('per_reviewer', 'per_second')")
        let failure = try #require(throws: Failure.self) { try runs.dispatch() }
        let advice = "an admin makes somebody reviewer: `countersign member set LOGIN --role member --role reviewer`"
        #expect(failure.message.contains(advice) && !failure.message.contains("somebody else"), "\(failure.message)")
    }

    @Test func checkNamesWhoCouldAndWhoCouldNot() throws {
        let runs = try story(Self.sections)
        try runs.world.database.run(
            "UPDATE memberships SET roles = '{member,reviewer}' WHERE person_id = 'per_author'")
        let items = try check(
            runs.world, OwnersCheckRequest(items: ["a.csv", "kind:code"], template: "release-notes"))
        #expect(items.map(\.item) == ["a.csv", "kind:code"] && items[1].sections == [])
        let section = try #require(items[0].sections.first)
        #expect(section.able == ["reviewer", "second"])
        #expect(section.unable.map(\.login) == ["author"])
        #expect(
            section.unable.first?.reasons == [
                "asked for this run", "wrote template release-notes version 1",
            ])
        // A file that is not in force, and no template.
        let given = try check(runs.world, OwnersCheckRequest(items: ["a.csv"], text: "*.csv @author @admin\n"))
        #expect(given[0].sections.map(\.able) == [["admin", "author"]])
        // It keeps its name in the answer and in what is wrong with it.
        let named = try check(
            runs.world,
            OwnersCheckRequest(items: ["a.csv"], text: "*.csv @author\n^[Fallback]\n* @admin\n", source: "o/on"))
        #expect(named[0].sections.map(\.place?.description) == ["o/on:1"])
        #expect(named[0].sections.map(\.standIns) == [["@admin"]])
        let wrong = #expect(throws: Failure.self) {
            try check(runs.world, OwnersCheckRequest(items: ["a.csv"], text: "\n*.csv author\n", source: "o/on"))
        }
        #expect(wrong?.message.hasPrefix("o/on:2:7: Invalid owner: `author` is not @login") == true)
    }

    @Test func whatCannotBeCheckedIsRefused() throws {
        let runs = try story(Self.sections)
        for request in [
            OwnersCheckRequest(items: []), OwnersCheckRequest(items: ["kind:poem"]), OwnersCheckRequest(items: [""]),
            OwnersCheckRequest(items: ["a"], text: "[A][0]\n"),
            OwnersCheckRequest(items: Array(repeating: "a", count: 101)),
        ] {
            #expect(refusal { try check(runs.world, request) } == .invalidInput, "\(request)")
        }
        #expect(
            refusal { try check(runs.world, OwnersCheckRequest(items: ["a"], template: "none")) } == .notFound)
        let nothing = #expect(throws: Failure.self) { try check(runs.world, OwnersCheckRequest(items: [""])) }
        #expect(
            nothing?.message == "one of the items is empty: name a path of an output, or a kind as kind:analysis")
    }

    @Test func lintKnowsTheTeam() throws {
        let runs = try story(Self.sections)
        let view = try LintOwners.run(
            runs.world.team(.author),
            OwnersLintRequest(
                text: "*.md @revewer\n*.csv @reviewer\nkind:document @@admin\n", source: "new/OWNERS"))
        #expect(
            view.errors.map { "\($0.line):\($0.column) \($0.kind) \($0.suggestion ?? "")" } == [
                "1:1 Nobody eligible ", "1:6 Unknown owner @reviewer", "2:1 Matches nothing ",
            ])
        #expect(view.errors.first?.path == "new/OWNERS" && view.errors.first?.source == "*.md @revewer")
    }
}
