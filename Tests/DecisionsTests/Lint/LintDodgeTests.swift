import Decisions
import Domain
import Testing

/// What fills a key and says nothing, and what only looks like it.
@Suite struct LintDodgeTests {
    private func rules(_ example: LintExample) throws -> [String] {
        LintRules.remarks(try LintFixture.template(with: example)).map(\.rule)
    }

    @Test(arguments: [
        ("None", false), ("No constraints.", false), ("Nothing special.", false), ("Avoid mistakes.", false),
        ("Make no errors.", false), ("Change nothing.", true), ("No links.", true), ("Never say \"best\".", true),
    ]) func aConstraintForbidsSomething(constraint: String, forbids: Bool) throws {
        let task = "constraints: [\(JSON.string(constraint).canonical)]\n"
        #expect(try rules(.task(task)) == (forbids ? [] : ["no-prohibition"]))
    }

    @Test(arguments: [
        ("routine", false), ("Screenshot.", false), ("Routine inspection.", false), ("Its title.", true),
        ("`Total`", true), ("結果", true), ("Überschrift", true),
    ]) func evidenceIsMoreThanAWord(evidence: String, names: Bool) throws {
        let task = "success_criteria:\n  - {id: a, text: Every line has a hash., evidence: \"\(evidence)\"}\n"
        #expect(try rules(.task(task)) == (names ? [] : ["criterion-without-evidence"]))
    }

    @Test(arguments: [
        ("The code is clean and maintainable.", ["uncheckable-criterion"]), ("The list is clean of duplicates.", []),
    ]) func aJudgementIsNoCriterion(text: String, found: [String]) throws {
        let task = "success_criteria:\n  - {id: a, text: \(text), evidence: Quote it.}\n"
        #expect(try rules(.task(task)) == found)
    }

    @Test(arguments: [
        ("Runs a shell script when invoked.", false), ("Parses CSV with awk for speed.", false),
        ("Runs a query if it is needed.", false), ("Lists what changed when a version is invoked.", true),
        ("Counts rows for speed tests and for audits.", true),
    ]) func aDescriptionOfHowIsNoPurpose(text: String, tells: Bool) throws {
        #expect(
            try rules(.frontMatter("description: \(text)\n")) == (tells ? [] : ["description-without-purpose"]))
    }

    @Test(arguments: [
        ("Read the input `start`, since, tone.", ["start"]), ("Inputs: `since`, `tone` and `until`.", ["until"]),
        ("Since, tone: the `until` input.", ["until"]), ("Since, tone: the input `a.csv` has `until`.", []),
        ("Since, tone.\n```\nthe input `start`\n```", []), ("Read the input `since` in tone; run `start`.", []),
    ]) func aNamedInputIsDeclared(text: String, names: [String]) throws {
        let found = LintRules.remarks(try LintFixture.template(with: .instruction(text)))
        #expect(found.map(\.message) == names.map { "the instruction names the input \($0), which is not declared" })
    }

    @Test(arguments: [
        ("{type: object}", true), ("{}", true), ("{type: array, title: Rows}", true),
        ("{type: object, properties: {}}", true), ("{type: object, required: [a]}", false),
        ("{type: array, items: {type: string}}", false),
    ]) func aTypeAloneIsNoSchema(schema: String, isEmpty: Bool) throws {
        let found = try rules(.task("output: [{path: a.json, kind: data, schema: \(schema)}]\n"))
        #expect(found == (isEmpty ? ["data-without-schema"] : []))
    }
}
