import API
import Domain

/// `countersign template preview`
enum TemplatePreview {
    static let lines = Flag("lines", "The origin of every line beside it.")

    static let command = Command(
        "preview", "Print the exact brief that a dispatch would freeze now.",
        description: """
            Byte for byte what the agent would be given, with these inputs and the team's context as it is. Any version can \
            be previewed, a draft too, and so can a brief that inherits more context than is dispatched. --lines says of every line where it comes from: a file of the template, a document of \
            team context, the inputs, or Countersign itself.
            """,
        arguments: [DispatchOptions.template], options: DispatchOptions.all + [lines],
        examples: [
            Example("countersign template preview release-notes -i repository=/srv/git/app", "Before you dispatch."),
            Example("countersign template preview release-notes@3 -i repository=/srv/git/app --lines", "Where from?"),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let request = try DispatchOptions.request(invocation, startable: Set(TemplateVersionState.allCases))
        let path = try invocation.teamPath(["template": request.template])
        try invocation.show(invocation.call(Endpoints.templatePreview, path: path, request)) { brief in
            if invocation[lines] {
                try invocation.print(origins(brief))
            } else {
                try invocation.print(content: brief.text)
            }
            for warning in brief.warnings { invocation.say("\("warning", .waiting): \(warning.text)") }
            for notice in brief.notices { invocation.say("\("notice", .waiting): \(notice)") }
            invocation.say(
                "\("\(brief.template) version \(brief.version) (\(brief.state.rawValue)), \(brief.digest)", .dim)")
        }
    }

    private static func origins(_ brief: BriefPreview) -> [Text] {
        let width = brief.origins.map(\.count).max() ?? 0
        // Split as the compiler joins: one line feed ends each line.
        let lines = brief.text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }.map(String.init)
        return zip(brief.origins, lines).map { origin, line in
            "\(origin + String(repeating: " ", count: width - origin.count), .dim)  \(line)"
        }
    }
}
