import API
import Domain

/// `countersign context set`
enum ContextSet {
    static let layer = Argument("LAYER", "organisation, team or project.")
    static let project = Option<String>("project", "NAME", "The project; needed for that layer.")
    static let file = RequiredOption<String>("file", short: "f", "FILE", "The text, in Markdown; - is standard input.")

    static let command = Command(
        "set", "Set a layer of the team context.",
        description: "Makes a new version of the document that every run of the team inherits; earlier versions stay.",
        arguments: [layer], options: [file, project],
        examples: [
            Example("countersign context set team --file CONTEXT.md", "What every run of the team should know."),
            Example("countersign context set project --project website -f - < notes.md", "For one project."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let layer = try Choice.read(ContextLayer.self, invocation[layer], for: layer)
        let text = try LocalFile.text(invocation[file], invocation)
        let view = try invocation.call(
            Endpoints.contextSet, path: invocation.teamPath(["layer": layer.rawValue]),
            ContextRequest(text: text, project: invocation[project]))
        try invocation.confirm(
            view, "Set \(view.layer.rawValue, .bold) context, version \(view.number), \(view.digest.short, .dim).")
    }
}
