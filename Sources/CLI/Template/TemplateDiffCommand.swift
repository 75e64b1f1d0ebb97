import API

/// `countersign template diff`
enum TemplateDiffCommand {
    static let name = Argument("TEMPLATE", "The template's name.")

    static let lines = Flag("lines", "The lines of the files, too.")

    static let command = Command(
        "diff", "Show what changed between two versions of a template.",
        description: """
            What it means for runs and reviewers. `weakens` is what asks less of a run or allows it more, `breaks callers` what \
            may make inputs or uses invalid that were fine before. --lines adds the lines of the files.
            """,
        arguments: [name], options: [VersionPair.from, VersionPair.to, lines],
        examples: [
            Example("countersign template diff release-notes", "The latest version against the one before."),
            Example("countersign template diff release-notes --from 1 --to 4", "Two versions of your choice."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let path = try invocation.teamPath(["template": invocation[name]])
        let query = try VersionPair.query(invocation) {
            try invocation.call(Endpoints.templateShow, path: path, query: [("version", "latest")]).summary.number
        }
        try invocation.show(invocation.call(Endpoints.templateDiff, path: path, query: query)) { diff in
            try invocation.print(invocation[lines] ? DiffText.lines(diff) : DiffText.meaning(diff))
        }
    }
}
