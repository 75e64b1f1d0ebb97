import Decisions
import Domain
import Formats
import Testing

@Suite struct QuorumTests {
    private let ann = PersonFacts(id: "per_ann", login: "ann", roles: [.member])
    private let rita = PersonFacts(id: "per_rita", login: "rita", roles: [.reviewer])
    private let rob = PersonFacts(id: "per_rob", login: "rob", email: "rob@example.com", roles: [.reviewer])
    private let adam = PersonFacts(id: "per_adam", login: "adam", roles: [.admin])

    private func bundle() throws -> PolicyBundle {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
        files["OWNERS"] = Array(
            """
            docs/ @ann
            docs/free/
            *.csv rob@example.com
            kind:analysis @@admin
            """.utf8)
        return try PolicyBundleReader.read(files.filter { !$0.key.hasPrefix("cases/") })
    }

    private func place(_ line: Int) -> Place { Place(file: "OWNERS", line: line) }

    @Test func approvalsByRiskAndDemandsByOwners() throws {
        let quorum = try bundle().quorum(
            risk: .sensitive,
            outputs: [
                OutputDeclaration(path: "docs/a.md", kind: .document),
                OutputDeclaration(path: "docs/b.md", kind: .analysis),
                OutputDeclaration(path: "docs/free/c.md", kind: .document),
                OutputDeclaration(path: "d.csv", kind: .data),
            ])
        #expect(quorum.approvals == 2)
        #expect(quorum.lifetimeSeconds == 72 * 3600)
        #expect(
            quorum.demands.map(\.owners) == [[.person(login: "ann")], [.role(.admin)], [.email("rob@example.com")]])
        #expect(quorum.demands.map(\.place) == [place(1), place(4), place(3)])
        #expect(quorum.demands.map(\.subjects) == [["docs/a.md", "docs/b.md"], ["kind:analysis"], ["d.csv"]])
        #expect(quorum.missing(after: [ann, adam, rob]) == [])
        #expect(
            quorum.missing(after: [rita]).map(\.description) == [
                "review_pool: 1 of 2 approvals at risk sensitive",
                "review_pool (OWNERS:1): an approval by @ann for docs/a.md, docs/b.md",
                "review_pool (OWNERS:4): an approval by @@admin for kind:analysis",
                "review_pool (OWNERS:3): an approval by rob@example.com for d.csv",
            ])
    }

    @Test func aMemberReviewsOnlyWhatNamesThem() throws {
        let bundle = try bundle()
        let named = bundle.quorum(risk: .routine, outputs: [OutputDeclaration(path: "docs/a", kind: .document)])
        let free = bundle.quorum(risk: .routine, outputs: [OutputDeclaration(path: "docs/free/a", kind: .document)])
        #expect(named.mayReview(ann) && !free.mayReview(ann) && free.mayReview(rita))
        #expect(free.missing(after: [ann]).map(\.text) == ["1 of 1 approvals at risk routine"])
        #expect(free.missing(after: [rita]) == [])
    }

    private func sections(_ text: String) throws -> Quorum {
        var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
        files["OWNERS"] = Array(text.utf8)
        return try PolicyBundleReader.read(files.filter { !$0.key.hasPrefix("cases/") })
            .quorum(risk: .routine, outputs: [OutputDeclaration(path: "a.csv", kind: .data)])
    }

    @Test func aSectionAsksForItsNumberOfDistinctOwners() throws {
        let quorum = try sections("*.csv @rita\n[Data][2]\n*.csv @@reviewer @@admin\n^[Other]\n* @ann\n")
        #expect(quorum.demands.map(\.count) == [1, 2, 0])
        #expect(quorum.missing(after: [rita, rob]) == [])
        #expect(
            quorum.missing(after: [rob, rob]).map(\.description) == [
                "review_pool (OWNERS:1): an approval by @rita for a.csv",
                "review_pool (OWNERS:3): 1 of 2 approvals by @@reviewer or @@admin for a.csv",
            ])
        // Whom an optional section names may review, and nobody has to.
        #expect(quorum.mayReview(ann))
    }

    @Test func whoStandsInCountsOnlyWhileTheOwnersCannot() throws {
        let quorum = try sections("[Data][2]\n*.csv @ann @rita\n^[Fallback]\n* @nobody @rob @@admin\n")
        #expect(quorum.filled(from: [ann, rita, rob, adam]) == quorum)
        #expect(quorum.missing(after: [ann, rob]).count == 1)
        let short = quorum.filled(from: [ann, rob, adam])
        #expect(short.demands.map(\.owners) == [["ann", "rita", "rob"].map { Owner.person(login: $0) }])
        #expect(short.missing(after: [ann, rob]) == [])
        // One more of the chain, and no more than that.
        #expect(quorum.filled(from: [rob, adam]).missing(after: [rob, adam]) == [])
        #expect(
            quorum.filled(from: [adam]).missing(after: [adam]).map(\.description) == [
                "review_pool (OWNERS:2): 1 of 2 approvals by @ann or @rita or @@admin for a.csv"
            ])
    }

    private func acting(_ person: PersonFacts, for owner: PersonFacts, in section: String? = nil) -> PersonFacts {
        person.acting(for: [Principal(person: owner, section: section, until: Timestamp(secondsSince1970: 0))])
    }

    @Test func whoActsForAnOwnerCountsAndBothCountOnce() throws {
        let quorum = try sections("[Data][2]\n*.csv @ann @rita\n")
        let mia = PersonFacts(id: "per_mia", login: "mia", roles: [.member])
        #expect(!quorum.mayReview(mia) && quorum.mayReview(acting(mia, for: ann)))
        #expect(quorum.missing(after: [acting(mia, for: ann), rita]) == [])
        let open = ["review_pool (OWNERS:2): 1 of 2 approvals by @ann or @rita for a.csv"]
        #expect(quorum.missing(after: [acting(mia, for: ann), ann]).map(\.description) == open)
        #expect(quorum.missing(after: [acting(rita, for: ann)]).map(\.description) == open)
        // Of another section, and by somebody who only acts for somebody who acts.
        #expect(!quorum.mayReview(acting(mia, for: ann, in: "Words")))
        #expect(!quorum.mayReview(acting(mia, for: acting(adam, for: ann))))
    }

    @Test func whoActsForOneWhoStandsInStandsIn() throws {
        let quorum = try sections("[Data]\n*.csv @ann\n^[Fallback]\n* @adam\n")
        let mia = acting(PersonFacts(id: "per_mia", login: "mia", roles: [.member]), for: adam)
        #expect(quorum.filled(from: [mia]).missing(after: [mia]) == [])
        #expect(!quorum.filled(from: [mia, ann]).mayReview(mia))
    }

    @Test func theStricterOfTwoAsksForWhatEitherAsks() throws {
        let one = try sections("*.csv @ann\n")
        let two = try sections("[Data][2]\n*.csv @ann @rita @eve\n")
        let three = try sections("[Data][3]\n*.csv @ann @rita @eve\n")
        #expect(one.stricter(two).demands.map(\.count) == [1, 2])
        #expect(three.stricter(two).demands.map(\.count) == [3])
        #expect(two.stricter(three).missing(after: [ann, rita]).count == 1)
        let eased = try sections("[Data][2]\n*.csv @ann @rita @eve\n^[Fallback]\n* @@admin\n")
        #expect(eased.stricter(two).filled(from: [ann, adam]).missing(after: [ann, adam]).count == 1)
    }

    /// A line that a policy has moved is still the same to whoever reads what is missing.
    @Test func whatBothAskForIsSaidOnce() throws {
        let (before, after) = (try sections("[Data]\n*.csv @ann\n"), try sections("\n[Words]\n*.csv @ann\n"))
        #expect(before.stricter(after).missing(after: [rita]).map(\.text) == ["an approval by @ann for a.csv"])
    }

    /// A delegation may be of one section, so the same line in another section is another demand; so is one for other work,
    /// which is to be told.
    @Test func linesOfOtherSectionsOrForOtherWorkAreKept() throws {
        let (data, words) = (try sections("[Data]\n*.csv @ann\n"), try sections("[Words]\n*.csv @ann\n"))
        #expect(data.stricter(words).demands.map(\.section) == ["Data", "Words"])
        let mia = acting(PersonFacts(id: "per_mia", login: "mia", roles: [.member]), for: ann, in: "Data")
        #expect(data.stricter(words).missing(after: [mia, rita]).map(\.place) == [place(2)])
        #expect(data.stricter(try sections("[data]\n*.csv @ann\n")).demands.count == 1)
        let kind = try sections("[Data]\nkind:data @ann\n")
        #expect(data.stricter(kind).demands.map(\.subjects) == [["a.csv"], ["kind:data"]])
    }

    /// Whoever approves, both are met exactly when each is met by itself; nobody is let in by one of them for the other.
    @Test func theStricterIsMetExactlyWhenBothAre() throws {
        var random = SeededGenerator(31)
        let names = ["@ann", "@rita", "@rob", "@eve", "@@reviewer", "@@admin", "rob@example.com"]
        let eve = PersonFacts(id: "per_eve", login: "eve", roles: [.member])
        func quorum() throws -> Quorum {
            func owners(_ least: Int) -> String {
                names.shuffled(using: &random).prefix(Int.random(in: least...3, using: &random)).joined(separator: " ")
            }
            let section = ["[Data]", "[data][2]", "^[Data]", "[Other][2]"].randomElement(using: &random) ?? ""
            let standIns = Bool.random(using: &random) ? "^[Fallback]\n* @@admin\n" : ""
            var files = try Bundles.files(in: Bundles.packageRoot.appending(path: "policies/small-team"))
            files["OWNERS"] = Array("*.csv \(owners(0))\n\(section)\n*.csv \(owners(2))\n\(standIns)".utf8)
            return try PolicyBundleReader.read(files.filter { !$0.key.hasPrefix("cases/") })
                .quorum(
                    risk: [.routine, .sensitive].randomElement(using: &random) ?? .routine,
                    outputs: [OutputDeclaration(path: "a.csv", kind: .data)])
        }
        var seen = Set<Bool>()
        for _ in 0..<150 {
            let (one, two) = (try quorum(), try quorum())
            let both = one.stricter(two)
            #expect(both.risk == max(one.risk, two.risk) && both.approvals == max(one.approvals, two.approvals))
            #expect(both.lifetimeSeconds == min(one.lifetimeSeconds, two.lifetimeSeconds))
            for _ in 0..<4 {
                let people = [ann, rita, rob, adam, eve].filter { _ in Bool.random(using: &random) }
                let each = one.missing(after: people).isEmpty && two.missing(after: people).isEmpty
                #expect(both.missing(after: people).isEmpty == each, "\(one) \(two) \(people.map(\.login))")
                let filled =
                    one.filled(from: people).missing(after: people).isEmpty
                    && two.filled(from: people).missing(after: people).isEmpty
                if both.filled(from: people).missing(after: people).isEmpty { #expect(filled) }
                seen.insert(each)
            }
        }
        #expect(seen == [true, false])
    }

    /// A line that names somebody new is for new items: for what was begun before, their approval is not the one that a
    /// reviewer owes.
    @Test func aNewLineLetsNobodyInForWhatWasBegunBefore() throws {
        let (before, after) = (try sections("*.md @rita\n"), try sections("*.csv @ann\n"))
        #expect(after.missing(after: [ann]) == [])
        let both = after.stricter(before)
        #expect(both.missing(after: [ann]).map(\.text) == ["1 of 1 approvals at risk routine"])
        #expect(both.missing(after: [ann, rita]) == [] && both.open(after: [ann]) == 1)
        let owners = [try sections("*.csv @ann @rita\n"), try sections("*.csv @ann\n")]
        #expect(owners[0].stricter(owners[1]).missing(after: [ann]) == [], "named by both")
    }

    /// A line of whoever stands in is for new items, too: where the same line wants its owners by the other policy, and they
    /// cannot, nobody is asked in vain.
    @Test func whoStandsInByOnePolicyAloneDoesNotCount() throws {
        let before = try sections("* @@reviewer\n")
        let after = try sections("* @@reviewer\n^[Fallback]\n* @ann\n")
        #expect(after.filled(from: [ann]).mayReview(ann))
        for both in [after.stricter(before), before.stricter(after)] {
            let filled = both.filled(from: [ann])
            #expect(!filled.mayReview(ann))
            #expect(
                filled.missing(after: [ann]).map(\.description) == [
                    "review_pool: 1 of 1 approvals at risk routine",
                    "review_pool (OWNERS:1): an approval by @@reviewer for a.csv",
                ])
            #expect(filled.used(of: [ann]) == [] && filled.used(of: [ann, rita]) == [rita])
        }
        #expect(after.stricter(after).filled(from: [ann]).missing(after: [ann]) == [])
        // By either policy somebody stands in, if not the same.
        let other = try sections("* @@reviewer\n^[Fallback]\n* @adam\n")
        #expect(after.stricter(other).filled(from: [ann, adam]).missing(after: [ann, adam]) == [])
    }

    @Test func onePersonTwiceIsOnePerson() throws {
        let quorum = try bundle().quorum(risk: .sensitive, outputs: [])
        #expect(quorum.missing(after: [rita, rita]).map(\.text) == ["1 of 2 approvals at risk sensitive"])
    }

    @Test func aDispatchThatNobodyCouldReviewNamesTheLine() throws {
        let dispatch = DispatchFacts(
            template: "release-notes", useCase: "release-notes", mode: .dispatch, level: .draft, risk: .shared,
            outputs: [OutputDeclaration(path: "docs/a", kind: .document)], actions: [], tools: [], pool: [rita, adam])
        #expect(
            try bundle().admit(dispatch)
                == .refused(
                    .poolTooSmall,
                    [Reason(rule: "review_pool", place: place(1), text: "an approval by @ann for docs/a")]))
    }

    @Test func aTypingErrorInAUseCaseIsPointedOut() throws {
        let dispatch = DispatchFacts(
            template: "t", useCase: "release-note", mode: .dispatch, level: .draft, risk: .shared, outputs: [],
            actions: [], tools: [], pool: [])
        let text = "there is no approved use case release-note (did you mean release-notes?)"
        #expect(
            try bundle().admit(dispatch)
                == .refused(.useCaseMissing, [Reason(rule: "use_case", place: nil, text: text)]))
    }
}
