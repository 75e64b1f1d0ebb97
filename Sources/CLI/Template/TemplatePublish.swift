import API

/// `countersign template publish`
enum TemplatePublish {
    static let name = Argument("TEMPLATE", "The template's name.")
    static let version = Option<Int>("version", "N", "Which draft; the latest version if absent.")

    static let command = Command(
        "publish", "Publish a draft that somebody else wrote.",
        description: "From then on a dispatch uses it. Nobody publishes a version of their own.",
        arguments: [name], options: [version],
        examples: [Example("countersign template publish release-notes --version 2", "Publish version 2.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        var path = try invocation.teamPath(["template": invocation[name]])
        let number =
            try invocation[version]
            ?? invocation.call(Endpoints.templateShow, path: path, query: [("version", "latest")]).summary.number
        path["version"] = String(number)
        let view = try invocation.call(Endpoints.templatePublish, path: path)
        try invocation.confirm(view, "Published \(view.summary.name, .bold) version \(view.summary.number).")
    }
}
