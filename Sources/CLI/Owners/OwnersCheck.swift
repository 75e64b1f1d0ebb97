import API
import Domain
import Formats

/// `countersign owners check`
enum OwnersCheck {
    static let items = SeveralArguments("PATH|KIND", "Paths of outputs, and kinds as kind:analysis.")
    static let file = Option<String>(
        "file", "FILE", "Ask this OWNERS file instead of the one in force, without a service.")
    static let online = Flag("online", "With --file: also who of the team could review now.")
    static let template = Option<String>(
        "template", "NAME", "For a run of this template that you ask for: who has a part in it drops out.")

    static let command = Command(
        "check", "Explain who must review a path or a kind of output.",
        description: """
            Says for each section of OWNERS which line decides and why the others do not, and who would be asked next where \
            too few of its owners can. With the service also who of them could review now and who acts for one, who could not \
            and why (or until when they are away), and who stands in; then it exits with 1 if a line has too few people: a run \
            with such an output is refused.
            """,
        arguments: [items], options: [file, online, template],
        examples: [
            Example("countersign owners check report.md kind:analysis", "By the policy in force."),
            Example("countersign owners check data/a.csv --file OWNERS", "By a file, before it is proposed."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let text = try invocation[file].map { try LocalFile.text($0, invocation) }
        let source = invocation[file].map(OwnersLintCommand.name)
        let given = try text.map { try CodeOwners.valid(Array($0.utf8), path: source ?? "OWNERS") }
        if text != nil, !invocation[online], invocation[template] != nil {
            throw UsageFailure("--template asks who of the team could review: with --file it takes --online, too")
        }
        let view =
            if let given, !invocation[online] {
                OwnersCheckView(
                    items: try invocation[items].map { OwnersExplanation(try OwnedItem.asked($0), by: given) })
            } else {
                try invocation.call(
                    Endpoints.ownersCheck, path: invocation.teamPath(),
                    OwnersCheckRequest(
                        items: invocation[items], text: text, source: source, template: invocation[template]))
            }
        try invocation.show(view) { view in
            for item in view.items { try invocation.print(lines(item)) }
        }
        if view.items.contains(where: { $0.sections.contains(where: \.isBlocked) }) { throw Ended(.failed) }
    }

    private static func lines(_ item: OwnersExplanation) -> [Text] {
        guard !item.sections.isEmpty else { return ["\(item.item, .bold): no line is about it; whoever reviews may"] }
        return ["\(item.item, .bold)"] + item.sections.flatMap(lines)
    }

    private static func lines(_ section: OwnersExplanation.Section) -> [Text] {
        let name = section.name.isEmpty ? "" : "[\(section.name)] "
        let owners = section.owners.joined(separator: section.approvals > 1 ? ", " : " or ")
        var lines: [Text] = [
            section.owners.isEmpty
                ? "  \(name)nobody in particular"
                : section.approvals == 0
                    ? "  \(name)\(owners) may" : "  \(name)\(section.approvals) of \(owners) must approve"
        ]
        lines += section.lines.map { "    \($0.place.description, .dim)  \($0.text): \($0.verdict)" }
        if !section.standIns.isEmpty {
            lines.append("    where too few of them can: \(section.standIns.joined(separator: ", then "))")
        }
        if !section.able.isEmpty {
            lines.append("    could review now: \(section.able.joined(separator: ", "), .good)")
        }
        lines += delegates(section.delegates)
        lines += section.unable.map { unable($0.login, $0.reasons) }
        lines += standIns(section.standingIn)
        if section.isBlocked {
            lines.append("    \("blocked", .bad): too few people; a run with this output is refused")
        }
        return lines
    }

    // In these words `owners simulate` says it, too.

    static func delegates(_ delegates: [OwnersExplanation.Delegate]) -> [Text] {
        delegates.map { "    \($0.login) acts for \($0.owner) until \($0.until.minute)" }
    }

    static func unable(_ login: String, _ reasons: [String]) -> Text {
        "    could not: \(login) (\(reasons.joined(separator: "; ")))"
    }

    static func standIns(_ logins: [String]) -> [Text] {
        logins.isEmpty ? [] : ["    stand in: \(logins.joined(separator: ", "), .waiting)"]
    }
}
