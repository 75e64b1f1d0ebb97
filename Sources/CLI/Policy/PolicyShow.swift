import API
import Domain

/// `countersign policy show`
enum PolicyShow {
    static let file = OptionalArgument("FILE", "Print this file of the bundle.")

    static let command = Command(
        "show", "Show the policy in force.",
        description: "Its number, digest, who enacted it and its files; with FILE, that file as it was enacted.",
        arguments: [file],
        examples: [
            Example("countersign policy show", "Which policy is in force."),
            Example("countersign policy show approvals.yaml", "Its rules."),
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        try invocation.show(invocation.call(Endpoints.policyShow, path: invocation.teamPath())) { bundle in
            if let file = invocation[file] {
                guard let text = bundle.files[file] else {
                    let near =
                        NearestName.of(file, in: bundle.files.keys.sorted()).map { "; did you mean \($0)?" } ?? ""
                    throw Failure(.notFound, "the bundle has no file `\(file)`\(near)")
                }
                return try invocation.print(content: text)
            }
            var facts = Facts()
            facts.add("Policy", "\(bundle.number, .bold)")
            facts.add("Digest", "\(bundle.digest)")
            facts.add("Enacted", "by \(bundle.enactedBy), \(invocation.time(bundle.enactedAt))")
            facts.add("Note", bundle.note)
            for path in bundle.files.keys.sorted() { facts.add("File", "\(path)") }
            try invocation.print(facts)
        }
    }
}
