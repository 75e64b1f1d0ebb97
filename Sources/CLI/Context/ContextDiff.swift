import API
import Domain

/// `countersign context diff`
enum ContextDiff {
    static let from = Option<Int>("from", "N", "The older version; what is in force below --to if absent, or nothing.")
    static let to = Option<Int>("to", "N", "The newer version; the latest if absent.")

    static let command = Command(
        "diff", "Show what changed between two versions of a layer of the team context.",
        description: "Line by line. Without versions: what the latest version changes in what was in force before it.",
        arguments: [ContextArgument.layer], options: [ContextArgument.project, from, to],
        examples: [
            Example("countersign context diff team", "What the proposal changes."),
            Example("countersign context diff team --from 1 --to 4", "Two versions of your choice."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let versions = try ContextArgument.history(invocation)
        guard let latest = versions.first else {
            return try invocation.show(DiffView(meaning: [], unified: "")) { _ in
                try ContextList.saySilence(invocation)
            }
        }
        let diff = try fetch(from: invocation[from], to: invocation[to] ?? latest.number, versions, invocation)
        try invocation.show(diff) { try invocation.print(DiffText.lines($0)) }
    }

    /// - Parameter from: what was in force before if absent, or nothing.
    static func fetch(
        from: Int? = nil, to: Int, _ history: [ContextSummary], _ invocation: Invocation
    ) throws -> DiffView {
        let before = history.first { $0.number < to && $0.state == .approved }?.number
        let query = [("from", String(from ?? before ?? 0)), ("to", String(to))]
        return try invocation.call(
            Endpoints.contextDiff, path: ContextArgument.path(invocation),
            query: ContextArgument.query(invocation) + query)
    }
}
