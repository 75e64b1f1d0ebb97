import API
import Domain
import Formats

/// `countersign owners lint`
enum OwnersLintCommand {
    static let file = Argument("FILE", "The OWNERS file; - is standard input.")
    static let online = Flag("online", "Also hold it against the team's people and templates.")

    static let command = Command(
        "lint", "Say what is wrong with an OWNERS file.",
        description: """
            Names invalid lines, lines that a later one shadows, sections that begin twice, patterns that no path of an output \
            has, and owners that cannot be anybody; with --online also logins that nobody has, lines with too few people, and lines that match nothing that \
            a template makes. Needs no service without --online. Exits with 1 if there is anything to say.
            """,
        arguments: [file], options: [online],
        examples: [
            Example("countersign owners lint policies/small-team/OWNERS", "In a commit hook."),
            Example("countersign owners lint OWNERS --online", "Before it is proposed."),
        ],
        run: run)

    /// What a file is called where it is complained about.
    static func name(_ file: String) -> String { file == "-" ? "standard input" : file }

    static func run(_ invocation: Invocation) throws {
        let text = try LocalFile.text(invocation[file], invocation)
        let shown = name(invocation[file])
        let view =
            if invocation[online] {
                try invocation.call(
                    Endpoints.ownersLint, path: invocation.teamPath(), OwnersLintRequest(text: text, source: shown))
            } else {
                OwnersLintView(errors: OwnersLint.remarks(Array(text.utf8), path: shown))
            }
        try invocation.show(view) { view in
            for error in view.errors {
                try invocation.print("\(shown):\(error.line):\(error.column): \(error.kind, .bad): \(error.reason)")
                try invocation.print("    \(error.source, .dim)")
                if let suggestion = error.suggestion { try invocation.print("    perhaps \(suggestion, .link)") }
            }
            if view.errors.isEmpty { try invocation.confirm("\(shown) is as it should be.") }
            let notice = invocation[online] ? view.notice : "logins were not looked up: `--online`"
            if let notice { invocation.say("\("notice", .waiting): \(notice)") }
        }
        if !view.errors.isEmpty { throw Ended(.failed) }
    }
}
