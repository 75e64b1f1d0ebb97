import API
import Domain

/// `countersign template publish`
enum TemplatePublish {
    static let name = Argument("TEMPLATE", "The template's name, or name@version.")
    static let version = Option<Int>("version", "N", "Which draft; the latest version if absent.")

    static let yes = Flag("yes", short: "y", "Do not ask; what changes is shown all the same.")

    static let command = Command(
        "publish", "Publish a draft that somebody else wrote.",
        description: """
            Shows first what it changes by meaning against the version that is used now and what lint says of it; at a terminal \
            also the whole of a first version. Then it asks. From then on a dispatch uses it. Nobody publishes a version \
            of their own.
            """,
        arguments: [name], options: [version, yes],
        examples: [Example("countersign template publish release-notes --version 2", "Publish version 2.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let reference = try TemplateReference(invocation[name], version: invocation[version].map(String.init))
        var path = try invocation.teamPath(["template": reference.name])
        let draft = try reference.fetch(invocation, otherwise: TemplateLabel.latest)
        guard try isWanted(draft, path, invocation) else {
            invocation.warn("Nothing was published.")
            throw Ended(.failed)
        }
        path["version"] = String(draft.summary.number)
        let view = try invocation.call(Endpoints.templatePublish, path: path)
        try invocation.confirm(view, "Published \(view.summary.name, .bold) version \(view.summary.number).")
    }

    /// Whoever publishes has seen what changes; a program gets it from `template diff --json`. What cannot be published is for
    /// the service to refuse.
    private static func isWanted(
        _ draft: TemplateVersionView, _ path: [String: String], _ invocation: Invocation
    ) throws -> Bool {
        if invocation.wantsJSON || isRefused(draft) { return true }
        let isAsked = invocation.terminal.isInputTerminal && !invocation[yes]
        let number = draft.summary.number
        let current = try invocation.call(Endpoints.templateShow, path: path).summary
        if current.isCurrent, current.number != number {
            let query = [("from", String(current.number)), ("to", String(number))]
            let diff = try invocation.call(Endpoints.templateDiff, path: path, query: query)
            let command =
                "countersign template diff \(draft.summary.name) --from \(current.number) --to \(number) --lines"
            try invocation.print(
                ["\("Version \(current.number) → \(number)", .bold)"] + DiffText.meaning(diff, inFull: command))
        } else if isAsked {
            try TemplateShow.print(draft, invocation)
            try invocation.print(["", "\("Instruction", .bold)"])
            try invocation.print(content: (draft.definition["instruction"]?.string ?? "") + "\n")
            try printParts(draft, invocation)
        }
        TemplatePushCommand.sayRemarks(draft, invocation)
        guard isAsked else { return true }
        invocation.terminal.writeError("Publish version \(number)? [y/n] ")
        return try invocation.terminal.readLine()?.lowercased() == "y"
    }

    private static let shownLines = 60

    /// The other files: what runs on the hosts of agents is not published unseen.
    private static func printParts(_ draft: TemplateVersionView, _ invocation: Invocation) throws {
        var parts = draft
        parts.files.removeAll { FindingComment.files.contains($0.path) }
        for file in try TemplateFiles.fetch(parts, invocation) {
            try invocation.print(["", "\(file.path, .bold)\(file.isExecutable ? ", which runs" : "")"])
            guard let text = String(text: file.bytes) else {
                try invocation.print("  \(RelativeTime.size(Int64(file.bytes.count))) that are no text")
                continue
            }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            try invocation.print(content: lines.prefix(shownLines).joined(separator: "\n") + "\n")
            guard lines.count > shownLines else { continue }
            let name = draft.summary.name
            try invocation.print(
                "… \((lines.count - shownLines).counted("line")) more: "
                    + "`countersign template new \(name)-copy --from \(name)@\(draft.summary.number)` writes all of it")
        }
    }

    private static func isRefused(_ draft: TemplateVersionView) -> Bool {
        draft.summary.state != .draft || draft.definition["missing"]?.array != nil
            || draft.remarks.contains { $0.level == .error }
    }
}
