import Decisions
import Domain
import Testing

/// Predicates on what lies around a request: money, addresses, what was read, clocks, trust, budget.
@Suite struct MorePredicateTests {
    private static let actions = """
        actions:
          - name: pay
            class: pay
            reversible: false
            description: Pay.
            arguments:
              type: object
              properties: {to: {type: array, items: {type: string}}, sum: {type: number}, unit: {type: string}}
              required: [to]
            executor: x
            target: "{to}"
            preview: "{to}"
            recipients: to
            amount: sum
            currency: unit
          - {name: look, class: read, reversible: true, description: Look., arguments: {type: object}, target: t, preview: t}

        """

    private func truth(_ condition: String, effect: String = "forbid", _ edit: (inout ActionFacts) -> Void = { _ in })
        throws -> (Truth, String)
    {
        let bundle = try Bundles.with(
            rules: "  - {name: r, effect: \(effect), if: \(condition)}\n", actions: Self.actions)
        var facts = ActionFacts(
            template: "t", useCase: nil, mode: .dispatch, risk: .routine, outputs: [],
            action: try #require(bundle.action("pay")),
            arguments: ["to": ["ann@Client.example"], "sum": 50, "unit": "EUR"],
            requester: PersonFacts(id: "per_1", login: "ann", roles: [.member]), contributors: [], policyEditors: [],
            earlierRequests: 0)
        facts.team = "north"
        facts.taint = []
        facts.budgetUsedPercent = 80
        facts.localTimes = LocalTimes(everywhere: LocalTime(day: .friday, minute: 17 * 60))
        edit(&facts)
        let evaluation = RuleEvaluation(try #require(bundle.rules.first), facts)
        return (evaluation.truth, evaluation.explanation.sentences.joined(separator: "; "))
    }

    @Test(arguments: [
        ("{team: north}", Truth.held, "team is north"),
        ("{team: [south, \"e*\"]}", .notHeld, "team is north, not south or e*"),
        ("{amount: {above: 49.5}}", .held, "amount is 50, above 49.5"),
        ("{amount: {at_most: 49}}", .notHeld, "amount is 50, not at most 49"),
        ("{amount: {above: 10, below: 20}}", .notHeld, "amount is 50, not below 20"),
        ("{currency: [EUR, USD]}", .held, "currency is EUR"), ("{currency: GBP}", .notHeld, "currency is EUR, not GBP"),
        ("{recipient_domain: client.example}", .held, "recipient_domain is client.example"),
        ("{recipient_domain: \"*.com\"}", .notHeld, "recipient_domain is client.example, not *.com"),
        ("{taint: none}", .held, "taint is none"), ("{taint: [web, mail]}", .notHeld, "taint is none, not web or mail"),
        ("{trust: observe}", .held, "trust is observe"),
        ("{trust: {at_least: act_with_sign_off}}", .notHeld, "trust is observe, not act_with_sign_off or act_sampled"),
        ("{budget: {at_least: 80}}", .held, "budget is 80, at least 80"),
        (
            "{time: {zone: Europe/Berlin, days: [monday, tuesday, wednesday, thursday, friday], from: \"09:00\", to: \"17:00\"}}",
            .notHeld, "it is Friday 17:00 in Europe/Berlin, not on Monday to Friday from 09:00 to 17:00"
        ),
        (
            "{time: {zone: UTC, days: [friday], from: \"17:00\", to: \"09:00\"}}", .held,
            "it is Friday 17:00 in UTC, on Friday from 17:00 to 09:00"
        ),
        ("{time: {zone: UTC, days: [friday, sunday]}}", .held, "it is Friday 17:00 in UTC, on Friday, Sunday"),
        (
            "{time: {zone: UTC, days: [thursday], from: \"22:00\", to: \"17:30\"}}", .held,
            "it is Friday 17:00 in UTC, in the window that began on Thursday at 22:00 and ends at 17:30"
        ),
        (
            "{time: {zone: UTC, from: \"22:00\", to: \"22:00\"}}", .held,
            "it is Friday 17:00 in UTC, on Monday to Sunday"
        ),
    ])
    func explainsItself(condition: String, truth: Truth, text: String) throws {
        #expect(try self.truth(condition) == (truth, text))
    }

    @Test func whatCannotBeToldIsAnError() throws {
        #expect(try truth("{team: x}") { $0.team = nil }.0 == .error)
        #expect(try truth("{amount: {above: 1}}") { $0.arguments = ["to": []] }.0 == .error)
        #expect(try truth("{amount: {above: 1}}") { $0.arguments = ["to": [], "sum": "50"] }.0 == .error)
        #expect(try truth("{currency: EUR}") { $0.arguments = ["to": []] }.0 == .error)
        #expect(try truth("{budget: {above: 1}}") { $0.budgetUsedPercent = nil }.0 == .error)
        #expect(try truth("{time: {zone: UTC}}") { $0.localTimes = LocalTimes() }.0 == .error)
        for address in ["everyone", "a@b@c", "@x.example", "a@", "Ann <ann@client.example>", "a@b c"] {
            #expect(try truth("{recipient_domain: \"**\"}") { $0.arguments = ["to": [.string(address)]] }.0 == .error)
        }
    }

    /// What is not about money has no amount, and a rule on amounts is not about it.
    @Test func anActionWithoutAmount() throws {
        let bundle = try Bundles.with(
            rules: "  - {name: r, effect: forbid, if: {amount: {above: 1}}}\n", actions: Self.actions)
        let look = try #require(bundle.action("look"))
        #expect(try truth("{amount: {above: 1}}") { $0.action = look } == (.notHeld, "look has no amount"))
        #expect(try truth("{currency: EUR}") { $0.action = look }.0 == .notHeld)
        #expect(try truth("{recipient_domain: \"**\"}") { $0.action = look }.0 == .notHeld)
    }

    /// What nobody saw may have been anything: a forbid and a hold are met by it, a permit never is.
    @Test func taintThatNobodySaw() throws {
        let unseen: (inout ActionFacts) -> Void = { $0.taint = [.unknownTool] }
        #expect(try truth("{taint: web}", unseen) == (.held, "taint is unknown_tool, which may have read web"))
        #expect(try truth("{taint: none}", unseen) == (.notHeld, "taint is unknown_tool, not none"))
        #expect(try truth("{taint: none}", effect: "permit", unseen).0 == .notHeld)
        #expect(try truth("{taint: [web, mail]}", effect: "permit", unseen).0 == .notHeld)
        #expect(try truth("{taint: [web, unknown_tool]}", effect: "permit") { $0.taint = [.web, .mail] }.0 == .notHeld)
        #expect(try truth("{taint: [web, none]}") { $0.taint = [.web, .mail] }.0 == .held)
    }

    @Test func overMidnight() {
        let zone = ZoneName("UTC").map { TimeWindow(zone: $0, days: [.friday], opens: 22 * 60, closes: 6 * 60) }
        for day in Weekday.allCases {
            for hour in 0..<24 {
                let isOpen = (day == .friday && hour >= 22) || (day == .saturday && hour < 6)
                #expect(zone?.contains(LocalTime(day: day, minute: hour * 60)) == isOpen, "\(day) \(hour)")
            }
        }
        #expect(Weekday.monday.before == .sunday && Weekday.sunday.before == .saturday && Weekday(iso: 7) == .sunday)
        for name in ["CET", "Europe/", "+02:00", "Europe/Ber lin", "/UTC", "Etc/GMT+2", ""] {
            #expect(ZoneName(name) == nil)
        }
        for name in ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "America/Port-au-Prince"] {
            #expect(ZoneName(name)?.text == name)
        }
    }

