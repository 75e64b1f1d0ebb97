import Domain
import Formats
import Testing

/// What is stated beside a bundle, and what its rules ask that no action can meet.
extension PolicyBundleReaderTests {
    /// What somebody states in a file of their own is wrong where it stands there.
    @Test func whatIsStatedIsWrongWhereItStands() throws {
        let actions = try PolicyBundleReader.read(starter()).actions
        func problems(facts text: String) -> [String] {
            do throws(Problems) {
                _ = try PolicyBundleReader.facts(text, file: "mine.json", of: actions)
                return []
            } catch { return error.all.map(\.text) }
        }
        #expect(
            problems(facts: "{\n  \"given\": {\"budget\": 4},\n  \"when\": {\"dispatch\": {}}\n}") == [
                "mine.json:2:13: unknown key budget in given (did you mean budget_used?)"
            ])
        #expect(problems(facts: "{\"when\": ]").map { $0.hasPrefix("mine.json:1:10: ") } == [true])
        #expect(problems(facts: "[]").map { $0.hasPrefix("mine.json:1:1: a case must be a mapping") } == [true])
        #expect(problems(facts: "").map { $0.hasPrefix("mine.json:1:1: ") } == [true])
        #expect(problems(facts: "{}") == ["mine.json:1:1: when is missing in a case"])
        #expect(
            problems(facts: "when: {action: notes.append, arguments: {page: a}}") == [
                "mine.json:1:1: arguments: `text` is required; so notes.append cannot be asked for"
            ])
        let stated = try PolicyBundleReader.facts("{\"when\": {\"dispatch\": {}}}", file: "mine.json", of: actions)
        #expect(stated.name == "the facts as stated" && "\(stated.place)" == "mine.json:1")
    }

    /// A part of a condition that is lost would leave a rule that says less than was written.
    @Test func emptyListsAreNoConditions() throws {
        #expect(
            try rules("action: notes.append, time: {zone: UTC, days: []}") == [
                "approvals.yaml:2:82: days must not be empty: leave it out for every day"
            ])
        #expect(
            try rules("arguments: {text: {matches: []}}") == ["approvals.yaml:2:64: matches must not be empty"])
        #expect(try rules("risk: {}") == ["approvals.yaml:2:42: risk is compared with nothing"])
    }

    @Test(arguments: ["^rel/.*$", "a|b", "release-.+", "[a-z]*", "{a,b}", "!main"])
    func anExpressionThatIsNoPatternHereIsRemarked(text: String) throws {
        let found = try remarks("arguments: {text: {matches: \"\(text)\"}}")
        #expect(found.map { $0.contains("\(text) looks like a regular expression, and is none here") } == [true])
        #expect(try remarks("arguments: {text: {matches: [\"rel/*\", \"a.*\", \"**\"]}}") == [])
    }

    @Test(arguments: ["\"rel/*\"", "{equals: \"rel/*\"}"])
    func anAsteriskThatIsNoPatternIsRemarked(text: String) throws {
        #expect(
            try remarks("arguments: {text: \(text)}").map { $0.contains("for a pattern: {matches: \"rel/*\"}") } == [
                true
            ])
        #expect(try remarks("arguments: {text: {in: [\"rel/*\"]}}") == [])
    }

    @Test func aRuleThatCouldNeverBeToldOrMet() throws {
        #expect(
            try rules("arguments: {text: {at_most: 5}}") == [
                "approvals.yaml:2:1: a compares the argument text as a number; it is always of type string, so this could "
                    + "never be told, which denies"
            ])
        #expect(
            try rules("amount: {above: 5, at_most: 3}") == [
                "approvals.yaml:2:44: no number is above 5 and at most 3"
            ])
        #expect(try rules("amount: {above: 5, at_most: 5}").count == 1)
        #expect(try rules("amount: {at_least: 5, at_most: 5}") == [])
    }

    /// By the schemas of those actions that the rest of the rule leaves.
    @Test(arguments: [
        (
            "arguments: {page: 5}",
            "wants the argument page to be 5; it is always of type string, so this can never be met"
        ),
        (
            "action: customer.refund, arguments: {currency: EURO}",
            "wants the argument currency to be \"EURO\"; it is always one of \"EUR\", \"USD\", so this can never be met "
                + "(did you mean EUR?)"
        ),
        (
            "action: customer.refund, arguments: {currency: {in: [EUR, GBP]}}",
            "wants the argument currency to be \"GBP\"; it is always one of \"EUR\", \"USD\", so this can never be met"
        ),
        (
            "action: git.release, action_class: pay",
            "can never be met: no action has action: git.release and action_class: pay"
        ),
        (
            "all: [{any: [{action: git.release}, {action: notes.append}]}, {reversible: true, action_class: publish}]",
            "can never be met: no action has action_class: publish and reversible: true"
        ),
        (
            "action: customer.refund, arguments: {amount: \"20\"}",
            "wants the argument amount to be \"20\"; it is always of type number, so this can never be met"
        ),
    ])
    func whatNoActionCanMeet(condition: String, problem: String) throws {
        let found = try self.rules(condition)
        #expect(found == ["approvals.yaml:2:1: a " + problem])
    }

    @Test(arguments: [
        "action: customer.refund, arguments: {amount: 20}", "action: customer.refund, arguments: {amount: 20.0}",
        "action: customer.refund, arguments: {currency: {matches: \"E*\"}}", "action: customer.refund, currency: EUR",
        "action: customer.refund, action_class: pay", "action_class: delete",
        "any: [{action: git.release}, {action_class: pay}]", "arguments: {page: {in: [a, b]}}",
    ])
    func whatSomeActionCanMeet(condition: String) throws {
        #expect(try self.rules(condition) == [])
    }

    @Test func aCurrencyThatNoActionHas() throws {
        let named = "    currency: currency\n"
        #expect(
            try rules("action: customer.refund, currency: \"G*\"", currency: named) == [
                "approvals.yaml:2:1: a wants the argument currency to be like G*; it is always one of \"EUR\", \"USD\", so "
                    + "this can never be met"
            ])
        #expect(try rules("action: customer.refund, currency: \"E*\"", currency: named) == [])
        #expect(
            try rules("action: customer.refund, currency: \"G*\"") == [], "it names no currency, so nothing is known")
    }

    /// The problems of a bundle with one rule.
    private func remarks(_ condition: String) throws -> [String] {
        var files = try starter().filter { !$0.key.hasPrefix("cases/") }
        files["approvals.yaml"] = Array("rules:\n  - {name: a, effect: forbid, if: {\(condition)}}\n".utf8)
        return try PolicyBundleReader.read(files).readingRemarks.map(\.message)
    }

    private func rules(_ condition: String, currency: String = "") throws -> [String] {
        var files = try starter().filter { !$0.key.hasPrefix("cases/") }
        let actions = String(decoding: files["actions.yaml"] ?? [], as: UTF8.self)
        files["actions.yaml"] = Array(
            actions.replacing("recipients: customer\n", with: "recipients: customer\n\(currency)").utf8)
        files["approvals.yaml"] = Array("rules:\n  - {name: a, effect: forbid, if: {\(condition)}}\n".utf8)
        return problems(files)
    }

    /// JSON Schema takes them for notes, so they are no errors.
    @Test func wordsOfASchemaThatAreHardlyNotesAreNamed() throws {
        var files = try starter()
        let text = String(decoding: files["actions.yaml"] ?? [], as: UTF8.self)
        let misspelt = text.replacing("required: [page, text]", with: "required: [page, text]\n      requird: [page]")
        #expect(misspelt != text)
        files["actions.yaml"] = Array(misspelt.utf8)
        let line =
            try #require(
                misspelt.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("requird") })
            + 1
        #expect(
            try PolicyBundleReader.read(files).readingRemarks.map(\.text) == [
                "actions.yaml:\(line):7: arguments/requird: requird is no keyword of JSON Schema, which takes it for a note "
                    + "(did you mean required?)"
            ])
        #expect(try PolicyBundleReader.read(starter()).readingRemarks == [])
    }
}
