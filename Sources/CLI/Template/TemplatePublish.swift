import API
import Domain

/// `countersign template publish`
enum TemplatePublish {
    static let name = Argument("TEMPLATE", "The template's name, or name@version.")
    static let version = Option<Int>("version", "N", "Which draft; with a question, the latest version if absent.")

    static let command = Command(
        "publish", "Publish a draft that somebody else wrote.",
        description: """
            Shows first what it changes against the version that is used now, with the changed lines of what runs, or the \
            whole of a first version, and what lint says of it. Then it asks; without a terminal, and with --json, it needs \
            the version and --yes. --yes with --quiet or --json shows nothing. From then on a dispatch that names no version uses it, unless \
            another is pinned. Nobody publishes a version of their own.
            """,
        arguments: [name], options: [version, ShownVersion.yes],
        examples: [Example("countersign template publish release-notes --version 2", "Publish version 2.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let reference = try TemplateReference(invocation[name], version: invocation[version].map(String.init))
        let isAsked = try ShownVersion.isAsked(
            naming: reference.version, orLookWith: "`countersign template diff` or `countersign template show`",
            invocation)
        var path = try invocation.teamPath(["template": reference.name])
        let draft = try reference.fetch(invocation, otherwise: TemplateLabel.latest)
        // Nobody reads a long difference, and is refused then.
        if try !isRefused(draft, invocation) {
            if ShownVersion.isShown(isAsked: isAsked, invocation) { try show(draft, path, invocation) }
            if isAsked {
                sayPins(draft, invocation)
                try ShownVersion.ask(
                    "Publish version \(draft.summary.number)?", orSay: "Nothing was published.", invocation)
            }
        }
        path["version"] = String(draft.summary.number)
        let view = try invocation.call(Endpoints.templatePublish, path: path)
        try invocation.confirm(view, "Published \(view.summary.name, .bold) version \(view.summary.number).")
        sayPins(view, invocation)
    }

    /// What is published is not what a dispatch uses where something is pinned.
    private static func sayPins(_ view: TemplateVersionView, _ invocation: Invocation) {
        for pin in view.pins ?? [] {
            guard let number = pin.version else { continue }
            let said = TemplateLabel.pinNotice(view.summary.name, version: number, project: pin.project)
            invocation.say("\("notice", .waiting): \(said)")
        }
    }

    /// What it changes, or the whole of it if there is nothing to compare it with.
    private static func show(
        _ draft: TemplateVersionView, _ path: [String: String], _ invocation: Invocation
    ) throws {
        let number = draft.summary.number
        let current = try invocation.call(Endpoints.templateShow, path: path).summary
        if current.state != .draft, current.number != number {
            let pair = TemplatePair(
                name: draft.summary.name, query: [("from", String(current.number)), ("to", String(number))])
            let diff = try invocation.call(Endpoints.templateDiff, path: path, query: pair.query)
            try invocation.print(
                ["\("Version \(current.number) → \(number)", .bold)"] + DiffText.meaning(diff, of: pair))
        } else {
            try TemplateShow.print(draft, invocation)
            try invocation.print(["", "\("Instruction", .bold)"])
            try invocation.print(content: (draft.definition["instruction"]?.string ?? "") + "\n")
            try printFiles(draft, invocation)
        }
        TemplatePushCommand.sayRemarks(draft, invocation)
    }

    /// The other files: what runs on the hosts of agents is not published unseen.
    private static func printFiles(_ draft: TemplateVersionView, _ invocation: Invocation) throws {
        var others = draft
        others.files.removeAll { FindingComment.files.contains($0.path) }
        let copy = TemplatePair.copy(of: draft.summary.name, String(draft.summary.number))
        for file in try TemplateFiles.fetch(others, invocation) {
            try invocation.print(["", "\(file.path, .bold) (\(file.facts))\(file.runs ? ", which runs" : "")"])
            guard let text = String(text: file.bytes) else {
                try invocation.print("… no text: `\(copy)` writes the file")
                continue
            }
            try invocation.print(
                Excerpt.lines(text.lines, limit: Excerpt.programLimit, inFull: "`\(copy)` writes all of it"))
        }
    }

    /// What cannot be published is for the service to refuse.
    private static func isRefused(_ draft: TemplateVersionView, _ invocation: Invocation) throws -> Bool {
        try draft.summary.state != .draft || draft.definition["missing"]?.array != nil
            || draft.remarks.contains { $0.level == .error } || draft.summary.isOwn(invocation)
    }
}

extension TemplateVersionSummary {
    /// Whether the one who calls has written it.
    func isOwn(_ invocation: Invocation) throws -> Bool {
        try invocation.call(Endpoints.meShow).person.login == author
    }
}
