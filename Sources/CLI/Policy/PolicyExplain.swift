import API
import Domain

/// `countersign policy explain`
enum PolicyExplain {
    static let request = OptionalArgument("ACTION", "A request for an action that was made.")
    static let from = Option<String>("from", "PATH", "Ask this bundle alone, not the policy in force.")
    static let name = Option<String>(
        "case", "TEXT", "Only cases with this in their name: the bundle's own, or those of --cases.")
    static let cases = Option<String>("cases", "FILE", "The cases in this file; - is standard input.")
    static let facts = Option<String>(
        "facts", "FILE|JSON",
        "One case, in a file (- is standard input) or as it stands: {\"given\": {…}, \"when\": {…}}, with the keys of a "
            + "case file.")

    static let command = Command(
        "explain", "Show how the policy comes to its answer.",
        description: """
            The answer, which line decided, and for each rule the tree of its conditions: + held, - did not, ! could not be \
            told. Of a dispatch, for each use case the bounds that hold and those that do not, and who could review. Without \
            ACTION, of the bundle's own cases, or of those that you state. Of a request that was made: first the answer that \
            counts, the stricter of what its run pinned and what is in force, and what became of it, then what each of these \
            says: while it is held by the facts of now, later by the facts of then and the people of now.
            """,
        arguments: [request], options: [from, name, cases, facts],
        examples: [
            Example("countersign policy explain act_0192f1c7", "Why a request was held."),
            Example("countersign policy explain --from policies/ours --case 'nobody releases'", "A case of a bundle."),
            Example(
                "countersign policy explain --facts '{\"given\": {\"use_case\": \"release-notes\"}, \"when\": {\"action\": \"notes.append\", "
                    + "\"arguments\": {\"page\": \"releases\", \"text\": \"Done.\"}}}'",
                "What would be said."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        var input = PolicyExplainRequest(
            request: invocation[request], name: invocation[name],
            files: try invocation[from].map { try BundleFolder.files($0, invocation) })
        if let file = invocation[cases] { (input.cases, input.source) = (try LocalFile.text(file, invocation), file) }
        if let facts = invocation[facts] {
            // What begins like a mapping is no path.
            let isText = facts.drop(while: \.isWhitespace).first == "{"
            input.facts = isText ? facts : try LocalFile.text(facts, invocation)
            input.source = isText ? "--facts" : facts
        }
        let bundle = input.files.map { [(invocation[from] ?? "", $0)] } ?? []
        let page = try BundleFolder.located(bundle, invocation) {
            try invocation.call(Endpoints.policyExplain, path: invocation.teamPath(), input)
        }
        try invocation.show(page) { page in
            for explanation in page.items { try print(explanation, invocation) }
        }
    }

    private static func print(_ explanation: PolicyExplanationView, _ invocation: Invocation) throws {
        try invocation.print("\(explanation.subject, .bold): \(explanation.outcome)")
        try invocation.print(explanation.reasons.map { "  because \($0)" })
        let label =
            switch explanation.outcome {
            case "entitled": "may sign:"
            case "not_entitled": "may not sign:"
            default: "missing"
            }
        try invocation.print(explanation.missing.map { "  \(label) \($0)" })
        try invocation.print((explanation.became ?? []).map { "  then \($0)" })
        for rule in explanation.rules {
            let place = rule.place.map { " (\($0))" } ?? ""
            try invocation.print("  \(rule.rule, .bold)\(place), \(rule.effect): \(found(rule))")
            try invocation.print(rule.lines.map { "    \($0)" })
        }
    }

    /// A rule applies or not; a use case and the rules of review are kept or not.
    private static func found(_ rule: RuleExplanationView) -> String {
        let isRule = ["permit", "hold", "forbid"].contains(rule.effect)
        switch rule.truth {
        case "held": return isRule ? "applies" : "is kept"
        case "not_held": return isRule ? "does not apply" : "is not kept"
        default: return "cannot be told"
        }
    }
}
