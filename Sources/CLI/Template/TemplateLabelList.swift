import API

/// `countersign template labels`
enum TemplateLabelList {
    static let name = Argument("TEMPLATE", "The template's name.")

    static let command = Command(
        "labels", "Show where a template's labels and pins stand.",
        description:
            "`current` is what a dispatch uses that names no version, unless the team or its project has a pin.",
        arguments: [name],
        examples: [Example("countersign template labels release-notes", "Where they stand, and what is proposed.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let path = try invocation.teamPath(["template": invocation.wholeTemplate(name)])
        try invocation.show(invocation.call(Endpoints.templateLabels, path: path)) { page in
            var table = Table("LABEL", "PROJECT", "VERSION", "BY", "MOVED", "PROPOSED")
            for label in page.items {
                let place: Text = label.version.map { "\($0)" } ?? "none"
                let people = [label.proposedBy, label.approvedBy].compactMap { $0 }.joined(separator: ", ")
                table.add(
                    "\(label.label, .bold)", "\(label.project ?? "")",
                    label.isDeprecated ? "\(place), \("deprecated", .bad)" : place, "\(people)",
                    label.movedAt.map { "\(invocation.time($0), .dim)" } ?? "",
                    label.proposal.map(text) ?? "")
            }
            try invocation.print(table, ifEmpty: "No labels.")
        }
    }

    private static func text(_ proposal: LabelProposal) -> Text {
        let place = proposal.version.map { "version \($0)" } ?? "removal"
        let reason = proposal.reason.isEmpty ? "" : ": \(proposal.reason)"
        let end: Text = proposal.isDeprecated ? "; \("\(place) is deprecated: it cannot be agreed to", .bad)" : ""
        return "\("\(place) by \(proposal.by)", .waiting)\(reason)\(end)"
    }
}
