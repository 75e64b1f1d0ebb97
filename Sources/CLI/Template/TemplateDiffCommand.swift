import API
import Domain

/// `countersign template diff`
enum TemplateDiffCommand {
    static let name = Argument("TEMPLATE", "The template's name, or name@version for --to.")

    static let from = Option<String>("from", "N", "The older version, or a label; the one before --to if absent.")
    static let to = Option<String>("to", "N", "The newer version, or a label; the latest if absent.")
    static let lines = Flag("lines", "The lines of the files, too.")

    static let command = Command(
        "diff", "Show what changed between two versions of a template.",
        description: """
            What it means for runs and reviewers. `weakens` is what asks less of a run or allows it more, `breaks callers` what \
            may make inputs or uses invalid that were fine before, `runs` a file that is there to be run by the agent's host. \
            Of changed files the first lines are shown; --lines shows all.
            """,
        arguments: [name], options: [from, to, lines],
        examples: [
            Example("countersign template diff release-notes", "The latest version against the one before."),
            Example("countersign template diff release-notes --from stable --to 4", "Two versions of your choice."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let reference = try TemplateReference(invocation[name], version: invocation[to], option: to.shape.name)
        let path = try invocation.teamPath(["template": reference.name])
        func number(_ choice: String) throws -> Int {
            if let number = Int(choice) { return number }
            return try TemplateReference(reference.name, version: choice).fetch(invocation).summary.number
        }
        let query = try VersionPair.query(
            from: invocation[from].map(number), to: number(reference.choice ?? TemplateLabel.latest),
            isLatest: reference.choice == nil)
        try invocation.show(invocation.call(Endpoints.templateDiff, path: path, query: query)) { diff in
            let pair = TemplatePair(name: reference.name, query: query)
            try invocation.print(invocation[lines] ? DiffText.lines(diff) : DiffText.meaning(diff, of: pair))
        }
    }
}
