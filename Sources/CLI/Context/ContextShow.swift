import API

/// `countersign context show`
enum ContextShow {
    static let project = Option<String>("project", "NAME", "With this project's layer.")

    static let command = Command(
        "show", "Show the team context that runs inherit.",
        description: "Layer by layer, the widest first, each with its version and author.",
        options: [project],
        examples: [Example("countersign context show --project website", "What a run for that project knows.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let query = invocation[project].map { [("project", $0)] } ?? []
        try invocation.show(
            invocation.call(Endpoints.contextShow, path: invocation.teamPath(), query: query)
        ) { page in
            if page.items.isEmpty { invocation.say("No context yet: `countersign context set team --file FILE`.") }
            for (index, layer) in page.items.enumerated() {
                if index > 0 { try invocation.print("") }
                let name = layer.project.isEmpty ? layer.layer.rawValue : "\(layer.layer.rawValue) \(layer.project)"
                try invocation.print(
                    "\(name, .bold) version \(layer.number) by \(layer.author), \(invocation.time(layer.createdAt))")
                try invocation.print(content: layer.text.hasSuffix("\n") ? layer.text : layer.text + "\n")
            }
        }
    }
}
