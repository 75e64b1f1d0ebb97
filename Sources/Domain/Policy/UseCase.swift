/// What an admin has approved for delegation. A template must name one, and stays within its bounds.
package struct UseCase: Hashable, Sendable {
    package let name: String
    package let description: String
    /// The highest risk a run may have.
    package let riskCeiling: Risk
    package let modes: [Mode]
    /// What a run may do on its own. A higher action it may still ask for, and then a person decides.
    package let level: PermissionLevel
    package let kinds: [OutputKind]
    /// Actions by name, and whole classes of them. An action in neither is out of bounds.
    package let actions: [String]
    package let actionClasses: [ActionClass]
    package let tools: [Glob]
    package let templates: [Glob]
    package let place: Place

    package init(
        name: String, description: String, riskCeiling: Risk, modes: [Mode], level: PermissionLevel,
        kinds: [OutputKind], actions: [String], actionClasses: [ActionClass], tools: [Glob], templates: [Glob],
        place: Place
    ) {
        self.name = name
        self.description = description
        self.riskCeiling = riskCeiling
        self.modes = modes
        self.level = level
        self.kinds = kinds
        self.actions = actions
        self.actionClasses = actionClasses
        self.tools = tools
        self.templates = templates
        self.place = place
    }
}
