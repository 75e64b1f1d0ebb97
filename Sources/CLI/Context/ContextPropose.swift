import API
import Domain
import Formats

/// `countersign context propose`
enum ContextPropose {
    static let file = RequiredOption<String>("file", short: "f", "FILE", "The text, in Markdown; - is standard input.")
    static let note = Option<String>("note", short: "m", "TEXT", "What is new, and why.")

    static let command = Command(
        "propose", "Propose a new text for a layer of the team context.",
        description: """
            Runs go on with what is in force until another person approves. A document has one proposal at a time. The \
            organisation's document is its operators': `--team installation`.
            """,
        arguments: [ContextArgument.layer], options: [file, ContextArgument.project, note],
        examples: [
            Example("countersign context propose team --file CONTEXT.md", "What every run of the team should know."),
            Example("countersign context propose project --project website -f - < notes.md", "For one project."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let path = try ContextArgument.path(invocation)
        try check(
            Choice.read(ContextLayer.self, invocation[ContextArgument.layer], for: ContextArgument.layer), invocation)
        let file = try invocation[file]
        let text = try LocalFile.text(file, invocation)
        let problems = PlainText.problems(in: Array(text.utf8), file: file)
        if let problems = Problems(problems + noteProblems(invocation)) { throw problems.failure(.invalidContext) }
        try send(
            ContextProposal(text: text, project: invocation[ContextArgument.project], note: invocation[note]), path,
            invocation)
    }

    /// Whether the command says whose context it is. Throws `UsageFailure`.
    static func check(_ layer: ContextLayer, _ invocation: Invocation) throws {
        let project = invocation[ContextArgument.project]
        if layer == .project, project == nil {
            throw UsageFailure("name the project whose context this is: --project NAME")
        } else if layer != .project, project != nil {
            throw UsageFailure(
                "\(layer.rawValue) context belongs to no project: leave --project out, or name the layer project")
        }
        if let team = try? invocation.team(), (layer == .organisation) != (team == "installation") {
            throw UsageFailure(
                layer == .organisation
                    ? "the organisation's context is its operators': --team installation"
                    : "the installation has the organisation's context only; \(layer.rawValue) context is a team's")
        }
    }

    /// What is wrong with the note, which the service would only say once the text is right.
    static func noteProblems(_ invocation: Invocation) -> [Problem] {
        let typed = invocation[note] ?? ""
        let (count, limit) = (typed.unicodeScalars.count, ContextProposal.noteLimitCharacters)
        let excess = "\(count) characters, more than the \(limit) that a note may have"
        return PlainText.problems(in: Array(typed.utf8), file: "--note")
            + (count > limit ? [Problem(file: "--note", line: 1, column: 1, message: excess)] : [])
    }

    static func send(_ proposal: ContextProposal, _ path: [String: String], _ invocation: Invocation) throws {
        warnOfBlank(proposal.text, invocation)
        let view = try invocation.call(Endpoints.contextPropose, path: path, proposal)
        let summary = view.summary
        try invocation.confirm(
            view,
            "\(summary.name, .bold) context, version \(summary.number): \(summary.state.rawValue), \(summary.digest.short, .dim)"
        )
        if let notice = view.notice { invocation.warn("\("warning", .waiting): \(notice)") }
        if summary.state == .proposed && !invocation.wantsJSON {
            invocation.say(
                "Somebody else puts it in force: `countersign context approve \(summary.arguments) --version \(summary.number)`"
            )
        }
    }

    static func warnOfBlank(_ text: String, _ invocation: Invocation) {
        guard text.allSatisfy(\.isWhitespace) else { return }
        invocation.warn("\("warning", .waiting): the text is blank: once it is in force, runs are told nothing here")
    }
}
