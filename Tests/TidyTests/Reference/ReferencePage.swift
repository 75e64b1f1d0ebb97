import Testing

/// A page of `docs/reference`, made from one of the product's tables.
struct ReferencePage: Sendable, CustomTestStringConvertible {
    /// Relative to `docs/reference`.
    let name: String
    let text: String

    var testDescription: String { name }

    static let all: [ReferencePage] = [api, commands, settings, policy, refusals, reviewRules, lint, events]

    init(_ name: String, title: String, _ introduction: String, _ blocks: [String]) {
        self.name = name
        let notice =
            "<!-- Made from the code by Tests/TidyTests; `COUNTERSIGN_RECORD=1 swift test --filter ReferenceTests` renews it. -->"
        text = (["# \(title)", notice, introduction] + blocks).joined(separator: "\n\n") + "\n"
    }
}

/// The little Markdown that the pages need.
enum Markdown {
    static func table(_ head: [String], _ rows: [[String]]) -> String {
        let rule = head.map { _ in "---" }
        return ([head, rule] + rows.map { $0.map(cell) })
            .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    static func code(_ text: String) -> String { "`\(text)`" }

    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
