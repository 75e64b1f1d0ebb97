import Domain

/// What may be delegated: everything a run of one of its templates stays within.
package struct UseCaseView: Message {
    package var name: String
    package var description: String
    /// The highest risk of a run.
    package var risk: Risk
    package var modes: [Mode]
    package var level: PermissionLevel
    package var kinds: [OutputKind]
    package var actions: [String]
    package var actionClasses: [ActionClass]
    /// Patterns.
    package var tools: [String]
    package var templates: [String]
    /// `use-cases.yaml:4`
    package var place: String

    package init(_ useCase: UseCase) {
        name = useCase.name
        description = useCase.description
        risk = useCase.riskCeiling
        modes = useCase.modes
        level = useCase.level
        kinds = useCase.kinds
        actions = useCase.actions
        actionClasses = useCase.actionClasses
        tools = useCase.tools.map(\.description)
        templates = useCase.templates.map(\.description)
        place = useCase.place.description
    }
}

/// Which templates and runs fall under which use case, and what was refused for lack of one.
package struct UseCaseCoverageView: Message {
    package struct Covered: Message {
        package var useCase: String
        /// Published templates that stay within it.
        package var templates: [String]
        package var runs: Int

        package init(useCase: String, templates: [String], runs: Int) {
            self.useCase = useCase
            self.templates = templates
            self.runs = runs
        }
    }

    /// A published template that could not be dispatched.
    package struct Uncovered: Message {
        package var template: String
        package var useCase: String?
        package var code: String
        package var reasons: [String]

        package init(template: String, useCase: String?, code: String, reasons: [String]) {
            self.template = template
            self.useCase = useCase
            self.code = code
            self.reasons = reasons
        }
    }

    /// Dispatches and agents' requests that a use case refused, or the lack of one.
    package struct Refused: Message {
        package var template: String
        /// What the template named; absent if nothing.
        package var useCase: String?
        /// What an agent asked for; absent for a dispatch.
        package var action: String?
        package var code: String
        /// Which bounds of the use case were broken: `mode`, `risk`, `action`.
        package var bounds: [String]
        package var count: Int
        package var latestAt: Timestamp
        /// The latest request; absent for a dispatch, of which there is no run.
        package var example: String?

        package init(
            template: String, useCase: String?, action: String? = nil, code: String, bounds: [String], count: Int,
            latestAt: Timestamp, example: String? = nil
        ) {
            self.bounds = bounds
            self.latestAt = latestAt
            self.example = example
            self.template = template
            self.useCase = useCase
            self.action = action
            self.code = code
            self.count = count
        }
    }

    package var days: Int
    /// False for a team that has no policy yet, and so nothing that may be dispatched.
    package var hasPolicy: Bool
    package var covered: [Covered]
    package var uncovered: [Uncovered]
    package var refused: [Refused]

    package init(
        days: Int, hasPolicy: Bool, covered: [Covered], uncovered: [Uncovered], refused: [Refused]
    ) {
        self.hasPolicy = hasPolicy
        self.days = days
        self.covered = covered
        self.uncovered = uncovered
        self.refused = refused
    }
}
