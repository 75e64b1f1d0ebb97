import API
import Domain

/// `countersign library show`
enum LibraryShow {
    static let command = Command(
        "show", "Show what the team has published, and how others install it.",
        description: """
            The service serves the published templates of each team as a read-only git repository: a marketplace with one \
            plugin per area. git asks for a user name, which may be anything, and a password, which is a token with the \
            scope `read` (`countersign token create`).
            """,
        examples: [Example("countersign library show", "The line that a member copies.")],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let view = try invocation.call(Endpoints.libraryShow, path: invocation.teamPath())
        let address = "\(try invocation.settings().server)\(view.repository)"
        try invocation.show(view) { view in
            var table = Table("TEMPLATE", "AREA", "VERSION", "DIGEST")
            for entry in view.templates {
                table.add(
                    "\(entry.name, .bold)", "\(entry.area)",
                    "\(entry.version)\(entry.isPinned == true ? " (pinned)" : "")", "\(entry.digest.short, .dim)")
            }
            try invocation.print(table, ifEmpty: "Nothing is published yet: `countersign template publish TEMPLATE`.")
            guard let commit = view.commit else { return }
            var facts = Facts()
            facts.add("Commit", "\(commit)")
            facts.add("Install", "claude plugin marketplace add \(address)")
            facts.add("Or", "git clone \(address)")
            facts.add("User", "anything")
            facts.add("Password", "a token: countersign token create git --scope read")
            try invocation.print("")
            try invocation.print(facts)
        }
    }
}
