import API
import Domain

/// `countersign output release`
enum OutputRelease {
    static let action = RequiredOption<String>("action", "NAME", "An action of the team's policy, such as git.release.")
    static let argument = RepeatedOption<KeyValue>("argument", short: "a", "NAME=VALUE", "An argument, as a text.")
    static let argumentsJSON = Option<String>("arguments-json", "FILE", "All arguments as JSON; - is standard input.")

    static let command = Command(
        "release", "Ask for an action on an approved output.",
        description: """
            The team's policy allows it, denies it or holds it for a countersignature. What is executed then is the approved \
            version, byte for byte. Exits with 3 if policy denies it.
            """,
        arguments: [OutputArgument.output], options: [action, argument, argumentsJSON],
        examples: [
            Example(
                "countersign output release out_0abc1defghjkmnpq --action git.release "
                    + "--argument repository=/srv/git/site --argument branch=release/notes",
                "Put the approved files on a branch.")
        ],
        run: run)

    static func run(_ invocation: Invocation) throws {
        var arguments: [String: JSON] = [:]
        if let file = invocation[argumentsJSON] {
            arguments = try LocalFile.object(file, invocation)
        }
        for pair in invocation[argument] { arguments[pair.key] = .string(pair.value) }
        let view = try invocation.call(
            Endpoints.outputRelease, path: OutputArgument.path(invocation),
            ReleaseRequest(action: invocation[action], arguments: .object(arguments)))
        try invocation.show(view) { view in try report(view, invocation) }
        if view.state == .denied { throw Ended(.refused) }
    }

    private static func report(_ view: ActionView, _ invocation: Invocation) throws {
        try invocation.print("\(view.action) \(view.id, .bold): \(view.state.rawValue, view.state.style)")
        try invocation.print("  \(view.preview)")
        for reason in view.reasons { try invocation.print("  - \(reason)") }
        if view.state == .held {
            try invocation.print(
                "  needs \(view.requirement ?? "a countersignature"), until \(invocation.time(view.deadline))")
            try invocation.print("  countersign action show \(view.id)")
        }
    }
}
