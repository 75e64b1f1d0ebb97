import API

/// `countersign policy enact`
enum PolicyEnact {
    static let note = Option<String>("note", short: "m", "TEXT", "What changes, and why.")

    static let command = Command(
        "enact", "Make a bundle the team's policy.",
        description:
            "For admins of the team. Touches new items only: what was dispatched keeps the policy it began under.",
        arguments: [BundleFolder.path], options: [note],
        examples: [
            Example("countersign policy enact policies/small-team -m 'first policy'", "Give a team its policy.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let request = try BundleFolder.read(invocation, note: invocation[note])
        let bundle = try invocation.call(Endpoints.policyEnact, path: invocation.teamPath(), request)
        try invocation.confirm(bundle, "Policy \(bundle.number, .bold) is in force: \(bundle.digest.short, .dim)")
    }
}
