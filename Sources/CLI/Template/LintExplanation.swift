import Decisions
import Domain

/// What the rules of lint want, and why.
enum LintExplanation {
    private struct Rule: Encodable {
        struct Example: Encodable {
            let file: String
            let text: String
        }
        let id: String
        let level: LintLevel
        let doc: String
        let limit: String?
        let bad: Example
        let good: Example

        init(_ rule: any LintRule) {
            id = rule.id
            level = rule.level
            doc = rule.doc
            limit = rule.limit
            bad = Example(file: rule.bad.file, text: rule.bad.excerpt)
            good = Example(file: rule.good.file, text: rule.good.excerpt)
        }
    }

    /// These rules in full, or a list of all.
    static func show(_ names: [String], _ invocation: Invocation) throws {
        let rules = try names.map(rule)
        if invocation.wantsJSON {
            return try invocation.print(json: (names.isEmpty ? LintRules.explained : rules).map(Rule.init))
        }
        if names.isEmpty {
            var table = Table("RULE", "LEVEL", "WANTS")
            for rule in LintRules.explained {
                table.add("\(rule.id, .bold)", "\(rule.level.rawValue)", "\(rule.title)")
            }
            return try invocation.print(table, ifEmpty: "")
        }
        for rule in rules { try invocation.print(lines(rule)) }
    }

    private static func rule(_ name: String) throws -> any LintRule {
        if let rule = LintRules.named(name) { return rule }
        let near = NearestName.of(name, in: LintRules.explained.map(\.id)).map { "did you mean \($0)?" }
        throw Failure(
            .notFound,
            "there is no rule \(name); \(near ?? "`countersign template lint --explain` lists them")")
    }

    private static func lines(_ rule: any LintRule) -> [Text] {
        let doc = [rule.doc, rule.limit].compactMap(\.self).flatMap { Wrapping.rows($0, columns: 100) }
            .map { Text("  " + $0) }
        return ["\(rule.id, .bold) (\(rule.level.rawValue)): \(rule.title)", ""] + doc + [
            "", "  Not so, in \(rule.bad.file):", "",
        ]
            + indented(rule.bad) + ["", "  But so:", ""] + indented(rule.good) + [""]
    }

    private static func indented(_ example: LintExample) -> [Text] {
        example.excerpt.lines.map { Text("      " + $0) }
    }
}
