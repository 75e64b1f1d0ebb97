import CLI
import Decisions
import Domain

@testable import Server

extension ReferencePage {
    /// Every code with which Countersign says no.
    static let refusals = ReferencePage(
        "refusals.md", title: "Refusals",
        """
        Each refusal has a stable code, a sentence that says what is wrong, where, and what to do, and often facts for a program. Over \
        HTTP it is a problem (RFC 9457): `code`, `detail` (the sentence) and `facts`. The command line prints the sentence with the code in \
        parentheses and ends with the exit code. [How to read a refusal](../how-to/read-a-refusal.md) shows one of each.
        """,
        FailureKind.allCases.map(section))

    private static func section(_ kind: FailureKind) -> String {
        let codes = FailureCode.allCases.filter { $0.kind == kind && FailureMeaning.all[$0] != nil }
        let rows = codes.map { [Markdown.code($0.rawValue), (FailureMeaning.all[$0] ?? "") + rules($0)] }
        let odd = kind == .malformed ? " (`bad_request`: 400)" : ""
        let facts = "HTTP \(ProblemAnswer.status(of: kind))\(odd), exit code \(ExitCode(kind).rawValue)."
        return "## \(title(kind))\n\n\(facts)\n\n" + Markdown.table(["code", "means"], rows)
    }

    private static func rules(_ code: FailureCode) -> String {
        let rules = ReviewRules.all.filter { $0.codes.contains(code) }.map { Markdown.code($0.id) }
        return rules.isEmpty ? "" : " Review rule: [\(rules.joined(separator: ", "))](review-rules.md#rules)."
    }

    private static func title(_ kind: FailureKind) -> String {
        switch kind {
        case .malformed: "The request is not right"
        case .unauthenticated: "Nobody is logged in"
        case .forbidden: "The caller may not do this"
        case .missing: "There is no such thing for this caller"
        case .conflict: "Things have moved on"
        case .refused: "A rule says no"
        case .tooLarge: "Too large"
        case .tooMany: "Too often"
        case .unavailable: "Not now"
        case .broken: "A defect of Countersign"
        }
    }
}
