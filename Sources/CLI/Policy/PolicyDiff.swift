import API

/// `countersign policy diff`
enum PolicyDiff {
    static let first = Argument("PATH", "The bundle's folder; with NEW, the older one.")
    static let second = OptionalArgument("NEW", "The newer bundle's folder.")

    static let command = Command(
        "diff", "Show what a bundle changes, by meaning.",
        description: """
            Compares a folder with the policy in force, or two folders. What cannot be proven not to be weaker counts as \
            weaker, whatever its author meant; of a line of OWNERS the change says why. Exits with 1 if the bundle is weaker, so that continuous integration can ask.
            """,
        arguments: [first, second],
        examples: [
            Example("countersign policy diff policies/ours", "Before it is proposed."),
            Example("countersign policy diff policies/small-team policies/agency", "How two bundles differ."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        let older = try BundleFolder.files(invocation[first], invocation)
        let newer = try invocation[second].map { try BundleFolder.files($0, invocation) }
        let request = PolicyDiffRequest(files: newer ?? older, old: newer == nil ? nil : older)
        let bundles = [(invocation[first], older)] + (newer.map { [(invocation[second] ?? "", $0)] } ?? [])
        let diff = try BundleFolder.located(bundles, invocation) {
            try invocation.call(Endpoints.policyDiff, path: invocation.teamPath(), request)
        }
        let old = newer == nil ? "the policy in force" : invocation[first]
        try invocation.show(diff) { try print($0.changes, since: old, invocation) }
        guard !diff.isWeaker else { throw Ended(.failed) }
    }

    /// - Parameter old: what the older bundle is called.
    static func print(_ changes: [PolicyChangeView], since old: String, _ invocation: Invocation) throws {
        for change in changes {
            let mark: Text =
                switch change.direction {
                case "weaker": "\("weaker  ", .bad)"
                case "stricter": "\("stricter", .good)"
                default: "\("neutral ", .dim)"
                }
            let place = change.place.map { " (\($0)\(change.isGone == true ? " of \(old)" : ""))" } ?? ""
            try invocation.print("\(mark)  \(change.subject)\(place): \(change.text)")
        }
        if changes.isEmpty { invocation.say("Nothing changes in what it decides, or in what its cases expect.") }
    }
}
