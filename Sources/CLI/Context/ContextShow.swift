import API
import Domain

/// `countersign context show`
enum ContextShow {
    static let template = Option<String>(
        "for", "TEMPLATE", "What a run of this template is told, line by line; name@version and name@label, too.")
    static let project = Option<String>("project", "NAME", "With this project's layer.")

    static let command = Command(
        "show", "Show the team context that runs inherit.",
        description: """
            Layer by layer, the widest first, each with its version and who stands behind it. With --for every line has its \
            origin, and the whole its size against the budget.
            """,
        options: [template, project],
        examples: [
            Example("countersign context show --project website", "What a run for that project knows."),
            Example(
                "countersign context show --for release-notes", "Where does each line come from, how long is it all?"),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = invocation[project].map { [("project", $0)] } ?? []
        guard let typed = invocation[template] else { return try documents(query, invocation) }
        let reference = try TemplateReference(typed)
        try invocation.show(
            invocation.call(
                Endpoints.contextEffective, path: invocation.teamPath(),
                query: [("template", reference.name)] + reference.query + query)
        ) { try effective($0, invocation) }
    }

    private static func documents(_ query: [(String, String)], _ invocation: Invocation) throws {
        try invocation.show(
            invocation.call(Endpoints.contextShow, path: invocation.teamPath(), query: query)
        ) { page in
            for (index, document) in page.items.enumerated() {
                if index > 0 { try invocation.print("") }
                try show(document, invocation)
            }
            try sayWhatElse(Set(page.items.map(\.summary.layer)), invocation)
        }
    }

    private static func show(_ document: ContextView, _ invocation: Invocation) throws {
        let summary = document.summary
        try invocation.print(
            """
            \(summary.name, .bold) version \(summary.number) by \(summary.author), approved by \
            \(summary.decidedBy ?? "") \(invocation.time(summary.decidedAt))
            """)
        guard document.text.contains(where: { !$0.isWhitespace }) else {
            return try invocation.print("says nothing (emptied in version \(summary.number))")
        }
        try invocation.print(content: document.text.hasSuffix("\n") ? document.text : document.text + "\n")
    }

    /// Which of the layers that were asked for say nothing, and what waits for a second person in those that do.
    private static func sayWhatElse(_ shown: Set<ContextLayer>, _ invocation: Invocation) throws {
        let standings = try ContextList.fetch(invocation).items
        let project = invocation[project] ?? ""
        let asked = shown.union(
            project.isEmpty ? (shown.isEmpty ? [try ContextList.widest(invocation)] : []) : [.project])
        for layer in asked where !shown.contains(layer) {
            let silence = standings.silence(layer, layer == .project ? project : "")
            invocation.say("\("notice", .waiting): \(silence)")
        }
        for proposal in standings.compactMap(\.proposal)
        where shown.contains(proposal.layer) && proposal.project == (proposal.layer == .project ? project : "") {
            invocation.say("\("notice", .waiting): \(proposal.name) context, \(proposal.isWaiting)")
        }
    }

    private static func effective(_ view: EffectiveContextView, _ invocation: Invocation) throws {
        var lines = Table("ORIGIN", "IMPORTED FROM", "TEXT")
        for line in view.lines {
            lines.add("\(line.origin, .dim)", "\(line.source ?? "", .dim)", "\(line.text)")
        }
        // Not cut at the edge of the terminal: this is to be read.
        try invocation.print(lines.lines(width: nil))
        try invocation.print("")
        var sizes = Table("PART", "WORDS", "CHARACTERS", "TOKENS, ABOUT")
        for part in view.parts + [view.template] {
            sizes.add(
                "\(part.name)", "\(part.size.words)", "\(part.size.characters)", "\(part.size.tokens)")
        }
        try invocation.print(sizes, ifEmpty: "")
        try invocation.print(
            "The team context has about \(view.size.tokens, .bold) tokens; its budget is \(view.budgetTokens).")
        if let notice = view.notice { invocation.warn("\("warning", .waiting): \(notice)") }
    }
}
