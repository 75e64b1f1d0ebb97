import API

/// `countersign usecase show`
enum UseCaseShow {
    static let name = Argument("NAME", "The use case.")

    static let command = Command(
        "show", "Show one use case with all its bounds.",
        description:
            "A run is refused if its template asks for more than this, and so is an action that it may not ask for.",
        arguments: [name], examples: [Example("countersign usecase show release-notes", "Where does it end?")], run: run
    )

    static func run(_ invocation: Invocation) throws {
        let path = try invocation.teamPath(["useCase": invocation[name]])
        try invocation.show(invocation.call(Endpoints.useCaseShow, path: path)) { useCase in
            func list(_ texts: [String]) -> Text { texts.isEmpty ? "none" : "\(texts.joined(separator: ", "))" }
            var facts = Facts()
            facts.add("Use case", "\(useCase.name, .bold) (\(useCase.place))")
            facts.add("For", "\(useCase.description)")
            facts.add("Risk", "up to \(useCase.risk.rawValue, useCase.risk.style)")
            facts.add("Modes", list(useCase.modes.map(\.rawValue)))
            facts.add("Level", "up to \(useCase.level.rawValue)")
            facts.add("Kinds", list(useCase.kinds.map(\.rawValue)))
            facts.add("Actions", list(useCase.actions))
            facts.add("Classes", list(useCase.actionClasses.map(\.rawValue)))
            facts.add("Tools", list(useCase.tools))
            facts.add("Templates", list(useCase.templates))
            try invocation.print(facts)
        }
    }
}
