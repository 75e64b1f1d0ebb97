import Domain

/// `countersign template check`
enum TemplateCheck {
    static let paths = SeveralArguments("PATH", "A template's folder, or a folder of templates.")

    static let command = Command(
        "check", "Check template folders on this machine.",
        description: "Needs no service. Prints every problem as file:line:column and exits with 1 if there is one.",
        arguments: [paths],
        examples: [
            Example("countersign template check library", "A whole library, in a commit hook."),
            Example("countersign template check .", "The template in this folder."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let templates = try invocation[paths].flatMap { try TemplateFolder.find($0, invocation) }
        let problems = templates.flatMap { $0.problems() }
        if invocation.wantsJSON {
            try invocation.print(json: problems)
        } else {
            try invocation.print(problems.map { Text($0.text) })
        }
        guard problems.isEmpty else { throw Ended(.failed) }
        let count = templates.count
        if !invocation.wantsJSON {
            try invocation.confirm("\(count) template\(count == 1 ? "" : "s") without problems.")
        }
    }
}
