import API
import Domain
import FoundationEssentials
import Formats

/// `countersign template improve`
enum TemplateImprove {
    static let name = Argument("TEMPLATE", "The template's name.")
    static let to = Option<String>("to", "FOLDER", "Where to write; a new folder TEMPLATE-improve if absent.")

    static let command = Command(
        "improve", "Lay out the latest version with what was found.",
        description: """
            Writes the latest version into a folder, with a comment in task.yaml and SKILL.md above each success criterion, \
            constraint or line that an open finding is about. All open findings, also those about other files, stand in \
            FINDINGS.md beside it, those that say the same of the same part together. Mend what you can, then push with \
            `--answers all`, or with an `--answers` for each finding that is answered. The comments and FINDINGS.md stay at \
            home.
            """,
        arguments: [name], options: [to],
        examples: [
            Example("countersign template improve release-notes", "Begin the next version."),
            Example("countersign template improve release-notes --to drafts", "In a folder of your choice."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let path = try invocation.teamPath(["template": invocation.wholeTemplate(name)])
        let version = try invocation.call(Endpoints.templateShow, path: path, query: [("version", "latest")])
        let findings = try invocation.allPages(Endpoints.templateFindings, path: path, query: [("open", "true")])
        let name = version.summary.name
        guard !findings.items.isEmpty else {
            return try invocation.show(findings) { _ in invocation.say("Nothing is open on \(name).") }
        }
        let root = invocation[to] ?? "\(name)-improve"
        let folder = "\(root)/\(version.area)/\(name)"
        let files = try TemplateFiles.fetch(version, invocation).map { file in
            FindingComment.added(to: file, of: version, findings.items)
        }
        try TemplateFiles.write(files, to: LocalFile.path(folder, invocation))
        let notes = TemplateFile(
            path: FindingsPage.name, bytes: Array(FindingsPage.text(version, folder, findings.items).utf8),
            isExecutable: false)
        try TemplateFiles.write([notes], to: LocalFile.path(root, invocation))
        if version.summary.state != .draft, !version.summary.isCurrent {
            invocation.say(
                "This is version \(version.summary.number), the latest; a dispatch takes another: `countersign template history \(name)`"
            )
        }
        try invocation.confirm(
            findings,
            "\(findings.items.count.counted("open finding")): read \(root)/\(FindingsPage.name), edit \(folder, .bold)"
        )
    }
}
