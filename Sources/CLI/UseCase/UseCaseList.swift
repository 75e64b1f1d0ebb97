import API

/// `countersign usecase list`
enum UseCaseList {
    static let command = Command(
        "list", "List what may be delegated.",
        description: "The approved use cases of the policy in force, each with its bounds.",
        examples: [Example("countersign usecase list", "What can I hand to an agent here?")], run: run)

    static func run(_ invocation: Invocation) throws {
        let page = try invocation.call(Endpoints.useCaseList, path: invocation.teamPath())
        try invocation.show(page) { page in
            var table = Table("USE CASE", "RISK UP TO", "MODES", "LEVEL", "KINDS", "WHAT FOR")
            for useCase in page.items {
                table.add(
                    "\(useCase.name, .bold)", "\(useCase.risk.rawValue, useCase.risk.style)",
                    "\(useCase.modes.map(\.rawValue).joined(separator: ", "))", "\(useCase.level.rawValue)",
                    "\(useCase.kinds.map(\.rawValue).joined(separator: ", "))", "\(useCase.description)")
            }
            try invocation.print(table, ifEmpty: "Nothing may be delegated yet: no use case is approved.")
        }
    }
}
