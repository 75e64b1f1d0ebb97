import API
import Domain

/// `countersign template search`
enum TemplateSearch {
    static let text = SeveralArguments(
        "TEXT",
        "Words, as for a web search: \"a phrase\", or, -without. Up to \(TemplateHit.textLimit) characters in all.")
    static let useCase = Option<String>("use-case", "NAME", "Only templates of this use case.")
    static let kind = Option<OutputKind>("kind", "KIND", "Only templates that deliver this kind of output.")
    static let area = Option<String>("area", "AREA", "Only templates of this area.")
    static let all = Flag("all", "Every version, drafts and deprecated ones too, not only what a dispatch takes.")

    static let command = Command(
        "search", "Search the team's library.",
        description: """
            Searches the version of each template that a dispatch takes: the one that the team has pinned, or else the current \
            one. Looks for words in name, description, objective, use case and instruction; what stands in the name counts most. \
            Where nothing is found, each word is taken for those that look most like it in names, use cases and descriptions, \
            and you are told so. Words such as `the` or `of` are not looked for. Of a frequent word there are 200 hits at most.
            """,
        arguments: [text], options: [useCase, kind, area, all, Paging.limit],
        examples: [
            Example("countersign template search release notes", "By words."),
            Example("countersign template search 'ticket -summary' --kind document", "By kind of output."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let words = invocation[text].joined(separator: " ")
        guard words.unicodeScalars.count <= TemplateHit.textLimit else {
            throw UsageFailure(
                "search for up to \(TemplateHit.textLimit) characters; these are \(words.unicodeScalars.count)")
        }
        let given = [
            ("use_case", invocation[useCase]), ("kind", invocation[kind]?.rawValue), ("area", invocation[area]),
            ("all", invocation[all] ? "true" : nil),
        ]
        let query =
            [("text", words)]
            + given.compactMap { name, value in value.map { (name, $0) } }
        let hits = try invocation.pages(Endpoints.templateSearch, path: invocation.teamPath(), query: query)
        try invocation.show(hits) { page in
            if page.items.contains(where: \.looksAlike) { invocation.say("Nothing has these words. These look alike:") }
            var table = Table("TEMPLATE", "VERSION", "STATE", "AREA", "USE CASE", "DESCRIPTION")
            for hit in page.items {
                table.add(
                    "\(hit.name, .bold)", "\(hit.number)",
                    "\(hit.state.title(isCurrent: hit.isCurrent, isPinned: hit.isPinned))", "\(hit.area)",
                    "\(hit.useCase)", "\(hit.description)")
            }
            try invocation.print(table, ifEmpty: "Nothing found.")
            invocation.sayIfMore(page)
            if !invocation[all], page.items.allSatisfy(\.looksAlike) { try sayWhatAllWouldFind(query, invocation) }
        }
    }

    /// What is being sought may only not be in use yet, or not any more.
    private static func sayWhatAllWouldFind(_ query: [(String, String)], _ invocation: Invocation) throws {
        let every = try invocation.call(
            Endpoints.templateSearch, path: invocation.teamPath(),
            query: query + [("all", "true"), ("limit", String(Paging.pageLimit))])
        let states = Dictionary(grouping: every.items.filter { !$0.looksAlike }) { $0.state.title(isCurrent: false) }
        guard !states.isEmpty else { return }
        let counts = states.sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }
        invocation.say(
            "Versions that no dispatch uses by itself have these words (\(counts.joined(separator: ", "))"
                + "\(every.next == nil ? "" : " and more")): add --all to see them.")
    }
}

extension TemplateVersionState {
    /// `pinned` or `current` for what a dispatch uses that names no version.
    func title(isCurrent: Bool, isPinned: Bool = false) -> String {
        guard self == .published, isCurrent || isPinned else { return rawValue }
        return isPinned ? TemplateLabel.pinned : TemplateLabel.current
    }
}