    // MARK: Trees of people

    private func requirement(_ requires: String, tier: String = "countersignature") throws -> Requirement {
        let rule = "  - {name: r, effect: hold, if: {action: look}, sign_off: \(tier), requires: \(requires)}\n"
        return try #require(Bundles.with(rules: rule, actions: Self.actions).rules.first?.requirement)
    }

    @Test(arguments: [
        ("{all: [{count: 1, roles: [admin]}, {count: 2, people: [ann, ben, cyd]}]}", ["adam", "ann"], 1),
        ("{all: [{count: 1, roles: [admin]}, {count: 2, people: [ann, ben, cyd]}]}", ["adam", "ann", "ben"], 0),
        ("{all: [{count: 1, roles: [admin]}, {count: 2, people: [ann, ben, cyd]}]}", ["ann", "ben", "cyd"], 1),
        // One person may serve two branches.
        ("{all: [{roles: [admin]}, {people: [adam]}]}", ["adam"], 0),
        ("{any: [{count: 3, roles: [reviewer]}, {roles: [admin]}]}", ["rita"], 1),
        ("{any: [{count: 3, roles: [reviewer]}, {roles: [admin]}]}", ["adam"], 0),
        ("{any: [{all: [{people: [ann]}, {people: [ben]}]}, {people: [cyd]}]}", ["ann"], 1),
        ("{teams: [security]}", ["sam"], 0), ("{teams: [security]}", ["adam"], 1),
        ("{competence: legal}", ["lea"], 0), ("{competence: [legal, tax]}", ["lea"], 1),
        // A competence narrows whom else the line names.
        ("{roles: [admin], competence: legal}", ["lea", "adam"], 1),
        ("{roles: [reviewer], competence: legal}", ["lea"], 0),
    ])
    func trees(requires: String, signers: [String], open: Int) throws {
        let people = [
            PersonFacts(id: "adam", login: "adam", roles: [.admin]),
            PersonFacts(id: "ann", login: "ann", roles: [.member]),
            PersonFacts(id: "ben", login: "ben", roles: [.member]),
            PersonFacts(id: "cyd", login: "cyd", roles: [.member]),
            PersonFacts(id: "rita", login: "rita", roles: [.reviewer]),
            PersonFacts(id: "sam", login: "sam", roles: [.member], teams: ["security"]),
            PersonFacts(id: "lea", login: "lea", roles: [.reviewer], competences: ["legal"]),
        ]
        var generator = Generator(seed: 1)
        let facts = generator.facts()
        let present = people.filter { signers.contains($0.login) }
        #expect(try requirement(requires).open(after: present, facts: facts) == open)
        // Nobody counts twice, and nobody who fed the run counts.
        #expect(try requirement(requires).open(after: present + present, facts: facts) == open)
        var fed = facts
        fed.contributors = Set(signers)
        #expect(try requirement(requires).open(after: present, facts: fed) > 0)
    }

    @Test func aTreeInWords() throws {
        let text = try requirement(
            "{all: [{roles: [admin]}, {any: [{count: 2, people: [ann, ben]}, {roles: [reviewer], competence: legal}]}]}"
        ).text
        #expect(
            text == "1 countersignature by admin and (2 countersignatures by @ann or @ben or else "
                + "1 countersignature by reviewer competent in legal), not by the requester or a contributor")
    }
}
