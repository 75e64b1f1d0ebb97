import Domain

/// `use-cases.yaml`: what an admin has approved for delegation.
enum UseCasesReader {
    private static let keys = [
        "name", "description", "risk", "modes", "level", "kinds", "actions", "action_classes", "tools", "templates",
    ]

    static func read(_ file: PolicyFile) -> [UseCase] {
        let useCases = file.entries("use_cases", "a use case", keys: keys).compactMap { useCase($0, file) }
        file.refuseRepeats(useCases.map { ($0.name, $0.place) })
        return useCases
    }

    private static func useCase(_ reader: MappingReader, _ file: PolicyFile) -> UseCase? {
        let name = reader.name("name")
        let description = reader.string("description")
        let risk = reader.word("risk", of: Risk.self)
        let modes = filled("modes", reader.words("modes", of: Mode.self), reader)
        let level = reader.word("level", of: PermissionLevel.self)
        let kinds = filled("kinds", reader.words("kinds", of: OutputKind.self), reader)
        let actions = reader.optionalStrings("actions") ?? []
        file.references.note(.action, reader.optionalNode("actions"))
        let classes = reader.optionalWords("action_classes", of: ActionClass.self) ?? []
        let tools = reader.optionalGlobs("tools") ?? []
        let templates = filled("templates", reader.globs("templates"), reader)
        guard let name, let description, let risk, let modes, let level, let kinds, let templates else { return nil }
        return UseCase(
            name: name, description: description, riskCeiling: risk, modes: modes, level: level, kinds: kinds,
            actions: actions, actionClasses: classes, tools: tools, templates: templates, place: file.place(reader))
    }

    /// Nothing could ever be dispatched under an empty list.
    private static func filled<Value>(_ key: String, _ values: [Value]?, _ reader: MappingReader) -> [Value]? {
        if let node = reader.optionalNode(key), node.sequence?.isEmpty == true {
            reader.problems.report("\(key) must not be empty", at: node)
        }
        return values
    }
}
