import Decisions
import Domain
import Formats
import Testing

/// Who could still review what while people are away.
@Suite struct OutlookTests {
    private static let roles: [(String, Set<TeamRole>)] = [
        ("ann", [.member]), ("bob", [.reviewer]), ("carl", [.reviewer]), ("dora", [.admin]), ("eve", [.member]),
    ]
    private static let people = roles.map { PersonFacts(id: $0.0, login: $0.0, roles: $0.1) }

    private static func bundle(_ owners: String) throws -> PolicyBundle {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
        files["OWNERS"] = Array(owners.utf8)
        return try PolicyBundleReader.read(files.filter { !$0.key.hasPrefix("cases/") })
    }

    @Test func eachLineSaysWhoIsLeft() throws {
        let bundle = try Self.bundle("* @@reviewer\n[Data][2]\n*.csv @ann @bob\n!raw/\n^[Fallback]\n*.csv @dora\n")
        #expect(
            bundle.lineOutlook(of: Self.people, without: ["bob"]) == [
                .init(
                    place: Place(file: "OWNERS", line: 1), section: "", text: "* @@reviewer", approvals: 1,
                    before: ["bob", "carl"], after: ["carl"], standingIn: [], wasBlocked: false, isBlocked: false),
                .init(
                    place: Place(file: "OWNERS", line: 3), section: "Data", text: "*.csv @ann @bob", approvals: 2,
                    before: ["ann", "bob"], after: ["ann"], standingIn: ["dora"], wasBlocked: false, isBlocked: false),
            ])
        #expect(
            bundle.lineOutlook(of: Self.people, without: ["bob", "dora"]).map(\.isBlocked) == [false, true])
    }

    @Test func eachUseCaseSaysWhatIsLacking() throws {
        let bundle = try Self.bundle("*.md @ann\nkind:document @bob\n")
        let made = ["release-notes": [OutputDeclaration(path: "a.md", kind: .document)]]
        let use = try #require(
            bundle.useOutlook(of: Self.people, without: ["ann", "bob"], made: made).first {
                $0.useCase == "release-notes" && $0.kind == .document
            })
        #expect(use.before == ["ann", "bob", "carl", "dora"] && use.after == ["carl", "dora"] && !use.wasBlocked)
        #expect(
            use.demands == [
                .init(
                    place: Place(file: "OWNERS", line: 2), subjects: ["kind:document"], approvals: 1, before: ["bob"],
                    after: []),
                .init(
                    place: Place(file: "OWNERS", line: 1), subjects: ["a.md"], approvals: 1, before: ["ann"], after: []),
            ])
        #expect(
            use.missing == [
                "an approval by @bob for kind:document (OWNERS:2)",
                "an approval by @ann for a.md (OWNERS:1)",
            ])
    }

    /// What is blocked whoever is there is told apart from what an absence blocks; lines that ask nobody are not told.
    @Test func whatIsBlockedAnywayIsSaidSo() throws {
        let bundle = try Self.bundle("*.csv @nobody\n*.md @ann\ndocs/free/\n")
        let lines = bundle.lineOutlook(of: Self.people, without: ["ann"])
        #expect(lines.map(\.text) == ["*.csv @nobody", "*.md @ann"])
        #expect(lines.map(\.isBlocked) == [true, true] && lines.map(\.wasBlocked) == [true, false])
        let made = [
            "customer-insight": [
                OutputDeclaration(path: "a.csv", kind: .data), OutputDeclaration(path: "a.md", kind: .analysis),
            ]
        ]
        let uses = bundle.useOutlook(of: Self.people, without: ["ann"], made: made)
            .filter { $0.useCase == "customer-insight" && $0.kind != .document }
        #expect(uses.map(\.kind) == [.analysis, .data] && uses.map(\.wasBlocked) == [false, true])
        #expect(uses.map { $0.demands.map(\.subjects) } == [[["a.md"]], [["a.csv"]]])
        #expect(uses.allSatisfy { !$0.missing.isEmpty })
    }

    /// What no template makes yet is still something, and has a path.
    @Test func aLineForAllPathsGovernsWhatNobodyMakesYet() throws {
        let uses = try Self.bundle("* @ann\n/docs/ @bob\n").useOutlook(of: Self.people, without: ["ann"], made: [:])
        #expect(!uses.isEmpty)
        #expect(
            uses.allSatisfy { $0.missing == ["an approval by @ann for any path (OWNERS:1)"] })
    }

    /// More absences never make more people able, nor anything possible that was not.
    @Test func absencesOnlyTakeAway() throws {
        var random = SeededGenerator(15)
        let names = ["@ann", "@bob", "@carl", "@dora", "@eve", "@@reviewer", "@@admin"]
        for _ in 0..<300 {
            func owners() -> String {
                names.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)).joined(separator: " ")
            }
            let text = """
                * \(owners())
                [Data][\(Int.random(in: 1...3, using: &random))]
                *.csv \(owners())
                kind:document \(owners())
                ^[Fallback]
                *.csv @@admin \(owners())

                """
            let bundle = try Self.bundle(text)
            let team = Self.people.map { person in
                Bool.random(using: &random)
                    ? person
                    : person.acting(
                        for: [
                            Principal(
                                person: Self.people[Int.random(in: 0..<5, using: &random)], section: nil,
                                until: Timestamp(secondsSince1970: 0))
                        ])
            }
            var away = Set<String>()
            var lines = bundle.lineOutlook(of: team, without: away)
            var uses = bundle.useOutlook(of: team, without: away, made: [:])
            for person in team.shuffled(using: &random) {
                away.insert(person.id)
                let (next, nextUses) = (
                    bundle.lineOutlook(of: team, without: away), bundle.useOutlook(of: team, without: away, made: [:])
                )
                for (less, more) in zip(next, lines) {
                    #expect(Set(less.after).isSubset(of: more.after), "\(text)")
                    #expect(less.isBlocked || !more.isBlocked, "\(text) without \(away)")
                }
                for (less, more) in zip(nextUses, uses) {
                    #expect(Set(less.after).isSubset(of: more.after), "\(text)")
                    #expect(!less.missing.isEmpty || more.missing.isEmpty, "\(text) without \(away)")
                }
                (lines, uses) = (next, nextUses)
            }
            #expect(lines.allSatisfy { $0.isBlocked || $0.approvals == 0 })
        }
    }
}
